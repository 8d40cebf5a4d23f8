//! The summary of a run: totals of links, and how long answers took.

use serde::{Deserialize, Serialize};

use super::quantile::quantiles;
use crate::input::list::LinkList;
use crate::result::table::ResultTable;
use crate::result::tally::{Noted, Tally};
use crate::result::timing::Measure;
use crate::result::verdict::Total;
use crate::units::Millis;

/// Totals of links, which add up to `done`, and quantiles of targets.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Links given.
    pub links: u32,
    /// Targets: requests to make.
    pub targets: u32,
    /// Links that have a verdict; those that cannot be sent have it from the start.
    pub done: u32,
    /// Links by total.
    pub tally: Tally,
    /// Links that something can be done about.
    pub noted: Noted,
    /// Whether some link has a text in its document.
    pub has_texts: bool,
    /// How long answers took.
    pub spread: Spread,
}

/// How long answers took to their end, over targets whose last attempt had a readable status; `None` without any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// Targets it is taken over.
    pub measured: u32,
    /// Half of them took no longer.
    pub p50: Option<Millis>,
    /// Nine of ten took no longer.
    pub p90: Option<Millis>,
    /// 95 of a hundred took no longer.
    pub p95: Option<Millis>,
    /// 99 of a hundred took no longer.
    pub p99: Option<Millis>,
    /// The longest.
    pub max: Option<Millis>,
}

impl Summary {
    /// Totals of `list` in `table`, with the `spread` taken last: that of a million answers takes some ten ms.
    pub fn of(list: &LinkList, table: &ResultTable, spread: Spread) -> Self {
        let tally = *table.tally();
        let (links, targets, done, noted) = (list.links(), table.targets(), tally.done(), table.noted());
        Self { links, targets, done, tally, noted, has_texts: list.labels() > 0, spread }
    }

    /// Links whose verdict counts in `total`.
    pub const fn count(&self, total: Total) -> u32 {
        self.tally.of(total)
    }

    /// Links that were requested to an end: all with a verdict but those not sent and those cancelled.
    pub fn checked(&self) -> u32 {
        let unchecked = [Total::NotSent, Total::Cancelled].map(|total| self.count(total));
        unchecked.into_iter().fold(self.done, u32::saturating_sub)
    }
}

impl Spread {
    /// How long the answers in `table` took.
    pub fn of(table: &ResultTable) -> Self {
        let column = table.millis(Measure::Total);
        // Another clock took the times of answers that were merged.
        let is_own = |target| table.is_answered(target) && table.tool(target).is_none();
        let answered = column.filter(|&(target, value)| !value.is_nan() && is_own(target));
        let mut values: Vec<f32> = answered.map(|(_, value)| value).collect();
        let [p50, p90, p95, p99, max] =
            quantiles(&mut values, [0.5, 0.9, 0.95, 0.99, 1.0]).map(|value| value.map(Millis::new));
        let measured = u32::try_from(values.len()).unwrap_or(u32::MAX);
        Self { measured, p50, p90, p95, p99, max }
    }
}
