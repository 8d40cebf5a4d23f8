//! Turns links into rows and targets: normalised or rejected, merged with duplicates, counted.

use std::rc::Rc;

use url::Url;

use super::index::TargetIndex;
use super::link::Position;
use super::link_filter::LinkFilter;
use super::list::{LinkList, ListMark, MAX_LINKS};
use super::list_reader::ReadOptions;
use super::normal::{self, NormalizedUrl, PageContext, Rejection};
use super::pattern::Pattern;
use super::pattern::resolve::{Resolved, resolve};
use super::rejection_counts::{RejectionCounts, grouped};
use super::relative::{ResolvedHref, resolve_href};
use crate::ids::{LinkId, SourceId};
use crate::input::not_sent::NotSent;
use crate::settings::Duplicates;

/// Most links of a pattern that are read one by one: it varies the host or the parts of the URL, or some are left out.
pub const MAX_EXPANDED: u64 = 2_000_000;

/// Most times that each link may be requested.
pub const MAX_TIMES: u32 = 1_000;

/// What the links of one step may cost before it is over: see [`LinkListBuilder::is_step_over`].
const STEP_COST: usize = 1 << 18;
/// Cost of a row, in addition to the bytes of its URL.
const ROW_COST: usize = 64;

/// A pattern that is being read link by link.
#[derive(Clone, Debug)]
pub(super) struct Expansion {
    pattern: Pattern,
    text: Box<str>,
    place: Position,
    next: u64,
    /// What was wrong with all links so far; `None` once one can be sent, from where on each has its own row.
    rejections: Option<RejectionCounts>,
}

/// A directive that had no link below it so far.
#[derive(Clone, Debug)]
struct Unused {
    place: Position,
    text: Box<str>,
}

/// The links that came after the list was full: they share the last row.
#[derive(Clone, Copy, Debug, Default)]
struct NotTaken {
    /// How many there are besides the one whose row it is; `None` before there is any.
    more: Option<u64>,
    index: usize,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct BuilderMark {
    list: ListMark,
    commented_out: u32,
    not_taken: NotTaken,
}

#[derive(Clone, Debug)]
pub(super) struct LinkListBuilder {
    page: PageContext,
    duplicates: Duplicates,
    filter: LinkFilter,
    times: u32,
    pub(super) list: Rc<LinkList>,
    index: TargetIndex,
    pub(super) commented_out: u32,
    not_taken: NotTaken,
    expansion: Option<Expansion>,
    /// How often to request each link of the list, by its last directive.
    repeat: u32,
    /// That directive, while it repeats nothing.
    unused: Option<Unused>,
    /// For the URL of a pattern that is being read link by link.
    url: String,
    /// What the links of this step cost so far, in bytes that are read.
    cost: usize,
}

impl LinkListBuilder {
    pub(super) fn new(options: &ReadOptions) -> Self {
        Self {
            page: options.page,
            duplicates: options.duplicates,
            filter: LinkFilter::new(&options.filter),
            times: options.times.clamp(1, MAX_TIMES),
            list: Rc::default(),
            index: TargetIndex::default(),
            commented_out: 0,
            not_taken: NotTaken::default(),
            expansion: None,
            repeat: 1,
            unused: None,
            url: String::new(),
            cost: 0,
        }
    }

    /// The list, copied first while it is shared.
    fn list_mut(&mut self) -> &mut LinkList {
        Rc::make_mut(&mut self.list)
    }

    pub(super) fn begin_source(&mut self, name: &str) -> Option<SourceId> {
        self.list_mut().begin_source(name)
    }

    pub(super) fn begin_step(&mut self) {
        self.cost = 0;
    }

    /// Whether this step has cost enough: a link may become a thousand rows, be 64 KB long, or meet a large expression.
    pub(super) fn is_step_over(&self) -> bool {
        self.cost >= STEP_COST
    }

    /// Counts a comment, `with_link` when it holds one.
    pub(super) fn count_comment(&mut self, with_link: bool) {
        self.commented_out = self.commented_out.saturating_add(u32::from(with_link));
    }

    /// Requests each further link of the list `times` times, as the directive `text` says.
    pub(super) fn set_repeat(&mut self, times: u32, place: Position, text: &str) {
        self.end_repeat();
        self.repeat = times;
        // To repeat nothing once ends what was repeated before.
        self.unused = (times > 1).then(|| Unused { place, text: text.into() });
    }

    /// Ends the links below the last directive; rejects one that had none.
    pub(super) fn end_repeat(&mut self) {
        self.repeat = 1;
        if let Some(Unused { place, text }) = self.unused.take() {
            self.reject(place, &text, Rejection::new(NotSent::Directive, "no link below it"));
        }
    }

