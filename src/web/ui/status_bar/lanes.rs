//! The hosts that are slow or stopped, and what the user may do about those that stopped.

use leptos::ev;
use leptos::prelude::*;

use crate::format::{count, counted};
use crate::protocol::{LaneView, RunCommand, RunProgress, describe_trouble};
use crate::schedule::lane_status::Trouble;
use crate::units::Millis;
use crate::web::ui::part::Part;
use crate::web::ui::state::State;

pub(super) fn bind(bar: &Part, state: State) {
    let progress = state.run.progress;
    let lanes = move || progress.with(|progress| progress.as_ref().map(lanes_of)).unwrap_or_default();
    let list = bar.part("lanes");
    list.shown(move || progress.with(|progress| progress.as_ref().is_some_and(|it| !it.lanes.is_empty())));
    // Each keeps its row while the numbers in it move: a button must not vanish under the pointer.
    list.rows(
        "lane",
        lanes,
        move |row, (lane, _)| bind_lane(row, state, lane),
        |row, (lane, elapsed)| {
            row.part("host").set_text(&lane.host);
            row.part("trouble").set_text(&describe_trouble(&lane.status, *elapsed));
        },
    );
    let unlisted = move || {
        progress.with(|progress| {
            let listed = |progress: &RunProgress| u32::try_from(progress.lanes.len()).unwrap_or(u32::MAX);
            progress.as_ref().map_or(0, |progress| progress.troubled.saturating_sub(listed(progress)))
        })
    };
    let note = bar.part("unlisted");
    note.shown(move || unlisted() > 0);
    note.text(move || {
        format!("and {} more.", counted(unlisted(), "slow or stopped host", "slow or stopped hosts"))
    });
}

/// The lanes that are listed, each with its key and how long the run has lasted.
fn lanes_of(progress: &RunProgress) -> Vec<(String, (LaneView, Millis))> {
    let keyed = |lane: &LaneView| (lane.status.lane.0.to_string(), (lane.clone(), progress.elapsed));
    progress.lanes.iter().map(keyed).collect()
}

/// Binds what is offered while the lane is stopped.
fn bind_lane(row: &Part, state: State, view: &LaneView) {
    let lane = view.status.lane;
    let is_stopped = move || {
        let stopped =
            |it: &LaneView| it.status.lane == lane && matches!(it.status.trouble, Trouble::Stopped { .. });
        state.run.progress.with(|progress| progress.as_ref().is_some_and(|it| it.lanes.iter().any(stopped)))
    };
    for (name, words, command) in [
        ("resume", "Continue", RunCommand::ResumeLane(lane)),
        ("skip", "Skip the rest", RunCommand::SkipLane(lane)),
    ] {
        let label = format!("{words}: {}", view.host);
        row.when(name, is_stopped, move |button| {
            button.set("aria-label", Some(&label));
            button.on(ev::click, move |_| state.command_run(command));
        });
    }
    row.when("raise", is_stopped, move |button| {
        button.text(move || {
            let twice = state.settings.run_limits().stop_after.unwrap_or_default().saturating_mul(2);
            format!("This run: allow each host {} failures in a row", count(twice))
        });
        button.on(ev::click, move |_| state.allow_more_failures());
    });
}
