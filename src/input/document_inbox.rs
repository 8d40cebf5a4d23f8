//! A document that is read elsewhere: its text goes out in pieces, its links come back in batches and are taken in slices.

use std::collections::VecDeque;

use url::Url;

use super::document_links::{DocumentLinks, FoundAs, WrittenBase};
use super::document_reader::{DocumentKind, DocumentPiece, ReadProgress};
use super::link::Position;
use super::list_builder::LinkListBuilder;
use super::normal::Rejection;
use super::not_sent::NotSent;
use super::relative::base_of;
use crate::ids::SourceId;

/// Links that one step takes.
const STEP_LINKS: usize = 1_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// All that went out is read.
    Idle,
    /// Text waits to go out.
    Posting,
    /// Text has gone out, and links may come.
    Awaiting,
    /// No more links come.
    Over,
}

/// See the [module](self).
#[derive(Debug)]
pub(super) struct DocumentInbox {
    /// Its kind, until the first piece has gone out.
    begins: Option<DocumentKind>,
    /// The text that has not gone out.
    text: String,
    ended: bool,
    /// Whether the last piece has gone out.
    is_last_out: bool,
    stage: Stage,
    batches: VecDeque<DocumentLinks>,
    /// The next link of the first batch.
    next: usize,
    bases: Vec<WrittenBase>,
    /// The base that counted last, resolved.
    current: Option<(u32, Option<Url>)>,
}

impl DocumentInbox {
    pub(super) fn new(kind: DocumentKind, text: String) -> Self {
        Self {
            begins: Some(kind),
            text,
            ended: false,
            is_last_out: false,
            stage: Stage::Idle,
            batches: VecDeque::new(),
            next: 0,
            bases: Vec::new(),
            current: None,
        }
    }

    pub(super) fn push(&mut self, text: &str) {
        if self.stage != Stage::Over {
            self.text.push_str(text);
        }
    }

    pub(super) fn end(&mut self) {
        self.ended = true;
    }

    /// The text to read next, once.
    pub(super) fn poll_piece(&mut self) -> Option<DocumentPiece> {
        if self.stage != Stage::Posting {
            return None;
        }
        self.stage = Stage::Awaiting;
        self.is_last_out = self.ended;
        let text = core::mem::take(&mut self.text);
        Some(DocumentPiece { begins: self.begins.take(), text, is_last: self.ended })
    }

    /// Whether nothing can be done before links come.
    pub(super) fn is_waiting(&self) -> bool {
        self.stage == Stage::Awaiting && self.batches.is_empty()
    }

    /// Takes a batch of links, and how far the text that went out is read.
    pub(super) fn handle_links(&mut self, mut links: DocumentLinks, progress: ReadProgress) {
        if self.stage != Stage::Awaiting {
            return;
        }
        self.bases.append(&mut links.bases);
        if !links.is_empty() {
            self.batches.push_back(links);
        }
        self.stage = match progress {
            ReadProgress::More => Stage::Awaiting,
            ReadProgress::NeedMoreInput => Stage::Idle,
            ReadProgress::Done => Stage::Over,
        };
    }

    /// Ends it; the links that came are kept. Returns whether there was more of it.
    pub(super) fn give_up(&mut self) -> bool {
        self.text = String::new();
        core::mem::replace(&mut self.stage, Stage::Over) != Stage::Over
    }

    /// Takes some links, or has text go out.
    pub(super) fn step(
        &mut self,
        source: SourceId,
        builder: &mut LinkListBuilder,
        outer: Option<&Url>,
    ) -> ReadProgress {
        if !self.batches.is_empty() {
            self.take_some(source, builder, outer);
            return ReadProgress::More;
        }
        match self.stage {
            // Nothing is in it, and nobody need be loaded to say so.
            Stage::Idle if self.ended && self.begins.is_some() && self.text.is_empty() => {
                self.stage = Stage::Over;
                ReadProgress::Done
            }
            Stage::Idle if !self.text.is_empty() || (self.ended && !self.is_last_out) => {
                self.stage = Stage::Posting;
                ReadProgress::More
            }
            Stage::Over if self.ended => ReadProgress::Done,
            Stage::Idle | Stage::Over => ReadProgress::NeedMoreInput,
            Stage::Posting | Stage::Awaiting => ReadProgress::More,
        }
    }

    fn take_some(&mut self, source: SourceId, builder: &mut LinkListBuilder, outer: Option<&Url>) {
        let Self { batches, next, bases, current, .. } = self;
        for _ in 0..STEP_LINKS {
            let Some(link) = batches.front().and_then(|batch| batch.get(*next)) else {
                batches.pop_front();
                *next = 0;
                return;
            };
            if builder.is_step_over() {
                return;
            }
            *next += 1;
            let place = Position { source, line: link.place.line, column: link.place.column };
            match link.found_as {
                FoundAs::Href => {
                    let base = base_at(link.base, bases, current, outer);
                    builder.take_found(place, link.text, link.label, base);
                }
                FoundAs::Bare => builder.take_labelled(place, link.text, link.label),
                FoundAs::Mail => {
                    builder.reject(place, link.text, Rejection::new(NotSent::Scheme, "mailto:"));
                }
                FoundAs::Unreadable => {
                    let rejection = Rejection::new(NotSent::Unreadable, link.label.to_owned());
                    builder.reject(place, link.text, rejection);
                }
            }
        }
    }
}

/// Base number `base` of a document that is at `outer`. The last one is kept in `current`: most links share theirs.
fn base_at<'b>(
    base: Option<u32>,
    bases: &[WrittenBase],
    current: &'b mut Option<(u32, Option<Url>)>,
    outer: Option<&'b Url>,
) -> Option<&'b Url> {
    let Some(base) = base else { return outer };
    if current.as_ref().is_none_or(|(known, _)| *known != base) {
        *current = Some((base, resolve(base, bases, outer)));
    }
    current.as_ref().and_then(|(_, url)| url.as_ref())
}

fn resolve(base: u32, bases: &[WrittenBase], outer: Option<&Url>) -> Option<Url> {
    let of = |number: u32| bases.get(number as usize);
    // A base is relative to an earlier one, so this ends.
    let within = |number: &u32| of(*number).and_then(|base| base.outer).filter(|outer| outer < number);
    let chain: Vec<u32> = core::iter::successors(Some(base), within).collect();
    let written = chain.iter().rev().filter_map(|&number| of(number)).map(|base| &*base.written);
    written.fold(outer.cloned(), |outer, written| base_of(Some(written), outer.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_is_relative_to_the_one_round_it() {
        let base = |outer, written: &str| WrittenBase { outer, written: written.to_owned() };
        let bases = [base(None, "https://a.example/f/"), base(Some(0), "g/"), base(Some(2), "h/")];
        let outer = Url::parse("https://o.example/").ok();
        let mut current = None;
        let mut at = |number| base_at(number, &bases, &mut current, outer.as_ref()).map(Url::to_string);
        assert_eq!(at(None).as_deref(), Some("https://o.example/"));
        assert_eq!(at(Some(1)).as_deref(), Some("https://a.example/f/g/"));
        assert_eq!(at(Some(0)).as_deref(), Some("https://a.example/f/"));
        assert_eq!(at(Some(2)).as_deref(), Some("https://o.example/h/"), "never relative to itself");
        assert_eq!(at(Some(9)).as_deref(), Some("https://o.example/"));
    }
}
