//! Reads a document as its text comes: text in pieces → batches of links. It knows nothing of the list that they go to, so
//! that it may run on another thread.

use super::detect::{Detected, Form, detect_source, start_of};
use super::document_links::DocumentLinks;
use super::formats::cells::{Cells, delimiter_of};
use super::formats::document::WholeDocument;
use super::formats::json::Json;
use super::formats::{Parser, parser_of};
use super::prose_links::ProseLinks;
use serde::{Deserialize, Serialize};

/// Text that one step reads, in bytes, as far as its form allows.
pub(super) const STEP_BYTES: usize = 1 << 16;

/// Where the links of a document go, and what is needed on the way.
#[derive(Debug)]
pub(super) struct Sink<'s> {
    pub(super) links: &'s mut DocumentLinks,
    pub(super) prose_links: &'s mut ProseLinks,
}

/// How far a document is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReadProgress {
    /// There is more to read in the text that has come.
    More,
    /// What has come is read.
    NeedMoreInput,
    /// All is read.
    Done,
}

/// The kind of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentKind {
    /// Its form; neither a list nor prose.
    pub form: Form,
    /// Whether bare URLs in the code of Markdown are links too.
    pub code: bool,
}

/// The kind of a file, all of whose `text` is here, if it is a document with anything in it: what a
/// [`ListReader`](super::list_reader::ListReader) takes it for too.
pub fn document_kind(name: &str, given: Option<Form>, text: &str, code: bool) -> Option<DocumentKind> {
    match detect_source(name, given, text, true)? {
        Detected::Form(form) if !matches!(form, Form::List | Form::Text) && !text.is_empty() => {
            Some(DocumentKind { form, code })
        }
        _ => None,
    }
}

/// A piece of a document's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentPiece {
    /// What the document is; only with its first piece.
    pub begins: Option<DocumentKind>,
    /// The text.
    pub text: String,
    /// Whether it is the last.
    pub is_last: bool,
}

#[derive(Debug)]
enum Parsing {
    Cells(Cells),
    Json(Json),
    Whole(WholeDocument),
}

/// Reads one document: [`push`](Self::push) a piece, then [`step`](Self::step) while there is [`ReadProgress::More`].
///
/// Tables and JSON are read as they come. Other documents are kept to their end: 25 MB of Markdown or HTML, parsed in one
/// step, or 50 MiB of XML, read in many. What is beyond is one problem.
#[derive(Debug)]
pub struct DocumentReader {
    kind: DocumentKind,
    /// `None` before the first text, which says how the cells of a table are parted.
    parsing: Option<Parsing>,
    prose_links: ProseLinks,
}

impl DocumentReader {
    /// A reader before the first piece.
    pub fn new(kind: DocumentKind) -> Self {
        Self { kind, parsing: None, prose_links: ProseLinks::new() }
    }

    /// Takes the next piece.
    pub fn push(&mut self, text: &str, is_last: bool) {
        let parsing = self.parsing.get_or_insert_with(|| Parsing::of(self.kind, text));
        match parsing {
            Parsing::Cells(cells) => cells.push(text),
            Parsing::Json(json) => json.push(text),
            Parsing::Whole(document) => document.push(text),
        }
        if is_last {
            match parsing {
                Parsing::Cells(cells) => cells.buffer.ended = true,
                Parsing::Json(json) => json.buffer.ended = true,
                Parsing::Whole(document) => document.buffer.ended = true,
            }
        }
    }

    /// Reads on for a millisecond or two, into `links` as long as they are not full; a document that is read as a whole
    /// takes as long as it takes.
    pub fn step(&mut self, links: &mut DocumentLinks) -> ReadProgress {
        let mut sink = Sink { links, prose_links: &mut self.prose_links };
        match &mut self.parsing {
            None => ReadProgress::NeedMoreInput,
            Some(Parsing::Cells(cells)) => cells.step(&mut sink),
            Some(Parsing::Json(json)) => json.step(&mut sink),
            Some(Parsing::Whole(document)) => document.step(&mut sink),
        }
    }

    /// Reads on until what has come is read or a batch is full; returns the batch.
    pub fn next_batch(&mut self) -> (DocumentLinks, ReadProgress) {
        let mut links = DocumentLinks::default();
        loop {
            let progress = self.step(&mut links);
            if progress != ReadProgress::More || links.is_full() {
                return (links, progress);
            }
        }
    }
}

impl Parsing {
    fn of(kind: DocumentKind, text: &str) -> Self {
        match parser_of(kind.form) {
            Parser::Cells { delimiter } => {
                Self::Cells(Cells::new(delimiter.unwrap_or_else(|| delimiter_of(start_of(text)))))
            }
            Parser::Json { by_line } => Self::Json(Json::new(by_line)),
            Parser::Document { .. } | Parser::Xml => Self::Whole(WholeDocument::new(kind.form, kind.code)),
        }
    }
}
