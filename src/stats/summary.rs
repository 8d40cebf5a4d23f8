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
    /// How long the answers in `table` took. `with_queue`: from when they were due, Volley's own queue included, as under an open
    /// load: else a server that holds requests up would hide how many came meanwhile.
    pub fn of(table: &ResultTable, with_queue: bool) -> Self {
        let column = table.millis(Measure::Total);
        // Another clock took the times of answers that were merged.
        let is_own = |target| table.is_answered(target) && table.tool(target).is_none();
        let answered = column.filter(|&(target, value)| !value.is_nan() && is_own(target));
        let queue = |target| {
            Some(table.measured(Measure::Queue, target)).filter(|queue| with_queue && !queue.is_nan())
        };
        let mut values: Vec<f32> =
            answered.map(|(target, value)| value + queue(target).unwrap_or(0.0)).collect();
        let [p50, p90, p95, p99, max] =
            quantiles(&mut values, [0.5, 0.9, 0.95, 0.99, 1.0]).map(|value| value.map(Millis::new));
        let measured = u32::try_from(values.len()).unwrap_or(u32::MAX);
        Self { measured, p50, p90, p95, p99, max }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::TargetId;
    use crate::input::link::Position;
    use crate::result::outcome::{AttemptEnd, BodyEnd, Outcome};
    use crate::result::timing::Timing;

    #[test]
    fn under_an_open_load_the_wait_for_a_start_counts() {
        let mut list = LinkList::default();
        let source = list.begin_source("").expect("room for a source");
        for line in 1..=3 {
            let target = list.add_target("https://a.test/", "https://a.test").expect("room for a target");
            list.add_link(Position { source, line, column: 1 }, target);
        }
        let mut table = ResultTable::new(&list, None);
        let end = AttemptEnd::Answered { status: 200, redirected: false, body: BodyEnd::Absent };
        for target in 0..3 {
            let queue = Some(Millis::new(f64::from(target) * 100.0));
            let timing = Timing { queue, total: Some(Millis::new(10.0)), ..Timing::default() };
            table.apply(&Outcome { timing, ..Outcome::new(TargetId(target), 1, end) });
        }
        let most = |with_queue| Spread::of(&table, with_queue).max;
        assert_eq!((most(false), most(true)), (Some(Millis::new(10.0)), Some(Millis::new(210.0))));
    }
}
