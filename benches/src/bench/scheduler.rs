//! What the scheduler itself costs for each target, natively: no browser, no page, a clock that is a number.

use std::collections::VecDeque;
use std::time::Instant;

use volley::ids::TargetId;
use volley::result::outcome::{AttemptEnd, BodyEnd};
use volley::schedule::action::{Action, AttemptId};
use volley::schedule::hint::ServerHint;
use volley::schedule::plan::{Backlog, Plan};
use volley::schedule::scheduler::Scheduler;
use volley::settings::{Limits, Method, Rate, Strategy};
use volley::units::Millis;

use super::prelude::*;

const TARGETS: u32 = 1_000_000;
const LANES: u32 = 10_000;
const MOST_US: f64 = 5.0;
/// How long each attempt takes on the run's own clock, in milliseconds.
const TAKES_MS: f64 = 20.0;

pub(super) fn measure(options: &Options) -> Vec<Figure> {
    let wide = Limits { concurrency: 1_000, ..Limits::default() };
    let paced = Limits { spacing_ms: 50, rate: Rate::per_second(1_000.0), ..wide };
    let tuned = Limits { strategy: Strategy::SelfTuning, ..wide };
    let cases: [(&str, Limits, u32); 5] = [
        ("48 in flight", Limits::default(), 0),
        ("1,000 in flight", wide, 0),
        ("1,000 in flight, spaced, at 1,000 a second", paced, 0),
        ("self-tuning", tuned, 0),
        ("1,000 in flight, 1 in 50 fails", wide, 50),
    ];
    // Turns of all cases, one after the other, so that what else the machine does falls on all of them.
    let mut took_us: [Vec<f64>; 5] = Default::default();
    for _ in 0..options.turns {
        for ((_, limits, fails), took_us) in cases.iter().zip(&mut took_us) {
            took_us.push(microseconds_a_target(*limits, *fails));
        }
    }
    let figure = |((what, ..), took_us): (&(&str, Limits, u32), &Vec<f64>)| {
        Figure::of(format!("a target, {what}"), took_us, "µs").bar(Bar::AtMost(MOST_US))
    };
    cases.iter().zip(&took_us).map(figure).collect()
}

/// Runs all targets to their ends, where the first attempt of every `fails`th fails (none with 0).
fn microseconds_a_target(limits: Limits, fails: u32) -> f64 {
    let mut scheduler = Scheduler::new(plan(), limits, Method::Get, 1, Millis::ZERO);
    let mut in_flight: VecDeque<(Millis, AttemptId, AttemptEnd)> = VecDeque::new();
    let mut now = Millis::ZERO;
    let began = Instant::now();
    while !scheduler.phase().is_over() {
        while let Some(action) = scheduler.poll_action(now) {
            if let Action::Start { attempt, target, ordinal, .. } = action {
                let has_failed = fails > 0 && ordinal == 1 && target.0 % fails == 0;
                let status = if has_failed { 503 } else { 200 };
                let end = AttemptEnd::Answered { status, redirected: false, body: BodyEnd::Absent };
                in_flight.push_back((now + Millis::new(TAKES_MS), attempt, end));
            }
        }
        // As long as everything takes equally long, what was started first ends first.
        let wakeup = scheduler.next_wakeup();
        let landed = in_flight.front().copied().filter(|&(at, ..)| wakeup.is_none_or(|wakeup| at <= wakeup));
        if let Some((at, attempt, end)) = landed {
            in_flight.pop_front();
            now = at.max(now);
            scheduler.handle_end(attempt, &end, ServerHint::default(), now);
        } else if let Some(at) = wakeup {
            now = at.max(now);
            scheduler.handle_tick(now);
        } else {
            break;
        }
    }
    assert_eq!(scheduler.progress().settled, TARGETS, "every target has its verdict");
    began.elapsed().as_secs_f64() * 1e6 / f64::from(TARGETS)
}

/// As many targets for each origin, as if the list named the origins in turn.
fn plan() -> Plan {
    let each = TARGETS / LANES;
    let lanes = (0..LANES).map(|lane| vec![Backlog::Ids { start: lane * each, count: each }]).collect();
    let ids = (0..LANES).flat_map(|lane| (0..each).map(move |nth| TargetId(nth * LANES + lane))).collect();
    Plan { lanes, ids }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plan_holds_each_target_once() {
        let mut ids = plan().ids;
        ids.sort_unstable();
        assert!(ids.into_iter().eq(TargetId(0).take(TARGETS)));
    }
}
