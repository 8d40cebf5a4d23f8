//! The hosts that are slow or stopped, and what the user may do about those that stopped.

use leptos::prelude::*;

use crate::protocol::{LaneView, Order};
use crate::schedule::lane_status::Trouble;
use crate::ui::state::State;
use crate::units::Millis;
use crate::words::{count, counted};

/// The list of them; nothing when there is none.
#[component]
pub(super) fn Lanes(state: State) -> impl IntoView {
    let lanes = Memo::new(move |_| {
        state
            .progress
            .with(|progress| progress.as_ref().map(|progress| progress.lanes.clone()))
            .unwrap_or_default()
    });
    let untold = Memo::new(move |_| {
        let in_all =
            state.progress.with(|progress| progress.as_ref().map_or(0, |progress| progress.troubled));
        in_all.saturating_sub(lanes.with(|lanes| u32::try_from(lanes.len()).unwrap_or(u32::MAX)))
    });
    let rows = move || lanes.get().into_iter().map(|lane| row(state, lane)).collect::<Vec<_>>();
    view! {
        <ul class="lanes" aria-label="Slow and stopped hosts" data-testid="lanes" hidden=move || lanes.with(Vec::is_empty)>
            {rows}
        </ul>
        <p class="note" hidden=move || untold.get() == 0>
            {move || format!("and {} more.", counted(untold.get(), "slow or stopped host", "slow or stopped hosts"))}
        </p>
    }
}

fn row(state: State, lane: LaneView) -> impl IntoView {
    let LaneView { host, status } = lane;
    let number = status.lane;
    let waiting = counted(status.waiting, "link waits", "links wait");
    let words = match status.trouble {
        Trouble::Stopped { failures } => {
            format!("stopped after {} failures in a row; {waiting}", count(failures))
        }
        Trouble::Slow { limit, spacing, .. } => {
            let pace = if spacing > Millis::ZERO {
                format!("one every {spacing}")
            } else {
                format!("{} at a time", count(limit))
            };
            let left = status.time_left.map_or_else(String::new, |left| format!(", about {left} more"));
            format!("slowed down to {pace}; {waiting}{left}")
        }
    };
    let is_stopped = matches!(status.trouble, Trouble::Stopped { .. });
    let buttons = is_stopped.then(|| {
        let raise = move |_| {
            state.change_settings(|settings| {
                settings.limits.stop_after = settings.limits.stop_after.map(|failures| failures.saturating_mul(2));
            });
            state.settings_given.update(|given| *given += 1);
        };
        view! {
            <button class="button small" type="button" data-testid="lane-resume" on:click=move |_| state.order(Order::ResumeLane(number))>
                "Go on"
            </button>
            <button class="button small" type="button" data-testid="lane-skip" on:click=move |_| state.order(Order::SkipLane(number))>
                "Skip the rest"
            </button>
            <button class="button small" type="button" data-testid="lane-raise" on:click=raise>
                "Allow twice as many failures"
            </button>
        }
    });
    view! { <li class="lane"><b><bdi>{host}</bdi></b><span>{words}</span>{buttons}</li> }
}
