//! Bars of time, each with its interval.

use super::NARROW;
use crate::chart::picture::{Anchor, Picture, ShapeRole, TEXT_PX, ticks};
use crate::compare::report::{ComparisonReport, ReportRow};
use crate::compare::row::RowProvenance;
use crate::format::trimmed;
use crate::units::{Fixed, Millis};

/// Height of a bar.
const BAR: f64 = 14.0;
/// Room at the right for a figure.
const FIGURE: f64 = 64.0;

pub(super) fn of(report: &ComparisonReport, width: f64) -> Picture {
    let rows: Vec<&ReportRow> = report.rows.iter().filter(|row| row.row.total.is_some()).collect();
    let mut picture = Picture::new(width, format!("{}: time of each way, shorter is better", report.title));
    let most = rows.iter().filter_map(|row| row.row.total).map(|total| total.high).fold(0.0, f64::max);
    if rows.is_empty() || most <= 0.0 {
        return picture;
    }
    let is_narrow = width <= NARROW;
    let label = if is_narrow { 0.0 } else { 190.0 };
    let step = if is_narrow { BAR + TEXT_PX + 14.0 } else { BAR + 12.0 };
    let (left, right) = (label, width - FIGURE);
    let x = |value: f64| left + value / most * (right - left);
    let bottom = rows.iter().fold(6.0, |sum, _| sum + step);
    for tick in ticks(most, if is_narrow { 3 } else { 6 }).into_iter().filter(|tick| *tick <= most) {
        let tone = if tick > 0.0 { ShapeRole::Grid } else { ShapeRole::Axis };
        picture.line(tone, (x(tick), 2.0), (x(tick), bottom));
        picture.text(
            ShapeRole::Label,
            (x(tick), bottom + TEXT_PX + 3.0),
            at_edge(tick, is_narrow),
            short(tick),
        );
    }
    let mut top = 6.0;
    for row in rows {
        bar(&mut picture, row, (top, is_narrow), label, &x);
        top += step;
    }
    picture.height = bottom + TEXT_PX + 10.0;
    picture
}

fn bar(
    picture: &mut Picture,
    row: &ReportRow,
    (top, is_narrow): (f64, bool),
    label: f64,
    x: &impl Fn(f64) -> f64,
) {
    let Some(total) = row.row.total else { return };
    let bar_top = if is_narrow { top + TEXT_PX + 4.0 } else { top };
    let name = if is_narrow { (0.0, top + TEXT_PX - 1.0) } else { (label - 10.0, bar_top + BAR - 3.0) };
    let anchor = if is_narrow { Anchor::Start } else { Anchor::End };
    picture.text(ShapeRole::Label, name, anchor, row.row.name.as_str());
    let is_ours = !matches!(row.row.provenance, RowProvenance::Tool(_));
    let is_sound = row.row.is_answered();
    let tone = if is_ours && is_sound { ShapeRole::Bar } else { ShapeRole::BarSoft };
    picture.area(tone, (x(0.0), bar_top), (x(total.median) - x(0.0), BAR));
    let middle = bar_top + BAR / 2.0;
    if total.high > total.low {
        picture.path(
            ShapeRole::Interval,
            format!(
                "M{low} {middle}L{high} {middle}M{low} {up}L{low} {down}M{high} {up}L{high} {down}",
                middle = Fixed(middle, 1),
                low = Fixed(x(total.low), 1),
                high = Fixed(x(total.high), 1),
                up = Fixed(middle - 4.0, 1),
                down = Fixed(middle + 4.0, 1),
            ),
        );
    }
    let figure = (x(total.high.max(total.median)) + 6.0, bar_top + BAR - 3.0);
    picture.text(ShapeRole::Value, figure, Anchor::Start, Millis::new(total.median).to_string());
}

/// On a phone the first number begins at the edge instead of reaching over it.
fn at_edge(tick: f64, is_narrow: bool) -> Anchor {
    if is_narrow && tick <= 0.0 { Anchor::Start } else { Anchor::Middle }
}

/// A tick without needless decimals.
fn short(ms: f64) -> String {
    if ms <= 0.0 {
        "0".to_owned()
    } else if ms >= 1_000.0 {
        format!("{} s", trimmed(ms / 1_000.0, 3))
    } else {
        format!("{} ms", trimmed(ms, 3))
    }
}
