//! Runs an experiment: hands each trial to its runners, records the results, goes on to the next.

use std::rc::Rc;

use super::Comparer;
use super::plan::Planned;
use crate::compare::evaluate;
use crate::compare::experiment::{Experiment, Variant};
use crate::compare::presets::ExperimentKind;
use crate::compare::report::ComparisonReport;
use crate::compare::trial::{Trial, TrialLog};
use crate::compare::trials::{Assignment, TrialStatus, Trials};
use crate::format::counted;
use crate::ids::{RunId, RunnerId, TargetId};
use crate::input::list::LinkList;
use crate::protocol::{
    Batch, Bodies, ExperimentSample, Generation, LocalDenied, RunCommand, RunKind, RunPhase, Work,
};
use crate::request::RequestPayload;
use crate::schedule::plan::Plan;
use crate::settings::{Duplicates, RunSettings};
use crate::tools::Tools;
use crate::tools::effect::ToolsEffects;
use crate::units::Millis;

/// A running experiment.
#[derive(Debug)]
pub(super) struct ComparisonJob {
    experiment: Experiment,
    trials: Trials,
    sample: Rc<ExperimentSample>,
    list: Rc<LinkList>,
    denied: LocalDenied,
    payload: RequestPayload,
    /// The runs of the current trial, one for each of its runners.
    slots: Vec<RunnerSlot>,
}

/// A runner's share of a trial.
#[derive(Debug)]
struct RunnerSlot {
    runner: RunnerId,
    run: RunId,
    log: TrialLog,
    requests: u32,
    in_flight: u32,
    held_bytes: Option<u64>,
    is_over: bool,
}

impl ComparisonJob {
    pub(super) fn report(&self) -> ComparisonReport {
        let targets = self.list.targets().len();
        evaluate::report(&self.experiment, &self.trials, targets, &self.sample.hosts)
    }

    pub(super) fn progress(&self) -> (u32, u32) {
        self.trials.progress()
    }

    /// The status in words.
    pub(super) fn status(&self) -> String {
        let (round, rounds) = self.trials.round();
        let round = if round == 0 { "Warm-up".to_owned() } else { format!("Round {round} of {rounds}") };
        match self.trials.current() {
            _ if self.trials.status() == TrialStatus::Hidden => {
                "Waits until this tab is seen again: a hidden tab is measured differently.".to_owned()
            }
            Some(Assignment { variant, .. }) => {
                let name = self.experiment.variants.get(variant).map_or("", |of| of.name.as_str());
                let of = if self.experiment.is_sweep() { " in flight" } else { "" };
                let ended: u32 = self.slots.iter().map(|slot| slot.log.requests()).sum();
                let all: u32 = self.slots.iter().map(|slot| slot.requests).sum();
                format!("{round} · {name}{of} · {ended} of {}", counted(all, "request", "requests"))
            }
            None => round,
        }
    }

    fn settings(&self, variant: &Variant, runners: u32) -> RunSettings {
        let mut limits = variant.limits;
        limits.concurrency = limits.concurrency.div_ceil(runners);
        limits.per_origin = limits.per_origin.div_ceil(runners);
        RunSettings {
            limits,
            method: self.experiment.method,
            duplicates: Duplicates::Each,
            body_cap: self.experiment.body_cap,
        }
    }

