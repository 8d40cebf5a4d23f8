//! Computes the cost of an experiment before anything is sent. The confirmed plan runs with the targets it was made of.

use std::rc::Rc;

use super::Desk;
use super::sample::SampledTargets;
use crate::compare::cost::{Cost, CostContext};
use crate::compare::experiment::{Experiment, MAX_REQUESTS_OF_A_TRIAL};
use crate::compare::presets::ExperimentPreset;
use crate::compare::request::{ExperimentHost, ExperimentRequest};
use crate::desk::reading_view::preflights;
use crate::input::list::LinkList;
use crate::input::reader::{ReadOptions, Reader};
use crate::protocol::{CompareEvent, ExperimentPlan, RunKind};
use crate::request::RequestPayload;
use crate::settings::RunSettings;
use crate::units::Millis;

/// Seeds are shown, so they are below this.
const SEEDS: f64 = 1_000_000.0;
/// Most bytes of lines given with a request.
const MAX_GIVEN_BYTES: usize = 20_000;
/// Fewest targets sampled, if there are that many.
const SAMPLED_TARGETS: u32 = 1_200;

/// A request whose cost the page wants to know.
#[derive(Clone, Debug)]
pub(super) struct PlanRequest {
    pub(super) number: u32,
    pub(super) request: ExperimentRequest,
    /// What the request leaves open.
    pub(super) settings: RunSettings,
    pub(super) processors: u32,
    pub(super) has_preflights: bool,
}

impl PlanRequest {
    fn most(&self) -> u32 {
        self.request.requests.clamp(1, MAX_REQUESTS_OF_A_TRIAL).max(SAMPLED_TARGETS)
    }
}

/// The lines of a request being read.
#[derive(Debug)]
pub(super) struct Planning {
    reader: Reader,
}

/// A valid plan.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    has_preflights: bool,
    /// Counts the plans.
    pub(super) plan: u32,
    pub(super) experiment: Experiment,
    pub(super) sample: Rc<SampledTargets>,
    /// What its requests carry; never a method that may change data.
    pub(super) payload: RequestPayload,
}

impl Desk {
    /// Plans an experiment and publishes its cost.
    pub(super) fn plan(&mut self, plan: PlanRequest) {
        self.compare.planning = None;
        self.compare.planned = None;
        let request = &plan.request;
        let lines = ExperimentPreset::at(request.preset).lines(
            request.place,
            &request.given,
            &self.place.practice_folder,
        );
        self.compare.request = Some(plan);
        match lines {
            Some(lines) if lines.len() > MAX_GIVEN_BYTES => self.refuse_plan(
                "These are too many lines to be given here: use the list of the Check tab.".to_owned(),
            ),
            Some(lines) => {
                let options = ReadOptions { page: self.input.options.page, ..ReadOptions::default() };
                let mut reader = Reader::new(options);
                reader.begin_source("", None);
                reader.push(&lines);
                reader.end_source();
                self.compare.planning = Some(Planning { reader });
            }
            None if !self.reading.is_done() => self.refuse_plan("The list is still being read.".to_owned()),
            None => self.plan_with(&self.reading.reader.share_list()),
        }
    }

    /// Plans a request for the list again, under a new number.
    pub(in crate::desk) fn replan_list(&mut self) {
        if self.compare.request.as_ref().is_some_and(|request| request.request.place == ExperimentHost::List)
        {
            self.replan();
        }
    }

    /// Plans the last request again, under a new number.
    pub(in crate::desk) fn replan(&mut self) {
        if let Some(request) = self.compare.request.take() {
            self.plan(request);
        }
    }

    /// Reads a slice of the given lines, up to the number of targets sampled.
    pub(in crate::desk) fn step_compare(&mut self, _now: Millis) {
        let Some(mut planning) = self.compare.planning.take() else { return };
        let most = self.compare.request.as_ref().map_or(0, PlanRequest::most);
        if planning.reader.step() && planning.reader.list().targets().len() < most {
            self.compare.planning = Some(planning);
        } else {
            self.plan_with(&planning.reader.share_list());
        }
    }

    fn plan_with(&mut self, list: &LinkList) {
        let Some(plan) = &self.compare.request else { return };
        let PlanRequest { request, settings, processors, has_preflights, .. } = plan;
        let is_practice = request.place == ExperimentHost::Practice;
        let sample = SampledTargets::of(list, plan.most(), is_practice, &self.place.practice_folder);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to a million")]
        let seed = (self.random.next_unit() * SEEDS) as u64;
        let experiment = Experiment::of(request, settings, sample.list.targets().len(), *processors, seed);
        match experiment {
            Ok(experiment) => {
                self.compare.plans += 1;
                let planned = Planned {
                    has_preflights: *has_preflights,
                    plan: self.compare.plans,
                    experiment,
                    sample: Rc::new(sample),
                    payload: RequestPayload { write: None, ..self.payload.clone() },
                };
                let view = ExperimentPlan { number: plan.number, ..planned.view(&self.place.own_origin) };
                self.compare.planned = Some(planned);
                self.effects.publish_compare(CompareEvent::Plan(view));
            }
            Err(fault) => self.refuse_plan(fault.to_string()),
        }
    }

    fn refuse_plan(&mut self, problem: String) {
        let number = self.compare.request.as_ref().map_or(0, |request| request.number);
        let plan = ExperimentPlan { number, problem: Some(problem), ..ExperimentPlan::default() };
        self.effects.publish_compare(CompareEvent::Plan(plan));
    }
}

impl Planned {
    fn view(&self, own_origin: &str) -> ExperimentPlan {
        let Self { plan, experiment, sample, payload, has_preflights } = self;
        let with_preflight = if *has_preflights { preflights(&sample.list, payload, own_origin) } else { 0 };
        let context = CostContext {
            hosts: &sample.hosts,
            targets: sample.list.targets().len(),
            with_preflight,
            is_practice: sample.kind == RunKind::Practice,
            is_local: sample.is_local,
        };
        let cost = Cost::of(experiment, &context);
        ExperimentPlan {
            number: 0,
            plan: *plan,
            problem: None,
            requests: cost.most_as_u32(),
            words: cost.words(experiment, &context),
            warning: cost.warning(&context).unwrap_or_default(),
            kind: sample.kind,
            runners: experiment.runners(),
            local: sample.local.clone(),
        }
    }
}
