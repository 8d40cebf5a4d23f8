//! Carries an experiment out: hands each trial to its runners, takes in what ends, goes on to the next.

use std::rc::Rc;

use js_sys::{Uint8Array, Uint32Array};

use super::plan::Planned;
use super::targets::{Drawn, cut};
use super::{Comparing, SharedDesk, tell};
use crate::compare::evaluate;
use crate::compare::experiment::{Contender, Experiment};
use crate::compare::presets::Shape;
use crate::compare::report::Report;
use crate::compare::trial::{Trial, TrialLog};
use crate::compare::trials::{Assignment, Stand, Trials};
use crate::protocol::{Batch, Bodies, LocalDenied, Order, RunKind, RunNumber, RunPhase, Work};
use crate::request::Freight;
use crate::schedule::plan::Plan;
use crate::settings::{Duplicates, RunSettings};
use crate::wire::link::Link;
use crate::wire::worker::last_words;
use crate::words::counted;

/// An experiment that is on.
#[derive(Debug)]
pub(super) struct Job {
    experiment: Experiment,
    trials: Trials,
    drawn: Rc<Drawn>,
    denied: LocalDenied,
    freight: Freight,
    /// The runs of the trial that is on, one for each of its runners.
    seats: Vec<Seat>,
}

/// A runner's share of a trial.
#[derive(Debug)]
struct Seat {
    runner: Link,
    run: RunNumber,
    log: TrialLog,
    requests: u32,
    in_flight: u32,
    held_bytes: Option<u64>,
    is_over: bool,
}

impl Job {
    /// What the trials have come to.
    pub(super) fn report(&self) -> Report {
        let targets = self.drawn.list.targets().len();
        evaluate::report(&self.experiment, &self.trials, targets, &self.drawn.hosts)
    }

    /// Trials that are over, and all.
    pub(super) fn progress(&self) -> (u32, u32) {
        self.trials.progress()
    }

    /// Where it stands, in words.
    pub(super) fn status(&self) -> String {
        let (round, rounds) = self.trials.round();
        let round = if round == 0 { "Warm-up".to_owned() } else { format!("Round {round} of {rounds}") };
        match self.trials.current() {
            _ if self.trials.stand() == Stand::Hidden => {
                "Waits until this tab is seen again: a hidden tab is measured differently.".to_owned()
            }
            Some(Assignment { contender, .. }) => {
                let name = self.experiment.contenders.get(contender).map_or("", |of| of.name.as_str());
                let of = if self.experiment.is_sweep() { " in flight" } else { "" };
                let ended: u32 = self.seats.iter().map(|seat| seat.log.requests()).sum();
                let all: u32 = self.seats.iter().map(|seat| seat.requests).sum();
                format!("{round} · {name}{of} · {ended} of {}", counted(all, "request", "requests"))
            }
            None => round,
        }
    }

    fn settings(&self, contender: &Contender, runners: u32) -> RunSettings {
        let mut limits = contender.limits;
        limits.concurrency = limits.concurrency.div_ceil(runners);
        limits.per_origin = limits.per_origin.div_ceil(runners);
        RunSettings {
            limits,
            method: self.experiment.method,
            duplicates: Duplicates::Each,
            body_cap: self.experiment.body_cap,
        }
    }

    /// Hands the next trial to its runners; `false` when there is none now.
    fn begin(&mut self, runners: &[Link], last_run: &mut RunNumber) -> bool {
        let Some(Assignment { contender, .. }) = self.trials.poll_trial() else { return false };
        let Some(contender) = self.experiment.contenders.get(contender).cloned() else { return false };
        let bodies = match (self.experiment.preset.shape, contender.holds_bodies) {
            (Shape::Bodies, true) => Bodies::Held,
            (Shape::Bodies, false) => Bodies::Watched,
            _ => Bodies::Dropped,
        };
        let wanted = usize::try_from(contender.runners.min(contender.requests)).unwrap_or(1);
        let taken = runners.get(..wanted.clamp(1, runners.len())).unwrap_or_default();
        let count = u32::try_from(taken.len()).unwrap_or(1).max(1);
        let settings = self.settings(&contender, count);
        let mut first = 0;
        self.seats.clear();
        for (nth, runner) in (0..).zip(taken) {
            // The first get one more where it does not come out even.
            let requests = contender.requests / count + u32::from(nth < contender.requests % count);
            *last_run += 1;
            let list = cut(&self.drawn.list, first, requests);
            first += requests;
            let plan = Plan::of(&list);
            let (arena, ends, spans) = list.targets().parts();
            let (arena, ends) = (Uint8Array::from(arena), Uint32Array::from(ends));
            let ids = Uint32Array::from(plan.ids.as_slice());
            let work = Work::Start {
                run: *last_run,
                kind: self.drawn.kind,
                settings,
                freight: self.freight.clone(),
                denied: self.denied,
                spans: spans.to_vec(),
                lanes: plan.lanes,
                bodies,
            };
            if let Err(error) = runner.post_with(&work, &[], &[arena.into(), ends.into(), ids.into()]) {
                last_words(&format!("could not reach a runner: {error}"));
            }
            self.seats.push(Seat {
                runner: runner.clone(),
                run: *last_run,
                log: TrialLog::default(),
                requests,
                in_flight: settings.limits.concurrency,
                held_bytes: None,
                is_over: false,
            });
        }
        true
    }

