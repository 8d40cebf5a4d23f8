//! Computes the cost of an experiment before anything is sent. The confirmed plan runs with the targets it was made of.

use std::rc::Rc;

use crate::compare::cost::{Cost, CostContext};
use crate::compare::experiment::Experiment;
use crate::compare::presets::ExperimentPreset;
use crate::compare::published::{Published, of_preset};
use crate::ids::TargetId;
use crate::input::list::LinkList;
use crate::input::target::Targets;
use crate::protocol::{CompareEvent, ExperimentPlan, ExperimentSample, PlanWork, RunKind};
use crate::request::RequestPayload;
use crate::tools::Tools;
use crate::tools::scripts::ToolsBuffers;

/// A valid plan.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    /// The number that the desk gave it.
    pub(super) plan: u32,
    pub(super) experiment: Experiment,
    pub(super) sample: Rc<ExperimentSample>,
    pub(super) list: Rc<LinkList>,
    /// What its requests carry; never a method that may change data.
    pub(super) payload: RequestPayload,
}

impl Tools {
    /// Plans an experiment and publishes its cost.
    pub(in crate::tools) fn plan(&mut self, work: PlanWork, buffers: ToolsBuffers) {
        let PlanWork { number, plan, request, settings, processors, payload, sample, spans, seed } = work;
        self.compare.planned = None;
        let published = published(ExperimentPreset::at(request.preset).key);
        let list = list_of(&Targets::from_parts(buffers.arena, buffers.ends, spans).unwrap_or_default());
        match Experiment::of(&request, &settings, list.targets().len(), processors, seed) {
            Ok(experiment) => {
                let planned = Planned {
                    plan,
                    experiment,
                    sample: Rc::new(sample),
                    list: Rc::new(list),
                    payload: RequestPayload { write: None, ..payload },
                };
                let view = ExperimentPlan { number, published, ..planned.view() };
                self.compare.planned = Some(planned);
                self.effects.publish_compare(CompareEvent::Plan(view));
            }
            Err(fault) => {
                let problem = Some(fault.to_string());
                let plan = ExperimentPlan { number, problem, published, ..ExperimentPlan::default() };
                self.effects.publish_compare(CompareEvent::Plan(plan));
            }
        }
    }

    /// The last plan is of a list, settings or headers that have changed.
    pub(in crate::tools) fn drop_plan(&mut self) {
        self.compare.planned = None;
    }
}

fn published(preset: &str) -> Vec<[String; 4]> {
    let line =
        |line: &Published| [line.way, line.figure, line.nearest.name(), line.article.name].map(str::to_owned);
    of_preset(preset).iter().map(line).collect()
}

/// A list of these targets: their URLs are normalised, so that each begins with its origin.
fn list_of(targets: &Targets) -> LinkList {
    let mut list = LinkList::default();
    let mut url = String::new();
    for target in TargetId(0).take(targets.len()) {
        if targets.write_url(target, &mut url) {
            let host = url.find("://").map_or(0, |at| at + 3);
            let end = url[host..].find(['/', '?', '#']).map_or(url.len(), |at| host + at);
            list.add_target(&url, &url[..end]);
        }
    }
    list
}

impl Planned {
    fn view(&self) -> ExperimentPlan {
        let Self { plan, experiment, sample, list, .. } = self;
        let context = CostContext {
            hosts: &sample.hosts,
            targets: list.targets().len(),
            with_preflight: sample.with_preflight,
            is_practice: sample.kind == RunKind::Practice,
            is_local: sample.is_local,
        };
        let cost = Cost::of(experiment, &context);
        ExperimentPlan {
            number: 0,
            plan: *plan,
            problem: None,
            requests: cost.planned_as_u32(),
            words: cost.words(experiment, &context),
            warning: cost.warning(&context).unwrap_or_default(),
            kind: sample.kind,
            runners: experiment.runners(),
            local: sample.local.clone(),
            published: Vec::new(),
        }
    }
}
