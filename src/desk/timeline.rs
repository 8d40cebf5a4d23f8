//! What the page shows of a run besides its rows: its course over time, its decisions, the hosts in trouble.

use std::collections::VecDeque;

use super::hosts_allow::HostsAllow;
use crate::ids::LaneId;
use crate::input::list::{LinkList, Origin};
use crate::protocol::{
    Annotation, Batch, LaneView, MAX_ANNOTATIONS, MAX_DECISIONS, RunDecision, RunPhase, TimelineView,
    sentence,
};
use crate::schedule::lane_status::LaneStatus;
use crate::stats::series::Series;
use crate::units::Millis;

/// The timeline of one run.
#[derive(Debug, Default)]
pub(super) struct Timeline {
    series: Series,
    decisions: VecDeque<RunDecision>,
    annotations: Vec<Annotation>,
    lanes: Vec<LaneStatus>,
    /// For each lane the number of its origin.
    origins: Vec<u32>,
    hosts_allow: HostsAllow,
}

impl Timeline {
    /// Names the origin of each lane: what a plan knows.
    pub(super) fn set_origins(&mut self, origins: Vec<u32>) {
        self.origins = origins;
    }

    /// Records a batch in which `ended` targets ended.
    pub(super) fn take(&mut self, batch: &Batch, ended: u32, list: Option<&LinkList>) {
        let status = &batch.status;
        let limit = list.map_or(status.limit, |list| self.limit_now(list, batch));
        self.series.record(status.elapsed, ended, status.in_flight, limit);
        // A finished run reports no troubled lanes.
        let is_over = matches!(status.phase, RunPhase::Done | RunPhase::Stopped);
        self.lanes = if is_over { Vec::new() } else { batch.lanes.clone() };
        for (at, notice) in &batch.notices {
            let text = sentence(notice, |lane| self.host(list, lane), *at);
            if self.decisions.len() == MAX_DECISIONS {
                self.decisions.pop_front();
            }
            self.decisions.push_back(RunDecision { at: *at, text });
        }
    }

    /// The limit over all, or what the hosts allow where that is less.
    fn limit_now(&mut self, list: &LinkList, batch: &Batch) -> u32 {
        let origins = &self.origins;
        let troubled = batch.lanes.iter();
        let troubled = troubled.filter_map(|lane| Some((*origins.get(lane.lane.index())?, lane.trouble)));
        batch.status.limit.min(self.hosts_allow.now(list, troubled))
    }

    /// From now on so many requests are allowed at one host.
    pub(super) fn set_per_host(&mut self, per_host: u32) {
        self.hosts_allow.set_per_host(per_host);
    }

    pub(super) fn knob_turned(&mut self, at: Millis, text: String) {
        self.annotate(Annotation::Knob { at, text });
    }

    pub(super) fn tab_hidden(&mut self, at: Millis, hidden: bool) {
        match self
            .annotations
            .iter_mut()
            .rev()
            .find(|annotation| matches!(annotation, Annotation::Hidden { .. }))
        {
            Some(Annotation::Hidden { to: to @ None, .. }) if !hidden => *to = Some(at),
            _ if hidden => self.annotate(Annotation::Hidden { from: at, to: None }),
            _ => {}
        }
    }

    fn annotate(&mut self, annotation: Annotation) {
        if self.annotations.len() < MAX_ANNOTATIONS {
            self.annotations.push(annotation);
        }
    }

    pub(super) fn view(&self) -> TimelineView {
        TimelineView {
            step: self.series.step(),
            samples: self.series.samples(),
            annotations: self.annotations.clone(),
        }
    }

    pub(super) fn decisions(&self) -> Vec<RunDecision> {
        self.decisions.iter().cloned().collect()
    }

    pub(super) fn lanes(&self, list: Option<&LinkList>) -> Vec<LaneView> {
        let view =
            |status: &LaneStatus| LaneView { host: self.host(list, status.lane).to_owned(), status: *status };
        self.lanes.iter().map(view).collect()
    }

    fn host<'l>(&self, list: Option<&'l LinkList>, lane: LaneId) -> &'l str {
        let origin = self.origins.get(lane.index()).and_then(|&origin| list?.origins().get(origin as usize));
        origin.map_or("a host", Origin::shown_host)
    }
}
