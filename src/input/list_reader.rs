//! Reads sources into a list of links, without a clock and without ever working long. Documents it has read by somebody
//! else: their text goes out, their links come back.

use std::rc::Rc;

use url::Url;

use super::content::Content;
use super::detect::Form;
use super::document_inbox::DocumentInbox;
use super::document_links::DocumentLinks;
use super::document_reader::{DocumentPiece, ReadProgress};
use super::link::{Position, Rejected};
use super::link_filter::LinkFilterOptions;
use super::list::LinkList;
use super::list_builder::{BuilderMark, LinkListBuilder};
use super::normal::{PageContext, Rejection};
use super::not_sent::NotSent;
use super::prose_links::ProseLinks;
use crate::ids::{LinkId, SourceId};
use crate::settings::Duplicates;

pub use super::list_builder::{MAX_EXPANDED, MAX_TIMES};

/// Links of a pattern that one step reads.
const STEP_LINKS: u64 = 1_000;

/// How lists are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    /// Where the page that sends the requests came from.
    pub page: PageContext,
    /// Whether links to the same URL share a target.
    pub duplicates: Duplicates,
    /// The form of every source; `None` finds it out for each.
    pub form: Option<Form>,
    /// Base URL of documents; a document's own `base` takes precedence.
    pub base: Option<Url>,
    /// Whether bare URLs in the code of Markdown are links too.
    pub code: bool,
    /// Which links are requested.
    pub filter: LinkFilterOptions,
    /// How often each link is requested, 1 to [`MAX_TIMES`]: each time a link and a target of its own.
    pub times: u32,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            page: PageContext::default(),
            duplicates: Duplicates::default(),
            form: None,
            base: None,
            code: false,
            filter: LinkFilterOptions::default(),
            times: 1,
        }
    }
}

/// What was read so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadingCounts {
    /// Links.
    pub links: u32,
    /// Targets: requests to make.
    pub targets: u32,
    /// Origins that targets go to.
    pub hosts: u32,
    /// Links that cannot be sent.
    pub rejected: u32,
    /// Links that could be sent and are not, as the user wishes.
    pub left_out: u32,
    /// Comments that hold a link.
    pub commented_out: u32,
    /// Bytes of text, in UTF-8.
    pub bytes: u64,
}

/// A link that cannot be sent, as shown to the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnsentLink<'l> {
    /// Its row in the list.
    pub row: LinkId,
    /// Its place.
    pub position: Position,
    /// The name of its source; the text area's is empty.
    pub source: &'l str,
    /// The text as given, cut after 200 characters.
    pub text: &'l str,
    /// Why it cannot be sent, in a few words.
    pub reason: &'static str,
    /// What exactly is wrong; empty where the reason says it all.
    pub detail: &'l str,
    /// What to do.
    pub hint: &'static str,
}

/// A state of a [`ListReader`], for [`ListReader::cut_back`].
#[derive(Clone, Copy, Debug)]
pub struct ReadMark {
    builder: BuilderMark,
    bytes: u64,
}

#[derive(Debug)]
struct OpenSource {
    number: SourceId,
    given: Option<Form>,
    content: Content,
}

/// Reads sources one after another into a [`LinkList`].
///
/// Order of calls: [`begin_source`](Self::begin_source), [`push`](Self::push) for each piece of its text,
/// [`end_source`](Self::end_source); after each of them [`step`](Self::step), a millisecond or two, until it returns
/// `false`. Only steps do work, and counts are of what was stepped through. The result does not depend on the pieces.
/// [`cut_back`](Self::cut_back) returns to a [`mark`](Self::mark) taken between two sources.
///
/// Lists and prose are read as they come. Of a document, each step may have a piece go out by
/// [`poll_document`](Self::poll_document); a [`DocumentReader`](super::document_reader::DocumentReader) reads it, and
/// [`handle_links`](Self::handle_links) takes what it found. Meanwhile the reader [`is_waiting`](Self::is_waiting).
///
/// The links of a pattern are targets of their own, merged with no others whatever [`ReadOptions::duplicates`] says.
#[derive(Debug)]
pub struct ListReader {
    options: ReadOptions,
    builder: LinkListBuilder,
    prose_links: ProseLinks,
    source: Option<OpenSource>,
    forms: Vec<Form>,
    bytes: u64,
}

