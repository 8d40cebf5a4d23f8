//! What came of it, kept in step with what the desk says; and what can be done with it.

use leptos::prelude::*;
use leptos::web_sys::{Element, HtmlElement};

use super::draw;
use super::panel::{Panel, add};
use super::state::CompareState;
use crate::compare::export::ComparisonFormat;
use crate::compare::kept::Kept;
use crate::compare::view::ComparisonView;
use crate::format::percent;
use crate::protocol::CompareCommand;
use crate::web::ui::state::State;

/// Keeps result, progress and the list of kept results in step.
pub(super) fn keep(state: State, panel: &Panel) {
    let compare = state.compare;
    build(panel);
    let own = panel.clone();
    Effect::new(move |_| compare.view.with(|view| show(&own, view)));
    let own = panel.clone();
    Effect::new(move |_| show_stand(&own, compare));
    let own = panel.clone();
    Effect::new(move |_| compare.kept.with(|kept| show_kept(&own, kept)));
    let own = panel.clone();
    Effect::new(move |_| {
        let limits = state.settings.values.with(|settings| settings.limits);
        let Some(knee) = compare.view.with(|view| view.knee) else {
            return Panel::show(own.hook("use-this"), false);
        };
        let is_taken = (limits.concurrency, limits.per_origin) == (knee, knee);
        let words = if is_taken {
            format!("✓ {knee} in flight, on the Check tab too")
        } else {
            format!("Use {knee} in flight")
        };
        Panel::say(own.hook("use-this"), &words);
        Panel::mark(own.hook("use-this"), "disabled", is_taken.then_some(""));
        Panel::show(own.hook("use-this"), true);
    });
}

/// Something in the result was pressed.
pub(super) fn clicked(state: State, hook: &str, element: &Element) {
    let compare = state.compare;
    let place = || element.get_attribute("data-place").and_then(|place| place.parse::<usize>().ok());
    match hook {
        "use-this" => use_knee(state, compare),
        "compare-leave-out" => state.tell_compare(CompareCommand::LeaveOutBrought),
        "compare-kept" => {
            let report = place().and_then(|place| {
                compare.kept.with_untracked(|kept| kept.get(place).map(|(_, report)| report.clone()))
            });
            if let Some(report) = report {
                state.tell_compare(CompareCommand::Show(report));
            }
        }
        "compare-forget" => {
            if let Some(place) = place() {
                compare.forget(place);
            }
        }
        _ => {
            let is_it =
                |format: &ComparisonFormat| hook.strip_prefix("compare-export-") == Some(format.name());
            if let Some(format) = ComparisonFormat::ALL.into_iter().find(is_it) {
                state.tell_compare(CompareCommand::Export(format));
            }
        }
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
        let attributes = [("class", "button small"), ("type", "button"), ("data-testid", hook.as_str())];
        add(&exports, "button", &attributes, &format.name().to_ascii_uppercase());
    }
}

fn show(panel: &Panel, view: &ComparisonView) {
    let is_empty = view.title.is_empty();
    Panel::show(panel.part("welcome"), is_empty);
    Panel::show(panel.part("result"), !is_empty);
    Panel::say(panel.part("title"), &view.title);
    Panel::say(panel.hook("compare-headline"), &view.headline);
    Panel::show(panel.part("exports"), view.state.is_over());
    Panel::show(panel.hook("compare-leave-out"), view.has_brought);
    let emptied = |element: Option<HtmlElement>| element.inspect(|element| element.set_text_content(None));
    if let Some(picture) = emptied(panel.hook("compare-picture")) {
        draw::draw(&picture, &view.pictures[0], "picture wide");
        draw::draw(&picture, &view.pictures[1], "picture narrow");
    }
    if let Some(figures) = emptied(panel.part("figures")) {
        draw::figures(&figures, view);
    }
    if let Some(published) = emptied(panel.part("published")) {
        draw::published(&published, view);
    }
    if let Some(notes) = emptied(panel.part("notes")) {
        draw::notes(&notes, &view.notes);
    }
}

/// Shows where it stands.
fn show_stand(panel: &Panel, compare: CompareState) {
    let outcome = || panel.hook("compare-state");
    Panel::mark(outcome(), "data-state", Some(compare.state_name()));
    let knee = compare.view.with(|view| view.knee).map(|knee| knee.to_string()).unwrap_or_default();
    Panel::mark(outcome(), "data-knee", Some(&knee));
    Panel::show(panel.part("status"), compare.is_on.get());
    compare.status.with(|(words, (done, all))| {
        Panel::say(panel.hook("compare-status"), words);
        Panel::mark(outcome(), "data-done", Some(&done.to_string()));
        Panel::mark(outcome(), "data-trials", Some(&all.to_string()));
        let bar = panel.0.query_selector("progress").ok().flatten();
        if let Some(bar) = bar {
            // An element of ours takes any attribute.
            let _ = bar.set_attribute("value", &percent(*done, *all).to_string());
        }
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
        add(&line, "button", &[class, kind, place, ("data-testid", "compare-kept")], name);
        let label = format!("Forget {name}");
        let forget = [class, kind, place, ("data-testid", "compare-forget"), ("aria-label", label.as_str())];
        add(&line, "button", &forget, "✕");
    }
}
