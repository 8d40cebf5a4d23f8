//! Which links are in the script, which in a file of their own, which are a loop.

use std::borrow::Cow;

use super::job::CodegenJob;
use super::listing::Listing;
use crate::input::pattern::{Pattern, PatternPart};
use crate::input::target::TargetSpan;

/// Most lines of a list that go into the script itself; more go into a file.
pub(super) const MAX_INLINE: u32 = 200;
/// Most patterns that stay loops; where there are more, all of the list goes into the file.
const MAX_LOOPS: usize = 100;

/// A stretch of the list, as a script gives it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum ScriptSegment<'a> {
    Inline(Vec<Cow<'a, str>>),
    /// The next so many lines of the file.
    Lines(u32),
    Loop(Loop<'a>),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Loop<'a> {
    /// Its parts, the rightmost varying fastest.
    pub(super) parts: Vec<PatternPart<'a>>,
    /// How often each URL comes in a row.
    pub(super) times: u64,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct ScriptLinks<'a> {
    pub(super) segments: Vec<ScriptSegment<'a>>,
    pub(super) listing: Option<Listing>,
}

impl<'a> ScriptLinks<'a> {
    pub(super) fn of(job: &CodegenJob<'a>) -> Self {
        let targets = job.targets;
        if let Some(picked) = &job.picked {
            if job.len() > MAX_INLINE {
                return Self::in_file(job);
            }
            let urls = picked.iter().filter_map(|&target| {
                let mut written = String::new();
                let in_arena = targets.single(target).map(Cow::Borrowed);
                in_arena.or_else(|| targets.write_url(target, &mut written).then_some(Cow::Owned(written)))
            });
            let urls: Vec<_> = urls.collect();
            let segments = if urls.is_empty() { Vec::new() } else { vec![ScriptSegment::Inline(urls)] };
            return Self { segments, listing: None };
        }
        let (_, literals, spans) = targets.parts();
        let loops = spans.iter().filter(|span| matches!(span, TargetSpan::Pattern { .. })).count();
        let written = u32::try_from(literals.len()).unwrap_or(u32::MAX);
        if loops > MAX_LOOPS {
            return Self::in_file(job);
        }
        let in_file = written > MAX_INLINE;
        let mut ranges = Vec::new();
        let segment = |span: &'a TargetSpan| match span {
            TargetSpan::Pattern { pattern, .. } => ScriptSegment::Loop(Loop::of(pattern)),
            TargetSpan::Literal { first, count, .. } if in_file => {
                ranges.push((*first, *count));
                ScriptSegment::Lines(*count)
            }
            TargetSpan::Literal { count, literal, .. } => {
                let urls = (*literal..literal + count).map(|number| targets.literal(number).into());
                ScriptSegment::Inline(urls.collect())
            }
        };
        let segments = spans.iter().map(segment).collect();
        Self { segments, listing: in_file.then_some(Listing::Ranges(ranges)) }
    }

    fn in_file(job: &CodegenJob<'_>) -> Self {
        Self { segments: vec![ScriptSegment::Lines(job.len())], listing: Some(job.listing()) }
    }

    pub(super) fn has_loops(&self) -> bool {
        self.segments.iter().any(|segment| matches!(segment, ScriptSegment::Loop(_)))
    }
}

impl<'a> Loop<'a> {
    fn of(pattern: &'a Pattern) -> Self {
        let (parts, times) = pattern.parts();
        Self { parts, times }
    }

    /// Number of its parts that vary.
    pub(super) fn variables(&self) -> usize {
        self.parts.iter().filter(|part| !matches!(part, PatternPart::Text(_))).count()
    }
}

/// The name of the variable number `index` of a loop: `a` to `z`, then `a1`, …
pub(super) fn variable(index: usize) -> String {
    let letter = char::from(b'a' + u8::try_from(index % 26).unwrap_or(0));
    if index < 26 { letter.to_string() } else { format!("{letter}{}", index / 26) }
}
