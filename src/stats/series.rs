//! How a run went over time: what ended, what was in flight and what might have been, in a bounded number of samples.

use serde::{Deserialize, Serialize};

use crate::units::Millis;

/// Most samples that are kept; when there are more, each two become one.
const MAX_SAMPLES: usize = 400;
/// The finest step, in milliseconds.
const FINEST_MS: f64 = 250.0;

/// What a run did in one step of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// Targets that ended in it, a second.
    pub rate: f32,
    /// Most attempts in flight in it.
    pub in_flight: u32,
    /// The limit at its end.
    pub limit: u32,
}

/// Samples of equal steps from the run's start on; time is the run's, pauses taken out.
#[derive(Clone, Debug)]
pub struct Series {
    step_ms: f64,
    /// For each step what ended in it, and the sample's other numbers.
    steps: Vec<(u32, u32, u32)>,
    /// Attempts in flight when last heard of.
    in_flight: u32,
}

impl Default for Series {
    fn default() -> Self {
        Self { step_ms: FINEST_MS, steps: Vec::new(), in_flight: 0 }
    }
}

impl Series {
    /// Records `ended` more targets by `at`, and how many were in flight under this limit. Time never goes back.
    pub fn record(&mut self, at: Millis, ended: u32, in_flight: u32, limit: u32) {
        let mut step = self.step_of(at);
        while step >= MAX_SAMPLES {
            self.halve();
            step = self.step_of(at);
        }
        // Steps in which nothing was heard are as what was heard last.
        let limit_before = self.steps.last().map_or(limit, |&(_, _, limit)| limit);
        while self.steps.len() < step {
            self.steps.push((0, self.in_flight, limit_before));
        }
        if self.steps.len() == step {
            self.steps.push((0, in_flight, limit));
        }
        self.in_flight = in_flight;
        if let Some(last) = self.steps.last_mut() {
            last.0 = last.0.saturating_add(ended);
            last.1 = last.1.max(in_flight);
            last.2 = limit;
        }
    }

    /// How long a step is.
    pub const fn step(&self) -> Millis {
        Millis::new(self.step_ms)
    }

    /// The samples, the first from the run's start; the last is of a step that may not be over.
    pub fn samples(&self) -> Vec<Sample> {
        let sample = |&(ended, in_flight, limit): &(u32, u32, u32)| {
            #[expect(clippy::cast_possible_truncation, reason = "a picture needs no more than an f32 tells")]
            let rate = (f64::from(ended) * 1_000.0 / self.step_ms) as f32;
            Sample { rate, in_flight, limit }
        };
        self.steps.iter().map(sample).collect()
    }

    fn step_of(&self, at: Millis) -> usize {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "saturates; never negative"
        )]
        let step = (at.get() / self.step_ms).max(0.0) as usize;
        step
    }

    fn halve(&mut self) {
        self.step_ms *= 2.0;
        let merge = |pair: &[(u32, u32, u32)]| {
            let ended = pair.iter().fold(0_u32, |sum, step| sum.saturating_add(step.0));
            let in_flight = pair.iter().map(|step| step.1).max().unwrap_or(0);
            (ended, in_flight, pair.last().map_or(0, |step| step.2))
        };
        self.steps = self.steps.chunks(2).map(merge).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: f64) -> Millis {
        Millis::new(ms)
    }

    #[test]
    fn a_step_tells_its_rate_its_most_in_flight_and_its_last_limit() {
        let mut series = Series::default();
        series.record(at(10.0), 2, 5, 8);
        series.record(at(200.0), 3, 4, 6);
        series.record(at(600.0), 1, 2, 6);
        let samples = series.samples();
        assert_eq!(samples.len(), 3);
        assert_eq!(samples[0], Sample { rate: 20.0, in_flight: 5, limit: 6 });
        assert_eq!(samples[1], Sample { rate: 0.0, in_flight: 4, limit: 6 }, "nothing was heard: as last");
        assert_eq!(samples[2], Sample { rate: 4.0, in_flight: 2, limit: 6 }, "what drained is gone");
    }

    #[test]
    fn a_week_takes_no_more_room_than_a_minute_and_loses_no_count() {
        let mut series = Series::default();
        for hour in 0..168_u32 {
            series.record(at(f64::from(hour) * 3_600_000.0), 1_000, hour, 48);
        }
        let (samples, step) = (series.samples(), series.step());
        assert!(samples.len() <= MAX_SAMPLES);
        let ended: f64 = samples.iter().map(|sample| f64::from(sample.rate) * step.get() / 1_000.0).sum();
        assert!((ended - 168_000.0).abs() < 1.0, "{ended}");
    }

    #[test]
    fn a_clock_that_goes_backwards_counts_in_the_last_step() {
        let mut series = Series::default();
        series.record(at(1_000.0), 1, 1, 1);
        series.record(at(-5.0), 1, 1, 1);
        assert_eq!(series.samples().last().map(|sample| sample.rate), Some(8.0));
    }
}
