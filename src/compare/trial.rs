//! One trial: a variant's requests in one round, and their measurements.
#![expect(missing_docs, reason = "fields are named for what they hold")]

use serde::{Deserialize, Serialize};

use crate::result::outcome::{AttemptEnd, BodyEnd, Outcome};
use crate::result::timing::{Provenance, Timing};
use crate::sort::{sort_by, sort_numbers};
use crate::stats::median::sorted;
use crate::stats::quantile::of_sorted;
use crate::units::Millis;

/// Where the time of a trial's answers went, in milliseconds over all of them; only answers whose phases could be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SplitSums {
    pub seen: u32,
    pub browser_queue: f64,
    /// DNS, connect and TLS: opening connections.
    pub opening: f64,
    pub wait: f64,
    pub download: f64,
}

impl SplitSums {
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            seen: self.seen + other.seen,
            browser_queue: self.browser_queue + other.browser_queue,
            opening: self.opening + other.opening,
            wait: self.wait + other.wait,
            download: self.download + other.download,
        }
    }

    fn add(&mut self, timing: &Timing) {
        if timing.wait.is_none() {
            return;
        }
        let of = |value: Option<Millis>| value.map_or(0.0, Millis::get);
        self.seen += 1;
        self.browser_queue += of(timing.browser_queue);
        self.opening += of(timing.dns) + of(timing.connect) + of(timing.tls);
        self.wait += of(timing.wait);
        self.download += of(timing.download);
    }
}

/// What one trial measured, its requests counted as in [`ResultRow`](super::row::ResultRow). What is not known is `None`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trial {
    /// From the first request to the end of the last, in milliseconds.
    pub total_ms: Option<f64>,
    /// Answers a second over all of it.
    pub rate: Option<f64>,
    /// Answers a second while as many as could be were in flight: without the start and the end.
    pub steady_rate: Option<f64>,
    pub requests: u32,
    pub answered: u32,
    pub failed: u32,
    pub unseen: u32,
    /// How long each answer took, in milliseconds, rising.
    pub times: Vec<f64>,
    pub split: SplitSums,
    /// Most bytes of bodies that were held at once; `None` where nothing was counted.
    pub held_bytes: Option<u64>,
    pub practice: bool,
    /// Whether any request was made with an extension's access to the site.
    pub extension: bool,
}

impl Trial {
    /// The quantile `share` of how long answers took, in milliseconds; `None` where nothing was answered.
    pub fn quantile(&self, share: f64) -> Option<f64> {
        of_sorted(&self.times, share)
    }

    /// Requests without an answer: failed, or not visible to a page, such as a refused connection or a 429 without CORS.
    pub const fn lost(&self) -> u32 {
        self.requests.saturating_sub(self.answered)
    }

    /// Their share of all requests, 0 to 1; 0 where none ended.
    pub fn lost_share(&self) -> f64 {
        if self.requests == 0 { 0.0 } else { f64::from(self.lost()) / f64::from(self.requests) }
    }

    /// Merges the trials of two runners that ran at the same time.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.total_ms = match (self.total_ms, other.total_ms) {
            (Some(own), Some(other)) => Some(own.max(other)),
            (own, other) => own.or(other),
        };
        self.requests += other.requests;
        self.answered += other.answered;
        self.failed += other.failed;
        self.unseen += other.unseen;
        self.times.extend(other.times);
        sort_numbers(&mut self.times);
        self.split = self.split.and(other.split);
        self.held_bytes = match (self.held_bytes, other.held_bytes) {
            (Some(own), Some(other)) => Some(own.saturating_add(other)),
            (own, other) => own.or(other),
        };
        self.practice |= other.practice;
        self.extension |= other.extension;
        self.rate = rate(self.answered, self.total_ms);
        self.steady_rate = match (self.steady_rate, other.steady_rate) {
            (Some(own), Some(other)) => Some(own + other),
            _ => None,
        };
        self
    }
}