impl ListReader {
    /// A reader with an empty list.
    pub fn new(options: ReadOptions) -> Self {
        Self {
            builder: LinkListBuilder::new(&options),
            options,
            prose_links: ProseLinks::new(),
            source: None,
            forms: Vec::new(),
            bytes: 0,
        }
    }

    /// Begins a source and returns its number; the text area's name is empty. `form` goes before that of the options.
    /// A source still open is dropped as far as it is not read. `None`, and all text until the next is skipped, when
    /// there are 65,535 sources.
    pub fn begin_source(&mut self, name: &str, form: Option<Form>) -> Option<SourceId> {
        self.builder.end_repeat();
        self.source = None;
        let number = self.builder.begin_source(name)?;
        let given = form.or(self.options.form);
        self.forms.push(given.unwrap_or_default());
        self.source = Some(OpenSource { number, given, content: Content::new() });
        Some(number)
    }

    /// Adds text to the source, of any length; cut anywhere.
    pub fn push(&mut self, text: &str) {
        if let Some(source) = &mut self.source {
            source.content.push(text);
            self.bytes = self.bytes.saturating_add(u64::try_from(text.len()).unwrap_or(u64::MAX));
        }
    }

    /// The source has no more text.
    pub fn end_source(&mut self) {
        if let Some(source) = &mut self.source {
            source.content.end();
        }
    }

    /// Reads on for a millisecond or two: 64 KB of text, or 1,000 links of a document or an expanded pattern. Returns
    /// whether there is more to do before the next text.
    ///
    /// The cost is bounded: at most one more line of 1 MiB, less where links are long, repeated, or filtered by large
    /// expressions.
    pub fn step(&mut self) -> bool {
        self.builder.begin_step();
        if self.builder.is_expanding() {
            self.builder.expand(STEP_LINKS);
            return self.has_more();
        }
        let Self { options, builder, prose_links, source, forms, .. } = self;
        let Some(OpenSource { number, given, content }) = source else { return false };
        if let Some(form) = content.detect(*number, *given, options.code, builder)
            && let Some(of_source) = forms.get_mut(number.index())
        {
            *of_source = form;
        }
        match content.step(*number, builder, prose_links, options.base.as_ref()) {
            ReadProgress::More => true,
            ReadProgress::NeedMoreInput => false,
            ReadProgress::Done => {
                builder.end_repeat();
                *source = None;
                false
            }
        }
    }

    /// The next piece of a document to be read elsewhere; `None` when there is none now.
    pub fn poll_document(&mut self) -> Option<DocumentPiece> {
        self.document()?.poll_piece()
    }

    /// Whether nothing can be done before links of a document come.
    pub fn is_waiting(&self) -> bool {
        !self.builder.is_expanding() && self.source.as_ref().is_some_and(|source| source.content.is_waiting())
    }

    /// Takes links of the open document, and how far what went out of it is read.
    pub fn handle_links(&mut self, links: DocumentLinks, progress: ReadProgress) {
        if let Some(document) = self.document() {
            document.handle_links(links, progress);
        }
    }

    /// The open document cannot be read any further, for the reason of `detail`: what came of it is kept.
    pub fn give_up_document(&mut self, detail: &'static str) {
        let Some(source) = self.source.as_mut().map(|source| source.number) else { return };
        if self.document().is_some_and(DocumentInbox::give_up) {
            let place = Position { source, line: 1, column: 1 };
            self.builder.reject(place, "", Rejection::new(NotSent::Unreadable, detail));
        }
    }

