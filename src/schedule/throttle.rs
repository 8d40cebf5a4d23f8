//! The slow lane: how an origin that fails or wants fewer requests is requested until it has recovered.

use serde::{Deserialize, Serialize};

use super::action::AttemptId;
use crate::units::Millis;

/// How long a slowed lane is closed when the server names no time; doubles each time until the lane has recovered.
const FIRST_PAUSE_MS: f64 = 500.0;
/// Longest time for which a lane closes by itself, and longest time between two starts of a slow lane.
const MAX_PAUSE_MS: f64 = 30_000.0;
/// The share that is kept of a level that proved too high.
const BELOW_TOO_MUCH: f64 = 0.9;
/// How long such a level is not tried again; doubles each time it proves too high again.
const FIRST_PROBE_MS: f64 = 30_000.0;
const MAX_PROBE_MS: f64 = 600_000.0;
/// What one success adds to a level below one, as a share of it.
const GROWTH_BELOW_ONE: f64 = 0.25;
/// The weight of the newest attempt in the mean duration.
const NEWEST: f64 = 0.125;
/// The shortest duration used: below a clock's step there is nothing to measure.
const LEAST_SPAN_MS: f64 = 1.0;

/// Why a lane slows down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SlowReason {
    /// The server said *too many requests* (429): the level was too high, and is remembered.
    TooMany,
    /// The server said *unavailable* (503), or several targets failed in a row.
    Trouble,
    /// The server said how long to wait before the next request.
    RetryAfter,
}

/// The throttle of one slow lane: AIMD on one number, the *level*: from 1 on the attempts that may be in flight, below
/// it the share of time in which one is. Slowing down halves it and closes the lane for a while; a success adds a
/// little (one a round: Chiu and Jain 1989). After a 429 it stays just below the level that was too high and tries that
/// only now and then: a rate limit is found once and kept.
#[derive(Debug)]
pub(super) struct Throttle {
    level: f64,
    /// The level that a 429 proved too much, and until when it is not tried again.
    too_much: Option<(f64, Millis)>,
    probe: Millis,
    closed_until: Millis,
    /// How often it was slowed down since it last recovered.
    slowed: u8,
    /// The first attempt that was started since it was slowed down: the end of an older one says nothing new.
    since: AttemptId,
    /// Mean duration of its attempts that succeeded.
    span_ms: f64,
    began: Millis,
    ended: u32,
}

impl Throttle {
    /// The throttle of a lane that was slowed down just `now`, with `level` in flight until now and attempts that took about
    /// `span`. Nothing is slower yet: [`slow_down`](Self::slow_down) or [`close`](Self::close) follows.
    pub(super) fn new(level: u32, span: Millis, now: Millis) -> Self {
        Self {
            level: f64::from(level.max(1)),
            too_much: None,
            probe: Millis::new(FIRST_PROBE_MS),
            closed_until: Millis::ZERO,
            slowed: 0,
            since: AttemptId(0),
            span_ms: span.get().max(LEAST_SPAN_MS),
            began: now,
            ended: 0,
        }
    }

