//! The result on screen, and its buttons.

use leptos::prelude::*;
use leptos::web_sys::Element;

use super::panel::{self, Panel, add};
use super::state::CompareState;
use crate::compare::export::ComparisonFormat;
use crate::compare::kept::Kept;
use crate::compare::view::ComparisonView;
use crate::format::percent;
use crate::protocol::CompareCommand;
use crate::web::ui::state::State;

/// Binds result, progress and the kept results to the state.
pub(super) fn bind(state: State, panel: Panel) {
    let compare = state.compare;
    build(panel);
    Effect::new(move |_| compare.view.with(|view| show(panel, view)));
    Effect::new(move |_| show_status(panel, compare));
    Effect::new(move |_| compare.kept.with(|kept| show_kept(panel, kept)));
    Effect::new(move |_| {
        let limits = state.settings.values.with(|settings| settings.limits);
        let Some(knee) = compare.view.with(|view| view.knee) else {
            return Panel::show(panel.button("use-knee"), false);
        };
        let is_taken = (limits.concurrency, limits.per_origin) == (knee, knee);
        let words = if is_taken {
            format!("✓ {knee} in flight, on the Check tab too")
        } else {
            format!("Use {knee} in flight")
        };
        Panel::set_text(panel.button("use-knee"), &words);
        Panel::set_attribute(panel.button("use-knee"), "disabled", is_taken.then_some(""));
        Panel::show(panel.button("use-knee"), true);
    });
}

pub(super) fn clicked(state: State, action: &str, button: &Element) {
    let compare = state.compare;
    let place = || button.get_attribute("data-place").and_then(|place| place.parse::<usize>().ok());
    match action {
        "use-knee" => use_knee(state, compare),
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
            let name = button.get_attribute("data-format");
            let is_it = |format: &ComparisonFormat| name.as_deref() == Some(format.name());
            if let Some(format) = ComparisonFormat::ALL.into_iter().find(is_it) {
                state.send_compare(CompareCommand::Export(format));
            }
        }
        _ => {}
    }
}

/// Sets the knobs of the Check tab to the knee.
fn use_knee(state: State, compare: CompareState) {
    let Some(knee) = compare.view.with_untracked(|view| view.knee) else { return };
    state.change_settings(|settings| {
        settings.limits.concurrency = knee;
        settings.limits.per_origin = knee;
    });
    state.settings.replaced.update(|given| *given += 1);
}

fn build(panel: Panel) {
    let Some(exports) = panel.part("exports") else { return };
    for format in ComparisonFormat::ALL {
        let hook = format!("compare-export-{}", format.name());
        let attributes = [
            ("class", "button small"),
            ("type", "button"),
            ("data-action", "export"),
            ("data-format", format.name()),
            ("data-testid", hook.as_str()),
        ];
        add(&exports, "button", &attributes, &format.name().to_ascii_uppercase());
    }
}

fn show(panel: Panel, view: &ComparisonView) {
    let is_empty = view.title.is_empty();
    Panel::show(panel.part("welcome"), is_empty);
    Panel::show(panel.part("result"), !is_empty);
    Panel::set_text(panel.part("title"), &view.title);
    Panel::set_text(panel.part("headline"), &view.headline);
    Panel::show(panel.part("exports"), view.state.is_over());
    Panel::show(panel.button("leave-out"), view.has_imported);
    panel.redraw("picture", |parent| {
        panel::draw(parent, &view.pictures[0], "picture wide");
        panel::draw(parent, &view.pictures[1], "picture narrow");
    });
    panel.redraw("figures", |parent| panel::figures(parent, view));
    panel.redraw("published", |parent| panel::published(parent, view));
    panel.redraw("notes", |parent| panel::notes(parent, &view.notes));
}

fn show_status(panel: Panel, compare: CompareState) {
    let outcome = || panel.part("outcome");
    Panel::set_attribute(outcome(), "data-state", Some(compare.state_name()));
    let knee = compare.view.with(|view| view.knee).map(|knee| knee.to_string()).unwrap_or_default();
    Panel::set_attribute(outcome(), "data-knee", Some(&knee));
    Panel::show(panel.part("status"), compare.is_running.get());
    compare.status.with(|(words, (done, all))| {
        Panel::set_text(panel.part("status-text"), words);
        Panel::set_attribute(outcome(), "data-done", Some(&done.to_string()));
        Panel::set_attribute(outcome(), "data-trials", Some(&all.to_string()));
        Panel::set_attribute(panel.part("progress"), "value", Some(&percent(*done, *all).to_string()));
    });
}

fn show_kept(panel: Panel, kept: &[Kept]) {
    Panel::show(panel.part("kept"), !kept.is_empty());
    panel.redraw("kept-list", |list| {
        for (place, (name, _)) in kept.iter().enumerate() {
            let Some(line) = add(list, "li", &[], "") else { return };
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
                add(&line, "button", &attributes, words);
            };
            button("show-kept", "compare-kept", name, name);
            button("forget-kept", "compare-forget", &format!("Forget {name}"), "✕");
        }
    });
}
