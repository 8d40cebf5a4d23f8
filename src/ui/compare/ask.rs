//! From the press on Start to the first request: what it costs is confirmed, what is much is confirmed once more, the
//! practice server and the runners are there.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::CompareState;
use crate::page::{local_network, practice};
use crate::protocol::{LocalDenied, RunKind};
use crate::ui::state::{State, Told};

/// The question, in its place below Start.
pub(super) fn question(state: State) -> AnyView {
    let compare = state.compare();
    let is_second = move || compare.asking.get() == 2;
    let words =
        move || compare.plan.with(|plan| if is_second() { plan.warning.clone() } else { plan.words.clone() });
    view! {
        <div
            class="compare-question"
            role="group"
            aria-label="Confirm"
            data-testid="compare-confirm"
            data-again=move || is_second().then_some("")
            hidden=move || compare.asking.get() == 0
        >
            <p class:unsure=is_second>{words}</p>
            <button class="button" type="button" data-testid="compare-confirm-cancel" on:click=move |_| compare.asking.set(0)>
                "Cancel"
            </button>
            <button class="button primary" type="button" data-testid="compare-confirm-start" on:click=move |_| confirm(state)>
                {move || if is_second() { "I may: send them" } else { "Send them" }}
            </button>
        </div>
    }
    .into_any()
}

/// Start was pressed.
pub(super) fn press(state: State) {
    let compare = state.compare();
    if untrack(|| compare.is_ready()) && !is_busy(state, compare) {
        compare.asking.set(1);
    }
}

/// What keeps a comparison from starting: a run, or another one.
fn is_busy(state: State, compare: CompareState) -> bool {
    if compare.is_on.get_untracked() {
        return true;
    }
    let is_active = untrack(|| state.page_state()).is_active();
    if is_active {
        state.tell(Told {
            message: "A run is on: a comparison beside it would measure both.".to_owned(),
            hint: "Stop the run on the Check tab, or wait for its end.".to_owned(),
            reload: false,
        });
    }
    is_active
}

/// Yes was said.
fn confirm(state: State) {
    let compare = state.compare();
    let is_asked_again = compare.plan.with_untracked(|plan| !plan.warning.is_empty());
    if compare.asking.get_untracked() == 1 && is_asked_again {
        return compare.asking.set(2);
    }
    if !is_busy(state, compare) {
        compare.asking.set(0);
        compare.is_on.set(true);
        spawn_local(start(state));
    }
}

async fn start(state: State) {
    let compare = state.compare();
    let (kind, runners, local) =
        compare.plan.with_untracked(|plan| (plan.kind, plan.runners, plan.local.clone()));
    if kind == RunKind::Practice
        && let Err(no_practice) = practice::open().await
    {
        compare.is_on.set(false);
        return state.tell_of_practice(&no_practice);
    }
    let denied = if local_network::may_be_asked(&local) {
        local_network::ask(&local).await
    } else {
        LocalDenied::default()
    };
    // Each has a worker of its own; those that are there already are used again.
    state.with_parts(|parts| parts.want_compare_runners(kind, runners));
    state.start_comparison(denied);
}
