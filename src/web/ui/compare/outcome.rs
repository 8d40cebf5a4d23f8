//! The result on screen, and its buttons.

use leptos::prelude::*;
use leptos::web_sys::{Element, HtmlElement};

use super::panel::{self, Panel, add};
use super::state::CompareState;
use crate::compare::export::ComparisonFormat;
use crate::compare::kept::Kept;
use crate::compare::view::ComparisonView;
use crate::format::percent;
use crate::protocol::CompareCommand;
use crate::web::ui::state::State;

/// Binds result, progress and the kept results to the state.
pub(super) fn bind(state: State, panel: &Panel) {
    let compare = state.compare;
    build(panel);
    let own = panel.clone();
    Effect::new(move |_| compare.view.with(|view| show(&own, view)));
    let own = panel.clone();
    Effect::new(move |_| show_status(&own, compare));
    let own = panel.clone();
    Effect::new(move |_| compare.kept.with(|kept| show_kept(&own, kept)));
    let own = panel.clone();
    Effect::new(move |_| {
        let limits = state.settings.values.with(|settings| settings.limits);
        let Some(knee) = compare.view.with(|view| view.knee) else {
            return Panel::show(own.button("use-knee"), false);
        };
        let is_taken = (limits.concurrency, limits.per_origin) == (knee, knee);
        let words = if is_taken {
            format!("✓ {knee} in flight, on the Check tab too")
        } else {
            format!("Use {knee} in flight")
        };
        Panel::set_text(own.button("use-knee"), &words);
        Panel::set_attribute(own.button("use-knee"), "disabled", is_taken.then_some(""));
        Panel::show(own.button("use-knee"), true);
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

fn build(panel: &Panel) {
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

fn show(panel: &Panel, view: &ComparisonView) {
    let is_empty = view.title.is_empty();
    Panel::show(panel.part("welcome"), is_empty);
    Panel::show(panel.part("result"), !is_empty);
    Panel::set_text(panel.part("title"), &view.title);
    Panel::set_text(panel.part("headline"), &view.headline);
    Panel::show(panel.part("exports"), view.state.is_over());
    Panel::show(panel.button("leave-out"), view.has_imported);
    let emptied = |element: Option<HtmlElement>| element.inspect(|element| element.set_text_content(None));
    if let Some(picture) = emptied(panel.part("picture")) {
        panel::draw(&picture, &view.pictures[0], "picture wide");
        panel::draw(&picture, &view.pictures[1], "picture narrow");
    }
    if let Some(figures) = emptied(panel.part("figures")) {
        panel::figures(&figures, view);
    }
    if let Some(published) = emptied(panel.part("published")) {
        panel::published(&published, view);
    }
    if let Some(notes) = emptied(panel.part("notes")) {
        panel::notes(&notes, &view.notes);
    }
}

fn show_status(panel: &Panel, compare: CompareState) {
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

fn show_kept(panel: &Panel, kept: &[Kept]) {
    Panel::show(panel.part("kept"), !kept.is_empty());
    let Some(list) = panel.part("kept-list") else { return };
    list.set_text_content(None);
    for (place, (name, _)) in kept.iter().enumerate() {
        let place = place.to_string();
        let Some(line) = add(&list, "li", &[], "") else { return };
        let button = [("class", "button quiet small"), ("type", "button"), ("data-place", place.as_str())];
        let [class, kind, place] = button;
        let show = [class, kind, place, ("data-action", "show-kept"), ("data-testid", "compare-kept")];
        add(&line, "button", &show, name);
        let label = format!("Forget {name}");
        let forget = [
            class,
            kind,
            place,
            ("data-action", "forget-kept"),
            ("data-testid", "compare-forget"),
            ("aria-label", label.as_str()),
        ];
        add(&line, "button", &forget, "✕");
    }
}
