//! Finds the targets of an experiment whose cost the page wants to know, and has it planned.

use std::rc::Rc;

use super::sample;
use crate::compare::experiment::MAX_REQUESTS_OF_A_TRIAL;
use crate::compare::request::{ExperimentHost, ExperimentRequest};
use crate::desk::Desk;
use crate::desk::effect::{ToolsAttachment, ToolsTargets};
use crate::desk::reading_view::preflights;
use crate::input::detect::Form;
use crate::input::list::LinkList;
use crate::input::list_reader::{ListReader, ReadOptions};
use crate::protocol::{CompareEvent, ExperimentPlan, PlanWork, ToolsWork};
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
    /// Its links as text, `~/` for the practice server's folder; `None` for those of the list.
    pub(super) lines: Option<String>,
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
    reader: ListReader,
}

impl Desk {
    /// Has an experiment planned.
    pub(super) fn plan(&mut self, plan: PlanRequest) {
        self.compare.planning = None;
        self.compare.is_plan_lost = false;
        if self.effects.has_tools() {
            self.effects.post_to_tools(ToolsWork::DropPlan, ToolsAttachment::Nothing);
        }
        let is_practice = plan.request.place == ExperimentHost::Practice;
        let folder = if is_practice { &self.place.practice_folder } else { "~/" };
        let lines = plan.lines.as_ref().map(|lines| lines.replace("~/", folder));
        self.compare.request = Some(plan);
        match lines {
            Some(lines) if lines.len() > MAX_GIVEN_BYTES => {
                self.refuse_plan("These are too many lines to be given here: use the list of the Check tab.");
            }
            Some(lines) => {
                let options = ReadOptions { page: self.input.options.page, ..ReadOptions::default() };
                let mut reader = ListReader::new(options);
                // What is given here is lines, whatever they look like.
                reader.begin_source("", Some(Form::List));
                reader.push(&lines);
                reader.end_source();
                self.compare.planning = Some(Planning { reader });
            }
            None if !self.reading.is_done() => self.refuse_plan("The list is still being read."),
            None => self.plan_with(&self.reading.reader.share_list()),
        }
    }

    /// Plans a request for the list again, under a new number, unless its plan was lost.
    pub(in crate::desk) fn replan_list(&mut self) {
        let request = self.compare.request.as_ref().filter(|_| !self.compare.is_plan_lost);
        if request.is_some_and(|request| request.request.place == ExperimentHost::List) {
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
        let Some(plan) = self.compare.request.clone() else { return };
        let most = plan.most();
        let PlanRequest { number, request, settings, processors, has_preflights, .. } = plan;
        let is_practice = request.place == ExperimentHost::Practice;
        let (list, mut sample) = sample::of(list, most, is_practice, &self.place.practice_folder);
        if has_preflights {
            sample.with_preflight = preflights(&list, &self.payload, &self.place.own_origin);
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to a million")]
        let seed = (self.random.next_unit() * SEEDS) as u64;
        self.compare.plans = self.compare.plans.wrapping_add(1);
        let work = PlanWork {
            number,
            plan: self.compare.plans,
            request,
            settings,
            processors,
            payload: self.payload.clone(),
            sample,
            spans: list.targets().parts().2.to_vec(),
            seed,
        };
        let targets = ToolsTargets { list: Rc::new(list), picked: None };
        self.effects.post_to_tools(ToolsWork::Plan(Box::new(work)), ToolsAttachment::Targets(targets));
    }

    fn refuse_plan(&mut self, problem: &str) {
        let number = self.compare.request.as_ref().map_or(0, |request| request.number);
        let problem = Some(problem.to_owned());
        let plan = ExperimentPlan { number, problem, ..ExperimentPlan::default() };
        self.effects.publish_compare(CompareEvent::Plan(plan));
    }
}
