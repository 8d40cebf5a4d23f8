//! The text of a source that is not read yet, kept in the way of its form.

use url::Url;

use super::detect::{Detected, Form, detect_source};
use super::document_inbox::DocumentInbox;
use super::document_reader::{DocumentKind, ReadProgress, STEP_BYTES};
use super::lines::Lines;
use super::link::Position;
use super::list_builder::LinkListBuilder;
use super::normal::Rejection;
use super::plain::{read_line, read_text};
use super::prose_links::ProseLinks;
use crate::ids::SourceId;
use crate::input::not_sent::NotSent;

/// What came of a source and is not read yet.
#[derive(Debug)]
pub(super) enum Content {
    /// Its form is not known.
    Undetected { text: String, ended: bool },
    /// A list, or prose.
    Lines { lines: Lines, prose: bool },
    /// A document, which is read elsewhere.
    Document(Box<DocumentInbox>),
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
            Self::Document(document) => document.push(more),
            Self::Rejected { .. } => {}
        }
    }

    pub(super) fn end(&mut self) {
        match self {
            Self::Undetected { ended, .. } | Self::Rejected { ended } => *ended = true,
            Self::Lines { lines, .. } => lines.ended = true,
            Self::Document(document) => document.end(),
        }
    }

    /// The document, when it is one.
    pub(super) fn document(&mut self) -> Option<&mut DocumentInbox> {
        match self {
            Self::Document(document) => Some(document),
            _ => None,
        }
    }

    /// Whether nothing can be done before links of its document come.
    pub(super) fn is_waiting(&self) -> bool {
        matches!(self, Self::Document(document) if document.is_waiting())
    }

    /// Finds out the form of `source`, unless it is `given`; returns it once. What is no text becomes one problem.
    pub(super) fn detect(
        &mut self,
        source: SourceId,
        given: Option<Form>,
        code: bool,
        builder: &mut LinkListBuilder,
    ) -> Option<Form> {
        let Self::Undetected { text, ended } = self else { return None };
        let ended = *ended;
        let name = builder.list.sources().get(source.index()).map_or("", |name| name);
        let detected = detect_source(name, given, text, ended)?;
        let text = core::mem::take(text);
        let (content, form) = match detected {
            Detected::Form(form) => (Self::of_form(DocumentKind { form, code }, text), form),
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

    /// Reads on for a millisecond or two. `base` is that of documents.
    pub(super) fn step(
        &mut self,
        source: SourceId,
        builder: &mut LinkListBuilder,
        prose_links: &mut ProseLinks,
        base: Option<&Url>,
    ) -> ReadProgress {
        match self {
            Self::Undetected { .. } | Self::Rejected { ended: false } => ReadProgress::NeedMoreInput,
            Self::Rejected { ended: true } => ReadProgress::Done,
            Self::Lines { lines, prose } => step_lines(lines, *prose, source, builder, prose_links),
            Self::Document(document) => document.step(source, builder, base),
        }
    }

    fn of_form(kind: DocumentKind, text: String) -> Self {
        match kind.form {
            Form::List => Self::Lines { lines: Lines::new(text), prose: false },
            Form::Text => Self::Lines { lines: Lines::new(text), prose: true },
            _ => Self::Document(Box::new(DocumentInbox::new(kind, text))),
        }
    }
}

fn step_lines(
    lines: &mut Lines,
    prose: bool,
    source: SourceId,
    builder: &mut LinkListBuilder,
    prose_links: &mut ProseLinks,
) -> ReadProgress {
    let mut read = 0;
    while read < STEP_BYTES && !builder.is_expanding() && !builder.is_step_over() {
        let Some(piece) = lines.next(prose) else {
            return if lines.ended { ReadProgress::Done } else { ReadProgress::NeedMoreInput };
        };
        let place = Position { source, line: piece.line, column: piece.column };
        // A line costs more than its bytes: an empty one is not free.
        read += piece.text.len() + 16;
        if prose {
            read_text(piece.text, place, prose_links, builder);
        } else {
            read_line(piece.text, place, prose_links, builder);
        }
    }
    ReadProgress::More
}
