//! The text of a source that is not read yet, kept in the way of its form.

use super::detect::{Detected, Form, detect_source, start_of};
use super::formats::cells::{Cells, delimiter_of};
use super::formats::document::WholeDocument;
use super::formats::json::Json;
use super::formats::{Parser, parser_of};
use super::lines::Lines;
use super::link::Position;
use super::list_builder::LinkListBuilder;
use super::normal::Rejection;
use super::plain::{read_line, read_text};
use super::prose_links::ProseLinks;
use super::reader::ReadOptions;
use crate::ids::SourceId;
use crate::input::not_sent::NotSent;

/// Text that one step reads, in bytes, as far as its form allows.
pub(super) const STEP_BYTES: usize = 1 << 16;
/// Links that one step takes where they are known already.
pub(super) const STEP_LINKS: usize = 1_000;

/// Where links go, and what is needed on the way.
#[derive(Debug)]
pub(super) struct Sink<'s> {
    pub(super) builder: &'s mut LinkListBuilder,
    pub(super) prose_links: &'s mut ProseLinks,
    pub(super) options: &'s ReadOptions,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReadProgress {
    More,
    NeedMoreInput,
    Done,
}

/// What came of a source and is not read yet.
#[derive(Debug)]
pub(super) enum Content {
    /// Its form is not known.
    Undetected { text: String, ended: bool },
    /// A list, or prose.
    Lines { lines: Lines, prose: bool },
    /// A table.
    Cells(Cells),
    /// JSON.
    Json(Json),
    /// A document that is read as a whole.
    Document(WholeDocument),
    /// Text of a source that is no text is not kept.
    Rejected { ended: bool },
}

impl Content {
    pub(super) const fn new() -> Self {
        Self::Undetected { text: String::new(), ended: false }
    }

    pub(super) fn push(&mut self, more: &str) {
        match self {
            Self::Undetected { text, .. } => text.push_str(more),
            Self::Lines { lines, .. } => lines.push(more),
            Self::Cells(cells) => cells.push(more),
            Self::Json(json) => json.push(more),
            Self::Document(document) => document.push(more),
            Self::Rejected { .. } => {}
        }
    }

    pub(super) fn end(&mut self) {
        match self {
            Self::Undetected { ended, .. } | Self::Rejected { ended } => *ended = true,
            Self::Lines { lines, .. } => lines.ended = true,
            Self::Cells(cells) => cells.buffer.ended = true,
            Self::Json(json) => json.buffer.ended = true,
            Self::Document(document) => document.buffer.ended = true,
        }
    }

    /// Finds out the form of `source`, unless it is `given`; returns it once. What is no text becomes one problem.
    pub(super) fn detect(
        &mut self,
        source: SourceId,
        given: Option<Form>,
        builder: &mut LinkListBuilder,
    ) -> Option<Form> {
        let Self::Undetected { text, ended } = self else { return None };
        let ended = *ended;
        let name = builder.list.sources().get(source.index()).map_or("", |name| name);
        let detected = detect_source(name, given, text, ended)?;
        let text = core::mem::take(text);
        let (content, form) = match detected {
            Detected::Form(form) => (Self::of_form(form, text), form),
            Detected::Binary(kind) => {
                let place = Position { source, line: 1, column: 1 };
                builder.reject(place, "", Rejection::new(NotSent::NotText, kind));
                (Self::Rejected { ended }, Form::default())
            }
        };
        *self = content;
        if ended {
            self.end();
        }
        Some(form)
    }

    /// Reads on for a millisecond or two; a document that is read as a whole takes as long as it takes.
    pub(super) fn step(&mut self, source: SourceId, sink: &mut Sink<'_>) -> ReadProgress {
        match self {
            Self::Undetected { .. } | Self::Rejected { ended: false } => ReadProgress::NeedMoreInput,
            Self::Rejected { ended: true } => ReadProgress::Done,
            Self::Lines { lines, prose } => step_lines(lines, *prose, source, sink),
            Self::Cells(cells) => cells.step(source, sink),
            Self::Json(json) => json.step(source, sink),
            Self::Document(document) => document.step(source, sink),
        }
    }

    fn of_form(form: Form, text: String) -> Self {
        match parser_of(form) {
            Parser::Lines { prose } => Self::Lines { lines: Lines::new(text), prose },
            Parser::Cells { delimiter } => {
                let delimiter = delimiter.unwrap_or_else(|| delimiter_of(start_of(&text)));
                Self::Cells(Cells::new(text, delimiter))
            }
            Parser::Json { by_line } => Self::Json(Json::new(text, by_line)),
            Parser::Document { .. } | Parser::Xml => Self::Document(WholeDocument::new(text, form)),
        }
    }
}

fn step_lines(lines: &mut Lines, prose: bool, source: SourceId, sink: &mut Sink<'_>) -> ReadProgress {
    let mut read = 0;
    while read < STEP_BYTES && !sink.builder.is_expanding() && !sink.builder.is_step_over() {
        let Some(piece) = lines.next(prose) else {
            return if lines.ended { ReadProgress::Done } else { ReadProgress::NeedMoreInput };
        };
        let place = Position { source, line: piece.line, column: piece.column };
        // A line costs more than its bytes: an empty one is not free.
        read += piece.text.len() + 16;
        if prose {
            read_text(piece.text, place, sink.prose_links, sink.builder);
        } else {
            read_line(piece.text, place, sink.prose_links, sink.builder);
        }
    }
    ReadProgress::More
}
