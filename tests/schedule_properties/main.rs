//! What holds for the scheduler whatever the plan, the network, the user and the clock do.
#![cfg(not(target_arch = "wasm32"))]

mod anything;
mod referee;

use proptest::collection::vec;
use proptest::prelude::*;
use volley::result::outcome::AttemptEnd;
use volley::schedule::action::{Action, AttemptId};
use volley::schedule::hint::ServerHint;
use volley::schedule::scheduler::Scheduler;
use volley::settings::Method;
use volley::units::Millis;

use anything::{Call, call, clock, limits, plan};
use referee::Referee;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    /// A run loop that obeys, a user who does what comes to mind, a network that does anything, a clock not to be
    /// trusted: the referee sees no rule broken, and every target ends exactly once.
    #[test]
    fn every_rule_is_kept_and_every_target_ends_once(
        plan in plan(),
        limits in limits(),
        clock in clock(),
        seed: u64,
        calls in vec((0.0..3_000.0, call()), 0..12),
    ) {
        let mut referee = Referee::new(plan, limits, clock, seed);
        for (span, call) in calls {
            referee.run(span);
            referee.call(call);
        }
        referee.call(Call::Resume);
        referee.run(f64::INFINITY);
        referee.check_end();
    }

    /// Calls in an order that no run loop would make, with instants that no clock gives.
    #[test]
    fn no_order_of_calls_is_a_trap(
        plan in plan(),
        limits in limits(),
        calls in vec((call(), any::<f64>(), 0..20_u8), 0..60),
    ) {
        let targets = plan.targets();
        let mut scheduler = Scheduler::new(plan, limits, Method::Get, 7);
        let mut actions = Vec::new();
        for (call, now, polls) in calls {
            let now = Millis::new(now);
            match call {
                Call::Pause => scheduler.pause(now),
                Call::Resume => scheduler.resume(now),
                Call::Stop => scheduler.stop(now),
                Call::SetLimits(limits) => scheduler.set_limits(limits, now),
                Call::Tick => scheduler.handle_tick(now),
                Call::End(attempt, end) => scheduler.handle_end(AttemptId(attempt), &end, ServerHint::default(), now),
            }
            actions.extend((0..polls).map_while(|_| scheduler.poll_action(now)));
        }
        scheduler.stop(Millis::ZERO);
        for attempt in 0..1_000 {
            scheduler.handle_end(AttemptId(attempt), &AttemptEnd::Cancelled, ServerHint::default(), Millis::ZERO);
        }
        actions.extend(core::iter::from_fn(|| scheduler.poll_action(Millis::ZERO)));

        let count = |select: fn(&Action) -> bool| actions.iter().filter(|action| select(action)).count() as u64;
        let settled = count(|action| matches!(action, Action::Settle { .. }));
        let withdrawn = count(|action| matches!(action, Action::Withdraw { .. }));
        prop_assert_eq!(count(|action| matches!(action, Action::Finished { .. })), 1);
        let Some(Action::Finished { never_started }) = actions.last() else { panic!("it ends with the end") };
        prop_assert_eq!(settled + withdrawn + u64::from(*never_started), targets);
    }
}
