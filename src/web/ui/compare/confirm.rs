//! From Compare to the first request: one confirmation, a second for many requests, then the practice server and the
//! runners.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::panel::Panel;
use super::state::{CompareState, STARTING};
use crate::protocol::{CompareCommand, LocalDenied, RunKind};
use crate::web::page::{local_network, practice};
use crate::web::ui::state::State;

/// Binds cost, question and buttons to the plan.
pub(super) fn bind(state: State, panel: Panel) {
    let compare = state.compare;
    Effect::new(move |_| {
        let (asking, is_on, is_ready) = (compare.asking.get(), compare.is_running.get(), compare.is_ready());
        let is_away = is_on || asking > 0;
        compare.plan.with(|plan| {
            let problem = plan.problem.as_deref();
            Panel::set_text(panel.part("cost"), problem.unwrap_or(&plan.words));
            Panel::set_attribute(
                panel.part("cost"),
                "class",
                Some(if problem.is_some() { "compare-cost note unsure" } else { "compare-cost note" }),
            );
            Panel::set_text(panel.part("question"), if asking == 2 { &plan.warning } else { &plan.words });
        });
        Panel::show(panel.part("cost"), !is_away);
        Panel::show(panel.button("start"), !is_away);
        Panel::set_attribute(panel.button("start"), "disabled", (!is_ready).then_some(""));
        Panel::show(panel.button("stop"), is_on);
        Panel::show(panel.part("confirm"), asking == 1 || asking == 2);
        Panel::set_attribute(panel.part("confirm"), "data-again", (asking == 2).then_some(""));
        let words = if asking == 2 { "I may: send them" } else { "Send them" };
        Panel::set_text(panel.button("confirm"), words);
    });
}

pub(super) fn clicked(state: State, action: &str) {
    let compare = state.compare;
    match action {
        "start" if untrack(|| compare.is_ready()) && !is_busy(state, compare) => {
            compare.asking.set(1);
        }
        "cancel" => compare.asking.set(0),
        "confirm" => confirm(state),
        "stop" if compare.asking.get_untracked() == STARTING => {
            compare.asking.set(0);
            compare.is_running.set(false);
        }
        "stop" => state.send_compare(CompareCommand::Stop),
        _ => {}
    }
}

/// Whether a run or another comparison is active; says so for a run.
fn is_busy(state: State, compare: CompareState) -> bool {
    if compare.is_running.get_untracked() {
        return true;
    }
    let is_active = untrack(|| state.page_state()).is_active();
    if is_active {
        state.notifications.trouble(
            "A run is in progress: a comparison at the same time would measure both.",
            "Stop the run on the Check tab, or wait for its end.",
        );
    }
    is_active
}

fn confirm(state: State) {
    let compare = state.compare;
    let needs_second_yes = compare.plan.with_untracked(|plan| !plan.warning.is_empty());
    if compare.asking.get_untracked() == 1 && needs_second_yes {
        return compare.asking.set(2);
    }
    if compare.asking.get_untracked() > 0 && untrack(|| compare.is_ready()) && !is_busy(state, compare) {
        compare.asking.set(STARTING);
        compare.is_running.set(true);
        compare.starts.update_value(|starts| *starts += 1);
        spawn_local(start(state));
    }
}

async fn start(state: State) {
    let compare = state.compare;
    let nth = compare.starts.get_value();
    // The confirmed plan, whatever is planned meanwhile.
    let (plan, kind, runners, local) =
        compare.plan.with_untracked(|plan| (plan.plan, plan.kind, plan.runners, plan.local.clone()));
    if kind == RunKind::Practice
        && let Err(no_practice) = practice::open().await
    {
        if nth == compare.starts.get_value() {
            compare.asking.set(0);
            compare.is_running.set(false);
        }
        return state.notify_no_practice(&no_practice);
    }
    let denied = if local_network::may_be_asked(&local) {
        local_network::ask(&local).await
    } else {
        LocalDenied::default()
    };
    // It was stopped, or the request changed; another may have been started since.
    if nth != compare.starts.get_value() || compare.asking.get_untracked() != STARTING {
        return;
    }
    compare.asking.set(0);
    // Existing workers are reused.
    state.with_workers(|workers| workers.want_compare_runners(kind, runners));
    state.send_compare(CompareCommand::Start { plan, denied });
}
