//! Rows under headings: by host, by file, or by kind of problem. Within a group rows keep the order of the table. Items are
//! what is on screen: a heading, then its rows unless it is folded.

use core::ops::Range;

use serde::{Deserialize, Serialize};

use super::row::RowView;
use super::section::Section;
use super::tally::Tally;
use super::verdict::Total;
use crate::format::count;
use crate::ids::{LinkId, NumberMap, SourceId};
use crate::input::list::{LinkList, Origin};

mod job;

pub(super) use job::{GroupJob, NameRanks};

/// What rows are grouped by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Grouping {
    /// All rows in one list, without headings.
    #[default]
    None,
    /// Their host; what has none is a group of its own.
    Host,
    /// The file that they are in.
    File,
    /// The kind of problem.
    Section,
}

/// Names a group, within its list and grouping.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct GroupId(pub u32);

/// What a heading says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GroupName {
    /// A host as people write it; empty for links without one.
    Host(String),
    /// A file's name; empty for the text area.
    File(String),
    /// A kind of problem; `None` for what is retried meanwhile.
    Section(Option<Section>),
}

/// The heading of a group, with its subtotals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// Which group it is.
    pub group: GroupId,
    /// Its name.
    pub name: GroupName,
    /// Its rows, folded or not.
    pub rows: u32,
    /// Those that have a verdict, by total.
    pub tally: Tally,
    /// Whether its rows are hidden.
    pub is_folded: bool,
}

impl Heading {
    /// Its subtotals: `4 broken, 29 not verified, 27 working`.
    pub fn in_words(&self) -> String {
        let totals = Total::SHOWN.map(|total| (self.tally.of(total), total.name()));
        let waiting = (self.rows.saturating_sub(self.tally.done()), "to come");
        let known = totals.into_iter().chain([waiting]).filter(|(links, _)| *links > 0);
        known.map(|(links, name)| count(links) + " " + name).collect::<Vec<_>>().join(", ")
    }
}

/// How much the table shows, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableSize {
    /// The rows that pass the filter, folded or not.
    pub rows: u32,
    /// The items: headings, and rows that are not folded.
    pub items: u32,
    /// What the rows are grouped by.
    pub grouping: Grouping,
}

/// An item of the table as it is sent to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum TableItem {
    /// A link.
    Row(Box<RowView>),
    /// The heading of the rows after it.
    Heading(Heading),
}

impl TableItem {
    /// The link's row.
    pub fn row(&self) -> Option<&RowView> {
        match self {
            Self::Row(row) => Some(row),
            Self::Heading(_) => None,
        }
    }

    /// The heading.
    pub const fn heading(&self) -> Option<&Heading> {
        match self {
            Self::Row(_) => None,
            Self::Heading(heading) => Some(heading),
        }
    }
}

/// Which item is at a place of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemAt {
    /// The row of this link.
    Row(LinkId),
    /// The heading of the group at this place among the groups.
    Heading(usize),
}

/// Which groups are folded.
#[derive(Clone, Debug, Default)]
pub(super) struct Folds {
    /// What holds for all but `others`.
    is_folded: bool,
    others: NumberMap<()>,
}

impl Folds {
    pub(super) fn has(&self, group: GroupId) -> bool {
        self.is_folded != self.others.contains_key(&group.0)
    }

    /// Folds or unfolds one group, or all.
    pub(super) fn set(&mut self, group: Option<GroupId>, is_folded: bool) {
        match group {
            None => *self = Self { is_folded, ..Self::default() },
            Some(group) if is_folded == self.is_folded => drop(self.others.remove(&group.0)),
            Some(group) => drop(self.others.insert(group.0, ())),
        }
    }
}

/// A group, in the order of the headings.
#[derive(Clone, Copy, Debug)]
struct Group {
    id: GroupId,
    /// Where its rows begin and end among all.
    first: u32,
    end: u32,
    tally: Tally,
    /// The number of its origin or source.
    named_by: u32,
}

/// All rows shown, group by group.
#[derive(Debug)]
pub(super) struct Groups {
    by: Grouping,
    rows: Vec<LinkId>,
    /// In the order of their headings.
    ordered: Vec<Group>,
    /// For each group the place of its heading among the items.
    places: Vec<u32>,
    items: u32,
}

impl Groups {
    /// Recomputes the places of the headings.
    pub(super) fn fold(&mut self, folds: &Folds) {
        let mut items = 0_u32;
        self.places = self
            .ordered
            .iter()
            .map(|group| {
                let place = items;
                let shown = if folds.has(group.id) { 0 } else { group.end - group.first };
                items = items.saturating_add(1).saturating_add(shown);
                place
            })
            .collect();
        self.items = items;
    }

    pub(super) const fn by(&self) -> Grouping {
        self.by
    }

    pub(super) fn rows(&self) -> &[LinkId] {
        &self.rows
    }

    pub(super) const fn items(&self) -> u32 {
        self.items
    }

    pub(super) fn item_at(&self, place: u32) -> Option<ItemAt> {
        if place >= self.items {
            return None;
        }
        let nth = self.places.partition_point(|&heading| heading <= place).checked_sub(1)?;
        let below = place - self.places.get(nth)?;
        match below.checked_sub(1) {
            None => Some(ItemAt::Heading(nth)),
            Some(row) => {
                let first = self.ordered.get(nth)?.first;
                self.rows.get((first + row) as usize).copied().map(ItemAt::Row)
            }
        }
    }

    /// The place of the row of `link` among the items; `None` where it is not shown, or folded.
    pub(super) fn place_of(&self, link: LinkId) -> Option<u32> {
        let at = u32::try_from(self.rows.iter().position(|row| *row == link)?).ok()?;
        let nth = self.ordered.partition_point(|group| group.first <= at).checked_sub(1)?;
        let place = self.places.get(nth)? + 1 + (at - self.ordered.get(nth)?.first);
        (place < self.places.get(nth + 1).copied().unwrap_or(self.items)).then_some(place)
    }

    /// The rows of a group; none where there is no such group.
    pub(super) fn rows_of(&self, id: GroupId) -> &[LinkId] {
        let group = self.ordered.iter().find(|group| group.id == id);
        let range =
            group.map_or(0..0, |group| Range { start: group.first as usize, end: group.end as usize });
        self.rows.get(range).unwrap_or_default()
    }

    /// The heading of the group at place `nth`.
    pub(super) fn heading(&self, nth: usize, list: &LinkList, folds: &Folds) -> Option<Heading> {
        let Group { id, first, end, tally, named_by } = *self.ordered.get(nth)?;
        let name = match self.by {
            Grouping::Host => {
                let origin = list.origins().get(named_by as usize);
                GroupName::Host(origin.map_or("", Origin::shown_host).to_owned())
            }
            Grouping::File => {
                let source = u16::try_from(named_by).map(SourceId).ok();
                let name = source.and_then(|source| list.sources().get(source.index()));
                GroupName::File(name.map(ToString::to_string).unwrap_or_default())
            }
            Grouping::Section | Grouping::None => {
                GroupName::Section(Section::ALL.get(id.0 as usize).copied())
            }
        };
        Some(Heading { group: id, name, rows: end - first, tally, is_folded: folds.has(id) })
    }
}
