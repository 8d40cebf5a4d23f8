//! Trials by the true scheduler in virtual time, against servers that leave requests without an answer.

use std::collections::BTreeMap;

use volley::compare::cost::{Cost, CostContext};
use volley::compare::evaluate::report;
use volley::compare::experiment::{Experiment, Variant};
use volley::compare::hosts::Hosts;
use volley::compare::report::ComparisonReport;
use volley::compare::request::ExperimentRequest;
use volley::compare::trial::{Trial, TrialLog};
use volley::compare::trials::{RampEnd, Trials};
use volley::result::outcome::{AttemptEnd, BodyEnd, Outcome};
use volley::result::timing::{Provenance, Timing};
use volley::schedule::action::{Action, AttemptId};
use volley::schedule::hint::ServerHint;
use volley::schedule::plan::{Backlog, Plan};
use volley::schedule::progress::Phase;
use volley::schedule::scheduler::Scheduler;
use volley::settings::{Limits, Method, Rate, RunSettings, Verb};
use volley::units::Millis;

const TIMEOUT_MS: u32 = 3_000;

/// How a request ends and after how many milliseconds, when so many are at the server, itself included.
type Server = fn(Verb, usize) -> (AttemptEnd, f64);

/// It never does.
const NEVER: (AttemptEnd, f64) = (AttemptEnd::Cancelled, f64::INFINITY);

fn ok(after: f64) -> (AttemptEnd, f64) {
    (AttemptEnd::Answered { status: 200, redirected: false, body: BodyEnd::Absent }, after)
}

/// Drops what goes past 64.
fn drops_past_64(_: Verb, inside: usize) -> (AttemptEnd, f64) {
    if inside > 64 { NEVER } else { ok(100.0) }
}

/// Lets no page see its answers.
fn hides_answers(_: Verb, _: usize) -> (AttemptEnd, f64) {
    (AttemptEnd::NoVisibleAnswer, 20.0)
}

#[derive(Clone, Copy)]
struct InFlight {
    started: Millis,
    ends: Millis,
    end: AttemptEnd,
}

/// A trial as a runner and the desk carry it out.
#[derive(Default)]
struct Carried {
    log: TrialLog,
    sent: u64,
    most_in_flight: usize,
    ended: Millis,
}

fn carry_out(variant: &Variant, method: Method, server: Server) -> Carried {
    let lane = vec![Backlog::Range { first: 0, count: variant.requests }];
    let plan = Plan { lanes: vec![lane], ids: Vec::new() };
    let mut scheduler = Scheduler::new(plan, variant.limits, method, 7, Millis::ZERO);
    let mut in_flight: BTreeMap<AttemptId, InFlight> = BTreeMap::new();
    let mut completed: BTreeMap<AttemptId, InFlight> = BTreeMap::new();
    let (mut carried, mut now) = (Carried::default(), Millis::ZERO);
    loop {
        while let Some(action) = scheduler.poll_action(now) {
            match action {
                Action::Start { attempt, verb, .. } => {
                    let (end, takes) = server(verb, in_flight.len() + 1);
                    in_flight.insert(attempt, InFlight { started: now, ends: now + Millis::new(takes), end });
                    carried.sent += 1;
                    carried.most_in_flight = carried.most_in_flight.max(in_flight.len());
                }
                Action::Abort { attempt, .. } => {
                    let flight = in_flight.get_mut(&attempt).expect("it is in flight");
                    flight.ends = now;
                    flight.end = AttemptEnd::TimedOut { status: None, after_ms: TIMEOUT_MS };
                }
                Action::Settle { attempt, target, ordinal, possibly_browser_queued } => {
                    let flight = completed.remove(&attempt).expect("it has ended");
                    carried.log.record(&outcome(&flight, (target, ordinal), true, possibly_browser_queued));
                }
                Action::Retry { attempt, target, ordinal, possibly_browser_queued, .. } => {
                    let flight = completed.remove(&attempt).expect("it has ended");
                    carried.log.record(&outcome(&flight, (target, ordinal), false, possibly_browser_queued));
                }
                _ => {}
            }
        }
        if scheduler.phase() == Phase::AwaitingUser {
            // Nobody is asked in a comparison: the trial ends.
            scheduler.stop(now);
            continue;
        }
        let next_end = in_flight.iter().map(|(&attempt, flight)| (flight.ends, attempt)).min();
        let next = next_end.map(|(at, _)| at).into_iter().chain(scheduler.next_wakeup()).min();
        let Some(next) = next else { break };
        now = now.max(next);
        if let Some((_, attempt)) = next_end.filter(|&(at, _)| at <= now) {
            let flight = in_flight.remove(&attempt).expect("it is in flight");
            completed.insert(attempt, flight);
            scheduler.handle_end(attempt, &flight.end, ServerHint::default(), now);
        } else {
            scheduler.handle_tick(now);
        }
    }
    let left = variant.requests - carried.log.requests();
    carried.log.add_unsent(left);
    carried.ended = now;
    carried
}