    fn document(&mut self) -> Option<&mut DocumentInbox> {
        self.source.as_mut()?.content.document()
    }

    /// The state of the reader. Take it between two sources, when [`step`](Self::step) has returned `false`.
    pub fn mark(&self) -> ReadMark {
        ReadMark { builder: self.builder.mark(), bytes: self.bytes }
    }

    /// Drops all since `mark`, an open source too. Costs what is dropped, and little of what is kept.
    pub fn cut_back(&mut self, mark: &ReadMark) {
        self.source = None;
        self.builder.cut_back(&mark.builder);
        self.forms.truncate(self.builder.list.sources().len());
        self.bytes = mark.bytes;
    }

    /// The list as far as it is read.
    pub fn list(&self) -> &LinkList {
        &self.builder.list
    }

    /// The list as it is now, to be kept: what is read after this changes a copy.
    pub fn share_list(&self) -> Rc<LinkList> {
        Rc::clone(&self.builder.list)
    }

    /// Whether anybody else holds the list.
    pub fn is_list_shared(&self) -> bool {
        Rc::strong_count(&self.builder.list) > 1
    }

    /// The list; of a source that is still open, what was read of it.
    pub fn into_list(self) -> LinkList {
        Rc::unwrap_or_clone(self.builder.list)
    }

    /// How a source is read; `None` when there is none of this number. It is a list until enough has come to detect it.
    pub fn form(&self, source: SourceId) -> Option<Form> {
        self.forms.get(source.index()).copied()
    }

    /// What was read so far.
    pub fn counts(&self) -> ReadingCounts {
        let list = &self.builder.list;
        ReadingCounts {
            links: list.links(),
            targets: list.targets().len(),
            hosts: list.hosts(),
            rejected: list.rejected_in_all() - list.left_out(),
            left_out: list.left_out(),
            commented_out: self.builder.commented_out,
            bytes: self.bytes,
        }
    }

    /// The links that cannot be sent, in the order of their rows; not those that the user leaves out.
    pub fn problems(&self) -> impl Iterator<Item = UnsentLink<'_>> {
        self.problems_at(self.builder.list.problems())
    }

    /// The first `most` of them, those of `source` before all others. Costs what it gives, however many there are.
    pub fn first_problems(&self, source: SourceId, most: usize) -> impl Iterator<Item = UnsentLink<'_>> {
        let list = &self.builder.list;
        let all = list.problems();
        let rows = list.rows_of(source);
        let before = |row: LinkId| {
            let is_before = |&index: &u32| list.rejected().get(index as usize).is_some_and(|at| at.row < row);
            all.partition_point(is_before)
        };
        let (start, end) = (before(LinkId(rows.start)), before(LinkId(rows.end)));
        let parts = [&all[start..end], &all[..start], &all[end..]];
        parts.into_iter().flat_map(|part| self.problems_at(part)).take(most)
    }

    fn problems_at<'l>(&'l self, indexes: &'l [u32]) -> impl Iterator<Item = UnsentLink<'l>> {
        let rejected = self.builder.list.rejected();
        indexes
            .iter()
            .filter_map(|&index| rejected.get(index as usize))
            .map(|rejected| self.problem(rejected))
    }

    fn problem<'l>(&'l self, rejected: &'l Rejected) -> UnsentLink<'l> {
        let list = &self.builder.list;
        let position =
            list.position(rejected.row).unwrap_or(Position { source: SourceId(0), line: 1, column: 1 });
        UnsentLink {
            row: rejected.row,
            position,
            source: list.sources().get(position.source.index()).map_or("", |name| name),
            text: &rejected.text,
            reason: rejected.reason.reason(),
            detail: &rejected.detail,
            hint: rejected.reason.hint(),
        }
    }

    fn has_more(&self) -> bool {
        self.builder.is_expanding() || self.source.is_some()
    }
}
