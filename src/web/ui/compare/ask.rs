//! From the press on Compare to the first request: what it costs is confirmed, what is much is confirmed once more, the
//! practice server and the runners are there.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::panel::Panel;
use super::state::{CompareState, STARTING};
use crate::protocol::{CompareCommand, LocalDenied, RunKind};
use crate::web::page::{local_network, practice};
use crate::web::ui::notifications::{Notification, Severity};
use crate::web::ui::state::State;

/// Keeps cost, question and buttons in step with the plan.
pub(super) fn keep(state: State, panel: &Panel) {
    let compare = state.compare;
    let panel = panel.clone();
    Effect::new(move |_| {
        let (asking, is_on, is_ready) = (compare.asking.get(), compare.is_on.get(), compare.is_ready());
        let is_away = is_on || asking > 0;
        compare.plan.with(|plan| {
            let problem = plan.problem.as_deref();
            Panel::say(panel.hook("compare-cost"), problem.unwrap_or(&plan.words));
            Panel::mark(
                panel.hook("compare-cost"),
                "class",
                Some(if problem.is_some() { "compare-cost note unsure" } else { "compare-cost note" }),
            );
            Panel::say(panel.part("question"), if asking == 2 { &plan.warning } else { &plan.words });
        });
        Panel::show(panel.hook("compare-cost"), !is_away);
        Panel::show(panel.hook("compare-start"), !is_away);
        Panel::mark(panel.hook("compare-start"), "disabled", (!is_ready).then_some(""));
        Panel::show(panel.hook("compare-stop"), is_on);
        Panel::show(panel.hook("compare-confirm"), asking == 1 || asking == 2);
        Panel::mark(panel.hook("compare-confirm"), "data-again", (asking == 2).then_some(""));
        let words = if asking == 2 { "I may: send them" } else { "Send them" };
        Panel::say(panel.hook("compare-confirm-start"), words);
    });
}

/// Something in the form was pressed.
pub(super) fn clicked(state: State, hook: &str) {
    let compare = state.compare;
    match hook {
        "compare-start" if untrack(|| compare.is_ready()) && !is_busy(state, compare) => {
            compare.asking.set(1);
        }
        "compare-confirm-cancel" => compare.asking.set(0),
        "compare-confirm-start" => confirm(state),
        "compare-stop" if compare.asking.get_untracked() == STARTING => {
            compare.asking.set(0);
            compare.is_on.set(false);
        }
        "compare-stop" => state.tell_compare(CompareCommand::Stop),
        _ => {}
    }
}

/// What keeps a comparison from starting: a run, or another one.
fn is_busy(state: State, compare: CompareState) -> bool {
    if compare.is_on.get_untracked() {
        return true;
    }
    let is_active = untrack(|| state.page_state()).is_active();
    if is_active {
        state.notifications.notify(Notification {
            message: "A run is on: a comparison beside it would measure both.".to_owned(),
            hint: "Stop the run on the Check tab, or wait for its end.".to_owned(),
            severity: Severity::Trouble,
        });
    }
    is_active
}

/// Yes was said.
fn confirm(state: State) {
    let compare = state.compare;
    let is_asked_again = compare.plan.with_untracked(|plan| !plan.warning.is_empty());
    if compare.asking.get_untracked() == 1 && is_asked_again {
        return compare.asking.set(2);
    }
    if compare.asking.get_untracked() > 0 && untrack(|| compare.is_ready()) && !is_busy(state, compare) {
        compare.asking.set(STARTING);
        compare.is_on.set(true);
        compare.starts.update_value(|starts| *starts += 1);
        spawn_local(start(state));
    }
}

async fn start(state: State) {
    let compare = state.compare;
    let nth = compare.starts.get_value();
    // What was confirmed, whatever is planned meanwhile.
    let (plan, kind, runners, local) =
        compare.plan.with_untracked(|plan| (plan.plan, plan.kind, plan.runners, plan.local.clone()));
    if kind == RunKind::Practice
        && let Err(no_practice) = practice::open().await
    {
        if nth == compare.starts.get_value() {
            compare.asking.set(0);
            compare.is_on.set(false);
        }
        return state.notify_no_practice(&no_practice);
    }
    let denied = if local_network::may_be_asked(&local) {
        local_network::ask(&local).await
    } else {
        LocalDenied::default()
    };
    // Stopped meanwhile, or something else is wished for; another may have been started since.
    if nth != compare.starts.get_value() || compare.asking.get_untracked() != STARTING {
        return;
    }
    compare.asking.set(0);
    // Each has a worker of its own; those that are there already are used again.
    state.with_workers(|workers| workers.want_compare_runners(kind, runners));
    state.tell_compare(CompareCommand::Start { plan, denied });
}
