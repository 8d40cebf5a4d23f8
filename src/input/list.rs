//! The whole list: sources, links, targets and the origins they go to. Filled by the reader.

use core::ops::Range;
use std::borrow::Cow;

use hashbrown::HashMap;

use super::fragments::Fragments;
use super::labels::Labels;
use super::link::{LinkKind, LinkPlace, Links, Position, Rejected};
use super::origins::Origins;
use super::pattern::Pattern;
use super::target::{TargetSpan, Targets};
use crate::format::append;
use crate::ids::{LinkId, SourceId, TargetId};
use crate::input::not_sent::NotSent;
use crate::sort::sort_by;

pub use super::origins::Origin;
pub use mark::ListMark;

mod mark;

/// Most links that one list holds. One more row may count the links that were not taken.
pub const MAX_LINKS: u32 = 5_000_000;

/// Most characters that are kept of a link that cannot be sent.
const REJECTED_CHARS: usize = 200;

/// Sources, links, targets and origins of what the user gave.
#[derive(Clone, Debug, Default)]
pub struct LinkList {
    sources: Vec<Box<str>>,
    /// The row of each source's first link.
    source_firsts: Vec<u32>,
    links: Links,
    targets: Targets,
    rejected: Vec<Rejected>,
    /// Which of them the user does not want so.
    problems: Vec<u32>,
    /// Number of rejected links for each reason, in the order of [`NotSent::ALL`].
    reasons: [u32; NotSent::ALL.len()],
    origins: Origins,
    fragments: Fragments,
    labels: Labels,
    /// The number of links of each target that has more than one.
    shared: HashMap<TargetId, u32>,
    /// The targets below this one have a link.
    linked: TargetId,
    /// For each literal target its origin; for each pattern span its first target and its origin, in order.
    literal_origins: Vec<u32>,
    pattern_origins: Vec<(TargetId, u32)>,
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

    /// The origins, in the order of their first link; also those that no target goes to any more.
    pub fn origins(&self) -> &[Origin] {
        self.origins.all()
    }

    /// Number of origins that targets go to.
    pub fn hosts(&self) -> u32 {
        self.origins.in_use()
    }

    /// Number of targets that go to the origin of this number.
    pub fn targets_at(&self, origin: u32) -> u32 {
        self.origins.targets(origin)
    }

    /// The links that cannot be sent, in the order of their rows.
    pub fn rejected(&self) -> &[Rejected] {
        &self.rejected
    }

    /// Those of [`LinkList::rejected`] that the user does not want so: the index of each, in order.
    pub(super) fn problems(&self) -> &[u32] {
        &self.problems
    }

    /// The rows of a source; none past the last.
    pub(super) fn rows_of(&self, source: SourceId) -> Range<u32> {
        let first = self.source_firsts.get(source.index()).copied().unwrap_or(self.links.len());
        first..first + self.links_in(source)
    }

    /// Number of links that cannot be sent or are left out.
    pub fn rejected_in_all(&self) -> u32 {
        self.reasons.iter().sum()
    }

    /// Number of links that cannot be sent for `reason`.
    pub fn rejected_for(&self, reason: NotSent) -> u32 {
        self.reasons[reason as usize]
    }

    /// Number of links that are not sent because the user wants it so.
    pub fn left_out(&self) -> u32 {
        let wanted = NotSent::ALL.into_iter().filter(|reason| reason.is_user_choice());
        wanted.map(|reason| self.rejected_for(reason)).sum()
    }

    /// The names of the sources; the text area's is empty.
    pub fn sources(&self) -> &[Box<str>] {
        &self.sources
    }

