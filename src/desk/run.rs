//! Sends a list to a runner, and applies its reports.

use std::rc::Rc;

use super::effect::{Effect, TargetBuffers};
use super::runs::{Carrier, DeskRun, RunStart};
use super::{Desk, RunnerReport};
use crate::ids::{RunId, RunnerId};
use crate::input::list::LinkList;
use crate::protocol::{Batch, Bodies, Report, RunCommand, RunKind, RunPhase, Work};
use crate::request::RequestPayload;
use crate::result::table::ResultTable;
use crate::schedule::plan::Planner;
use crate::settings::Method;
use crate::units::Millis;

impl Desk {
    /// Starts a run as soon as the list is read.
    pub(super) fn start(&mut self, start: RunStart, now: Millis) {
        if self.input.number != start.input {
            return self.refuse_start(start, now);
        }
        self.runs.pending = Some(start);
        if self.reading.is_done() {
            self.start_pending(now);
        }
    }

    /// Starts the run that waited for the list, if any. The user has not confirmed a list that changed meanwhile.
    pub(super) fn start_pending(&mut self, now: Millis) {
        let Some(mut start) = self.runs.pending.take() else { return };
        if self.input.number != start.input {
            return self.refuse_start(start, now);
        }
        // A comparison next to a run would measure both.
        self.stop_compare_for_run();
        start.settings.limits = start.settings.limits.clamped().in_force();
        if self.payload.write.is_some() {
            // The payload holds the method that may change data; a HEAD before it would be another request.
            start.settings.method = Method::Get;
        }
        let list = self.reading.reader.share_list();
        let run = DeskRun::new(start, Rc::new(self.payload.clone()), now);
        let results = ResultTable::new(&list, start.settings.body_cap);
        self.begin(run, list, results, now);
    }

    /// Replaces what is on screen by `run` of `list` with these `results`.
    pub(super) fn begin(&mut self, run: DeskRun, list: Rc<LinkList>, results: ResultTable, now: Millis) {
        self.end_last_run();
        self.table.replace(&list, results);
        self.runs.replace(run, list);
        self.offer.withdraw();
        self.refresh_table();
        self.end_without_runner();
        self.publish(now);
    }

    /// Ends a run before it began because the list changed after Start was pressed; the rows on screen stay.
    fn refuse_start(&mut self, start: RunStart, now: Millis) {
        self.effects.trouble(
            "Nothing was sent: the list changed after Start was pressed.",
            "Start again to run the list as it is now.",
        );
        self.end_last_run();
        let mut run = DeskRun::new(start, Rc::default(), now);
        run.end();
        self.runs.pending = None;
        self.runs.last = Some(run);
        self.publish(now);
    }