fn rate(answered: u32, total_ms: Option<f64>) -> Option<f64> {
    total_ms.filter(|total| *total > 0.0 && answered > 0).map(|total| f64::from(answered) * 1_000.0 / total)
}

#[derive(Clone, Debug, Default)]
pub struct TrialLog {
    first_start: Option<f64>,
    /// When each request ended, and whether with an answer; milliseconds of the run.
    ends: Vec<(f64, bool)>,
    times: Vec<f64>,
    trial: Trial,
}

impl TrialLog {
    /// Records an ended attempt; of one that was retried only the start counts.
    pub fn record(&mut self, outcome: &Outcome) {
        let started = outcome.started.map(Millis::get);
        if let Some(started) = started.filter(|_| outcome.timing.provenance != Provenance::None) {
            self.first_start = Some(self.first_start.map_or(started, |first| first.min(started)));
        }
        if !outcome.last {
            return;
        }
        let trial = &mut self.trial;
        trial.requests += 1;
        let is_answered = is_answered(&outcome.end);
        if is_answered {
            trial.answered += 1;
        } else if outcome.end.is_failure() {
            trial.failed += 1;
        } else {
            trial.unseen += 1;
        }
        let timing = &outcome.timing;
        trial.practice |= timing.provenance == Provenance::Practice;
        trial.extension |= timing.provenance == Provenance::Extension;
        let Some(total) = timing.total.map(Millis::get).filter(|total| total.is_finite() && *total >= 0.0)
        else {
            return;
        };
        let Some(started) = started else { return };
        self.ends.push((started + total, is_answered));
        if is_answered {
            self.times.push(total);
            trial.split.add(timing);
        }
    }

    pub fn add_unsent(&mut self, requests: u32) {
        self.trial.requests += requests;
        self.trial.unseen += requests;
    }

    pub fn requests(&self) -> u32 {
        self.trial.requests
    }

    /// The trial's measurements; `in_flight` is its concurrency.
    pub fn into_trial(self, in_flight: u32, held_bytes: Option<u64>) -> Trial {
        let Self { first_start, mut ends, times, mut trial } = self;
        sort_by(&mut ends, |a, b| a.0.total_cmp(&b.0));
        let last = ends.last().map(|(end, _)| *end);
        trial.total_ms = last.zip(first_start).map(|(last, first)| last - first);
        trial.rate = rate(trial.answered, trial.total_ms);
        trial.steady_rate = steady_rate(&ends, in_flight as usize).or(trial.rate);
        trial.times = sorted(&times);
        trial.held_bytes = held_bytes;
        trial
    }
}

fn is_answered(end: &AttemptEnd) -> bool {
    match end {
        AttemptEnd::Answered { status, body, .. } => {
            *status < 500 && *status != 429 && *body != BodyEnd::CutShort
        }
        _ => false,
    }
}

