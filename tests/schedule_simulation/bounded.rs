//! Millions of targets that end at once: no call, and no turn of a run loop, does more than its bound. Counted, not clocked.

use volley::ids::{LaneId, TargetId};
use volley::schedule::RetryRequest;
use volley::schedule::action::{Action, MAX_SKIPPED_AT_ONCE};
use volley::schedule::drain_budget::{DrainBudget, MAX_DRAINED};
use volley::schedule::hold::PauseReason;
use volley::schedule::plan::{Backlog, Plan};
use volley::schedule::progress::Phase;
use volley::schedule::scheduler::Scheduler;
use volley::settings::{Limits, Method};
use volley::units::Millis;

use crate::world::{limits, ms};

const MANY: u32 = 5_000_000;
/// Most that the desk sends at once to be retried.
const PIECE: u32 = 20_000;

fn run(ids: Vec<TargetId>) -> Scheduler {
    let piece = match ids.len() {
        0 => Backlog::Range { first: TargetId(0), count: MANY },
        _ => Backlog::Ids { start: 0, count: MANY },
    };
    let stopping = Limits { stop_after: Some(1), ..limits(4, 4) };
    Scheduler::new(Plan { lanes: vec![vec![piece]], ids }, stopping, Method::Get, 1, Millis::ZERO)
}

/// One turn of a run loop: its number of actions, and of the targets in them. `None` when there was nothing.
fn turn(scheduler: &mut Scheduler, now: Millis, seen: &mut Vec<Action>) -> Option<(u32, u32)> {
    let (mut budget, mut actions, mut targets) = (DrainBudget::new(), 0, 0);
    while budget.has_room() {
        let Some(action) = scheduler.poll_action(now) else { break };
        budget.spend(&action);
        actions += 1;
        targets += match action {
            Action::Skip { targets, .. } => {
                assert!(targets.count() <= MAX_SKIPPED_AT_ONCE);
                targets.count()
            }
            Action::Withdraw { .. } => 1,
            _ => 0,
        };
        seen.push(action);
    }
    (actions > 0).then_some((actions, targets))
}

/// All turns; how many there were.
fn turns(scheduler: &mut Scheduler, now: Millis) -> (usize, Vec<Action>) {
    let (mut count, mut seen) = (0, Vec::new());
    while let Some((actions, targets)) = turn(scheduler, now, &mut seen) {
        assert!(actions <= MAX_DRAINED && targets <= MAX_DRAINED, "{actions} actions, {targets} targets");
        count += 1;
    }
    (count, seen)
}

fn ended_in(scheduler: &Scheduler, actions: &[Action]) -> Vec<TargetId> {
    let targets = |action: &Action| match *action {
        Action::Skip { targets, .. } => scheduler.targets_of(targets).collect(),
        Action::Withdraw { target, .. } => vec![target],
        _ => Vec::new(),
    };
    actions.iter().flat_map(targets).collect()
}

#[test]
fn a_skipped_lane_is_reported_in_bounded_steps_and_each_target_once() {
    for ids in [Vec::new(), TargetId(0).take(MANY).rev().collect()] {
        let mut scheduler = run(ids);
        scheduler.skip_lane(LaneId(0), ms(1.0));
        let (count, actions) = turns(&mut scheduler, ms(1.0));
        assert!(actions.len() <= 1 + (MANY / MAX_SKIPPED_AT_ONCE) as usize, "{} actions", actions.len());
        assert!(count <= 1 + (MANY / MAX_DRAINED) as usize, "{count} turns");
        let mut ended = ended_in(&scheduler, &actions);
        ended.sort_unstable();
        assert!(ended.into_iter().eq(TargetId(0).take(MANY)));
        assert_eq!((scheduler.progress().skipped, scheduler.phase()), (MANY, Phase::Done));
    }
}

#[test]
fn deadlines_come_between_the_turns() {
    let mut scheduler = run(Vec::new());
    let mut seen = Vec::new();
    turn(&mut scheduler, ms(0.0), &mut seen);
    assert_eq!(scheduler.progress().in_flight, 4);
    scheduler.skip_lane(LaneId(0), ms(9_999.0));
    turn(&mut scheduler, ms(9_999.0), &mut seen).expect("much is to be reported");
    seen.clear();
    assert_eq!(scheduler.next_wakeup(), Some(ms(10_000.0)));
    scheduler.handle_tick(ms(10_000.0));
    turn(&mut scheduler, ms(10_000.0), &mut seen).expect("much is to be reported");
    assert!(seen[..4].iter().all(|action| matches!(action, Action::Abort { .. })), "aborts go first");
    assert!(scheduler.progress().skipped < MANY - 4, "and the rest is still to come");
}

