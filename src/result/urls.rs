//! The URLs of targets as bytes, borrowed from the arena where possible.

use crate::ids::TargetId;
use crate::input::target::{TargetSpan, Targets};

/// The URL of `target`; what a pattern expands to is written into `scratch`. Empty past the end.
pub(crate) fn url_bytes<'a>(targets: &'a Targets, target: TargetId, scratch: &'a mut String) -> &'a [u8] {
    let (arena, ends, spans) = targets.parts();
    let at = spans.partition_point(|span| span.first() <= target);
    let Some(span) = at.checked_sub(1).and_then(|at| spans.get(at)) else { return &[] };
    let offset = target.since(span.first());
    if offset >= span.count() {
        return &[];
    }
    match span {
        TargetSpan::Literal { literal, .. } => literal_bytes(arena, ends, literal + offset),
        TargetSpan::Pattern { pattern, .. } => {
            scratch.clear();
            pattern.write(u64::from(offset), scratch);
            scratch.as_bytes()
        }
    }
}

/// The URL of a literal in the arena; empty past the end.
fn literal_bytes<'a>(arena: &'a [u8], ends: &[u32], literal: u32) -> &'a [u8] {
    let at = literal as usize;
    let start = at.checked_sub(1).and_then(|before| ends.get(before)).map_or(0, |&end| end as usize);
    ends.get(at).and_then(|&end| arena.get(start..end as usize)).unwrap_or(&[])
}
