//! The answer: what came of the run or how far it is, in attributes for tools, in a sentence, in numbers and as a bar; and what
//! can be done with it.

mod advice;
mod lanes;
mod meter;
mod status;
mod tiles;
mod timeline;

use leptos::prelude::*;

use super::codegen::codegen;
use super::moved::moved_menu;
use super::part::{Part, follow};
use super::results_menus::{export_menu, retry_menu};
use super::run::RunState;
use super::state::{PageState, State};
use super::strip;
use super::totals::RunFigures;
use crate::protocol::RunDecision;

/// Its attributes are stable: other tools drive the page by them.
pub(super) fn status_bar(state: State, phase: Memo<PageState>) -> Part {
    let bar = Part::of("status-bar");
    state.run.bar.set_value(Some(bar.clone()));
    bar.class("unrun", move || !state.run.has_run());
    bar.attribute("data-access", move || Some(state.access().name()));
    tiles::bind(&bar, state.run, phase);
    meter::bind(&bar, state.run);
    meter::bind_sentence(&bar, state.run);
    status::bind(&bar, state, phase);
    let actions = bar.part("answer-actions");
    for menu in [retry_menu(state), export_menu(state), moved_menu(state), codegen(state)] {
        actions.append(&menu);
    }
    strip::bind(&bar);
    advice::bind(&bar, state, phase);
    lanes::bind(&bar, state);
    bind_decisions(&bar, state.run);
    timeline::bind(&bar, state.run);
    let (figures, shown) =
        (Memo::new(move |_| RunFigures::now(state.list, state.run, phase.get())), bar.clone());
    follow(move || {
        let name = phase.get().name();
        for (attribute, text) in figures.with(RunFigures::attributes) {
            shown.set(&attribute, Some(&text));
        }
        // Last: who waits for it finds the numbers that belong to it.
        shown.set("data-state", Some(name));
    });
    bar
}

/// What the run decided by itself: the latest in sight, the others to unfold.
fn bind_decisions(bar: &Part, run: RunState) {
    let decisions = Memo::new(move |_| {
        run.progress
            .with(|progress| progress.as_ref().map(|progress| progress.decisions.clone()))
            .unwrap_or_default()
    });
    bar.part("news").shown(move || !decisions.with(Vec::is_empty));
    bar.part("latest")
        .text(move || decisions.with(|all| all.last().map(RunDecision::line)).unwrap_or_default());
    bar.part("earlier").redraw(
        move || decisions.get(),
        |list, all| {
            for one in all.iter().rev().skip(1) {
                list.add("li", &[], &one.line());
            }
        },
    );
}