#[test]
fn nothing_is_reported_while_the_receiver_is_behind() {
    let mut scheduler = run(Vec::new());
    scheduler.skip_lane(LaneId(0), ms(1.0));
    let mut seen = Vec::new();
    turn(&mut scheduler, ms(1.0), &mut seen);
    scheduler.hold(PauseReason::Backlog, ms(2.0));
    assert_eq!(turn(&mut scheduler, ms(2.0), &mut seen), None);
    assert_eq!(scheduler.phase(), Phase::Paused);
    scheduler.release(PauseReason::Backlog, ms(3.0));
    turns(&mut scheduler, ms(3.0));
    assert_eq!((scheduler.progress().skipped, scheduler.phase()), (MANY, Phase::Done));
}

#[test]
fn millions_are_retried_in_pieces_and_withdrawn_in_slices() {
    let mut scheduler = run(Vec::new());
    scheduler.skip_lane(LaneId(0), ms(1.0));
    turns(&mut scheduler, ms(1.0));
    let mut first = 0;
    while first < MANY {
        let piece = (first..first + PIECE).map(|target| RetryRequest {
            lane: LaneId(0),
            target: TargetId(target),
            started: 1,
            verb: None,
        });
        scheduler.retry(piece, ms(2.0));
        first += PIECE;
    }
    let before = turns(&mut scheduler, ms(2.0)).1.len();
    assert_eq!(before, 4, "as many as the limits allow are started");
    scheduler.stop(ms(3.0));
    let (count, actions) = turns(&mut scheduler, ms(3.0));
    assert!(count > (MANY / MAX_DRAINED) as usize - 2, "{count} turns");
    let ended = ended_in(&scheduler, &actions);
    assert_eq!((ended.len(), scheduler.progress().withdrawn), (4_999_996, MANY - 4));
}

#[test]
fn a_retry_in_a_lane_that_is_being_skipped_costs_no_more_than_its_own_targets() {
    let mut scheduler = run(Vec::new());
    let mut seen = Vec::new();
    turn(&mut scheduler, ms(0.0), &mut seen);
    scheduler.skip_lane(LaneId(0), ms(1.0));
    turn(&mut scheduler, ms(1.0), &mut seen);
    let before = scheduler.progress();
    let skipped = seen.iter().find_map(|action| match *action {
        Action::Skip { targets, .. } => scheduler.targets_of(targets).next(),
        _ => None,
    });
    let target = skipped.expect("some were skipped");
    scheduler.retry([RetryRequest { lane: LaneId(0), target, started: 0, verb: None }], ms(2.0));
    let after = scheduler.progress();
    assert_eq!((after.skipped, after.backing_off), (before.skipped, before.backing_off + 1));
    let (_, actions) = turns(&mut scheduler, ms(2.0));
    assert_eq!((scheduler.progress().skipped, scheduler.progress().waiting), (MANY - 4, 0));
    assert!(
        !ended_in(&scheduler, &actions).contains(&target),
        "what is retried is not skipped with the rest"
    );
}

#[test]
fn a_stop_amid_a_skip_leaves_the_rest_unstarted_at_once() {
    let mut scheduler = run(Vec::new());
    let mut seen = Vec::new();
    scheduler.skip_lane(LaneId(0), ms(1.0));
    turn(&mut scheduler, ms(1.0), &mut seen);
    let skipped = scheduler.progress().skipped;
    scheduler.stop(ms(2.0));
    seen.clear();
    turn(&mut scheduler, ms(2.0), &mut seen);
    assert_eq!(seen, [Action::Finished { never_started: MANY - skipped }]);
}

#[test]
fn what_a_stop_left_unstarted_stays_so_when_the_run_lives_again() {
    let mut scheduler = run(Vec::new());
    scheduler.hold(PauseReason::Backlog, ms(1.0));
    scheduler.skip_lane(LaneId(0), ms(1.0));
    scheduler.stop(ms(2.0));
    let mut seen = Vec::new();
    turn(&mut scheduler, ms(2.0), &mut seen);
    assert_eq!(seen, [Action::Finished { never_started: MANY }]);
    scheduler.retry([RetryRequest { lane: LaneId(0), target: TargetId(7), started: 0, verb: None }], ms(3.0));
    scheduler.release(PauseReason::Backlog, ms(4.0));
    let (_, actions) = turns(&mut scheduler, ms(4.0));
    assert!(matches!(actions[..], [Action::Start { target: TargetId(7), .. }]), "{actions:?}");
}
