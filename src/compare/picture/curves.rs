//! Rate and p95 against how many are in flight, with the knee.

use super::NARROW;
use crate::chart::picture::{Anchor, Picture, ShapeRole, TEXT_PX, ticks};
use crate::compare::report::{ComparisonReport, ReportRow};
use crate::compare::row::Estimate;
use crate::format::{self, append};
use crate::units::{Fixed, Millis};

/// Room above the curves, for the legend.
const TOP: f64 = 34.0;
/// Room below, for the levels.
const FOOT: f64 = 40.0;

struct Frame {
    left: f64,
    right: f64,
    bottom: f64,
    first: f64,
    last: f64,
}

impl Frame {
    /// Levels are on a logarithmic scale.
    fn x(&self, level: u32) -> f64 {
        let span = (self.last / self.first).ln();
        let at = if span > 0.0 { (f64::from(level) / self.first).ln() / span } else { 0.5 };
        self.left + at * (self.right - self.left)
    }

    fn y(&self, value: f64, most: f64) -> f64 {
        self.bottom - value / most * (self.bottom - TOP)
    }
}

pub(super) fn of(report: &ComparisonReport, width: f64) -> Picture {
    let mut picture =
        Picture::new(width, format!("{}: answers a second and p95 against requests in flight", report.title));
    let rows: Vec<(u32, &ReportRow)> = report.rows.iter().filter_map(|row| Some((row.level?, row))).collect();
    let rates: Vec<(u32, Estimate)> =
        rows.iter().filter_map(|(level, row)| Some((*level, row.row.rate?))).collect();
    let (Some(first), Some(last)) = (rates.first(), rates.last()) else { return picture };
    let is_narrow = width <= NARROW;
    let frame = Frame {
        left: if is_narrow { 34.0 } else { 52.0 },
        right: width - if is_narrow { 52.0 } else { 62.0 },
        bottom: TOP + if is_narrow { 180.0 } else { 240.0 },
        first: f64::from(first.0),
        last: f64::from(last.0),
    };
    picture.height = frame.bottom + FOOT;
    let tails: Vec<(u32, Estimate)> =
        rows.iter().filter_map(|(level, row)| Some((*level, row.p95_of_rounds?))).collect();
    let most = |values: &[(u32, Estimate)]| values.iter().map(|(_, of)| of.high).fold(0.0, f64::max);
    let (rate_ticks, tail_ticks) = (ticks(most(&rates), 5), ticks(most(&tails), 5));
    let (most_rate, most_tail) = (top(&rate_ticks), top(&tail_ticks));

    knee_band(&mut picture, report, &frame);
    for tick in &rate_ticks {
        let y = frame.y(*tick, most_rate);
        let tone = if *tick > 0.0 { ShapeRole::Grid } else { ShapeRole::Axis };
        picture.line(tone, (frame.left, y), (frame.right, y));
        picture.text(ShapeRole::Label, (frame.left - 6.0, y + 4.0), Anchor::End, format::rate_of_axis(*tick));
    }
    for tick in &tail_ticks {
        let y = frame.y(*tick, most_tail);
        picture.text(ShapeRole::Label, (frame.right + 6.0, y + 4.0), Anchor::Start, short(*tick));
    }
    levels(&mut picture, &rates, &frame);
    curve(&mut picture, ShapeRole::Tail, &tails, |level, value| (frame.x(level), frame.y(value, most_tail)));
    curve(&mut picture, ShapeRole::Rate, &rates, |level, value| (frame.x(level), frame.y(value, most_rate)));
    legend(&mut picture, &frame);
    picture
}

fn top(ticks: &[f64]) -> f64 {
    ticks.last().copied().filter(|top| *top > 0.0).unwrap_or(1.0)
}

fn short(ms: f64) -> String {
    if ms <= 0.0 { "0".to_owned() } else { Millis::new(ms).to_string() }
}

/// A line through the medians, and at each the interval.
fn curve(
    picture: &mut Picture,
    tone: ShapeRole,
    points: &[(u32, Estimate)],
    place: impl Fn(u32, f64) -> (f64, f64),
) {
    let (mut line, mut intervals) = (String::new(), String::new());
    for (nth, (level, of)) in points.iter().enumerate() {
        let (x, y) = place(*level, of.median);
        let (low, high) = (place(*level, of.low).1, place(*level, of.high).1);
        let (left, right) = (Fixed(x - 3.0, 1), Fixed(x + 3.0, 1));
        let [x, y, low, high] = [x, y, low, high].map(|place| Fixed(place, 1));
        append(&mut line, format_args!("{}{x} {y}", if nth == 0 { "M" } else { "L" }));
        append(&mut intervals, format_args!("M{x} {low}L{x} {high}M{left} {y}L{right} {y}"));
    }
    picture.path(tone, line);
    picture.path(ShapeRole::Interval, intervals);
}

fn levels(picture: &mut Picture, rates: &[(u32, Estimate)], frame: &Frame) {
    let mut free_from = f64::NEG_INFINITY;
    for (level, _) in rates {
        let x = frame.x(*level);
        picture.line(ShapeRole::Axis, (x, frame.bottom), (x, frame.bottom + 4.0));
        // Skip labels that would overlap.
        if x >= free_from {
            picture.text(
                ShapeRole::Label,
                (x, frame.bottom + TEXT_PX + 6.0),
                Anchor::Middle,
                level.to_string(),
            );
            free_from = x + 24.0;
        }
    }
    let middle = f64::midpoint(frame.left, frame.right);
    picture.text(ShapeRole::Label, (middle, frame.bottom + FOOT - 5.0), Anchor::Middle, "requests in flight");
}

fn knee_band(picture: &mut Picture, report: &ComparisonReport, frame: &Frame) {
    let Some(sweep) = report.sweep else { return };
    let Some(knee) = sweep.knee else { return };
    let (low, high) = (frame.x(sweep.low) - 7.0, frame.x(sweep.high) + 7.0);
    picture.area(ShapeRole::KneeBand, (low, TOP), (high - low, frame.bottom - TOP));
    let x = frame.x(knee);
    picture.line(ShapeRole::Knee, (x, TOP), (x, frame.bottom));
    // Next to the line, on the side with room.
    let (anchor, x) = if x > f64::midpoint(frame.left, frame.right) {
        (Anchor::End, x - 10.0)
    } else {
        (Anchor::Start, x + 10.0)
    };
    picture.text(ShapeRole::Value, (x, frame.bottom - 8.0), anchor, format!("knee {knee}"));
}

fn legend(picture: &mut Picture, frame: &Frame) {
    let y = TEXT_PX;
    picture.line(ShapeRole::Rate, (frame.left, y - 4.0), (frame.left + 18.0, y - 4.0));
    picture.text(ShapeRole::Label, (frame.left + 24.0, y), Anchor::Start, "answers a second");
    picture.line(ShapeRole::Tail, (frame.right - 80.0, y - 4.0), (frame.right - 60.0, y - 4.0));
    picture.text(ShapeRole::Label, (frame.right, y), Anchor::End, "p95 time");
}