fn outcome(
    flight: &InFlight,
    (target, attempt): (u32, u8),
    last: bool,
    possibly_browser_queued: bool,
) -> Outcome {
    let total = Some(flight.ends.since(flight.started));
    Outcome {
        target,
        attempt,
        last,
        possibly_browser_queued,
        end: flight.end,
        started: Some(flight.started),
        error: None,
        timing: Timing { provenance: Provenance::Clock, total, ..Timing::default() },
        content_type: None,
        protocol: None,
        final_url: None,
    }
}

fn own(method: Method, limits: Limits) -> RunSettings {
    RunSettings { method, limits: Limits { timeout_ms: TIMEOUT_MS, ..limits }, ..RunSettings::default() }
}

fn sweep(levels: &str, own: &RunSettings) -> Experiment {
    let request = ExperimentRequest { levels: levels.to_owned(), rounds: 2, ..ExperimentRequest::of(1) };
    Experiment::of(&request, own, 200, 2, 7).expect("a sweep")
}

/// All trials of `experiment`: what they came to, and what each carried out.
fn all(experiment: &Experiment, server: Server) -> (Trials, ComparisonReport, Vec<(usize, u64, usize)>) {
    let mut trials = Trials::of(experiment);
    let mut carried = Vec::new();
    while let Some(next) = trials.poll_trial() {
        let variant = &experiment.variants[next.variant];
        let done = carry_out(variant, experiment.method, server);
        carried.push((next.variant, done.sent, done.most_in_flight));
        let trial: Trial = done.log.into_trial(variant.limits.concurrency, None);
        trials.handle_trial(trial);
    }
    let report = report(experiment, &trials, 200, &Hosts::of(core::iter::once("sim.example")));
    (trials, report, carried)
}

#[test]
fn a_server_that_drops_what_goes_past_64_fails_at_the_levels_over_it() {
    let sweep = sweep("1, 8, 64, 80, 120", &own(Method::Get, Limits::default()));
    let (trials, report, carried) = all(&sweep, drops_past_64);
    assert_eq!(trials.ramp_end(), Some((3, RampEnd::Failing)), "the sweep sees what is dropped");
    let failed = |level: u32| {
        let row = report.rows.iter().find(|row| row.level == Some(level)).expect("a row");
        (row.row.failed, row.row.is_answered())
    };
    for level in [1, 8, 64] {
        assert_eq!(failed(level), (0, true), "{level}");
    }
    assert!(failed(80).0 >= 16 && !failed(80).1, "{:?}", failed(80));
    for (place, sent, most_in_flight) in carried {
        let variant = &sweep.variants[place];
        assert!(sent <= u64::from(variant.requests), "each request is sent once");
        assert_eq!(most_in_flight, variant.limits.concurrency as usize, "a level is what it says");
    }
}

#[test]
fn a_timeout_among_many_is_a_failure_of_its_level_and_not_sent_again() {
    let of = |level: u32| {
        let sweep = sweep(
            &format!("1, {level}"),
            &own(Method::Get, Limits { stop_after: Some(10_000), ..Limits::default() }),
        );
        let variant = sweep.variants[1].clone();
        let carried =
            carry_out(&variant, sweep.method, |_, inside| if inside > 8 { NEVER } else { ok(50.0) });
        (variant.requests, carried.sent, carried.log.into_trial(level, None))
    };
    let (requests, sent, trial) = of(12);
    assert_eq!((sent, trial.requests), (u64::from(requests), requests));
    assert!(trial.failed >= 4, "{trial:?}");
    assert_eq!(trial.unseen, 0);
}

#[test]
fn what_is_sent_is_never_more_than_the_cost_says() {
    let hosts = Hosts::of(core::iter::once("sim.example"));
    let asked =
        CostContext { hosts: &hosts, targets: 200, with_preflight: 0, is_practice: false, is_local: false };
    for method in [Method::Get, Method::Head, Method::HeadThenGet] {
        for server in [drops_past_64 as Server, hides_answers] {
            let sweep = sweep("1, 20, 80", &own(method, Limits::default()));
            let (_, _, carried) = all(&sweep, server);
            let sent: u64 = carried.iter().map(|(_, sent, _)| sent).sum();
            let cost = Cost::of(&sweep, &asked);
            assert!(sent <= cost.planned, "{method:?}: {sent} > {}", cost.planned);
        }
    }
}

#[test]
fn the_users_rate_holds_in_a_comparison() {
    let limits = Limits { rate: Rate::per_second(4.0), ..Limits::default() };
    let sweep = sweep("1, 10", &own(Method::Get, limits));
    let variant = &sweep.variants[1];
    let carried = carry_out(variant, Method::Get, |_, _| ok(10.0));
    assert_eq!(carried.sent, u64::from(variant.requests));
    let seconds = f64::from((variant.requests - 1) / 4);
    assert!(carried.ended.get() >= seconds * 1_000.0, "{}", carried.ended);
}
