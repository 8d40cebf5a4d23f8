//! The targets of a list: one request each, their URLs in one arena or recomputed from a pattern.

use serde::{Deserialize, Serialize};

use super::arena::{self, MAX_BYTES};
use super::pattern::Pattern;
use crate::ids::TargetId;

/// A run of consecutive targets of one kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "fields are named for what they hold")]
pub enum TargetSpan {
    /// `count` targets from `first` on, whose URLs are in the arena from literal number `literal` on.
    Literal { first: TargetId, count: u32, literal: u32 },
    /// `count` targets from `first` on: what the pattern expands to, in its order.
    Pattern { first: TargetId, count: u32, pattern: Pattern },
}

impl TargetSpan {
    /// The first target of the span.
    pub const fn first(&self) -> TargetId {
        let (Self::Literal { first, .. } | Self::Pattern { first, .. }) = self;
        *first
    }

    /// Number of targets.
    pub const fn count(&self) -> u32 {
        let (Self::Literal { count, .. } | Self::Pattern { count, .. }) = self;
        *count
    }
}

/// All targets of a list, numbered from 0 without gaps. A literal costs its URL and four bytes, a pattern nothing for
/// its URLs. The desk hands the parts to the runner, which builds it again from them.
#[derive(Clone, Debug)]
pub struct Targets {
    arena: String,
    ends: Vec<u32>,
    spans: Vec<TargetSpan>,
    limit: usize,
}

impl Default for Targets {
    fn default() -> Self {
        Self::with_limit(MAX_BYTES)
    }
}

impl Targets {
    /// No targets, and room for `limit` bytes of literal URLs, at most 2 GiB.
    fn with_limit(limit: usize) -> Self {
        Self { arena: String::new(), ends: Vec::new(), spans: Vec::new(), limit: limit.min(MAX_BYTES) }
    }

    /// The same targets from their parts, or `None` where the parts do not fit together.
    pub fn from_parts(arena: Vec<u8>, ends: Vec<u32>, spans: Vec<TargetSpan>) -> Option<Self> {
        let whole = ends.last().map_or(0, |&end| end as usize) == arena.len();
        let rising = ends.is_sorted();
        let arena = String::from_utf8(arena).ok().filter(|_| whole && rising)?;
        Some(Self { arena, ends, spans, ..Self::default() })
    }

    /// The arena of literal URLs, their ends in it, and the spans.
    pub fn parts(&self) -> (&[u8], &[u32], &[TargetSpan]) {
        (self.arena.as_bytes(), &self.ends, &self.spans)
    }

    /// Number of targets.
    pub fn len(&self) -> u32 {
        self.spans.last().map_or(0, |span| span.first().0 + span.count())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// Adds one URL, already normalised, and returns its number; `None` when the arena is full (2 GiB), or the memory is.
    pub fn push_literal(&mut self, url: &str) -> Option<TargetId> {
        let literal = u32::try_from(self.ends.len()).ok()?;
        let id = TargetId(self.len());
        let end = arena::push(&mut self.arena, url, self.limit)?;
        self.ends.push(end);
        match self.spans.last_mut() {
            Some(TargetSpan::Literal { count, .. }) => *count += 1,
            _ => self.spans.push(TargetSpan::Literal { first: id, count: 1, literal }),
        }
        Some(id)
    }

    /// Adds all targets of a pattern; returns the first, `None` when there would be more than `u32::MAX`.
    pub fn push_pattern(&mut self, pattern: Pattern) -> Option<TargetId> {
        let first = TargetId(self.len());
        let count = u32::try_from(pattern.count()).ok()?;
        first.0.checked_add(count)?;
        self.spans.push(TargetSpan::Pattern { first, count, pattern });
        Some(first)
    }

    /// The span that target `id` is in; `None` past the end.
    pub fn span(&self, id: TargetId) -> Option<&TargetSpan> {
        let at = self.spans.partition_point(|span| span.first() <= id).checked_sub(1)?;
        self.spans.get(at).filter(|span| id.since(span.first()) < span.count())
    }

    /// The URL of target `id` in the arena; `None` for a pattern's and past the end.
    pub fn single(&self, id: TargetId) -> Option<&str> {
        match self.span(id)? {
            TargetSpan::Literal { first, literal, .. } => Some(self.literal(literal + id.since(*first))),
            TargetSpan::Pattern { .. } => None,
        }
    }

    /// Writes the URL of target `id` into `url`, replacing what is there; `false`, and nothing written, past the end.
    pub fn write_url(&self, id: TargetId, url: &mut String) -> bool {
        let Some(span) = self.span(id) else { return false };
        url.clear();
        match span {
            TargetSpan::Literal { first, literal, .. } => {
                let text = self.literal(literal + id.since(*first));
                url.push_str(text);
            }
            TargetSpan::Pattern { first, pattern, .. } => pattern.write(u64::from(id.since(*first)), url),
        }
        true
    }

    /// Appends `#` and the fragment that a pattern gives target `id`; `false`, and nothing appended, when it has none.
    pub(super) fn write_fragment(&self, id: TargetId, url: &mut String) -> bool {
        match self.span(id) {
            Some(TargetSpan::Pattern { first, pattern, .. }) => {
                pattern.write_fragment(u64::from(id.since(*first)), url)
            }
            _ => false,
        }
    }

    /// The URL of literal number `literal`; empty past the end.
    pub fn literal(&self, literal: u32) -> &str {
        arena::get(&self.arena, &self.ends, literal as usize).unwrap_or("")
    }

    /// Number of targets whose URL begins with `start`. Those of a pattern do when its text before all that varies does.
    pub fn starting_with(&self, start: &str) -> u32 {
        let of_span = |span: &TargetSpan| match span {
            TargetSpan::Literal { literal, count, .. } => {
                let starts = |literal: &u32| self.literal(*literal).starts_with(start);
                u32::try_from((*literal..literal + count).filter(starts).count()).unwrap_or(u32::MAX)
            }
            TargetSpan::Pattern { pattern, count, .. } if pattern.fixed_start().starts_with(start) => *count,
            TargetSpan::Pattern { .. } => 0,
        };
        self.spans.iter().map(of_span).sum()
    }

    /// Drops all targets from number `len` on.
    pub fn truncate(&mut self, len: u32) {
        while self.spans.last().is_some_and(|span| span.first() >= TargetId(len)) {
            self.spans.pop();
        }
        if let Some(TargetSpan::Literal { first, count, .. }) = self.spans.last_mut() {
            *count = (*count).min(len - first.0);
        }
        let literals = self.spans.iter().rev().find_map(|span| match span {
            TargetSpan::Literal { literal, count, .. } => Some(literal + count),
            TargetSpan::Pattern { .. } => None,
        });
        let literals = literals.unwrap_or(0) as usize;
        self.ends.truncate(literals);
        self.arena.truncate(self.ends.last().map_or(0, |&end| end as usize));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_arena_takes_no_more_and_keeps_what_it_has() {
        let mut targets = Targets::with_limit(10);
        assert_eq!(targets.push_literal("12345678"), Some(TargetId(0)));
        assert_eq!(targets.push_literal("123"), None);
        assert_eq!(targets.push_literal("12"), Some(TargetId(1)));
        assert_eq!(targets.push_literal("1"), None);
        assert_eq!((targets.len(), targets.literal(0), targets.literal(1)), (2, "12345678", "12"));
        targets.truncate(1);
        assert_eq!(targets.push_literal("3"), Some(TargetId(1)));
        assert_eq!(targets.single(TargetId(1)), Some("3"));
    }
}
