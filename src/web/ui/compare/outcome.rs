//! The result on screen, and its buttons.

use leptos::prelude::*;

use super::draw;
use super::state::CompareState;
use crate::compare::export::ComparisonFormat;
use crate::compare::kept::Kept;
use crate::compare::view::ComparisonView;
use crate::format::percent;
use crate::protocol::CompareCommand;
use crate::web::ui::part::{Part, follow};
use crate::web::ui::state::State;

/// Binds result, progress and the kept results to the state.
pub(super) fn bind(state: State, panel: &Part) {
    let compare = state.compare;
    build(panel);
    let result = panel.clone();
    follow(move || compare.view.with(|view| show(&result, view)));
    let is_on = Memo::new(move |_| compare.is_running.get());
    // What is chosen comes first, until there is a result of it.
    let is_first = move || compare.is_introduced.get() || compare.view.with(|view| view.title.is_empty());
    panel.part("welcome").shown(move || !is_on.get() && is_first());
    // On a narrow screen it is below the form.
    let outcome = panel.part("outcome");
    follow(move || {
        if is_on.get() {
            outcome.reveal();
        }
    });
    let status = panel.clone();
    follow(move || show_status(&status, compare));
    panel.part("kept").shown(move || !compare.kept.with(Vec::is_empty));
    panel.part("kept-list").redraw(move || compare.kept.get(), |list, kept| show_kept(list, kept));
    let button = panel.button("use-best");
    follow(move || {
        let limits = state.settings.values.with(|settings| settings.limits);
        let Some(best) = compare.view.with(|view| view.best) else {
            return button.show(false);
        };
        let is_taken = (limits.concurrency, limits.per_origin) == (best, best);
        let words = if is_taken {
            format!("✓ {best} at a time, on the Check tab too")
        } else {
            format!("Use {best} at a time")
        };
        button.set_text(&words);
        button.set_flag("disabled", is_taken);
        button.show(true);
    });
}

pub(super) fn clicked(state: State, action: &str, button: &Part) {
    let compare = state.compare;
    let place = || button.get("data-place").and_then(|place| place.parse::<usize>().ok());
    match action {
        "use-best" => use_best(state, compare),
        "leave-out" => state.send_compare(CompareCommand::DropImported),
        "show-kept" => {
            let report = place().and_then(|place| {
                compare.kept.with_untracked(|kept| kept.get(place).map(|(_, report)| report.clone()))
            });
            if let Some(report) = report {
                state.send_compare(CompareCommand::Show(report));
            }
        }
        "forget-kept" => {
            if let Some(place) = place() {
                compare.forget(place);
            }
        }
        "export" => {
            let name = button.get("data-format");
            let is_it = |format: &ComparisonFormat| name.as_deref() == Some(format.name());
            if let Some(format) = ComparisonFormat::ALL.into_iter().find(is_it) {
                state.send_compare(CompareCommand::Export(format));
            }
        }
        _ => {}
    }
}

/// Sets the limits of the Check tab to the level that the sweep advises.
fn use_best(state: State, compare: CompareState) {
    let Some(best) = compare.view.with_untracked(|view| view.best) else { return };
    state.change_settings(|settings| {
        settings.limits.concurrency = best;
        settings.limits.per_origin = best;
    });
    state.settings.replaced.update(|given| *given += 1);
}

fn build(panel: &Part) {
    let exports = panel.part("exports");
    for format in ComparisonFormat::ALL {
        let hook = format!("compare-export-{}", format.name());
        let attributes = [
            ("class", "button small"),
            ("type", "button"),
            ("data-action", "export"),
            ("data-format", format.name()),
            ("data-testid", hook.as_str()),
        ];
        exports.add("button", &attributes, &format.name().to_ascii_uppercase());
    }
}

fn show(panel: &Part, view: &ComparisonView) {
    let is_empty = view.title.is_empty();
    panel.part("result").show(!is_empty);
    panel.part("result-title").set_text(&view.title);
    panel.part("headline").set_text(&view.headline);
    panel.part("exports").show(view.state.is_over());
    panel.button("leave-out").show(view.has_imported);
    let emptied = |name| {
        let part = panel.part(name);
        part.clear();
        part
    };
    let picture = emptied("picture");
    draw::picture(&picture, &view.pictures[0], "picture wide");
    draw::picture(&picture, &view.pictures[1], "picture narrow");
    draw::figures(&emptied("figures"), view);
    draw::published(&emptied("published"), &view.published, "Yours");
    draw::notes(&emptied("notes"), &view.notes);
}

fn show_status(panel: &Part, compare: CompareState) {
    let outcome = panel.part("outcome");
    outcome.set("data-state", Some(compare.state_name()));
    let knee = compare.view.with(|view| view.knee).map(|knee| knee.to_string()).unwrap_or_default();
    outcome.set("data-knee", Some(&knee));
    panel.part("status").show(compare.is_running.get());
    compare.status.with(|(words, (done, all))| {
        panel.part("status-text").set_text(words);
        outcome.set("data-done", Some(&done.to_string()));
        outcome.set("data-trials", Some(&all.to_string()));
        panel.part("progress").set("value", Some(&percent(*done, *all).to_string()));
    });
}

fn show_kept(list: &Part, kept: &[Kept]) {
    for (place, (name, _)) in kept.iter().enumerate() {
        let line = list.add("li", &[], "");
        let place = place.to_string();
        let button = |action: &str, hook: &str, label: &str, words: &str| {
            let attributes = [
                ("class", "button quiet small"),
                ("type", "button"),
                ("data-place", place.as_str()),
                ("data-action", action),
                ("data-testid", hook),
                ("aria-label", label),
            ];
            line.add("button", &attributes, words);
        };
        button("show-kept", "compare-kept", name, name);
        button("forget-kept", "compare-forget", &format!("Forget {name}"), "✕");
    }
}
