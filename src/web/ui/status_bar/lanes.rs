//! The hosts that are slow or stopped, and what the user may do about those that stopped.

use leptos::prelude::*;

use crate::format::{count, counted};
use crate::ids::LaneId;
use crate::protocol::{LaneView, RunCommand, describe_trouble};
use crate::schedule::lane_status::Trouble;
use crate::units::Millis;
use crate::web::ui::controls::button;
use crate::web::ui::state::State;

#[component]
pub(super) fn Lanes(state: State) -> impl IntoView {
    let lanes = Memo::new(move |_| {
        let of = |lane: &LaneView| lane.status.lane;
        state.run.progress.with(|progress| {
            progress.as_ref().map(|progress| progress.lanes.iter().map(of).collect::<Vec<LaneId>>())
        })
    });
    let is_empty = move || lanes.with(|lanes| lanes.as_ref().is_none_or(Vec::is_empty));
    let unlisted = Memo::new(move |_| {
        let shown = lanes.with(|lanes| lanes.as_ref().map_or(0, Vec::len));
        let in_all = state.run.progress.with(|progress| progress.as_ref().map_or(0, |it| it.troubled));
        in_all.saturating_sub(u32::try_from(shown).unwrap_or(u32::MAX))
    });
    view! {
        <ul class="lanes" aria-label="Slow and stopped hosts" data-testid="lanes" hidden=is_empty>
            // Each keeps its row while the numbers in it move: a button must not vanish under the pointer.
            <For each=move || lanes.get().unwrap_or_default() key=|lane| lane.0 let:lane>
                <Lane state lane/>
            </For>
        </ul>
        <p class="note" hidden=move || unlisted.get() == 0>
            {move || format!("and {} more.", counted(unlisted.get(), "slow or stopped host", "slow or stopped hosts"))}
        </p>
    }
}

#[component]
fn Lane(state: State, lane: LaneId) -> impl IntoView {
    let now = Memo::new(move |was: Option<&Option<(LaneView, Millis)>>| {
        let found = state.run.progress.with(|progress| {
            let progress = progress.as_ref()?;
            let view = progress.lanes.iter().find(|view| view.status.lane == lane)?;
            Some((view.clone(), progress.elapsed))
        });
        found.or_else(|| was.cloned().flatten())
    });
    let host = move || now.with(|now| now.as_ref().map(|(lane, _)| lane.host.clone()));
    let words =
        move || now.with(|now| now.as_ref().map(|(lane, elapsed)| describe_trouble(&lane.status, *elapsed)));
    let is_stopped = Memo::new(move |_| {
        now.with(|now| {
            now.as_ref().is_some_and(|(lane, _)| matches!(lane.status.trouble, Trouble::Stopped { .. }))
        })
    });
    let raise_words = move || {
        let twice = state.settings.run_limits().stop_after.unwrap_or_default().saturating_mul(2);
        format!("This run: allow each host {} failures in a row", count(twice))
    };
    let command = move |hook: &'static str, words: &'static str, command: RunCommand| {
        button("button small", hook, words, None, move || state.command_run(command))
    };
    view! {
        <li class="lane">
            <b><bdi>{host}</bdi></b>
            <span>{words}</span>
            <Show when=move || is_stopped.get()>
                {command("lane-resume", "Go on", RunCommand::ResumeLane(lane))}
                {command("lane-skip", "Skip the rest", RunCommand::SkipLane(lane))}
                {button("button small", "lane-raise", raise_words, None, move || state.allow_more_failures())}
            </Show>
        </li>
    }
}
