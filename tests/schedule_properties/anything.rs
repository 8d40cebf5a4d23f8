//! Anything that may come: plans, limits, clocks, calls, and what becomes of an attempt.

use proptest::collection::vec;
use proptest::prelude::*;
use volley::ids::{LaneId, TargetId};
use volley::result::outcome::{AttemptEnd, BodyEnd};
use volley::schedule::hold::PauseReason;
use volley::schedule::plan::{Backlog, Plan};
use volley::settings::{Limits, Method, Rate, Strategy as Tuning};
use volley::units::Millis;

/// What the user does, and what should do no harm.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Call {
    Pause,
    Resume,
    Stop,
    SetLimits(Limits),
    Hold(PauseReason),
    Release(PauseReason),
    Recall,
    Interrupt,
    SuspectSleep,
    ResumeLane(LaneId),
    SkipLane(LaneId),
    /// Ask some of those that have ended again: which, the number decides.
    Retry(u64),
    Tick,
    /// An end for an attempt that may be in flight, ended or unknown, with a wait that the server names.
    End(u32, AttemptEnd, Option<f64>),
}

/// How the scheduler's clock relates to the true one.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Clock {
    True,
    /// Counts in steps.
    Coarse(f64),
    /// Steps back now and then by up to this much.
    Backwards(f64),
    /// Jumps ahead by this much, once, after a second.
    Jump(f64),
}

impl Clock {
    /// What the clock shows at the true instant `now`, when it was read `readings` times.
    pub(crate) fn read(self, now: f64, readings: u64) -> Millis {
        Millis::new(match self {
            Self::True => now,
            Self::Coarse(step) => (now / step).floor() * step,
            Self::Backwards(back) => now - if readings.is_multiple_of(3) { back } else { 0.0 },
            Self::Jump(ahead) => now + if now > 1_000.0 { ahead } else { 0.0 },
        })
    }
}

/// Bits that look random, always the same for the same `seed`.
pub(crate) fn mix(seed: u64) -> u64 {
    (0..3).fold(seed, |bits, _| (bits ^ (bits >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9))
}

/// What becomes of an attempt: anything, but always the same for the same seed; and how long it takes.
pub(crate) fn reply(seed: u64, target: u32, ordinal: u8) -> (f64, AttemptEnd, Option<f64>) {
    let bits = mix(seed ^ (u64::from(target) << 8) ^ u64::from(ordinal));
    let takes = f64::from(u16::try_from(bits % 4_000).unwrap_or(0));
    let answered = |status| AttemptEnd::Answered { status, redirected: false, body: BodyEnd::Absent };
    let wait = (bits >> 48).is_multiple_of(20).then_some(takes * 40.0);
    match (bits >> 32) % 12 {
        0 => (takes, AttemptEnd::NoVisibleAnswer, None),
        1 => (0.0, AttemptEnd::Refused, None),
        2 | 3 => (takes, answered(503), wait),
        4 => (f64::INFINITY, answered(200), None),
        5 => (takes, answered(429), wait),
        6 => (takes, answered(405), None),
        _ => (takes, answered(200), wait),
    }
}

/// Limits in and out of their ranges.
pub(crate) fn limits() -> impl Strategy<Value = Limits> {
    let numbers = (0..30_u32, 0..16_u32, 0..3_000_u32, 0..4_u8, 0..120_u8);
    let spacing = prop_oneof![2 => Just(0), 1 => 0..3_000_u32];
    let rate = prop_oneof![2 => Just(None), 1 => (0.05..40.0).prop_map(Rate::per_second)];
    let stop_after = prop_oneof![2 => Just(None), 1 => (0..12_u32).prop_map(Some)];
    let budget = prop_oneof![8 => Just(None), 1 => (0..60_000_u32).prop_map(Some)];
    let tuning =
        prop_oneof![2 => Just(Tuning::Fixed), 2 => Just(Tuning::SelfTuning), 1 => Just(Tuning::Arrivals)];
    let careful = (any::<bool>(), prop_oneof![3 => Just(true), 1 => Just(false)], any::<bool>());
    (numbers, spacing, rate, careful, stop_after, budget, tuning).prop_map(
        |(
            numbers,
            spacing_ms,
            rate,
            (back_off, second_tries, probe),
            stop_after,
            time_budget_ms,
            strategy,
        )| {
            let (concurrency, per_origin, timeout_ms, retries, retry_share_percent) = numbers;
            Limits {
                concurrency,
                per_origin,
                strategy,
                rate,
                spacing_ms,
                timeout_ms,
                retries,
                retry_share_percent,
                second_tries,
                probe,
                back_off,
                stop_after,
                time_budget_ms,
            }
        },
    )
}

pub(crate) fn method() -> impl Strategy<Value = Method> {
    prop_oneof![Just(Method::Get), Just(Method::Head), Just(Method::HeadThenGet)]
}

/// Up to a dozen lanes of up to forty targets each, in ranges or in numbers shuffled over all lanes.
pub(crate) fn plan() -> impl Strategy<Value = Plan> {
    vec((0..40_u32, any::<bool>()), 0..12).prop_flat_map(|sizes| {
        let numbered = sizes.iter().filter(|(_, in_range)| !in_range).map(|(count, _)| count).sum::<u32>();
        let ids = Just(TargetId(1_000).take(numbered).collect::<Vec<_>>()).prop_shuffle();
        (Just(sizes), ids).prop_map(|(sizes, ids)| {
            let (mut first, mut start) = (0, 0);
            let mut piece = |(count, in_range)| {
                let next = if in_range { &mut first } else { &mut start };
                let at = core::mem::replace(next, *next + count);
                if in_range {
                    Backlog::Range { first: TargetId(at), count }
                } else {
                    Backlog::Ids { start: at, count }
                }
            };
            Plan { lanes: sizes.into_iter().map(|size| vec![piece(size)]).collect(), ids }
        })
    })
}

/// A clock that is not to be trusted.
pub(crate) fn clock() -> impl Strategy<Value = Clock> {
    prop_oneof![
        Just(Clock::True),
        (1.0..300.0).prop_map(Clock::Coarse),
        (1.0..5_000.0).prop_map(Clock::Backwards),
        (-1e9..1e9).prop_map(Clock::Jump),
    ]
}

fn hold() -> impl Strategy<Value = PauseReason> {
    prop_oneof![Just(PauseReason::User), Just(PauseReason::Offline), Just(PauseReason::Backlog)]
}

pub(crate) fn call() -> impl Strategy<Value = Call> {
    let end = (0..200_u32, any::<u64>()).prop_map(|(attempt, seed)| {
        let (_, end, wait) = reply(seed, 0, 0);
        Call::End(attempt, end, wait)
    });
    prop_oneof![
        3 => Just(Call::Pause),
        3 => Just(Call::Resume),
        1 => Just(Call::Stop),
        3 => limits().prop_map(Call::SetLimits),
        1 => hold().prop_map(Call::Hold),
        2 => hold().prop_map(Call::Release),
        2 => Just(Call::Recall),
        2 => Just(Call::Interrupt),
        1 => Just(Call::SuspectSleep),
        2 => (0..13_u32).prop_map(|lane| Call::ResumeLane(LaneId(lane))),
        1 => (0..13_u32).prop_map(|lane| Call::SkipLane(LaneId(lane))),
        2 => any::<u64>().prop_map(Call::Retry),
        2 => Just(Call::Tick),
        6 => end,
    ]
}
