//! Gives a list to a runner, and takes in what comes back.

use std::rc::Rc;

use super::Desk;
use super::effect::{Effect, RunnerId, TargetBuffers};
use super::runs::{Carrier, DeskRun, RunStart};
use crate::input::list::LinkList;
use crate::protocol::{Batch, Bodies, Report, RunCommand, RunKind, RunPhase, Work};
use crate::request::RequestPayload;
use crate::result::table::ResultTable;
use crate::schedule::plan::Plan;
use crate::settings::Method;
use crate::units::Millis;

impl Desk {
    /// Starts a run, as soon as the list is read.
    pub(super) fn start(&mut self, start: RunStart, now: Millis) {
        if self.input.number != start.input {
            return self.refuse_start(start, now);
        }
        self.runs.pending = Some(start);
        if self.reading.is_done() {
            self.start_pending(now);
        }
    }

    /// Starts the run that waited for the list, if one did. Nobody was asked about a list that came meanwhile.
    pub(super) fn start_pending(&mut self, now: Millis) {
        let Some(mut start) = self.runs.pending.take() else { return };
        if self.input.number != start.input {
            return self.refuse_start(start, now);
        }
        // What is measured beside a run is measured with it; who starts a run wants that.
        self.stop_compare_for_run(now);
        start.settings.limits = start.settings.limits.clamped();
        if self.payload.write.is_some() {
            // The method that may change data is in the payload; a HEAD before it would request something else.
            start.settings.method = Method::Get;
        }
        let list = self.reading.reader.share_list();
        let run = DeskRun::new(start, Rc::new(self.payload.clone()), &list, now);
        let results = ResultTable::new(&list, start.settings.body_cap);
        self.begin(run, list, results, now);
    }

    /// `run` of `list`, with these `results`, takes the place of what is on screen.
    pub(super) fn begin(&mut self, run: DeskRun, list: Rc<LinkList>, results: ResultTable, now: Millis) {
        self.end_last_run();
        self.table.replace(&list, results);
        self.runs.replace(run, list);
        self.refresh_table();
        self.send_work();
        self.end_without_runner();
        self.publish(now);
    }

    /// The list has changed since Start was pressed: the run ends before it began, and what is on screen stays.
    fn refuse_start(&mut self, start: RunStart, now: Millis) {
        self.effects.trouble(
            "Nothing was sent: the list changed after Start was pressed.",
            "Start again to run the list as it is now.",
        );
        self.end_last_run();
        let mut run = DeskRun::new(start, Rc::default(), self.reading.list(), now);
        run.end();
        self.runs.pending = None;
        self.runs.last = Some(run);
        self.publish(now);
    }

    /// A run that is on ends, because another takes its place or its runner is gone; what it had not settled is
    /// cancelled.
    fn end_last_run(&mut self) {
        // Its runner may have taken a retry on, of which nothing is known here yet.
        let may_be_running = self.retries.is_sent();
        self.retries.clear();
        let Some(run) = self.runs.last.as_mut().filter(|run| run.is_active() || may_be_running) else {
            return;
        };
        if let Carrier::Runner(runner) = run.carrier {
            self.effects.post(runner, Work::Command { run: run.number, command: RunCommand::Stop });
        }
        run.end();
        self.cancel_rest();
    }

    /// A runner for such runs is there: the run that waits for it begins.
    pub(super) fn runner_connected(&mut self, kind: RunKind) {
        if self.runs.last.as_ref().is_some_and(|run| run.kind == kind) {
            self.send_work();
        }
    }