    /// Takes a word of a list: a pattern or a link.
    pub(super) fn take_line(&mut self, place: Position, text: &str) {
        let repeat = self.repeat.saturating_mul(self.times);
        match Pattern::parse(text) {
            Ok(None) => return self.take_repeated(place, text),
            Ok(Some(pattern)) if repeat > 1 => self.take_pattern(place, text, pattern.repeated(repeat)),
            Ok(Some(pattern)) => self.take_pattern(place, text, pattern),
            Err(problem) => {
                let detail = format!("at character {}: {problem}", problem.offset.saturating_add(1));
                self.reject(place, text, Rejection::new(NotSent::Pattern, detail));
            }
        }
        self.unused = None;
    }

    /// Takes a link of a list as it is, as often as the last directive says.
    pub(super) fn take_repeated(&mut self, place: Position, text: &str) {
        let repeat = self.repeat.saturating_mul(self.times);
        self.unused = None;
        if repeat == 1 {
            return self.take(place, text);
        }
        // What is not sent is one link however often it is not.
        match self.pass(text, text) {
            Ok(_) => self.take_pattern(place, text, Pattern::literal(text).repeated(repeat)),
            Err(rejection) => self.reject(place, text, rejection),
        }
    }

    /// Takes a link as it is.
    pub(super) fn take(&mut self, place: Position, text: &str) {
        self.take_as(place, text, text);
    }

    /// Takes a link as it is, with the label of its document.
    pub(super) fn take_labelled(&mut self, place: Position, text: &str, label: &str) {
        let before = self.list.links();
        self.take(place, text);
        self.label_since(before, label);
    }

    /// Takes a link of a document whose base URL is `base`; one that leads to a place in the same document is none.
    pub(super) fn take_found(&mut self, place: Position, text: &str, label: &str, base: Option<&Url>) {
        let before = self.list.links();
        match resolve_href(text, base) {
            ResolvedHref::Nothing => {}
            ResolvedHref::AsGiven => self.take(place, text),
            ResolvedHref::Url(url) => self.take_as(place, text, &url),
            ResolvedHref::Relative => self.reject(place, text, Rejection::new(NotSent::Relative, "")),
        }
        self.label_since(before, label);
    }

    /// Adds a label to the links that came after there were `before`.
    fn label_since(&mut self, before: u32, label: &str) {
        for row in before..self.list.links() {
            self.list_mut().add_label(LinkId(row), label);
        }
    }

    /// Takes a link for `url`, which was given as `text`.
    fn take_as(&mut self, place: Position, text: &str, url: &str) {
        let duplicates = if self.times > 1 { Duplicates::Each } else { self.duplicates };
        match self.pass(text, url) {
            Ok(ready) => {
                for nth in 0..self.times {
                    if !self.has_room(1) {
                        return self.pass_over(place, ready.whole(), u64::from(self.times - nth));
                    }
                    self.add(place, &ready, duplicates);
                }
            }
            Err(rejection) => self.reject(place, text, rejection),
        }
    }

