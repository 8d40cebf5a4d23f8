//! What the page is doing, in one sentence, and what else is to be known of the run.

use leptos::prelude::*;

use crate::format::count;
use crate::protocol::{RunCommand, RunKind, RunPhase, RunProgress};
use crate::settings::Limits;
use crate::web::ui::state::{PageState, State};

/// The sentence and its notices.
#[component]
pub(super) fn Status(state: State, phase: Memo<PageState>) -> impl IntoView {
    let progress = Memo::new(move |_| state.run.current_progress());
    // A list that is read within a moment is not worth a word that flickers with each key.
    let is_reading = Memo::new(move |_| state.list.reading.with(|reading| !reading.done));
    let limits = Memo::new(move |_| state.settings.values.with(|settings| settings.limits));
    let limit =
        Memo::new(move |_| progress.with(|progress| progress.as_ref().map(|progress| progress.limit)));
    let is_asking = Memo::new(move |_| {
        progress.with(|progress| progress.as_ref().is_some_and(|progress| progress.awaits_user))
    });
    let sentence = move || match phase.get() {
        PageState::Running if is_asking.get() => {
            Some("Waits for your word on the hosts that stopped: nothing else is left.".to_owned())
        }
        PageState::Running => Some(running(limits.get(), limit.get())),
        PageState::Reading if is_reading.get() => Some("Reading the list.".to_owned()),
        PageState::Done if state.run.is_imported() => Some("Brought back from elsewhere.".to_owned()),
        phase => progress.with(|progress| sentence(phase, progress.as_ref())),
    };
    let edited = move || match phase.get() {
        PageState::Running | PageState::Paused if state.list.changed.get() => {
            Some("The list was changed: this run is of the list as it was at Start.")
        }
        PageState::Empty | PageState::Reading | PageState::Ready if state.run.has_run() => {
            Some("The list was changed: the rows are of the last run until Start.")
        }
        _ => None,
    };
    let is_offline =
        move || progress.with(|progress| progress.as_ref().is_some_and(|progress| progress.offline));
    // What must not be sent twice is not called back.
    let is_once = move || state.list.write.get().is_some_and(|method| !method.is_idempotent());
    let to_recall = move || match phase.get() {
        _ if is_once() => 0,
        PageState::Paused => {
            progress.with(|progress| progress.as_ref().map_or(0, |progress| progress.in_flight))
        }
        _ => 0,
    };
    // Of the run whose rows are shown; before it, of the list as it is.
    let is_practice = move || {
        let of_run = progress.with(|progress| progress.as_ref().map(|progress| progress.kind));
        of_run.map_or_else(|| state.list.is_practice(), |kind| kind == RunKind::Practice)
    };
    view! {
        <p class="status" data-testid="status">
            <span class="tag" data-testid="practice-mark" hidden=move || !is_practice()>
                "Practice: answered and timed inside this browser, by its service worker"
            </span>
            <span>{sentence}</span>
            <span class="unsure" hidden=move || edited().is_none()>{edited}</span>
            <span class="unsure" data-testid="offline" hidden=move || !is_offline()>
                "This machine seems to be offline: nothing is sent until it is back, or you resume."
            </span>
            <button
                class="button quiet small"
                type="button"
                data-testid="resume-offline"
                hidden=move || !is_offline()
                on:click=move |_| state.command_run(RunCommand::Resume)
            >
                "Go on all the same"
            </button>
            <button
                class="button quiet small"
                type="button"
                data-testid="recall"
                hidden=move || to_recall() == 0
                on:click=move |_| state.command_run(RunCommand::Recall)
            >
                {move || format!("Call back the {} in flight", count(to_recall()))}
            </button>
        </p>
    }
}

fn sentence(phase: PageState, progress: Option<&RunProgress>) -> Option<String> {
    match (phase, progress) {
        (PageState::Ready | PageState::Reading, None) => {
            Some("Ready. Nothing is sent before Start.".to_owned())
        }
        (PageState::Paused, Some(progress)) if progress.in_flight > 0 => {
            Some(format!("Paused: nothing new is sent; {} still in flight.", count(progress.in_flight)))
        }
        (PageState::Paused, _) => Some("Paused: nothing new is sent.".to_owned()),
        (PageState::Running, _) | (PageState::Empty, None) => None,
        (_, Some(progress)) if progress.phase == RunPhase::Stopped => {
            Some(format!("Stopped after {}.", progress.elapsed))
        }
        (_, Some(RunProgress { elapsed, retrying: Some(retrying), .. })) => {
            Some(format!("Done in {elapsed}, the last retry in {retrying}."))
        }
        (_, Some(progress)) => Some(format!("Done in {}.", progress.elapsed)),
        (PageState::Done, None) => Some("Done.".to_owned()),
        (PageState::Stopped, None) => Some("Stopped.".to_owned()),
    }
}

/// `limit` is what refusals and self-tuning have left of the limit over all.
fn running(limits: Limits, limit: Option<u32>) -> String {
    let (in_flight, per_origin) = (count(limits.concurrency), count(limits.per_origin));
    let fewer = limit.filter(|limit| *limit < limits.concurrency);
    let fewer = fewer.map_or_else(String::new, |limit| format!("{} of ", count(limit)));
    format!("Running: {fewer}at most {in_flight} at a time, {per_origin} to one host.")
}
