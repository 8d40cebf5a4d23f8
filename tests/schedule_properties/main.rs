//! What holds for the scheduler whatever the plan, the network, the user and the clock do.
#![cfg(not(target_arch = "wasm32"))]

mod anything;
mod pace;
mod referee;
mod tally;

use proptest::collection::vec;
use proptest::prelude::*;
use volley::ids::{LaneId, TargetId};
use volley::result::outcome::AttemptEnd;
use volley::schedule::RetryRequest;
use volley::schedule::action::{Action, AttemptId};
use volley::schedule::hint::ServerHint;
use volley::schedule::hold::PauseReason;
use volley::schedule::scheduler::Scheduler;
use volley::units::Millis;
use volley_origin::cases;

use anything::{Call, call, clock, limits, method, mix, plan};
use referee::Referee;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases(10_000)) })]

    /// A run loop that obeys, a user who does what comes to mind, a network that does anything, a clock not to be
    /// trusted: the referee sees no rule broken, and every target ends exactly once, and once more each time it was
    /// queued again.
    #[test]
    fn every_rule_is_kept_and_every_target_ends_once(
        plan in plan(),
        limits in limits(),
        method in method(),
        clock in clock(),
        seed: u64,
        calls in vec((0.0..3_000.0, call()), 0..12),
    ) {
        let mut referee = Referee::new(plan, limits, method, clock, seed);
        for (span, call) in calls {
            referee.run(span);
            referee.call(call);
        }
        referee.run_to_the_end();
        referee.check_end();
    }

    /// Calls in an order that no run loop would make, with instants that no clock gives and selections that no desk
    /// makes.
    #[test]
    fn no_order_of_calls_is_a_trap(
        plan in plan(),
        limits in limits(),
        method in method(),
        calls in vec((call(), any::<f64>(), 0..20_u8), 0..60),
    ) {
        let mut scheduler = Scheduler::new(plan, limits, method, 7, Millis::ZERO);
        let mut actions = Vec::new();
        for (call, now, polls) in calls {
            make(&mut scheduler, call, Millis::new(now));
            actions.extend((0..polls).map_while(|_| scheduler.poll_action(Millis::new(now))));
        }
        scheduler.stop(Millis::ZERO);
        // Whoever takes in what has ended catches up at last.
        scheduler.release(PauseReason::Backlog, Millis::ZERO);
        for attempt in 0..2_000 {
            let end = &AttemptEnd::Cancelled;
            scheduler.handle_end(AttemptId(attempt), end, ServerHint::default(), Millis::ZERO);
        }
        actions.extend(core::iter::from_fn(|| scheduler.poll_action(Millis::ZERO)));

        let ends = |action: &Action| match action {
            Action::Settle { .. } | Action::Withdraw { .. } => 1,
            Action::Skip { targets, .. } => u64::from(targets.count()),
            Action::Finished { never_started } => u64::from(*never_started),
            _ => 0,
        };
        prop_assert!(matches!(actions.last(), Some(Action::Finished { .. })), "it ends with the end");
        prop_assert_eq!(actions.iter().map(ends).sum::<u64>(), u64::from(scheduler.progress().targets()));
        prop_assert!(scheduler.phase().is_over());
        prop_assert_eq!(scheduler.next_wakeup(), None);
    }
}

fn make(scheduler: &mut Scheduler, call: Call, now: Millis) {
    match call {
        Call::Pause => scheduler.pause(now),
        Call::Resume => scheduler.resume(now),
        Call::Stop => scheduler.stop(now),
        Call::SetLimits(limits) => scheduler.set_limits(limits, now),
        Call::Hold(hold) => scheduler.hold(hold, now),
        Call::Release(hold) => scheduler.release(hold, now),
        Call::Recall => scheduler.recall(now),
        Call::Interrupt => scheduler.interrupt(now),
        Call::SuspectSleep => scheduler.suspect_sleep(now),
        Call::ResumeLane(lane) => scheduler.resume_lane(lane, now),
        Call::SkipLane(lane) => scheduler.skip_lane(lane, now),
        Call::Retry(seed) => {
            let again = |nth| {
                let bits = mix(seed ^ nth).to_le_bytes();
                RetryRequest {
                    lane: LaneId(u32::from(bits[0] % 16)),
                    target: TargetId(u32::from(bits[1])),
                    started: bits[2],
                    verb: None,
                }
            };
            scheduler.retry((0..seed % 4).map(again), now);
        }
        Call::Tick => scheduler.handle_tick(now),
        Call::End(attempt, end, wait) => {
            scheduler.handle_end(AttemptId(attempt), &end, ServerHint { wait: wait.map(Millis::new) }, now);
        }
    }
}
