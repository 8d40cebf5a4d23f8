//! What a row is sorted by: 32 bits for each column, so that one sort does for all.

use std::rc::Rc;

use crate::input::link::LinkKind;
use crate::input::list::LinkList;
use crate::result::column::Column;
use crate::result::table::ResultTable;
use crate::result::timing::Provenance;
use crate::result::verdict::Verdict;

/// The key of what is hidden: after all others, in both directions.
const HIDDEN: u32 = u32::MAX;
/// The largest key of a value.
const LARGEST: u32 = HIDDEN - 1;

/// Where the keys of a column come from.
#[derive(Debug)]
pub(super) enum KeySource {
    /// The row itself: the order of the list.
    Row,
    /// Ranks of the targets' URLs, then of the rejected links' texts.
    Url(Rc<[u32]>),
    /// Ranks of the origins' hosts.
    Host(Vec<u32>),
    /// Ranks of the final URLs, by their numbers in the table.
    FinalUrl(Vec<u32>),
    /// Ranks of the errors, by their numbers in the table.
    Error(Vec<u32>),
    /// Ranks of the content types, by their numbers in the table.
    Type(Vec<u32>),
    /// Ranks of the protocols, by their numbers in the table.
    Protocol(Vec<u32>),
    /// A number, or a small set with an order of its own.
    Value(Column),
}

impl KeySource {
    /// The source for a column that needs no texts sorted first.
    pub(super) fn of(column: Column, table: &ResultTable) -> Self {
        match column {
            // Links stand in the order of their sources and places.
            Column::Index | Column::Source => Self::Row,
            Column::Type => Self::Type(table.type_ranks()),
            Column::Protocol => Self::Protocol(table.protocol_ranks()),
            column => Self::Value(column),
        }
    }

    /// The key of `row`: rising with the value, or falling where the order is `descending`.
    pub(super) fn key(&self, list: &LinkList, table: &ResultTable, row: u32, descending: bool) -> u32 {
        let key = match (self, list.kind(row)) {
            (Self::Row, _) => Some(row),
            (Self::Url(ranks), Some(LinkKind::Target(target))) => rank(ranks, target),
            (Self::Url(ranks), Some(LinkKind::Rejected(index))) => {
                rank(ranks, list.targets().len().saturating_add(index))
            }
            (_, Some(LinkKind::Target(target))) => self.key_of_target(list, table, target),
            (Self::Value(Column::Verdict), Some(LinkKind::Rejected(index))) => {
                list.rejected().get(index as usize).map(|link| verdict_key(Verdict::NotSent(link.reason)))
            }
            _ => None,
        };
        match key {
            None => HIDDEN,
            Some(key) if descending => LARGEST - key.min(LARGEST),
            Some(key) => key.min(LARGEST),
        }
    }

    fn key_of_target(&self, list: &LinkList, table: &ResultTable, target: u32) -> Option<u32> {
        match self {
            Self::Row | Self::Url(_) => None,
            Self::Host(ranks) => rank(ranks, list.origin_of(target)?),
            Self::FinalUrl(ranks) => rank(ranks, table.final_urls().number(target)?),
            Self::Error(ranks) => rank(ranks, table.errors().number(target)?),
            Self::Type(ranks) => named_rank(ranks, table.type_number(target)),
            Self::Protocol(ranks) => named_rank(ranks, table.protocol_number(target)),
            Self::Value(column) => value_key(*column, table, target),
        }
    }
}

fn rank(ranks: &[u32], number: u32) -> Option<u32> {
    ranks.get(number as usize).copied()
}

/// The rank of a name's number, of which 0 is no name.
fn named_rank(ranks: &[u32], number: u16) -> Option<u32> {
    rank(ranks, u32::from(number)).filter(|_| number != 0)
}

fn value_key(column: Column, table: &ResultTable, target: u32) -> Option<u32> {
    match column {
        Column::Verdict => table.verdict(target).map(verdict_key),
        Column::Status => table.status(target).map(u32::from),
        // Sizes of 4 GiB and more are all one here.
        Column::Bytes => table.bytes(target).ok().map(|bytes| u32::try_from(bytes.0).unwrap_or(u32::MAX)),
        Column::Attempts => table.attempts(target).map(u32::from),
        Column::Redirected => table.redirected(target).map(u32::from),
        Column::Provenance => match table.provenance(target) {
            Provenance::None => None,
            Provenance::Browser => Some(0),
            Provenance::Clock => Some(1),
            Provenance::Practice => Some(2),
            Provenance::Tool => Some(3),
        },
        // The bits of a float that is not negative rise with it, and the table holds no others.
        column => Some(table.number(column, target)).filter(|value| !value.is_nan()).map(f32::to_bits),
    }
}

/// By how bad its total is, then by what happened, then by status, deadline or reason.
fn verdict_key(verdict: Verdict) -> u32 {
    let (kind, more) = match verdict {
        Verdict::Http { status, redirected } => (u32::from(redirected), u32::from(status)),
        Verdict::CutShort { status } => (2, u32::from(status)),
        Verdict::TimedOut { after_ms, .. } => (3, after_ms),
        Verdict::NoVisibleAnswer => (4, 0),
        Verdict::Refused => (5, 0),
        Verdict::NotSent(reason) => (6, reason as u32),
        Verdict::Cancelled | Verdict::Interrupted => (7, 0),
        Verdict::NetworkError => (8, 0),
    };
    u32::from(verdict.total().severity()) << 28 | kind << 24 | more.min((1 << 24) - 1)
}
