//! The rates of a run, and the levels it went through.

use volley_origin::Exchange;

use crate::bench::prelude::MS_PER_S;

/// Good answers of a run, by the server's clock.
#[derive(Clone, Copy, Debug)]
pub(super) struct Good {
    /// A second, from the first arrival to the last end.
    pub(super) rate: f64,
    /// A second, in the last two thirds of that time.
    pub(super) settled_rate: f64,
    pub(super) seconds: f64,
}

impl Good {
    /// Of the log of a run that lasted `span_ms`, and by whose own count `working` targets work.
    pub(super) fn of(exchanges: &[Exchange], span_ms: f64, working: f64) -> Self {
        let began = exchanges.first().map_or(f64::NAN, |exchange| exchange.started_ms);
        let settled = began + span_ms / 3.0;
        let is_late = |exchange: &&Exchange| exchange.ended_ms.is_some_and(|at| at > settled);
        let good = exchanges.iter().filter(|exchange| exchange.status == Some(200)).filter(is_late);
        #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52 requests")]
        let late = good.count() as f64;
        Self {
            rate: working * MS_PER_S / span_ms,
            settled_rate: late * MS_PER_S / (span_ms * 2.0 / 3.0),
            seconds: span_ms / MS_PER_S,
        }
    }
}

/// The levels of a self-tuning run, as the page lists them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct LevelChanges {
    /// When, in seconds, and to what.
    changes: Vec<(f64, u32)>,
    /// How many other lines there were.
    others: usize,
}

impl LevelChanges {
    /// Reads it from the lines of the page: `1.5 s: Self-tuning: 8 → 16 in flight. Doubling still pays.`
    pub(super) fn read(lines: &[String]) -> Self {
        let changes: Vec<_> = lines.iter().filter_map(|line| change(line)).collect();
        Self { others: lines.len() - changes.len(), changes }
    }

    /// Number of changes in the last third of a run of `seconds`.
    pub(super) fn late(&self, seconds: f64) -> f64 {
        self.changes.iter().filter(|(at, _)| *at > seconds * 2.0 / 3.0).fold(0.0, |count, _| count + 1.0)
    }

    /// The levels with their times, in words.
    pub(super) fn levels(&self) -> String {
        let levels: Vec<String> = self.changes.iter().map(|(at, to)| format!("{to} at {at}")).collect();
        let others = if self.others > 0 { format!("; {} others", self.others) } else { String::new() };
        levels.join(", ") + &others
    }
}

fn change(line: &str) -> Option<(f64, u32)> {
    let (at, text) = line.split_once(" s: Self-tuning: ")?;
    let (_, to) = text.split_once(" → ")?;
    Some((at.parse().ok()?, to.split_once(' ')?.0.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_read_from_the_lines() {
        let lines = [
            "1.5 s: Self-tuning: 8 → 16 in flight. Doubling still pays.",
            "2.0 s: localhost keeps failing: Volley sends it fewer requests at a time.",
            "9.0 s: Self-tuning: 16 → 14 in flight. Trying whether fewer do as much.",
        ];
        let levels = LevelChanges::read(&lines.map(str::to_owned));
        assert_eq!(levels, LevelChanges { changes: vec![(1.5, 16), (9.0, 14)], others: 1 });
        assert_eq!(levels.levels(), "16 at 1.5, 14 at 9; 1 others");
        assert_eq!((levels.late(12.0), levels.late(20.0)), (1.0, 0.0));
    }
}
