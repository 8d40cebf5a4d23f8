//! What the page is doing, in one sentence, with notices about the run.

use leptos::prelude::*;

use crate::format::count;
use crate::protocol::{RunCommand, RunKind, RunPhase, RunProgress};
use crate::settings::{Limits, Strategy};
use crate::web::ui::part::Part;
use crate::web::ui::state::{PageState, State};

pub(super) fn bind(bar: &Part, state: State, phase: Memo<PageState>) {
    let progress = Memo::new(move |_| state.run.current_progress());
    // A list that is read within a moment is not worth a word that flickers with each key.
    let is_reading = Memo::new(move |_| state.list.reading.with(|reading| !reading.done));
    let limits = Memo::new(move |_| state.settings.values.with(|settings| settings.limits.in_force()));
    let limit = Memo::new(move |_| progress.with(|progress| Some(progress.as_ref()?.limit)));
    // The list as it is now says nothing of a run of the list as it was.
    let most = Memo::new(move |_| {
        let is_of_run = !state.list.changed.get()
            && progress.with(|progress| matches!(progress, Some(it) if it.retrying.is_none()));
        is_of_run.then(|| state.list.reading.with(|reading| reading.most_in_flight(&limits.get())))
    });
    let is_asking =
        Memo::new(move |_| progress.with(|progress| matches!(progress, Some(it) if it.awaits_user)));
    let sentence = move || match phase.get() {
        PageState::Running if is_asking.get() => {
            Some("Waits for your decision on the hosts that stopped: nothing else is left.".to_owned())
        }
        PageState::Running => Some(running(limits.get(), limit.get(), most.get())),
        PageState::Reading if is_reading.get() => Some("Reading the list.".to_owned()),
        PageState::Done if state.run.is_imported() => Some("Imported results.".to_owned()),
        phase => progress.with(|progress| sentence(phase, progress.as_ref())),
    };
    let waits_for = move || {
        let waits_for = progress.with(|progress| progress.as_ref()?.waits_for.clone());
        waits_for.filter(|_| phase.get() == PageState::Running)
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
    // Of the run whose rows are shown; before it, of the list as it is.
    let is_practice = move || {
        let of_run = progress.with(|progress| progress.as_ref().map(|progress| progress.kind));
        of_run.map_or_else(|| state.list.is_practice(), |kind| kind == RunKind::Practice)
    };
    bar.part("practice-mark").shown(is_practice);
    bar.part("sentence").text(move || sentence().unwrap_or_default());
    let waiting = bar.button("show-waiting");
    waiting.shown(move || waits_for().is_some());
    waiting.text(move || waits_for().map_or_else(String::new, |waits_for| waits_for.to_string()));
    bar.on_press("show-waiting", move || {
        if let Some(waits_for) = untrack(waits_for) {
            state.table.show_link(waits_for.link);
        }
    });
    bar.part("edited").shown(move || edited().is_some());
    bar.part("edited").text(move || edited().unwrap_or_default());
    let is_offline = move || progress.with(|progress| matches!(progress, Some(it) if it.offline));
    bar.part("offline").shown(is_offline);
    bar.button("resume-offline").shown(is_offline);
    bar.on_press("resume-offline", move || state.command_run(RunCommand::Resume));
    // A request that must not be sent twice is not recalled.
    let is_once = move || state.list.write.get().is_some_and(|method| !method.is_idempotent());
    let to_recall = move || match phase.get() {
        _ if is_once() => 0,
        PageState::Paused => progress.with(|progress| progress.as_ref().map_or(0, |it| it.in_flight)),
        _ => 0,
    };
    let recall = bar.button("recall");
    recall.shown(move || to_recall() > 0);
    recall.text(move || format!("Cancel and requeue the {} in flight", count(to_recall())));
    bar.on_press("recall", move || state.command_run(RunCommand::Recall));
}

fn sentence(phase: PageState, progress: Option<&RunProgress>) -> Option<String> {
    match (phase, progress) {
        (PageState::Ready | PageState::Reading, None) => {
            Some("Ready. Nothing is sent before you start.".to_owned())
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

/// `limit` is what refusals and self-tuning have left of the limit over all, `most` what the list can have in flight.
fn running(limits: Limits, limit: Option<u32>, most: Option<u32>) -> String {
    if let (Strategy::Arrivals, Some(rate)) = (limits.strategy, limits.rate) {
        return format!("Running: {rate} starts a second, whatever the answers.");
    }
    let (in_flight, per_origin) = (count(limits.concurrency), count(limits.per_origin));
    let fewer = limit.filter(|limit| *limit < limits.concurrency);
    let allowed = fewer.unwrap_or(limits.concurrency);
    let fewer = fewer.map_or_else(String::new, |limit| format!("{} of ", count(limit)));
    let short = most.filter(|most| (1..allowed).contains(most));
    let short = short.map_or_else(String::new, |most| format!(" This list allows {} at once.", count(most)));
    format!("Running: {fewer}up to {in_flight} at once, {per_origin} per host.{short}")
}
