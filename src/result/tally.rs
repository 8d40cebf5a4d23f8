//! How many links have which verdict: the totals, kept up to date with every outcome.

use serde::{Deserialize, Serialize};

use super::values::Values;
use super::verdict::Total;
use crate::input::list::LinkList;

/// Links by the total their verdict counts in. The totals add up to [`Tally::done`], always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    totals: [u32; Total::ALL.len()],
}

impl Tally {
    /// Links whose verdict counts in `total`.
    pub const fn of(&self, total: Total) -> u32 {
        self.totals[total as usize]
    }

    /// Links that have a verdict.
    pub fn done(&self) -> u32 {
        self.totals.iter().sum()
    }

    pub(crate) const fn add(&mut self, total: Total, links: u32) {
        self.totals[total as usize] += links;
    }

    pub(crate) const fn remove(&mut self, total: Total, links: u32) {
        let count = &mut self.totals[total as usize];
        *count = count.saturating_sub(links);
    }
}

/// Links that something can be done about, whichever total they count in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noted {
    /// Those that have moved for good.
    pub moved: u32,
    /// Those that were turned away, and were not visited.
    pub turned_away: u32,
    /// Those without a visible answer, which were not probed.
    pub unprobed: u32,
}

impl Noted {
    pub(crate) const fn add(&mut self, other: Self) {
        self.moved += other.moved;
        self.turned_away += other.turned_away;
        self.unprobed += other.unprobed;
    }

    pub(crate) const fn remove(&mut self, other: Self) {
        self.moved = self.moved.saturating_sub(other.moved);
        self.turned_away = self.turned_away.saturating_sub(other.turned_away);
        self.unprobed = self.unprobed.saturating_sub(other.unprobed);
    }
}

/// How many links each target of `list` has.
pub(crate) fn links_of_targets(list: &LinkList) -> Values<u32> {
    let targets = list.targets().len();
    let mut links_of = Values::new(targets, 1);
    for (target, links) in list.shared() {
        links_of.set(target, links);
    }
    links_of
}
