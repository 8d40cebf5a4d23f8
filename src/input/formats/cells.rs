//! CSV and TSV → links: the URLs in any cell, with their column's name for a label.

use csv_core::{ReadFieldResult, ReaderBuilder};

use super::found::Label;
use super::is_url;
use crate::input::content::{Progress, STEP_BYTES, Sink};
use crate::input::cursor::Cursor;
use crate::input::normal::Refusal;
use crate::input::scheme::is_asked;
use crate::input::signs::is_of_addresses;
use crate::result::not_sent::NotSent;

/// Most columns that have names: as many as a sheet of a spreadsheet has.
const MAX_NAMES: usize = 16_384;
/// What a cell costs beside its bytes.
const CELL_BYTES: usize = 16;

/// The names of the columns, from the first record where that holds no link.
#[derive(Debug, Default)]
struct Header {
    names: Vec<Box<str>>,
    /// The first record is over.
    complete: bool,
    /// The first record holds a link, so it names nothing.
    none: bool,
}

/// A table on its way to links. Holds what came and is not read yet: at least the cell that is being read.
#[derive(Debug)]
pub(in crate::input) struct Cells {
    parser: Box<csv_core::Reader>,
    text: String,
    /// Where the cell begins in `text` that is being read.
    start: usize,
    /// Up to here the parser was given `text`.
    fed: usize,
    cursor: Cursor,
    /// Where the cursor stands in `text`.
    counted: usize,
    /// The cell, decoded: the first `filled` bytes.
    cell: Vec<u8>,
    filled: usize,
    column: usize,
    header: Header,
    ended: bool,
}

impl Cells {
    /// Before `text`, the first that came; cells are parted by `delimiter`, an ASCII character.
    pub(in crate::input) fn new(text: String, delimiter: u8) -> Self {
        Self {
            parser: Box::new(ReaderBuilder::new().delimiter(delimiter).build()),
            text,
            start: 0,
            fed: 0,
            cursor: Cursor::new(),
            counted: 0,
            cell: vec![0; 1 << 10],
            filled: 0,
            column: 0,
            header: Header::default(),
            ended: false,
        }
    }

    /// Adds text.
    pub(in crate::input) fn push(&mut self, text: &str) {
        if self.start > 0 {
            self.cursor.pass(&self.text[self.counted..self.start]);
            self.text.drain(..self.start);
            self.fed -= self.start;
            self.start = 0;
            self.counted = 0;
        }
        self.text.push_str(text);
    }

    /// There is no more text.
    pub(in crate::input) fn end(&mut self) {
        self.ended = true;
    }

    /// Reads about [`STEP_BYTES`], as far as cells allow.
    pub(in crate::input) fn step(&mut self, source: u16, sink: &mut Sink<'_>) -> Progress {
        let mut read = 0;
        while read < STEP_BYTES {
            let rest = &self.text.as_bytes()[self.fed..];
            // To the parser, nothing is the end of the text.
            if rest.is_empty() && !self.ended {
                return Progress::Hungry;
            }
            let piece = &rest[..rest.len().min(STEP_BYTES)];
            let (result, taken, written) = self.parser.read_field(piece, &mut self.cell[self.filled..]);
            self.fed += taken;
            self.filled += written;
            read += taken + CELL_BYTES;
            match result {
                ReadFieldResult::InputEmpty => {}
                ReadFieldResult::OutputFull => self.cell.resize(2 * self.cell.len(), 0),
                ReadFieldResult::Field { record_end } => {
                    self.take_cell(source, sink);
                    self.start = self.fed;
                    self.filled = 0;
                    self.column += 1;
                    if record_end {
                        self.column = 0;
                        self.header.end_record();
                    }
                }
                ReadFieldResult::End => return Progress::Done,
            }
        }
        Progress::More
    }

    fn take_cell(&mut self, source: u16, sink: &mut Sink<'_>) {
        let Self { text, start, fed, cursor, counted, header, .. } = self;
        let is_first = header.names.is_empty() && !header.complete;
        let raw = &text[*start..*fed];
        let raw = raw.strip_prefix('\u{feff}').filter(|_| is_first).unwrap_or(raw);
        // The line end of the record before is the parser's, but not the cell's.
        let raw = raw.trim_start_matches(['\r', '\n']);
        let begin = *fed - raw.len();
        let cell = String::from_utf8_lossy(&self.cell[..self.filled]);
        if self.ended && *fed == text.len() && is_unclosed(raw) {
            cursor.pass(&text[*counted..begin]);
            *counted = begin;
            let refusal = Refusal::new(NotSent::Unreadable, "a cell's opening quote is never closed");
            sink.intake.reject(cursor.position(source), "\"", refusal);
        }
        let label = header.names.get(self.column).filter(|_| header.complete).map_or("", |name| name);
        let mut has_link = false;
        let mut written = Written::new(raw);
        let mut take = |at: usize, link: &str| {
            has_link = true;
            let place = begin + written.offset_of(at);
            cursor.pass(&text[*counted..place]);
            *counted = place;
            sink.intake.take_labelled(cursor.position(source), link, label);
        };
        let trimmed = cell.trim();
        let is_address =
            is_of_addresses(label) && !trimmed.contains(char::is_whitespace) && is_asked(trimmed);
        if is_url(trimmed) || is_address {
            take(cell.len() - cell.trim_start().len(), trimmed);
        } else {
            sink.finder.find(&cell, take);
        }
        header.add(trimmed, has_link);
    }
}