    /// Ends an active run and cancels its unsettled targets.
    fn end_last_run(&mut self) {
        // Its runner may have admitted a retry that is not known here yet.
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

    /// A runner is gone, or cannot be had. A practice run that has not begun goes to the runner for real runs, which gives
    /// each link the reason it is not sent; any other run ends.
    pub(super) fn runner_lost(&mut self, kind: RunKind, now: Millis) {
        if let Some(gone) = self.runners.get(kind) {
            self.effects.push(Effect::ForgetRunner(gone));
        }
        self.runners.set(kind, RunnerReport::Lost);
        self.end_inspections(kind);
        let Some(run) = self.runs.last.as_mut().filter(|run| run.kind == kind) else { return };
        match &mut run.carrier {
            // One that is being planned had a runner, which is gone now.
            Carrier::Awaited(start) if kind == RunKind::Practice && run.planner.is_none() => {
                start.kind = RunKind::Real;
                run.kind = RunKind::Real;
                self.end_without_runner();
            }
            Carrier::Awaited(_) | Carrier::Runner(_) => {
                self.end_last_run();
                // A finished run cannot be retried any more.
                if let Some(run) = &mut self.runs.last {
                    run.carrier = Carrier::Lost;
                }
            }
            Carrier::Lost | Carrier::Elsewhere => return,
        }
        self.publish(now);
    }

    /// Ends a real run whose runner is lost: the page starts one with Start, so it died meanwhile. One that was never heard of
    /// is still to come.
    fn end_without_runner(&mut self) {
        let is_awaited =
            |run: &DeskRun| run.kind == RunKind::Real && matches!(run.carrier, Carrier::Awaited(_));
        if self.runners.real == RunnerReport::Lost && self.runs.last.as_ref().is_some_and(is_awaited) {
            self.end_last_run();
        }
    }

    /// Whether there is a run to be sent to a runner that is there.
    pub(super) fn can_step_start(&self) -> bool {
        let is_ready = |run: &DeskRun| {
            matches!(run.carrier, Carrier::Awaited(_)) && self.runners.get(run.kind).is_some()
        };
        self.runs.last.as_ref().is_some_and(is_ready)
    }

    /// Plans a slice of a run that has not begun, and sends it to its runner once it is planned.
    pub(super) fn step_start(&mut self, _now: Millis) {
        let Self { runs, runners, effects, slice, .. } = self;
        let Some(list) = runs.list().cloned() else { return };
        let Some(run) = &mut runs.last else { return };
        let (Carrier::Awaited(start), Some(runner)) = (run.carrier, runners.get(run.kind)) else { return };
        let planner = run.planner.get_or_insert_with(|| Planner::new(&list));
        let Some(plan) = planner.step(&list, *slice) else { return };
        run.timeline.set_origins(run.planner.take().map(Planner::into_origins).unwrap_or_default());
        run.carrier = Carrier::Runner(runner);
        let work = Work::Start {
            run: start.number,
            generation: start.generation,
            kind: start.kind,
            settings: start.settings,
            payload: RequestPayload::clone(&run.payload),
            denied: start.denied,
            // What may change data never carries them.
            with_cookies: start.with_cookies && run.payload.write.is_none(),
            spans: list.targets().parts().2.to_vec(),
            lanes: plan.lanes,
            bodies: Bodies::Dropped,
        };
        let targets = Some(TargetBuffers { list, ids: plan.ids });
        effects.push(Effect::Post { to: runner, work: Box::new(work), targets });
    }

    /// Applies a runner's report.
    pub fn handle_report(&mut self, from: RunnerId, report: Report, now: Millis) {
        match report {
            Report::Batch(batch) => self.take_batch(from, batch, now),
            Report::Inspected { inspection, seen } => self.inspected(inspection, seen),
            Report::Retried { run, is_admitted } => self.retried(from, run, is_admitted, now),
        }
    }

    /// Whether `from` is the runner of the last run.
    pub(super) fn carries_last_run(&self, from: RunnerId, number: RunId) -> bool {
        let is_carrier = |run: &DeskRun| {
            run.number == number && matches!(run.carrier, Carrier::Runner(runner) if runner == from)
        };
        self.runs.last.as_ref().is_some_and(is_carrier)
    }

    /// Applies a batch, unless its run was replaced.
    fn take_batch(&mut self, from: RunnerId, batch: Batch, now: Millis) {
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
        let is_new_phase = run.take(&batch, list.as_deref(), now);
        if let Some(unsettled) = batch.unsettled {
            run.waiting.replace(unsettled);
            self.table.waits_changed();
        }
        // Nobody reports targets that were never started, even if a retry revived the run before the batch that ended it.
        if matches!(batch.status.phase, RunPhase::Stopped | RunPhase::Done) {
            self.cancel_rest();
        }
        if is_new_phase {
            self.publish(now);
        } else {
            self.publish_soon(now);
        }
    }

    /// Cancels all targets without a verdict.
    fn cancel_rest(&mut self) {
        if self.table.results().settled() < self.table.results().targets() {
            self.table.results_mut().cancel_rest();
        }
    }
}
