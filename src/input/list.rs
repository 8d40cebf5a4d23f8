//! The whole list: sources, links, targets and the origins they go to. What the reader fills and everyone asks.

use std::collections::HashMap;

use super::link::{Asks, Links, Position, Rejected};
use super::pattern::Pattern;
use super::target::{TargetSpan, Targets};
use crate::result::not_sent::NotSent;

/// Most links that one list holds.
pub const MAX_LINKS: u32 = 5_000_000;

/// An origin that targets go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// `scheme://host[:port]`, as the URL standard serialises it.
    pub text: Box<str>,
    /// Where the host stands in it (with its port, when that is not the scheme's own).
    host: core::ops::Range<usize>,
}

impl Origin {
    /// The origin written as `text` (`https://example.org:8080`).
    pub fn new(text: &str) -> Self {
        let start = text.find("://").map_or(0, |at| at + 3);
        Self { text: text.into(), host: start..text.len() }
    }

    /// The host, with its port where that is not the scheme's own.
    pub fn host(&self) -> &str {
        &self.text[self.host.clone()]
    }
}

/// A point to which a list can be cut back: what a re-read text area added goes, the rest stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    links: u32,
    targets: u32,
    rejected: u32,
    sources: u16,
}

/// Sources, links, targets and origins of what the user gave.
#[derive(Clone, Debug, Default)]
pub struct LinkList {
    sources: Vec<Box<str>>,
    links: Links,
    targets: Targets,
    rejected: Vec<Rejected>,
    origins: Vec<Origin>,
    origin_numbers: HashMap<Box<str>, u32>,
    /// For each literal target its origin; for each pattern span (by its first target) in `pattern_origins`.
    literal_origins: Vec<u32>,
    pattern_origins: HashMap<u32, u32>,
}

impl LinkList {
    /// Number of links.
    pub fn links(&self) -> u32 {
        self.links.len()
    }

    /// The targets.
    pub fn targets(&self) -> &Targets {
        &self.targets
    }

    /// The origins, in the order in which they were first asked for.
    pub fn origins(&self) -> &[Origin] {
        &self.origins
    }

    /// The links that cannot be sent, in the order of their rows.
    pub fn rejected(&self) -> &[Rejected] {
        &self.rejected
    }

    /// The names of the sources; the text area's is empty.
    pub fn sources(&self) -> &[Box<str>] {
        &self.sources
    }

    /// Begins a source; links added from now on stand in it. `None` when there are 65,535 of them.
    pub fn begin_source(&mut self, name: &str) -> Option<u16> {
        let number = u16::try_from(self.sources.len()).ok().filter(|&number| number < u16::MAX)?;
        self.sources.push(name.into());
        Some(number)
    }

    /// Adds a new target for `url` at `origin`; `None` when no more fit.
    pub fn add_target(&mut self, url: &str, origin: &str) -> Option<u32> {
        let target = self.targets.push_literal(url)?;
        let origin = self.origin_number(origin)?;
        self.literal_origins.push(origin);
        Some(target)
    }

    /// Adds a link to a target that exists.
    pub fn add_link(&mut self, place: Position, target: u32) -> u32 {
        self.links.push(place, Asks::Target(target))
    }

    /// Adds all links and targets of a pattern whose URLs all go to `origin`; `None` when no more fit.
    pub fn add_pattern(&mut self, place: Position, pattern: Pattern, origin: &str) -> Option<u32> {
        let count = u32::try_from(pattern.count()).ok()?;
        let first = self.targets.push_pattern(pattern)?;
        let origin = self.origin_number(origin)?;
        self.pattern_origins.insert(first, origin);
        Some(self.links.push_pattern(place, first, count))
    }

    /// Adds a link that cannot be sent; `text` is cut after 200 characters.
    pub fn reject(&mut self, place: Position, reason: NotSent, text: &str, detail: &str) -> u32 {
        let index = u32::try_from(self.rejected.len()).unwrap_or(u32::MAX);
        let row = self.links.push(place, Asks::Rejected(index));
        let end = text.char_indices().nth(200).map_or(text.len(), |(at, _)| at);
        self.rejected.push(Rejected { row, reason, text: text[..end].into(), detail: detail.into() });
        row
    }

    /// What the link in `row` asks for; `None` past the end.
    pub fn asks(&self, row: u32) -> Option<Asks> {
        self.links.asks(row)
    }

    /// Where the link in `row` stands; `None` past the end.
    pub fn position(&self, row: u32) -> Option<Position> {
        self.links.position(row)
    }

    /// Writes what is shown as the URL of `row` into `text`: the target's, or the text as given when it cannot be
    /// sent; empty past the end.
    pub fn write_url(&self, row: u32, text: &mut String) {
        text.clear();
        match self.asks(row) {
            Some(Asks::Target(target)) => {
                self.targets.write_url(target, text);
            }
            Some(Asks::Rejected(index)) => {
                text.push_str(self.rejected.get(index as usize).map_or("", |rejected| &rejected.text));
            }
            None => {}
        }
    }

    /// Writes where the link stands into `text`: `name:line:column`, or `line:column` in the text area.
    pub fn write_source(&self, row: u32, text: &mut String) {
        use core::fmt::Write as _;
        text.clear();
        let Some(place) = self.position(row) else { return };
        let name = self.sources.get(usize::from(place.source)).map_or("", |name| name);
        if !name.is_empty() {
            text.push_str(name);
            text.push(':');
        }
        // Writing to a String cannot fail.
        let _ = write!(text, "{}:{}", place.line, place.column);
    }

    /// The number of the origin that `target` goes to; `None` past the end.
    pub fn origin_of(&self, target: u32) -> Option<u32> {
        let (_, _, spans) = self.targets.parts();
        let at = spans.partition_point(|span| span.first() <= target).checked_sub(1)?;
        match spans.get(at)? {
            TargetSpan::Literal { first, literal, .. } => {
                self.literal_origins.get((literal + (target - first)) as usize).copied()
            }
            TargetSpan::Pattern { first, .. } => self.pattern_origins.get(first).copied(),
        }
    }

    /// The host that `target` goes to; empty past the end.
    pub fn host(&self, target: u32) -> &str {
        let origin = self.origin_of(target).and_then(|number| self.origins.get(number as usize));
        origin.map_or("", Origin::host)
    }

    /// Where the list stands now, for [`LinkList::cut_back`].
    pub fn mark(&self) -> Mark {
        Mark {
            links: self.links.len(),
            targets: self.targets.len(),
            rejected: u32::try_from(self.rejected.len()).unwrap_or(u32::MAX),
            sources: u16::try_from(self.sources.len()).unwrap_or(u16::MAX),
        }
    }

    /// Drops all that came since `mark`. Origins stay: they cost little and may come again.
    pub fn cut_back(&mut self, mark: Mark) {
        self.links.truncate(mark.links);
        self.targets.truncate(mark.targets);
        self.rejected.truncate(mark.rejected as usize);
        self.sources.truncate(usize::from(mark.sources));
        self.pattern_origins.retain(|&first, _| first < mark.targets);
        let (_, ends, _) = self.targets.parts();
        self.literal_origins.truncate(ends.len());
    }

    fn origin_number(&mut self, origin: &str) -> Option<u32> {
        if let Some(&number) = self.origin_numbers.get(origin) {
            return Some(number);
        }
        let number = u32::try_from(self.origins.len()).ok()?;
        self.origins.push(Origin::new(origin));
        self.origin_numbers.insert(origin.into(), number);
        Some(number)
    }
}
