//! From Compare to the first request: one confirmation, a second for many requests, then the practice server and the
//! runners.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::CompareState;
use crate::compare::presets::ExperimentKind;
use crate::protocol::{CompareCommand, CompareConsent, LocalDenied, LocalTargets, RunKind, is_click_meant};
use crate::web::page::{access, local_network, practice};
use crate::web::ui::part::{Part, follow};
use crate::web::ui::state::State;

/// Binds cost, question and buttons to the plan.
pub(super) fn bind(state: State, panel: &Part) {
    let (compare, panel) = (state.compare, panel.clone());
    follow(move || {
        let (asking, is_on, is_ready) = (compare.asking.get(), compare.is_running.get(), compare.is_ready());
        let is_pattern = compare.request.with(|(_, request)| request.shape()) == ExperimentKind::Pattern;
        let is_again = asking == CompareConsent::AskedAgain;
        let is_away = is_on || asking != CompareConsent::Idle;
        compare.plan.with(|plan| {
            let problem = plan.problem.as_deref();
            panel.part("cost").set_text(problem.unwrap_or(&plan.words));
            panel.part("cost").set(
                "class",
                Some(if problem.is_some() { "compare-cost note unsure" } else { "compare-cost note" }),
            );
            // Browsers ask nothing about them in an extension.
            let is_local = access::is_extension() && plan.local != LocalTargets::default();
            let local = if is_local { " Some of them go to this machine or its network." } else { "" };
            let words = if is_again { &plan.warning } else { &plan.words };
            panel.part("question").set_text(&format!("{words}{local}"));
        });
        panel.part("cost").show(!is_away);
        // A pattern goes to the Check tab instead.
        panel.button("start").show(!is_away && !is_pattern);
        panel.button("start").set_flag("disabled", !is_ready);
        panel.button("stop").show(is_on);
        panel.part("confirm").show(asking.is_asked());
        panel.part("confirm").set_flag("data-again", is_again);
        let words = if is_again { "I am allowed to: send" } else { "Send them" };
        panel.button("confirm").set_text(words);
    });
}

/// A button was clicked, for the `in_a_row`th time in a row.
pub(super) fn clicked(state: State, action: &str, in_a_row: i32) {
    let (compare, is_meant) = (state.compare, is_click_meant(in_a_row));
    match action {
        "start" if untrack(|| compare.is_ready()) && !is_busy(state, compare) => {
            let is_practice = compare.plan.with_untracked(|plan| plan.kind == RunKind::Practice);
            proceed(state, compare.asking.get_untracked().press(is_meant, is_practice));
            if is_practice {
                return;
            }
            // In the click's own task; the question that opens leaves the time to answer.
            if state.access.get_untracked().is_asked_for_at_start() {
                drop(state.request_access());
            }
        }
        "cancel" => compare.asking.set(CompareConsent::Idle),
        "confirm" => confirm(state, is_meant),
        "stop" if !is_meant => {}
        "stop" if compare.asking.get_untracked() == CompareConsent::Starting => {
            compare.asking.set(CompareConsent::Idle);
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

fn confirm(state: State, is_meant: bool) {
    let compare = state.compare;
    let asking = compare.asking.get_untracked();
    proceed(state, asking.confirm(is_meant, compare.plan.with_untracked(|plan| !plan.warning.is_empty())));
}

/// Goes on to this question, or to the start.
fn proceed(state: State, next: CompareConsent) {
    let compare = state.compare;
    if next == compare.asking.get_untracked() {
        return;
    }
    if next != CompareConsent::Starting {
        return compare.asking.set(next);
    }
    if untrack(|| compare.is_ready()) && !is_busy(state, compare) {
        compare.asking.set(next);
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
            compare.asking.set(CompareConsent::Idle);
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
    if nth != compare.starts.get_value() || compare.asking.get_untracked() != CompareConsent::Starting {
        return;
    }
    compare.asking.set(CompareConsent::Idle);
    // Existing workers are reused.
    state.with_workers(|workers| workers.want_compare_runners(kind, runners));
    state.send_compare(CompareCommand::Start { plan, denied });
}