    /// The schemes, each with its number of targets, or of links that cannot be sent for it; the most frequent first.
    pub fn schemes(&self) -> Vec<(String, u32)> {
        let mut schemes: HashMap<&str, u32> = HashMap::new();
        for (number, origin) in (0..).zip(self.origins()) {
            let scheme = origin.text.split(':').next().unwrap_or("");
            *schemes.entry(scheme).or_default() += self.targets_at(number);
        }
        for rejected in self.rejected.iter().filter(|rejected| rejected.reason == NotSent::Scheme) {
            *schemes.entry(rejected.detail.trim_end_matches(':')).or_default() += 1;
        }
        let mut schemes: Vec<_> = schemes.into_iter().filter(|(_, count)| *count > 0).collect();
        sort_by(&mut schemes, |a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        schemes.into_iter().map(|(scheme, count)| (scheme.to_owned(), count)).collect()
    }

    /// Number of links in a source.
    pub fn links_in(&self, source: SourceId) -> u32 {
        let at = source.index();
        let end = self.source_firsts.get(at + 1).copied().unwrap_or(self.links.len());
        self.source_firsts.get(at).map_or(0, |first| end - first)
    }

    /// Number of links to `target`, at least 1 for every target of a list that was read; 0 past the end.
    pub fn links_of(&self, target: TargetId) -> u32 {
        if target >= self.linked { 0 } else { self.shared.get(&target).copied().unwrap_or(1) }
    }

    /// The targets that have more than one link, in no order, each with the number of its links.
    pub(crate) fn shared(&self) -> impl Iterator<Item = (TargetId, u32)> {
        self.shared.iter().map(|(&target, &links)| (target, links))
    }

    /// Begins a source; links added from now on belong to it. `None` when there are 65,535 of them.
    pub fn begin_source(&mut self, name: &str) -> Option<SourceId> {
        let number = u16::try_from(self.sources.len()).ok().filter(|&number| number < u16::MAX)?;
        self.sources.push(name.into());
        self.source_firsts.push(self.links.len());
        Some(SourceId(number))
    }

    /// Adds a new target for `url` at `origin`; `None` when no more fit. Links come by [`LinkList::add_link`], and
    /// each target gets its first link before any target after it does.
    pub fn add_target(&mut self, url: &str, origin: &str) -> Option<TargetId> {
        let target = self.targets.push_literal(url)?;
        self.literal_origins.push(self.origins.add(origin, 1));
        Some(target)
    }

    /// Adds a link to a target that exists, and returns its row.
    pub fn add_link(&mut self, place: Position, target: TargetId) -> LinkId {
        if target >= self.linked {
            self.linked = target.plus(1);
        } else {
            *self.shared.entry(target).or_insert(1) += 1;
        }
        self.links.push(place, LinkKind::Target(target))
    }

    /// Adds the fragment, without its `#`, with which the last link added is shown.
    pub fn add_fragment(&mut self, fragment: &str) {
        if let Some(row) = self.links.len().checked_sub(1) {
            self.fragments.push(LinkId(row), fragment);
        }
    }

    /// Labels the link in `row`, beyond all labelled ones, with its name in the document; cut after 120 characters.
    pub(crate) fn add_label(&mut self, row: LinkId, label: &str) {
        self.labels.push(row, label);
    }

    /// Adds all links and targets of a pattern whose URLs all go to `origin`, and returns the first row; `None` when
    /// no more fit. They are targets of their own, shared with no other link.
    pub fn add_pattern(&mut self, place: Position, pattern: Pattern, origin: &str) -> Option<LinkId> {
        let count = u32::try_from(pattern.count()).ok()?;
        let first = self.targets.push_pattern(pattern)?;
        self.pattern_origins.push((first, self.origins.add(origin, count)));
        self.linked = first.plus(count);
        Some(self.links.push_pattern(place, first, count))
    }

    /// Adds a link that cannot be sent, and returns its row; `text` is cut after 200 characters.
    pub fn reject(
        &mut self,
        place: Position,
        reason: NotSent,
        text: &str,
        detail: impl Into<Cow<'static, str>>,
    ) -> LinkId {
        let index = u32::try_from(self.rejected.len()).unwrap_or(u32::MAX);
        let row = self.links.push(place, LinkKind::Rejected(index));
        let end = text.char_indices().nth(REJECTED_CHARS).map_or(text.len(), |(at, _)| at);
        self.reasons[reason as usize] += 1;
        if !reason.is_user_choice() {
            self.problems.push(index);
        }
        self.rejected.push(Rejected { row, reason, text: text[..end].into(), detail: detail.into() });
        row
    }

    /// Says something else of a link that cannot be sent, the `index`th of them.
    pub(super) fn set_detail(&mut self, index: usize, detail: String) {
        if let Some(rejected) = self.rejected.get_mut(index) {
            rejected.detail = detail.into();
        }
    }

    /// The kind of the link in `row`; `None` past the end.
    pub fn kind(&self, row: LinkId) -> Option<LinkKind> {
        self.links.kind(row)
    }

    /// The links in these rows with their kinds, in order: faster than one by one.
    pub fn kinds(&self, rows: Range<u32>) -> impl Iterator<Item = (LinkId, LinkKind)> {
        self.links.kinds(rows)
    }

    /// The first link to `target`; `None` past the end.
    pub fn first_link_of(&self, target: TargetId) -> Option<LinkId> {
        // Each target before it has a link of its own before that.
        let is_it = |(_, kind): &(LinkId, LinkKind)| *kind == LinkKind::Target(target);
        self.kinds(target.0..self.links()).find(is_it).map(|(link, _)| link)
    }

    /// The place of the link in `row`; `None` past the end.
    pub fn position(&self, row: LinkId) -> Option<Position> {
        self.links.position(row)
    }

    /// Where the link in `row` can be shown: in one of the sources, or in the text area; `None` past the end.
    pub fn place(&self, row: LinkId) -> Option<LinkPlace> {
        let Position { source, line, column } = self.position(row)?;
        let is_named = self.sources.get(source.index()).is_some_and(|name| !name.is_empty());
        Some(LinkPlace { source: is_named.then_some(source), line, column })
    }

    /// The fragment, without its `#`, that the single link in `row` is shown with; `None` when it has none.
    pub fn fragment(&self, row: LinkId) -> Option<&str> {
        self.fragments.get(row)
    }

    /// Whether any link is shown with a fragment.
    pub const fn has_fragments(&self) -> bool {
        !self.fragments.is_empty()
    }

    /// The label of `row` (anchor text, column, JSON pointer, entry's title), at most 120 characters; `None` for none.
    pub fn label(&self, row: LinkId) -> Option<&str> {
        self.labels.get(row)
    }

    /// Number of different labels.
    pub(crate) fn labels(&self) -> u32 {
        self.labels.distinct()
    }

    /// The number of `row`'s label among the different ones.
    pub(crate) fn label_number(&self, row: LinkId) -> Option<u32> {
        self.labels.number_of(row)
    }

    /// The label of that number.
    pub(crate) fn label_text(&self, number: u32) -> Option<&str> {
        self.labels.text(number)
    }

    /// Writes `row`'s URL as shown: with its own fragment, or as given if it cannot be sent; empty past the end.
    pub fn write_url(&self, row: LinkId, text: &mut String) {
        text.clear();
        match self.kind(row) {
            Some(LinkKind::Target(target)) => {
                self.targets.write_url(target, text);
                if !self.targets.write_fragment(target, text)
                    && let Some(fragment) = self.fragments.get(row)
                {
                    text.push('#');
                    text.push_str(fragment);
                }
            }
            Some(LinkKind::Rejected(index)) => {
                text.push_str(self.rejected.get(index as usize).map_or("", |rejected| &rejected.text));
            }
            None => {}
        }
    }

    /// Writes the place of the link into `text`: `name:line:column`, or `line:column` in the text area.
    pub fn write_source(&self, row: LinkId, text: &mut String) {
        text.clear();
        let Some(place) = self.position(row) else { return };
        let name = self.sources.get(place.source.index()).map_or("", |name| name);
        if !name.is_empty() {
            text.push_str(name);
            text.push(':');
        }
        append(text, format_args!("{}:{}", place.line, place.column));
    }

    /// The number of the origin that `target` goes to; `None` past the end.
    pub fn origin_of(&self, target: TargetId) -> Option<u32> {
        match self.targets.span(target)? {
            TargetSpan::Literal { first, literal, .. } => {
                self.literal_origins.get((literal + target.since(*first)) as usize).copied()
            }
            TargetSpan::Pattern { first, .. } => {
                let at = self.pattern_origins.binary_search_by_key(first, |&(first, _)| first).ok()?;
                self.pattern_origins.get(at).map(|&(_, origin)| origin)
            }
        }
    }

    /// The host that `target` goes to; empty past the end.
    pub fn host(&self, target: TargetId) -> &str {
        self.origin(target).map_or("", Origin::host)
    }

    /// The origin that `target` goes to; `None` past the end.
    pub fn origin(&self, target: TargetId) -> Option<&Origin> {
        self.origin_of(target).and_then(|number| self.origins().get(number as usize))
    }

    /// A list of these targets alone, each by its URL; those that are not in this list are left out.
    #[must_use]
    pub fn copy_of(&self, targets: impl IntoIterator<Item = TargetId>) -> Self {
        let (mut copied, mut url) = (Self::default(), String::new());
        for target in targets {
            url.clear();
            if self.targets().write_url(target, &mut url)
                && let Some(origin) = self.origin(target)
            {
                copied.add_target(&url, &origin.text);
            }
        }
        copied
    }
}
