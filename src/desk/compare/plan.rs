//! Says what a wish would cost, before anything is sent.

use std::rc::Rc;

use super::SharedDesk;
use super::targets::{Drawn, draw};
use crate::compare::experiment::{ASK_AGAIN_OVER_REQUESTS, Experiment, MAX_REQUESTS_OF_A_TRIAL};
use crate::compare::presets::Shape;
use crate::compare::trials::MOST_REPEATS;
use crate::compare::wish::Wish;
use crate::protocol::{CompareEvent, Plan, RunKind};
use crate::settings::RunSettings;
use crate::words::{count, counted};

/// Seeds are shown, so they are short.
const SEEDS: f64 = 1_000_000.0;

/// A wish that can be carried out.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    pub(super) number: u32,
    pub(super) experiment: Experiment,
    pub(super) drawn: Rc<Drawn>,
}

/// Plans `wish` and tells what it would cost.
pub(super) fn make(desk: &SharedDesk, number: u32, wish: &Wish, settings: &RunSettings, processors: u32) {
    let mut this = desk.borrow_mut();
    let most = wish.requests.clamp(1, MAX_REQUESTS_OF_A_TRIAL).max(1_200);
    let planned = draw(&this, wish, most).map_err(str::to_owned).and_then(|drawn| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to a million")]
        let seed = (js_sys::Math::random() * SEEDS) as u64;
        let targets = drawn.list.targets().len();
        let experiment = Experiment::of(wish, settings, targets, processors, seed);
        let experiment = experiment.map_err(|fault| fault.to_string())?;
        Ok(Planned { number, experiment, drawn: Rc::new(drawn) })
    });
    let plan = match &planned {
        Ok(planned) => planned.told(),
        Err(problem) => Plan { number, problem: Some(problem.clone()), ..Plan::default() },
    };
    this.compare.planned = planned.ok();
    this.tell_compare(CompareEvent::Plan(plan));
}

impl Planned {
    fn told(&self) -> Plan {
        let Self { number, experiment, drawn } = self;
        let requests = u32::try_from(experiment.requests_in_all()).unwrap_or(u32::MAX);
        let is_practice = drawn.kind == RunKind::Practice;
        let ways = u32::try_from(experiment.contenders.len()).unwrap_or(u32::MAX);
        let what = match experiment.preset.shape {
            Shape::Sweep => counted(ways, "level", "levels"),
            Shape::Strategies | Shape::Bodies => counted(ways, "way", "ways"),
        };
        let rounds = counted(experiment.rounds, "round", "rounds");
        let whom = if is_practice {
            "Answered inside this browser: nobody’s server is asked.".to_owned()
        } else {
            format!("To {}.", drawn.hosts)
        };
        let again = if is_practice {
            String::new()
        } else {
            format!(" Rounds in which this tab is hidden are sent again, {MOST_REPEATS} of them at most.")
        };
        let words = format!(
            "At most {}: {what}, {rounds} and one to warm up. {whom}{again}",
            counted(requests, "request", "requests")
        );
        let is_much = requests > ASK_AGAIN_OVER_REQUESTS && !is_practice && !drawn.is_local;
        let warning = format!(
            "These are up to {} requests to servers of others: {}. Make sure that you may ask this much of them.",
            count(requests),
            drawn.hosts
        );
        Plan {
            number: *number,
            problem: None,
            requests,
            words,
            warning: if is_much { warning } else { String::new() },
            kind: drawn.kind,
            runners: experiment.runners(),
            local: drawn.local.clone(),
        }
    }
}