    /// Starts the next trial; `false` when there is none now.
    fn begin(&mut self, runners: &[RunnerId], last_run: &mut RunId, effects: &mut ToolsEffects) -> bool {
        let Some(Assignment { variant, .. }) = self.trials.poll_trial() else { return false };
        let Some(variant) = self.experiment.variants.get(variant).cloned() else { return false };
        let bodies = match (self.experiment.preset.shape, variant.holds_bodies) {
            (ExperimentKind::Bodies, true) => Bodies::Held,
            (ExperimentKind::Bodies, false) => Bodies::Watched,
            _ => Bodies::Dropped,
        };
        let wanted = usize::try_from(variant.runners.min(variant.requests)).unwrap_or(1);
        let taken = runners.get(..wanted.clamp(1, runners.len())).unwrap_or_default();
        let count = u32::try_from(taken.len()).unwrap_or(1).max(1);
        let settings = self.settings(&variant, count);
        let mut first = 0;
        self.slots.clear();
        for (nth, &runner) in (0..).zip(taken) {
            // The first runners take the remainder.
            let requests = variant.requests / count + u32::from(nth < variant.requests % count);
            *last_run = last_run.next();
            let list = take_round_robin(&self.list, first, requests);
            first += requests;
            let plan = Plan::of(&list);
            let work = Work::Start {
                run: *last_run,
                generation: Generation::default(),
                kind: self.sample.kind,
                settings,
                payload: self.payload.clone(),
                denied: self.denied,
                with_cookies: false,
                spans: list.targets().parts().2.to_vec(),
                lanes: plan.lanes,
                bodies,
            };
            effects.start(runner, work, list, plan.ids);
            self.slots.push(RunnerSlot {
                runner,
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

    /// Stops all runners of the current trial.
    fn stop_runners(&self, effects: &mut ToolsEffects) {
        for slot in self.slots.iter().filter(|slot| !slot.is_over) {
            slot.send_stop(effects);
        }
    }

    /// Ends the current trial with what its runners measured together.
    fn finish_trial(&mut self) {
        let trials = std::mem::take(&mut self.slots).into_iter().map(RunnerSlot::into_trial);
        if let Some(trial) = trials.reduce(Trial::merge) {
            self.trials.handle_trial(trial);
        }
    }
}

impl RunnerSlot {
    fn send_stop(&self, effects: &mut ToolsEffects) {
        effects.post(self.runner, Work::Command { run: self.run, command: RunCommand::Stop });
    }

    fn into_trial(mut self) -> Trial {
        // Nobody reports requests that were never started.
        let left = self.requests.saturating_sub(self.log.requests());
        self.log.add_unsent(left);
        self.log.into_trial(self.in_flight, self.held_bytes)
    }
}

impl Tools {
    /// Starts a confirmed plan.
    pub(super) fn start_compare(&mut self, plan: u32, denied: LocalDenied, now: Millis) {
        if self.compare.is_running() {
            return;
        }
        let Some(planned) = self.compare.planned.as_ref().filter(|planned| planned.plan == plan) else {
            return self.refuse_compare(
                "Nothing was sent: the list, the settings or the headers changed after you confirmed.",
                "Start it again.",
            );
        };
        let Planned { experiment, sample, list, payload, .. } = planned.clone();
        if self.compare.runners(sample.kind).is_empty() {
            return self.refuse_compare("There is no runner for this comparison.", "Reload the page.");
        }
        let mut trials = Trials::of(&experiment);
        trials.handle_hidden(self.compare.is_hidden);
        self.compare.job =
            Some(ComparisonJob { experiment, trials, sample, list, denied, payload, slots: Vec::new() });
        self.advance_comparison(now);
        self.publish_compare(now);
    }

    /// Stops, and keeps what was measured.
    pub(super) fn stop_compare(&mut self, now: Millis) {
        let Some(job) = &mut self.compare.job else { return };
        job.trials.stop();
        job.stop_runners(&mut self.effects);
        if job.slots.is_empty() {
            self.advance_comparison(now);
        }
    }

    /// Ends a running comparison because a run begins: nothing is measured next to a run.
    pub(in crate::tools) fn stop_compare_for_run(&mut self, now: Millis) {
        let Some(job) = &mut self.compare.job else { return };
        job.trials.stop();
        job.stop_runners(&mut self.effects);
        job.finish_trial();
        self.advance_comparison(now);
    }

    /// The tab was hidden or shown.
    pub(in crate::tools) fn hide_compare(&mut self, hidden: bool, now: Millis) {
        self.compare.is_hidden = hidden;
        let Some(job) = &mut self.compare.job else { return };
        job.trials.handle_hidden(hidden);
        self.advance_comparison(now);
        self.publish_compare(now);
    }

    /// Ends a running comparison whose runners are gone.
    pub(super) fn end_trials(&mut self, kind: RunKind, now: Millis) {
        let Some(job) = self.compare.job.as_mut().filter(|job| job.sample.kind == kind) else { return };
        job.trials.stop();
        job.finish_trial();
        self.advance_comparison(now);
    }

    /// Starts the next trial unless one is running; ends the comparison after the last.
    fn advance_comparison(&mut self, now: Millis) {
        let Self { compare, effects, .. } = self;
        let Comparer { job, run, real, practice, .. } = compare;
        let Some(of) = job.as_mut() else { return };
        let runners = if of.sample.kind == RunKind::Practice { practice } else { real };
        if !runners.is_empty() {
            of.begin(runners, run, effects);
        }
        match of.trials.status() {
            TrialStatus::Running => {}
            TrialStatus::Hidden => self.publish_compare(now),
            TrialStatus::Done | TrialStatus::Stopped => self.end_compare(now),
        }
    }

    /// Records a batch of a trial's run.
    pub(in crate::tools) fn take_trial_batch(&mut self, from: RunnerId, batch: &Batch, now: Millis) {
        self.effects.post(from, Work::Ack { run: batch.run });
        let Some(job) = &mut self.compare.job else { return };
        // Drop batches of a trial that was given up.
        let is_of = |slot: &&mut RunnerSlot| slot.run == batch.run && slot.runner == from;
        let Some(slot) = job.slots.iter_mut().find(is_of) else { return };
        for outcome in &batch.outcomes {
            slot.log.record(outcome);
        }
        slot.held_bytes = batch.held_bytes;
        if batch.status.awaits_user {
            // A host stopped after too many failures: the trial ends without asking the user.
            slot.send_stop(&mut self.effects);
        }
        slot.is_over |= matches!(batch.status.phase, RunPhase::Done | RunPhase::Stopped);
        if job.slots.iter().all(|slot| slot.is_over) {
            job.finish_trial();
            // Before the next trial, so that computing the view disturbs none.
            self.publish_compare_if_due(now);
            self.advance_comparison(now);
        }
        self.publish_status_soon(now);
    }
}

/// Takes `requests` targets of `sample` from `first` on, wrapping around.
pub(super) fn take_round_robin(sample: &LinkList, first: u32, requests: u32) -> LinkList {
    let mut taken = LinkList::default();
    let mut url = String::new();
    let targets = sample.targets().len().max(1);
    for request in 0..requests {
        let target = (u64::from(first) + u64::from(request)) % u64::from(targets);
        let target = u32::try_from(target).unwrap_or(0);
        url.clear();
        if sample.targets().write_url(TargetId(target), &mut url)
            && let Some(origin) = sample.origin(TargetId(target))
        {
            taken.add_target(&url, &origin.text);
        }
    }
    taken
}
