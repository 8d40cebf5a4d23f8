//! Pictures of a report: bars for strategies, curves for a sweep; each for a wide place and for a narrow one.

use super::report::ComparisonReport;
use crate::chart::picture::Picture;

mod bars;
mod curves;

/// Width of the picture where there is room.
pub const WIDE: f64 = 760.0;
/// Width of the one for a phone.
pub const NARROW: f64 = 328.0;

/// The picture of `report`, `width` wide; without shapes where there is nothing to show.
pub fn of(report: &ComparisonReport, width: f64) -> Picture {
    if report.sweep.is_some() { curves::of(report, width) } else { bars::of(report, width) }
}