    /// The runner for such runs is gone, or cannot be had. A practice run that has not begun is given to the runner for
    /// real runs, which says of each link why it is not sent; any other ends, and what it had not settled is cancelled.
    pub(super) fn runner_lost(&mut self, kind: RunKind, now: Millis) {
        if let Some(gone) = self.runners.get(kind) {
            self.effects.push(Effect::ForgetRunner(gone));
        }
        self.runners.set(kind, None);
        self.end_inspections(kind);
        let Some(run) = self.runs.last.as_mut().filter(|run| run.kind == kind) else { return };
        match &mut run.carrier {
            Carrier::Awaited(start) if kind == RunKind::Practice => {
                start.kind = RunKind::Real;
                run.kind = RunKind::Real;
                self.send_work();
                self.end_without_runner();
            }
            Carrier::Awaited(_) | Carrier::Runner(_) => {
                self.end_last_run();
                // Where it was over already, there is nobody to retry it any more.
                if let Some(run) = &mut self.runs.last {
                    run.carrier = Carrier::Lost;
                }
            }
            Carrier::Lost | Carrier::Elsewhere => return,
        }
        self.publish(now);
    }

    /// The page connects a runner for real runs before it starts one: where there is none, it died meanwhile.
    fn end_without_runner(&mut self) {
        let is_awaited =
            |run: &DeskRun| run.kind == RunKind::Real && matches!(run.carrier, Carrier::Awaited(_));
        if self.runs.last.as_ref().is_some_and(is_awaited) {
            self.end_last_run();
        }
    }

    /// Gives the run that has not begun to its runner, once that is there.
    fn send_work(&mut self) {
        let Self { runs, runners, effects, .. } = self;
        let Some(list) = runs.list().cloned() else { return };
        let Some(run) = &mut runs.last else { return };
        let Carrier::Awaited(start) = run.carrier else { return };
        let Some(runner) = runners.get(run.kind) else { return };
        run.carrier = Carrier::Runner(runner);
        let plan = Plan::of(&list);
        let work = Work::Start {
            run: start.number,
            generation: start.generation,
            kind: start.kind,
            settings: start.settings,
            payload: RequestPayload::clone(&run.payload),
            denied: start.denied,
            spans: list.targets().parts().2.to_vec(),
            lanes: plan.lanes,
            bodies: Bodies::Dropped,
        };
        let targets = Some(TargetBuffers { list, ids: plan.ids });
        effects.push(Effect::Post { to: runner, work: Box::new(work), targets });
    }

    /// Takes in what a runner says.
    pub fn handle_report(&mut self, from: RunnerId, report: Report, now: Millis) {
        if self.compare.has_runner(from) {
            if let Report::Batch(batch) = report {
                self.take_trial_batch(from, &batch, now);
            }
            return;
        }
        match report {
            Report::Batch(batch) => self.take_batch(from, &batch, now),
            Report::Inspected { inspection, seen } => self.inspected(inspection, seen),
            Report::Retried { run, is_admitted } => self.retried(from, run, is_admitted, now),
        }
    }

    /// Whether what `from` says is of the last run.
    pub(super) fn carries_last_run(&self, from: RunnerId, number: u32) -> bool {
        let is_carrier = |run: &DeskRun| {
            run.number == number && matches!(run.carrier, Carrier::Runner(runner) if runner == from)
        };
        self.runs.last.as_ref().is_some_and(is_carrier)
    }

    /// Takes in what ended. A run whose place another has taken is no news.
    fn take_batch(&mut self, from: RunnerId, batch: &Batch, now: Millis) {
        self.effects.post(from, Work::Ack { run: batch.run });
        if !self.carries_last_run(from, batch.run) {
            return;
        }
        let list = self.runs.list().cloned();
        let Some(run) = &mut self.runs.last else { return };
        let results = self.table.results_mut();
        for outcome in &batch.outcomes {
            results.apply(outcome);
        }
        for &target in &batch.withdrawn {
            results.withdraw(target);
        }
        for &target in &batch.skipped {
            results.skip(target);
        }
        let is_new_phase = run.take(batch, list.as_deref(), now);
        // What was never started when the run was stopped is told of by nobody, though a retry may have revived the run
        // before it said that it was stopped.
        if matches!(batch.status.phase, RunPhase::Stopped | RunPhase::Done) {
            self.cancel_rest();
        }
        if is_new_phase {
            self.publish(now);
        } else {
            self.publish_soon(now);
        }
    }

    /// What has no verdict is cancelled.
    fn cancel_rest(&mut self) {
        if self.table.results().settled() < self.table.results().targets() {
            self.table.results_mut().cancel_rest();
        }
    }
}