    /// Most attempts in flight, 1 or more.
    pub(super) fn limit(&self) -> u32 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "1 or more; `as` saturates"
        )]
        let limit = self.level.max(1.0) as u32;
        limit
    }

    /// Least time between two starts.
    pub(super) fn spacing(&self) -> Millis {
        if self.level >= 1.0 {
            Millis::ZERO
        } else {
            Millis::new((self.span_ms / self.level).min(MAX_PAUSE_MS))
        }
    }

    /// Until when nothing is started.
    pub(super) const fn closed_until(&self) -> Millis {
        self.closed_until
    }

    /// Halves the level and closes the lane: for `wait` when the server named a time, else for a while that grows.
    /// Ignored if `attempt` started before the last slow-down: a burst is one reason. `in_flight` includes it; `next`
    /// is the attempt to be started next.
    pub(super) fn slow_down(
        &mut self,
        (attempt, next): (AttemptId, AttemptId),
        reason: SlowReason,
        in_flight: u32,
        wait: Option<Millis>,
        now: Millis,
    ) {
        if attempt >= self.since {
            self.since = next;
            let was = self.level.min(f64::from(in_flight.max(1)));
            if reason == SlowReason::TooMany {
                self.too_much = Some((was, now + self.probe));
                self.probe = Millis::new((self.probe.get() * 2.0).min(MAX_PROBE_MS));
            }
            self.level = (was / 2.0).max(self.span_ms / MAX_PAUSE_MS).min(was);
            let pause = (FIRST_PAUSE_MS * f64::from(self.slowed).exp2()).min(MAX_PAUSE_MS);
            self.slowed = self.slowed.saturating_add(1);
            self.close(now + wait.unwrap_or(Millis::new(pause)));
        } else if let Some(wait) = wait {
            self.close(now + wait);
        }
    }

    pub(super) fn close(&mut self, until: Millis) {
        self.closed_until = self.closed_until.max(until);
    }

    pub(super) fn succeed(&mut self, span: Millis, now: Millis) {
        self.ended = self.ended.saturating_add(1);
        self.span_ms = (self.span_ms + (span.get() - self.span_ms) * NEWEST).max(LEAST_SPAN_MS);
        if self.too_much.is_some_and(|(_, until)| until <= now) {
            self.too_much = None;
        }
        let most = self.too_much.map_or(f64::INFINITY, |(level, _)| level * BELOW_TOO_MUCH);
        let grown = if self.level < 1.0 {
            (self.level * (1.0 + GROWTH_BELOW_ONE)).min(1.0)
        } else {
            self.level + self.level.recip()
        };
        if grown >= most {
            self.slowed = 0;
        }
        self.level = grown.min(most.max(self.level));
    }

    /// Whether it is no slower than a lane with at most `limit` in flight.
    pub(super) fn has_recovered(&self, limit: u32, now: Millis) -> bool {
        self.level >= f64::from(limit) && self.closed_until <= now
    }

    /// How long `left` more targets will take from `now` on: at the rate of successes since it was slowed down, after the
    /// time for which it is closed. `None` before the first success.
    pub(super) fn time_left(&self, left: u32, now: Millis) -> Option<Millis> {
        let took = now.since(self.began);
        let each = (self.ended > 0).then(|| took.get() / f64::from(self.ended))?;
        Some(self.closed_until.since(now) + Millis::new(each * f64::from(left)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPAN: Millis = Millis::new(100.0);

    fn ms(value: f64) -> Millis {
        Millis::new(value)
    }

    /// A lane with `level` in flight that got a 429 at the instant zero.
    fn slowed(level: u32) -> Throttle {
        let mut throttle = Throttle::new(level, SPAN, Millis::ZERO);
        throttle.slow_down((AttemptId(0), AttemptId(10)), SlowReason::TooMany, level, None, Millis::ZERO);
        throttle
    }

    #[test]
    fn slowing_down_halves_and_closes() {
        let throttle = slowed(6);
        assert_eq!((throttle.limit(), throttle.spacing(), throttle.closed_until()), (3, ms(0.0), ms(500.0)));
        let throttle = slowed(1);
        assert_eq!((throttle.limit(), throttle.spacing()), (1, ms(200.0)), "one in flight half of the time");
    }

    #[test]
    fn one_burst_is_one_reason_but_its_waits_are_all_kept() {
        let mut throttle = slowed(8);
        let wait = Some(ms(9_000.0));
        throttle.slow_down((AttemptId(9), AttemptId(10)), SlowReason::TooMany, 7, wait, ms(1.0));
        assert_eq!((throttle.limit(), throttle.closed_until()), (4, ms(9_001.0)));
    }

    #[test]
    fn each_further_time_closes_for_longer_up_to_half_a_minute() {
        let mut throttle = slowed(6);
        let mut pauses = Vec::new();
        for nth in 1..9 {
            let now = ms(1e6 * f64::from(nth));
            throttle.slow_down(
                (AttemptId(nth * 10), AttemptId(nth * 10 + 10)),
                SlowReason::Trouble,
                1,
                None,
                now,
            );
            pauses.push(throttle.closed_until().since(now).get());
        }
        assert_eq!(pauses, [1_000.0, 2_000.0, 4_000.0, 8_000.0, 16_000.0, 30_000.0, 30_000.0, 30_000.0]);
        assert!(throttle.spacing() <= ms(30_000.0));
    }

    #[test]
    fn it_grows_to_just_below_what_was_too_much_and_tries_that_again_only_later() {
        let mut throttle = slowed(10);
        for _ in 0..1_000 {
            throttle.succeed(SPAN, ms(1_000.0));
        }
        assert_eq!(throttle.limit(), 9);
        assert!(!throttle.has_recovered(10, ms(1_000.0)));
        for _ in 0..100 {
            throttle.succeed(SPAN, ms(30_000.0));
        }
        assert!(throttle.has_recovered(10, ms(30_000.0)));
    }

    #[test]
    fn after_trouble_it_grows_by_one_a_round_until_it_has_recovered() {
        let mut throttle = Throttle::new(4, SPAN, Millis::ZERO);
        throttle.slow_down((AttemptId(0), AttemptId(10)), SlowReason::Trouble, 4, None, Millis::ZERO);
        let mut limits = Vec::new();
        while !throttle.has_recovered(4, ms(1_000.0)) {
            limits.push(throttle.limit());
            throttle.succeed(SPAN, ms(1_000.0));
        }
        assert_eq!(limits, [2, 2, 2, 3, 3, 3]);
    }

    #[test]
    fn the_time_left_is_told_from_what_it_has_done() {
        let mut throttle = slowed(6);
        assert_eq!(throttle.time_left(10, ms(0.0)), None);
        throttle.succeed(SPAN, ms(1_000.0));
        throttle.succeed(SPAN, ms(1_000.0));
        assert_eq!(throttle.time_left(10, ms(2_000.0)), Some(ms(10_000.0)));
        throttle.close(ms(7_000.0));
        assert_eq!(throttle.time_left(10, ms(2_000.0)), Some(ms(15_000.0)));
    }
}
