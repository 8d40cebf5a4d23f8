//! The links of a list: a row each, with its place and its target.

use core::ops::Range;
use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::ids::{LinkId, SourceId, TargetId};
use crate::input::not_sent::NotSent;

/// The place of a link in the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Which source, an index into the list's sources.
    pub source: SourceId,
    /// The line, from 1.
    pub line: u32,
    /// The column of its first character, from 1, in Unicode scalar values.
    pub column: u32,
}

/// The place of a link, as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkPlace {
    /// Which source, an index into the list's sources; `None` in the text area.
    pub source: Option<SourceId>,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in Unicode scalar values.
    pub column: u32,
}

/// Whether a link is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// This target.
    Target(TargetId),
    /// Nothing: it cannot be sent. An index into the list's rejected links.
    Rejected(u32),
}

/// A link that cannot be sent, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Its row.
    pub row: LinkId,
    /// Why it cannot be sent.
    pub reason: NotSent,
    /// The text as given, cut after 200 characters.
    pub text: Box<str>,
    /// What exactly is wrong, where more can be said than the reason does; empty otherwise.
    pub detail: Cow<'static, str>,
}

const REJECTED_BIT: u32 = 1 << 31;

/// A run of consecutive rows of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LinkSpan {
    /// Rows with columns of their own, from entry `entry` on.
    Single { first: u32, count: u32, entry: u32 },
    /// The rows of one pattern: they share its place and take its targets in order.
    Pattern { first: u32, count: u32, target: TargetId, place: Position },
}

impl LinkSpan {
    const fn first(&self) -> u32 {
        let (Self::Single { first, .. } | Self::Pattern { first, .. }) = self;
        *first
    }

    const fn count(&self) -> u32 {
        let (Self::Single { count, .. } | Self::Pattern { count, .. }) = self;
        *count
    }
}

/// All links of a list, numbered from 0 in the order given: 14 bytes each, a pattern nothing for what it expands to.
#[derive(Clone, Debug, Default)]
pub struct Links {
    spans: Vec<LinkSpan>,
    kinds: Vec<u32>,
    sources: Vec<SourceId>,
    lines: Vec<u32>,
    columns: Vec<u32>,
}

impl Links {
    /// Number of links.
    pub fn len(&self) -> u32 {
        self.spans.last().map_or(0, |span| span.first() + span.count())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// Adds one link and returns its row.
    pub fn push(&mut self, place: Position, kind: LinkKind) -> LinkId {
        let row = self.len();
        let entry = u32::try_from(self.kinds.len()).unwrap_or(u32::MAX);
        self.kinds.push(match kind {
            LinkKind::Target(target) => target.0,
            LinkKind::Rejected(index) => index | REJECTED_BIT,
        });
        self.sources.push(place.source);
        self.lines.push(place.line);
        self.columns.push(place.column);
        match self.spans.last_mut() {
            Some(LinkSpan::Single { count, .. }) => *count += 1,
            _ => self.spans.push(LinkSpan::Single { first: row, count: 1, entry }),
        }
        LinkId(row)
    }

    /// Adds the links of a pattern whose targets are `count` from `target` on, and returns the first row.
    pub fn push_pattern(&mut self, place: Position, target: TargetId, count: u32) -> LinkId {
        let first = self.len();
        self.spans.push(LinkSpan::Pattern { first, count, target, place });
        LinkId(first)
    }

    /// The kind of the link in `row`; `None` past the end.
    pub fn kind(&self, row: LinkId) -> Option<LinkKind> {
        self.kind_in(&self.span(row)?, row.0)
    }

    /// The links in these rows with their kinds, in order: faster than one by one.
    pub fn kinds(&self, rows: Range<u32>) -> impl Iterator<Item = (LinkId, LinkKind)> {
        let at = self.spans.partition_point(|span| span.first() <= rows.start).saturating_sub(1);
        let spans = self.spans.iter().skip(at).take_while(move |span| span.first() < rows.end);
        spans.flat_map(move |span| {
            let first = rows.start.max(span.first());
            let end = rows.end.min(span.first() + span.count());
            (first..end).filter_map(move |row| Some((LinkId(row), self.kind_in(span, row)?)))
        })
    }

    fn kind_in(&self, span: &LinkSpan, row: u32) -> Option<LinkKind> {
        Some(match *span {
            LinkSpan::Single { first, entry, .. } => {
                let kind = *self.kinds.get((entry + (row - first)) as usize)?;
                if kind & REJECTED_BIT == 0 {
                    LinkKind::Target(TargetId(kind))
                } else {
                    LinkKind::Rejected(kind & !REJECTED_BIT)
                }
            }
            LinkSpan::Pattern { first, target, .. } => LinkKind::Target(target.plus(row - first)),
        })
    }

    /// The place of the link in `row`; `None` past the end.
    pub fn position(&self, row: LinkId) -> Option<Position> {
        Some(match self.span(row)? {
            LinkSpan::Single { first, entry, .. } => {
                let at = (entry + (row.0 - first)) as usize;
                Position {
                    source: *self.sources.get(at)?,
                    line: *self.lines.get(at)?,
                    column: *self.columns.get(at)?,
                }
            }
            LinkSpan::Pattern { place, .. } => place,
        })
    }

    fn span(&self, row: LinkId) -> Option<LinkSpan> {
        let at = self.spans.partition_point(|span| span.first() <= row.0).checked_sub(1)?;
        let span = *self.spans.get(at)?;
        (row.0 - span.first() < span.count()).then_some(span)
    }

    /// Drops all links from row `len` on.
    pub fn truncate(&mut self, len: u32) {
        while self.spans.last().is_some_and(|span| span.first() >= len) {
            self.spans.pop();
        }
        if let Some(LinkSpan::Single { first, count, .. } | LinkSpan::Pattern { first, count, .. }) =
            self.spans.last_mut()
        {
            *count = (*count).min(len - *first);
        }
        let entries = self.spans.iter().rev().find_map(|span| match span {
            LinkSpan::Single { entry, count, .. } => Some(entry + count),
            LinkSpan::Pattern { .. } => None,
        });
        let entries = entries.unwrap_or(0) as usize;
        self.kinds.truncate(entries);
        self.sources.truncate(entries);
        self.lines.truncate(entries);
        self.columns.truncate(entries);
    }
}