    /// Normalises `url`, given as `text`, unless the user leaves it out.
    fn pass<'t>(&mut self, text: &str, url: &'t str) -> Result<NormalizedUrl<'t>, Rejection> {
        self.cost += self.filter.cost(text, url);
        self.filter.pass(text, normal::normalize(url, self.page))
    }

    pub(super) fn reject(&mut self, place: Position, text: &str, rejection: Rejection) {
        self.cost += ROW_COST;
        if self.has_room(1) {
            self.list_mut().reject(place, rejection.reason, text, rejection.detail);
        } else {
            self.pass_over(place, text, 1);
        }
    }

    /// Reads up to `most` links of the current pattern; `false` when there is none, or it is done. Where none can be
    /// sent, it becomes a row for each reason, not each link: a typo may expand to a million.
    pub(super) fn expand(&mut self, most: u64) -> bool {
        let Some(mut expansion) = self.expansion.take() else { return false };
        let mut url = core::mem::take(&mut self.url);
        let end = expansion.pattern.count().min(expansion.next.saturating_add(most));
        while expansion.next < end && !self.is_step_over() {
            url.clear();
            expansion.pattern.write(expansion.next, &mut url);
            let read = self.pass(&url, &url);
            match (read, &mut expansion.rejections) {
                (Err(rejection), Some(rejections)) if !rejection.reason.is_user_choice() => {
                    rejections.add(rejection);
                }
                (_, Some(_)) if expansion.next > 0 => {
                    // Those before it have their rows too.
                    expansion.rejections = None;
                    expansion.next = 0;
                    break;
                }
                // Each link of a pattern is a request of its own.
                (Ok(url), rejections) => {
                    *rejections = None;
                    self.add(expansion.place, &url, Duplicates::Each);
                }
                (Err(rejection), rejections) => {
                    *rejections = None;
                    self.reject(expansion.place, &url, rejection);
                }
            }
            expansion.next += 1;
        }
        self.url = url;
        if expansion.next < expansion.pattern.count() {
            self.expansion = Some(expansion);
        } else if let Some(rejections) = expansion.rejections {
            for rejection in rejections.into_rejections() {
                self.reject(expansion.place, &expansion.text, rejection);
            }
        }
        self.expansion.is_some()
    }

    pub(super) fn is_expanding(&self) -> bool {
        self.expansion.is_some()
    }

    pub(super) fn mark(&self) -> BuilderMark {
        BuilderMark { list: self.list.mark(), commented_out: self.commented_out, not_taken: self.not_taken }
    }

    pub(super) fn cut_back(&mut self, mark: &BuilderMark) {
        self.expansion = None;
        self.repeat = 1;
        self.unused = None;
        self.index.truncate(mark.list.targets(), self.list.targets());
        self.list_mut().cut_back(mark.list);
        self.commented_out = mark.commented_out;
        self.not_taken = mark.not_taken;
        self.tell_not_taken();
    }

    fn take_pattern(&mut self, place: Position, text: &str, pattern: Pattern) {
        if pattern.is_literal() {
            let mut url = String::new();
            pattern.write(0, &mut url);
            return self.take_as(place, text, &url);
        }
        if let Some(rejection) = normal::broken(text) {
            return self.reject(place, text, rejection);
        }
        let count = pattern.count();
        let resolved = match resolve(&pattern, self.page, &self.filter) {
            Ok(resolved) => resolved,
            // As many links are left out as are given.
            Err(rejection) if rejection.reason.is_user_choice() => Resolved::Eager,
            Err(rejection) => return self.reject(place, text, rejection),
        };
        if !self.has_room(count) {
            let room = u64::from(MAX_LINKS.saturating_sub(self.list.links()));
            return match room {
                0 => self.pass_over(place, text, count),
                room => {
                    let detail =
                        format!("{} links, and {} more fit in the list", grouped(count), grouped(room));
                    self.reject(place, text, Rejection::new(NotSent::TooMany, detail));
                }
            };
        }
        match resolved {
            Resolved::Lazy { pattern, origin } => {
                if self.list_mut().add_pattern(place, pattern, &origin).is_none() {
                    self.pass_over(place, text, count);
                }
            }
            Resolved::Eager if count > MAX_EXPANDED => {
                let detail =
                    format!("{} links; at most 2,000,000 where each is read for itself", grouped(count));
                self.reject(place, text, Rejection::new(NotSent::TooMany, detail));
            }
            Resolved::Eager => {
                let rejections = Some(RejectionCounts::default());
                self.expansion = Some(Expansion { pattern, text: text.into(), place, next: 0, rejections });
            }
        }
    }

    fn add(&mut self, place: Position, ready: &NormalizedUrl<'_>, duplicates: Duplicates) {
        if !self.has_room(1) {
            return self.pass_over(place, ready.whole(), 1);
        }
        self.cost += ROW_COST + ready.whole().len();
        let url = ready.url();
        let merges = duplicates == Duplicates::Once;
        let known = if merges { self.index.find(url, self.list.targets()) } else { None };
        let Some(target) = known.or_else(|| self.list_mut().add_target(url, ready.origin())) else {
            return self.pass_over(place, ready.whole(), 1);
        };
        if merges && known.is_none() {
            self.index.insert(url, target);
        }
        self.list_mut().add_link(place, target);
        if let Some(fragment) = ready.fragment() {
            self.list_mut().add_fragment(fragment);
        }
    }

    fn has_room(&self, count: u64) -> bool {
        u64::from(self.list.links()).saturating_add(count) <= u64::from(MAX_LINKS)
    }

    /// Adds `count` to the single "list is full" row, creating it on first use.
    fn pass_over(&mut self, place: Position, text: &str, count: u64) {
        if let Some(more) = &mut self.not_taken.more {
            *more = more.saturating_add(count);
        } else {
            self.not_taken =
                NotTaken { more: Some(count.saturating_sub(1)), index: self.list.rejected().len() };
            self.list_mut().reject(place, NotSent::TooMany, text, "");
        }
        self.tell_not_taken();
    }

    fn tell_not_taken(&mut self) {
        let Some(more) = self.not_taken.more else { return };
        let detail = match more {
            0 => "the list is full".to_owned(),
            more => format!("the list is full; and {} more links not taken", grouped(more)),
        };
        let index = self.not_taken.index;
        self.list_mut().set_detail(index, detail);
    }
}
