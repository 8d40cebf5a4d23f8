//! The bar that shows where a row's time went: segments, one after the other, on a scale that all rows share.

use core::ops::Deref;

use crate::format::decade;

/// One part of the time of a request, in the order in which they happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
#[expect(missing_docs, reason = "as in `Timing`")]
pub enum TimePhase {
    BrowserQueue,
    Redirect,
    Dns,
    Connect,
    Tls,
    Wait,
    Download,
}

impl TimePhase {
    /// All phases, in the order in which they happen.
    pub const ALL: [Self; 7] =
        [Self::BrowserQueue, Self::Redirect, Self::Dns, Self::Connect, Self::Tls, Self::Wait, Self::Download];

    /// The phase in words, and the name by which the style sheet gives it its colour.
    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::BrowserQueue => ("Browser queue", "browser-queue"),
            Self::Redirect => ("Redirects", "redirect"),
            Self::Dns => ("DNS", "dns"),
            Self::Connect => ("Connect", "connect"),
            Self::Tls => ("TLS", "tls"),
            Self::Wait => ("Wait", "wait"),
            Self::Download => ("Download", "download"),
        }
    }

    /// The phase in words.
    pub const fn title(self) -> &'static str {
        self.names().0
    }

    /// The name by which the style sheet gives it its colour.
    pub const fn name(self) -> &'static str {
        self.names().1
    }
}

/// What is known of a request's time, in milliseconds; a phase is `None` when it is hidden.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spent {
    /// From the browser's start to the end of the answer.
    pub total_ms: Option<f32>,
    /// Each phase, in the order of [`TimePhase::ALL`].
    pub phases_ms: [Option<f32>; TimePhase::ALL.len()],
}

/// The place of one phase in its bar, in parts of the bar's length: 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PhaseSegment {
    /// Where it begins.
    pub start: f32,
    /// How long it is.
    pub length: f32,
}

/// All segments of a bar, in the order of [`TimePhase::ALL`]; together at most the bar.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Segments([PhaseSegment; TimePhase::ALL.len()]);

impl Deref for Segments {
    type Target = [PhaseSegment; TimePhase::ALL.len()];

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

/// The bar of one row.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bar {
    /// Its length in parts of the scale, 0 to 1.
    pub length: f32,
    /// Whether the row took longer than the scale reaches.
    pub capped: bool,
    /// Where the time went; `None` when that is hidden.
    pub segments: Option<Segments>,
}

impl Bar {
    /// The bar of a row on a scale that ends at `scale_ms`; `None` when nothing was measured. Segments are parts of the
    /// total: clocks that step make no bar longer than its row, and phases that sum to more are drawn in proportion.
    pub fn of(spent: &Spent, scale_ms: f32) -> Option<Self> {
        let total = spent.total_ms.filter(|total| total.is_finite() && *total >= 0.0)?;
        let capped = scale_ms > 0.0 && total > scale_ms;
        let length = if capped || scale_ms <= 0.0 { 1.0 } else { total / scale_ms };
        Some(Self { length, capped, segments: segments(&spent.phases_ms, total) })
    }
}

fn segments(phases_ms: &[Option<f32>; TimePhase::ALL.len()], total: f32) -> Option<Segments> {
    if phases_ms.iter().all(Option::is_none) {
        return None;
    }
    let known = phases_ms.map(|ms| ms.filter(|ms| ms.is_finite()).unwrap_or(0.0).max(0.0));
    let whole = known.iter().sum::<f32>().max(total);
    let mut start = 0.0;
    Some(Segments(known.map(|ms| {
        let length = if whole > 0.0 { ms / whole } else { 0.0 };
        let segment = PhaseSegment { start, length };
        start += length;
        segment
    })))
}

/// The smallest 1, 2 or 5 times a power of ten at or above `ms`, at least 1: a scale that seldom changes. 1 for NaN.
pub fn round_scale(ms: f32) -> f32 {
    if !ms.is_finite() || ms <= 1.0 {
        return 1.0;
    }
    #[expect(clippy::cast_possible_truncation, reason = "a power of ten that is no more than `ms`")]
    let power = decade(f64::from(ms)) as f32;
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().find(|step| step * power >= ms * 0.999_99);
    step.unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: [Option<f32>; 7] = [None; 7];

    fn spent(total: f32, wait: f32, download: f32) -> Spent {
        let zero = Some(0.0);
        Spent { total_ms: Some(total), phases_ms: [zero, zero, zero, zero, zero, Some(wait), Some(download)] }
    }

    #[test]
    fn what_was_not_measured_has_no_bar() {
        assert_eq!(Bar::of(&Spent::default(), 100.0), None);
        assert_eq!(Bar::of(&Spent { total_ms: Some(f32::NAN), phases_ms: NONE }, 100.0), None);
    }

    #[test]
    fn hidden_phases_are_a_bar_without_segments_not_a_bar_of_zeros() {
        let bar = Bar::of(&Spent { total_ms: Some(50.0), phases_ms: NONE }, 100.0).expect("measured");
        assert_eq!(bar, Bar { length: 0.5, capped: false, segments: None });
    }

    #[test]
    fn segments_follow_each_other_and_fill_the_bar() {
        let bar = Bar::of(&spent(100.0, 75.0, 25.0), 200.0).expect("measured");
        let segments = bar.segments.expect("visible");
        assert!((bar.length - 0.5).abs() < 1e-6);
        assert_eq!(segments[TimePhase::Wait as usize], PhaseSegment { start: 0.0, length: 0.75 });
        assert_eq!(segments[TimePhase::Download as usize], PhaseSegment { start: 0.75, length: 0.25 });
    }

    #[test]
    fn a_row_past_the_scale_fills_it_and_says_so() {
        let bar = Bar::of(&spent(1_000.0, 900.0, 100.0), 200.0).expect("measured");
        assert!(bar.capped);
        assert!((bar.length - 1.0).abs() < f32::EPSILON);
        assert!((bar.segments.expect("visible")[TimePhase::Wait as usize].length - 0.9).abs() < 1e-6);
    }

    #[test]
    fn phases_that_sum_to_more_than_the_total_stay_inside_the_bar() {
        let bar = Bar::of(&spent(99.0, 75.0, 75.0), 100.0).expect("measured");
        let last = bar.segments.expect("visible")[TimePhase::Download as usize];
        assert!(last.start + last.length <= 1.0 + 1e-6);
    }

    #[test]
    fn an_answer_within_one_step_of_the_clock_draws_nothing_and_divides_by_nothing() {
        let bar = Bar::of(&spent(0.0, 0.0, 0.0), 100.0).expect("measured");
        assert!(bar.length.abs() < f32::EPSILON);
        assert!(bar.segments.expect("visible").iter().all(|segment| segment.length == 0.0));
        assert!((Bar::of(&spent(5.0, 5.0, 0.0), 0.0).expect("measured").length - 1.0).abs() < f32::EPSILON);
    }

    #[test]
    fn scales_are_round_and_not_below_what_they_hold() {
        for (ms, scale) in [
            (0.0, 1.0),
            (0.4, 1.0),
            (1.0, 1.0),
            (1.2, 2.0),
            (31.0, 50.0),
            (50.0, 50.0),
            (51.0, 100.0),
            (118.0, 200.0),
            (1_000.0, 1_000.0),
            (10_000.0, 10_000.0),
            (f32::NAN, 1.0),
        ] {
            assert!((round_scale(ms) - scale).abs() < scale * 1e-4, "{ms} → {}", round_scale(ms));
        }
    }
}