/// Answers a second while the pipeline was full: between the first `in_flight` ends and the last `in_flight`. `None`
/// with fewer than three times as many requests, or without time in between. The mean over all windows of half that
/// length, because a server with fixed slots ends requests in bursts.
fn steady_rate(ends: &[(f64, bool)], in_flight: usize) -> Option<f64> {
    if in_flight == 0 || ends.len() < 3 * in_flight {
        return None;
    }
    let full = ends.get(in_flight - 1..ends.len() - in_flight)?;
    let stretch = full.len() / 2;
    let lengths: Vec<f64> =
        full.iter().zip(full.get(stretch..)?).map(|((from, _), (to, _))| to - from).collect();
    let answered = full.iter().filter(|(_, answered)| *answered).count();
    #[expect(clippy::cast_precision_loss, reason = "there are fewer requests than 2^52")]
    let (stretch, count, share) = (stretch as f64, lengths.len() as f64, answered as f64 / full.len() as f64);
    let mean = lengths.iter().sum::<f64>() / count;
    (mean > 0.0 && stretch * share > 0.0).then(|| stretch * share * 1_000.0 / mean)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::TargetId;
    use crate::units::Bytes;

    fn outcome(started: f64, total: f64, end: AttemptEnd) -> Outcome {
        let total = Some(Millis::new(total));
        let timing = Timing { provenance: Provenance::Clock, total, ..Timing::default() };
        Outcome { started: Some(Millis::new(started)), timing, ..Outcome::new(TargetId(0), 1, end) }
    }

    fn status(status: u16) -> AttemptEnd {
        AttemptEnd::Answered { status, redirected: false, body: BodyEnd::Whole(Bytes(2)) }
    }

    fn trial(outcomes: &[Outcome], in_flight: u32) -> Trial {
        let mut log = TrialLog::default();
        for outcome in outcomes {
            log.record(outcome);
        }
        log.into_trial(in_flight, None)
    }

    #[test]
    fn the_total_is_from_the_first_start_to_the_last_end() {
        let got = trial(&[outcome(10.0, 100.0, status(200)), outcome(15.0, 300.0, status(404))], 2);
        assert_eq!((got.total_ms, got.answered), (Some(305.0), 2));
        assert_eq!(got.quantile(0.5), Some(200.0));
        assert_eq!(got.split.seen, 0, "a clock sees no phases");
    }

    #[test]
    fn the_total_begins_with_a_head_that_a_get_followed() {
        let head = Outcome { last: false, ..outcome(10.0, 40.0, status(405)) };
        let got = trial(&[head, outcome(50.0, 100.0, status(200))], 1);
        assert_eq!((got.total_ms, got.requests, got.answered), (Some(140.0), 1, 1));
    }

    #[test]
    fn failures_and_what_cannot_be_seen_are_counted_apart_and_are_no_answers() {
        let ends = [
            outcome(0.0, 5.0, status(200)),
            outcome(0.0, 5.0, status(503)),
            outcome(0.0, 5.0, status(429)),
            outcome(0.0, 5.0, AttemptEnd::TimedOut { status: None, after_ms: 5 }),
            outcome(0.0, 5.0, AttemptEnd::NoVisibleAnswer),
        ];
        let got = trial(&ends, 5);
        assert_eq!((got.requests, got.answered, got.failed, got.unseen), (5, 1, 3, 1));
        assert!((got.lost_share() - 0.8).abs() < 1e-12);
    }

    #[test]
    fn nothing_answered_has_no_rate_and_no_quantile() {
        let got = trial(&[outcome(0.0, 5.0, status(500))], 1);
        assert_eq!((got.rate, got.steady_rate, got.quantile(0.5)), (None, None, None));
        let none = trial(&[], 1);
        assert_eq!((none.total_ms, none.requests, none.lost_share()), (None, 0, 0.0));
    }

    #[test]
    fn the_steady_rate_leaves_out_the_start_and_the_end() {
        // Four at a time, 100 ms each, in five waves; the last answer drags on.
        let mut ends: Vec<Outcome> =
            (0..20).map(|nth| outcome(f64::from(nth / 4) * 100.0, 100.0, status(200))).collect();
        ends[19] = outcome(400.0, 600.0, status(200));
        let got = trial(&ends, 4);
        assert!(got.steady_rate.is_some_and(|rate| (38.0..=42.0).contains(&rate)), "{got:?}");
        assert_eq!(got.rate, Some(20.0));
        assert_eq!(trial(&ends[..8], 4).steady_rate, trial(&ends[..8], 4).rate, "too few to leave any out");
    }

    #[test]
    fn runners_beside_each_other_are_as_slow_as_the_slowest() {
        let (a, b) = (
            trial(&[outcome(0.0, 100.0, status(200))], 1),
            trial(&[outcome(0.0, 250.0, status(200)), outcome(0.0, 50.0, status(500))], 1),
        );
        let both = a.merge(b);
        assert_eq!((both.total_ms, both.requests, both.failed), (Some(250.0), 3, 1));
        assert_eq!((both.rate, both.times.len()), (Some(8.0), 2));
    }
}