impl Header {
    fn add(&mut self, cell: &str, has_link: bool) {
        if !self.complete {
            self.none |= has_link;
            if self.names.len() == MAX_NAMES {
                return;
            }
            let mut name = Label::default();
            name.push(cell);
            self.names.push(name.text().into());
        }
    }

    fn end_record(&mut self) {
        self.complete = true;
        if self.none {
            self.names.clear();
        }
    }
}

/// What parts the cells of a table that begins with `start`: the one of `, ; tab |` that its first line has most of.
pub(in crate::input) fn delimiter_of(start: &str) -> u8 {
    const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
    let mut counts = [0_u32; DELIMITERS.len()];
    let mut quoted = false;
    for byte in start.trim_start().bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            _ => {
                let counted = DELIMITERS.iter().zip(&mut counts).find(|(delimiter, _)| **delimiter == byte);
                if let Some((_, count)) = counted {
                    *count += 1;
                }
            }
        }
    }
    let most = counts.iter().copied().max().unwrap_or(0);
    let first = counts.iter().position(|&count| count == most).unwrap_or(0);
    DELIMITERS[first]
}

/// A cell as it is written, and how far its text was looked for in it.
#[derive(Debug)]
struct Written<'t> {
    cell: &'t [u8],
    at: usize,
    /// Bytes of the text up to `at`.
    decoded: usize,
    /// Quotes stand for something here.
    quoted: bool,
}

impl<'t> Written<'t> {
    fn new(raw: &'t str) -> Self {
        let quoted = raw.starts_with('"');
        Self { cell: raw.as_bytes(), at: usize::from(quoted), decoded: 0, quoted }
    }

    /// Where byte `wanted` of the cell's text is written; no lower one may be asked for after it.
    fn offset_of(&mut self, wanted: usize) -> usize {
        while self.quoted {
            let doubled = self.cell.get(self.at) == Some(&b'"');
            if doubled && self.cell.get(self.at + 1) != Some(&b'"') {
                // Behind the closing quote, all is as it is written.
                self.at += 1;
                self.quoted = false;
            } else if self.decoded == wanted {
                return self.at.min(self.cell.len());
            } else {
                self.at += 1 + usize::from(doubled);
                self.decoded += 1;
            }
        }
        (self.at + wanted.saturating_sub(self.decoded)).min(self.cell.len())
    }
}

/// Whether `raw`, a cell as it is written at the end of the text, is quoted and has no closing quote.
fn is_unclosed(raw: &str) -> bool {
    // What is left between doubled quotes holds the closing one.
    raw.strip_prefix('"').is_some_and(|quoted| quoted.split("\"\"").all(|part| !part.contains('"')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_what_the_first_line_has_most_of() {
        for (start, delimiter) in [
            ("a,b,c\nd;e;f;g;h", b','),
            ("\"a,b,c,d\";x;y", b';'),
            ("name\turl, or so\tx", b'\t'),
            ("a|b|c,d", b'|'),
            ("one column", b','),
        ] {
            assert_eq!(delimiter_of(start), delimiter, "{start}");
        }
    }

    #[test]
    fn a_place_in_a_quoted_cell_counts_the_quotes_before_it() {
        for (raw, places) in [
            ("plain", [(0, 0), (3, 3)]),
            ("\"plain\"", [(0, 1), (3, 4)]),
            // `say "x" y`
            ("\"say \"\"x\"\" y\"", [(4, 5), (8, 11)]),
            // Quotes behind the closing one are no longer doubled.
            ("\"\"a \"\"b", [(0, 2), (4, 6)]),
            ("\"cut", [(1, 2), (9, 4)]),
        ] {
            let mut written = Written::new(raw);
            assert_eq!(
                places.map(|(wanted, _)| written.offset_of(wanted)),
                places.map(|(_, place)| place),
                "{raw}"
            );
        }
    }
}
