//! Bars of time, each with its interval.

use super::NARROW;
use crate::chart::picture::{Anchor, Picture, ShapeRole, TEXT_PX, ticks};
use crate::compare::report::{ComparisonReport, ReportRow};
use crate::compare::row::{Estimate, RowProvenance};
use crate::format::trimmed;
use crate::units::{Fixed, Millis};

/// Height of a bar.
const BAR: f64 = 14.0;
/// Room at the right for a figure.
const FIGURE: f64 = 132.0;
/// Room at the left for a name.
const LABEL: f64 = 250.0;
/// Room for the words over the published bars.
const HEADING: f64 = TEXT_PX + 16.0;

/// A bar, and what it is of.
struct Entry<'r> {
    name: &'r str,
    total: Estimate,
    role: ShapeRole,
    /// The figure at its end.
    figure: String,
}

/// The bars of the report's own rows, then those of published figures.
fn entries(report: &ComparisonReport) -> [Vec<Entry<'_>>; 2] {
    let own = |row: &ReportRow| {
        let total = row.row.total?;
        let is_ours = !matches!(row.row.provenance, RowProvenance::Tool(_));
        let role = if is_ours && row.row.is_answered() { ShapeRole::Bar } else { ShapeRole::BarSoft };
        Some((total, role, Millis::new(total.median).to_string()))
    };
    let own = report.rows.iter().filter_map(|row| {
        let (total, role, figure) = own(row)?;
        Some(Entry { name: &row.row.name, total, role, figure })
    });
    let published = report.published.iter().filter_map(|line| {
        let total = Estimate::single(line.seconds? * 1_000.0);
        Some(Entry { name: &line.way, total, role: ShapeRole::BarElsewhere, figure: line.figure.clone() })
    });
    [own.collect(), published.collect()]
}

pub(super) fn of(report: &ComparisonReport, width: f64) -> Picture {
    let [own, published] = entries(report);
    let mut picture =
        Picture::new(width, format!("{}: time of each strategy, shorter is better", report.title));
    let Some(own) = Bars::of(own, width) else { return picture };
    let bottom = own.draw(&mut picture, 6.0);
    own.draw_axis(&mut picture, (2.0, bottom));
    picture.height = bottom + TEXT_PX + 10.0;
    // Other machines are slower or faster by far: what can be compared is how the strategies stand to each other.
    if let Some(published) = Bars::of(published, width) {
        let top = picture.height + HEADING;
        let (at, anchor) = if own.is_narrow() { (0.0, Anchor::Start) } else { (LABEL - 10.0, Anchor::End) };
        picture.text(ShapeRole::Value, (at, top - 8.0), anchor, "Published, on another scale");
        picture.height = published.draw(&mut picture, top) + 4.0;
    }
    picture
}

/// Bars below each other, on one scale.
struct Bars<'r> {
    entries: Vec<Entry<'r>>,
    /// The longest time.
    most: f64,
    width: f64,
}

impl<'r> Bars<'r> {
    /// `None` where nothing has a length.
    fn of(entries: Vec<Entry<'r>>, width: f64) -> Option<Self> {
        let most = entries.iter().map(|entry| entry.total.high).fold(0.0, f64::max);
        (most > 0.0).then_some(Self { entries, most, width })
    }

    fn is_narrow(&self) -> bool {
        self.width <= NARROW
    }

    fn left(&self) -> f64 {
        if self.is_narrow() { 0.0 } else { LABEL }
    }

    fn x(&self, value: f64) -> f64 {
        self.left() + value / self.most * (self.width - FIGURE - self.left())
    }

    /// Draws them from `top` on; returns where they end.
    fn draw(&self, picture: &mut Picture, top: f64) -> f64 {
        let step = if self.is_narrow() { BAR + TEXT_PX + 14.0 } else { BAR + 12.0 };
        self.entries.iter().fold(top, |top, entry| {
            self.draw_bar(picture, entry, top);
            top + step
        })
    }

    fn draw_axis(&self, picture: &mut Picture, (top, bottom): (f64, f64)) {
        let ticks = ticks(self.most, if self.is_narrow() { 3 } else { 6 });
        for tick in ticks.into_iter().filter(|tick| *tick <= self.most) {
            let tone = if tick > 0.0 { ShapeRole::Grid } else { ShapeRole::Axis };
            picture.line(tone, (self.x(tick), top), (self.x(tick), bottom));
            // On a phone the first number begins at the edge instead of reaching over it.
            let anchor = if self.is_narrow() && tick <= 0.0 { Anchor::Start } else { Anchor::Middle };
            picture.text(ShapeRole::Label, (self.x(tick), bottom + TEXT_PX + 3.0), anchor, short(tick));
        }
    }

    fn draw_bar(&self, picture: &mut Picture, entry: &Entry<'_>, top: f64) {
        let total = entry.total;
        let bar_top = if self.is_narrow() { top + TEXT_PX + 4.0 } else { top };
        let name =
            if self.is_narrow() { (0.0, top + TEXT_PX - 1.0) } else { (LABEL - 10.0, bar_top + BAR - 3.0) };
        let anchor = if self.is_narrow() { Anchor::Start } else { Anchor::End };
        picture.text(ShapeRole::Label, name, anchor, entry.name);
        picture.area(entry.role, (self.left(), bar_top), (self.x(total.median) - self.left(), BAR));
        let middle = bar_top + BAR / 2.0;
        if total.high > total.low {
            picture.path(
                ShapeRole::Interval,
                format!(
                    "M{low} {middle}L{high} {middle}M{low} {up}L{low} {down}M{high} {up}L{high} {down}",
                    middle = Fixed(middle, 1),
                    low = Fixed(self.x(total.low), 1),
                    high = Fixed(self.x(total.high), 1),
                    up = Fixed(middle - 4.0, 1),
                    down = Fixed(middle + 4.0, 1),
                ),
            );
        }
        let figure = (self.x(total.high.max(total.median)) + 6.0, bar_top + BAR - 3.0);
        picture.text(ShapeRole::Value, figure, Anchor::Start, entry.figure.as_str());
    }
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
