//! Sort keys: 32 bits a row whatever the column, so that one radix sort serves all.

use std::rc::Rc;

use crate::ids::{LinkId, TargetId};
use crate::input::link::LinkKind;
use crate::input::list::LinkList;
use crate::result::column::Stored;
use crate::result::packed::Packed;
use crate::result::table::{NameColumn, ResultTable, TextColumn};
use crate::result::timing::Measure;
use crate::result::verdict::Verdict;

/// The key of a hidden value: after all others, in both directions.
const HIDDEN: u32 = u32::MAX;
/// The largest key of a value.
const LARGEST: u32 = HIDDEN - 1;

/// Where the keys of a column come from. Ranks are by the numbers of the texts.
#[derive(Debug)]
pub(super) enum KeySource {
    /// The row itself: the order of the list.
    Row,
    /// Ranks of the targets' URLs, then of the rejected links' texts.
    Url(Rc<[u32]>),
    /// Ranks of the links' labels.
    Label(Vec<u32>),
    /// Ranks of the origins' hosts.
    Host(Vec<u32>),
    Text(TextColumn, Vec<u32>),
    Name(NameColumn, Vec<u32>),
    Verdict,
    Millis(Measure),
    Number(fn(&ResultTable, u32) -> Option<u64>),
    Word(fn(&ResultTable, u32) -> Option<&'static str>),
}

impl KeySource {
    /// The source of a column; `ranks` are those of its texts, where it has [`RankedTexts`](super::text::RankedTexts).
    pub(super) fn of(stored: Stored, ranks: Vec<u32>, table: &ResultTable) -> Self {
        match stored {
            Stored::Place => Self::Row,
            Stored::Url => Self::Url(ranks.into()),
            Stored::Label => Self::Label(ranks),
            Stored::Host => Self::Host(ranks),
            Stored::Text(column) => Self::Text(column, ranks),
            Stored::Name(column) => Self::Name(column, table.name_ranks(column)),
            Stored::Verdict => Self::Verdict,
            Stored::Millis(measure) => Self::Millis(measure),
            Stored::Number(read) => Self::Number(read),
            Stored::Word(read) => Self::Word(read),
        }
    }

    /// The key of `row`: ascending with the value, or descending where the order is `descending`.
    pub(super) fn key(&self, list: &LinkList, table: &ResultTable, row: LinkId, descending: bool) -> u32 {
        let key = match (self, list.kind(row)) {
            (Self::Row, _) => Some(row.0),
            (Self::Label(ranks), _) => list.label_number(row).and_then(|number| rank(ranks, number)),
            (Self::Url(ranks), Some(LinkKind::Target(target))) => rank(ranks, target.0),
            (Self::Url(ranks), Some(LinkKind::Rejected(index))) => {
                rank(ranks, list.targets().len().saturating_add(index))
            }
            (_, Some(LinkKind::Target(target))) => self.key_of_target(list, table, target),
            (Self::Verdict, Some(LinkKind::Rejected(index))) => {
                let link = list.rejected().get(index as usize);
                link.and_then(|link| Packed::of(Verdict::NotSent(link.reason), None).sort_key())
            }
            _ => None,
        };
        match key {
            None => HIDDEN,
            Some(key) if descending => LARGEST - key.min(LARGEST),
            Some(key) => key.min(LARGEST),
        }
    }

    fn key_of_target(&self, list: &LinkList, table: &ResultTable, target: TargetId) -> Option<u32> {
        match self {
            Self::Row | Self::Url(_) | Self::Label(_) => None,
            Self::Host(ranks) => rank(ranks, list.origin_of(target)?),
            Self::Text(column, ranks) => rank(ranks, table.texts(*column).number(target)?),
            // 0 is no name.
            Self::Name(column, ranks) => match table.name_number(*column, target) {
                0 => None,
                number => rank(ranks, u32::from(number)),
            },
            Self::Verdict => table.packed(target).sort_key(),
            // The bits of a float that is not negative ascend with it, and the table holds no others.
            Self::Millis(measure) => {
                Some(table.measured(*measure, target)).filter(|value| !value.is_nan()).map(f32::to_bits)
            }
            Self::Number(read) => {
                read(table, target.0).map(|number| u32::try_from(number).unwrap_or(u32::MAX))
            }
            Self::Word(read) => {
                let word = read(table, target.0)?.as_bytes();
                let byte = |at| word.get(at).copied().unwrap_or(0);
                Some(u32::from_be_bytes([byte(0), byte(1), byte(2), byte(3)]))
            }
        }
    }
}

fn rank(ranks: &[u32], number: u32) -> Option<u32> {
    ranks.get(number as usize).copied()
}