    /// Has all runners of the trial that is on stop.
    fn stop_runners(&self) {
        for seat in self.seats.iter().filter(|seat| !seat.is_over) {
            seat.order_stop();
        }
    }

    /// The trial that is on is over, or given up: what its runners measured, together.
    fn hand_in(&mut self) {
        let trials = std::mem::take(&mut self.seats).into_iter().map(Seat::into_trial);
        if let Some(trial) = trials.reduce(Trial::beside) {
            self.trials.handle_trial(trial);
        }
    }
}

impl Seat {
    fn order_stop(&self) {
        if let Err(error) = self.runner.post(&Work::Order { run: self.run, order: Order::Stop }) {
            last_words(&format!("could not reach a runner: {error}"));
        }
    }

    fn into_trial(mut self) -> Trial {
        // Those that never began when it was stopped are told of by nobody.
        let left = self.requests.saturating_sub(self.log.requests());
        self.log.left_out(left);
        self.log.into_trial(self.in_flight, self.held_bytes)
    }
}

/// Begins the experiment that was planned last.
pub(super) fn start(desk: &SharedDesk, number: u32, denied: LocalDenied) {
    {
        let mut guard = desk.borrow_mut();
        let this = &mut *guard;
        if this.runs.is_active() {
            return this.refuse(
                "A run is on: a comparison beside it would measure both.",
                "Stop the run on the Check tab, or wait for its end.",
            );
        }
        if this.compare.is_on() {
            return;
        }
        let Some(planned) = this.compare.planned.as_ref().filter(|planned| planned.number == number) else {
            return this.refuse("What was to be compared has changed meanwhile.", "Start it again.");
        };
        let Planned { experiment, drawn, .. } = planned.clone();
        if this.compare.runners(drawn.kind).is_empty() {
            return this.refuse("There is no runner for this comparison.", "Reload the page.");
        }
        let mut trials = Trials::of(&experiment);
        trials.handle_hidden(this.compare.is_hidden);
        // Nothing here may change data, however often it is asked.
        let freight = Freight { write: None, ..this.freight.clone() };
        this.compare.job = Some(Job { experiment, trials, drawn, denied, freight, seats: Vec::new() });
    }
    go_on(desk);
    tell::view(desk);
}

/// Stops; what was measured stays.
pub(super) fn stop(desk: &SharedDesk) {
    let is_idle = {
        let mut this = desk.borrow_mut();
        let Some(job) = &mut this.compare.job else { return };
        job.trials.stop();
        job.stop_runners();
        job.seats.is_empty()
    };
    if is_idle {
        go_on(desk);
    }
}

/// The tab is hidden, or is seen again.
pub(in crate::desk) fn tab_hidden(desk: &SharedDesk, hidden: bool) {
    {
        let mut this = desk.borrow_mut();
        this.compare.is_hidden = hidden;
        let Some(job) = &mut this.compare.job else { return };
        job.trials.handle_hidden(hidden);
    }
    go_on(desk);
    tell::view(desk);
}

/// The runners of such comparisons are gone: one that is on ends with what it has.
pub(super) fn runners_went(desk: &SharedDesk, kind: RunKind) {
    {
        let mut this = desk.borrow_mut();
        let Some(job) = this.compare.job.as_mut().filter(|job| job.drawn.kind == kind) else { return };
        job.trials.stop();
        job.hand_in();
    }
    go_on(desk);
}

/// Begins the next trial, if none is on and there is one; ends the comparison after the last.
fn go_on(desk: &SharedDesk) {
    let stand = {
        let mut guard = desk.borrow_mut();
        let Comparing { job, run, real, practice, .. } = &mut guard.compare;
        let Some(of) = job.as_mut() else { return };
        let runners = if of.drawn.kind == RunKind::Practice { practice } else { real };
        if !runners.is_empty() {
            of.begin(runners, run);
        }
        of.trials.stand()
    };
    match stand {
        Stand::On => {}
        Stand::Hidden => tell::view(desk),
        Stand::Done | Stand::Stopped => tell::over(desk),
    }
}

/// Takes in what ended in a run of a trial.
pub(super) fn take_batch(desk: &SharedDesk, runner: &Link, batch: &Batch) {
    if let Err(error) = runner.post(&Work::Ack { run: batch.run }) {
        last_words(&format!("could not reach a runner: {error}"));
    }
    let is_trial_over = {
        let mut this = desk.borrow_mut();
        let Some(job) = &mut this.compare.job else { return };
        // A run of a trial that was given up is no news.
        let Some(seat) = job.seats.iter_mut().find(|seat| seat.run == batch.run) else { return };
        for outcome in &batch.outcomes {
            seat.log.take(outcome);
        }
        seat.held_bytes = batch.held_bytes;
        if batch.status.asking {
            // A host stopped after too many failures: nobody is asked whether to go on, this trial ends.
            seat.order_stop();
        }
        seat.is_over |= matches!(batch.status.phase, RunPhase::Done | RunPhase::Stopped);
        let is_trial_over = job.seats.iter().all(|seat| seat.is_over);
        if is_trial_over {
            job.hand_in();
        }
        is_trial_over
    };
    if is_trial_over {
        // Before the next one begins, so that working it out costs no trial.
        tell::view_if_due(desk);
        go_on(desk);
    }
    tell::status_soon(desk);
}
