//! The picture of a run over time: answers a second, what was in flight, and the limit.

use crate::format::append;
use crate::stats::series::Sample;
use crate::units::{Fixed, Millis};

/// The width of the picture in its own units; time fills it.
pub const WIDTH: f64 = 1_000.0;
/// Its height.
pub const HEIGHT: f64 = 100.0;

/// The picture, in units of [`WIDTH`] by [`HEIGHT`], y downwards; paths as SVG writes them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimelineChart {
    /// Answers a second, against [`TimelineChart::most_rate`].
    pub rate: String,
    /// Attempts in flight, against [`TimelineChart::most_in_flight`].
    pub in_flight: String,
    /// The limit, against the same, in steps.
    pub limit: String,
    /// The top of the scale, in answers a second.
    pub most_rate: f32,
    /// The top of the scale, in attempts.
    pub most_in_flight: u32,
    /// The instant at the right edge.
    pub span: Millis,
}

impl TimelineChart {
    /// The picture of `samples`, each a `step` long; empty paths for fewer than two.
    pub fn of(samples: &[Sample], step: Millis) -> Self {
        if samples.len() < 2 {
            return Self::default();
        }
        let most_rate = samples.iter().map(|sample| sample.rate).fold(1.0, f32::max);
        let most_in_flight =
            samples.iter().map(|sample| sample.in_flight.max(sample.limit)).max().unwrap_or(1).max(1);
        #[expect(clippy::cast_precision_loss, reason = "a few hundred samples")]
        let count = samples.len() as f64;
        let width = WIDTH / count;
        let of_most = |value: u32| f64::from(value) / f64::from(most_in_flight);
        Self {
            rate: line(samples, width, |sample| f64::from(sample.rate / most_rate)),
            in_flight: line(samples, width, |sample| of_most(sample.in_flight)),
            limit: line(samples, width, |sample| of_most(sample.limit)),
            most_rate,
            most_in_flight,
            span: Millis::new(step.get() * count),
        }
    }

    /// The x of an instant of the run, 0 to [`WIDTH`].
    pub fn x(&self, at: Millis) -> f64 {
        if self.span > Millis::ZERO { (at.get() / self.span.get() * WIDTH).clamp(0.0, WIDTH) } else { 0.0 }
    }
}

/// A line that keeps its height for each sample's width.
fn line(samples: &[Sample], width: f64, part: impl Fn(&Sample) -> f64) -> String {
    let mut path = String::new();
    let mut x = 0.0;
    for (at, sample) in samples.iter().enumerate() {
        let y = HEIGHT * (1.0 - part(sample).clamp(0.0, 1.0));
        let (from, to, y) = (Fixed(x, 1), Fixed(x + width, 1), Fixed(y, 1));
        append(&mut path, format_args!("{}{from} {y}H{to}", if at == 0 { "M" } else { "L" }));
        x += width;
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fill_the_picture_from_edge_to_edge() {
        let samples =
            [Sample { rate: 10.0, in_flight: 4, limit: 8 }, Sample { rate: 20.0, in_flight: 8, limit: 8 }];
        let chart = TimelineChart::of(&samples, Millis::new(250.0));
        assert_eq!(chart.rate, "M0.0 50.0H500.0L500.0 0.0H1000.0");
        assert_eq!(chart.limit, "M0.0 0.0H500.0L500.0 0.0H1000.0");
        assert_eq!((chart.most_in_flight, chart.span), (8, Millis::new(500.0)));
        assert!((chart.x(Millis::new(125.0)) - 250.0).abs() < 1e-9);
        assert!((chart.x(Millis::new(9_000.0)) - WIDTH).abs() < 1e-9);
    }

    #[test]
    fn nothing_and_a_single_sample_have_no_picture() {
        for samples in [&[][..], &[Sample::default()]] {
            assert_eq!(TimelineChart::of(samples, Millis::new(250.0)), TimelineChart::default());
        }
    }

    #[test]
    fn a_run_in_which_nothing_ends_has_a_flat_line_at_the_bottom() {
        let chart = TimelineChart::of(&[Sample::default(); 3], Millis::new(250.0));
        assert!(chart.rate.starts_with("M0.0 100.0"), "{}", chart.rate);
    }
}
