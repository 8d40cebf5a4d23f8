//! Anything that may come: plans, limits, clocks, calls, and what becomes of an attempt.

use proptest::collection::vec;
use proptest::prelude::*;
use volley::result::outcome::{AttemptEnd, BodyEnd};
use volley::schedule::plan::{Backlog, Plan};
use volley::settings::Limits;
use volley::units::Millis;

/// What the user does, and what should do no harm.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Call {
    Pause,
    Resume,
    Stop,
    SetLimits(Limits),
    Tick,
    /// An end for an attempt that may be in flight, ended or unknown.
    End(u32, AttemptEnd),
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

/// What becomes of an attempt: anything, but always the same for the same seed.
pub(crate) fn reply(seed: u64, target: u32, ordinal: u8) -> (f64, AttemptEnd) {
    let mut bits = seed ^ (u64::from(target) << 8) ^ u64::from(ordinal);
    for _ in 0..3 {
        bits = (bits ^ (bits >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    }
    let takes = f64::from(u16::try_from(bits % 4_000).unwrap_or(0));
    let answered = |status| AttemptEnd::Answered { status, redirected: false, body: BodyEnd::Absent };
    match (bits >> 32) % 10 {
        0 => (takes, AttemptEnd::NoVisibleAnswer),
        1 => (0.0, AttemptEnd::Refused),
        2 | 3 => (takes, answered(503)),
        4 => (f64::INFINITY, answered(200)),
        _ => (takes, answered(200)),
    }
}

/// Limits in and out of their ranges.
pub(crate) fn limits() -> impl Strategy<Value = Limits> {
    (0..30_u32, 0..16_u32, 0..3_000_u32, 0..4_u8).prop_map(
        |(concurrency, per_origin, timeout_ms, retries)| Limits {
            concurrency,
            per_origin,
            timeout_ms,
            retries,
            retry_share_percent: 100,
            back_off: false,
            stop_after: None,
            ..Limits::default()
        },
    )
}

/// Up to a dozen lanes of up to forty targets each, in ranges or in numbers shuffled over all lanes.
pub(crate) fn plan() -> impl Strategy<Value = Plan> {
    vec((0..40_u32, any::<bool>()), 0..12).prop_flat_map(|sizes| {
        let numbered = sizes.iter().filter(|(_, in_range)| !in_range).map(|(count, _)| count).sum::<u32>();
        let ids = Just((1_000..1_000 + numbered).collect::<Vec<u32>>()).prop_shuffle();
        (Just(sizes), ids).prop_map(|(sizes, ids)| {
            let (mut first, mut start) = (0, 0);
            let mut piece = |(count, in_range)| {
                let next = if in_range { &mut first } else { &mut start };
                let at = core::mem::replace(next, *next + count);
                if in_range { Backlog::Range { first: at, count } } else { Backlog::Ids { start: at, count } }
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

/// A call at any time.
pub(crate) fn call() -> impl Strategy<Value = Call> {
    let end = (0..200_u32, any::<u64>()).prop_map(|(attempt, seed)| Call::End(attempt, reply(seed, 0, 0).1));
    prop_oneof![
        3 => Just(Call::Pause),
        3 => Just(Call::Resume),
        1 => Just(Call::Stop),
        3 => limits().prop_map(Call::SetLimits),
        2 => Just(Call::Tick),
        6 => end,
    ]
}
