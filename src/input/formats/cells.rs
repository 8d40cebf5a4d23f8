//! CSV and TSV → links: the URLs in any cell, with their column's name for a label.

mod quotes;

use csv_core::{ReadFieldResult, ReaderBuilder};

use self::quotes::{CellSource, closing_quote};
use super::found::Label;
use super::is_url;
use crate::input::document_reader::{ReadProgress, STEP_BYTES, Sink};
use crate::input::heuristics::is_of_addresses;
use crate::input::scheme::is_requestable;
use crate::input::text_buffer::TextBuffer;

/// Most columns that have names: as many as a sheet of a spreadsheet has.
const MAX_NAMES: usize = 16_384;
/// Longest cell, in bytes: a quote that is never closed must not gather a file.
const MAX_CELL_BYTES: usize = 1 << 20;
/// Cost of a cell, in addition to its bytes.
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

/// A table on its way to links. Holds what came and is not read yet: at most the cell that is being read.
#[derive(Debug)]
pub(in crate::input) struct Cells {
    delimiter: u8,
    parser: Box<csv_core::Reader>,
    pub(in crate::input) buffer: TextBuffer,
    /// Where the cell that is being read begins in the text, or its rest where it was too long.
    start: usize,
    /// Byte at which the parser began: there it drops a byte order mark.
    began: usize,
    /// Up to here the parser was given the text.
    fed: usize,
    /// The cell, decoded: the first `filled` bytes.
    cell: Vec<u8>,
    filled: usize,
    /// The parser begins behind a stray quote.
    after_quote: bool,
    /// The beginning of the cell was taken already, so that a quote opens nothing here.
    is_rest: bool,
    column: usize,
    header: Header,
}

impl Cells {
    pub(in crate::input) fn new(delimiter: u8) -> Self {
        Self {
            delimiter,
            parser: parser(delimiter),
            // A quote may be written as two.
            buffer: TextBuffer::new(String::new(), 2 * MAX_CELL_BYTES),
            start: 0,
            began: 0,
            fed: 0,
            cell: vec![0; 1 << 10],
            filled: 0,
            after_quote: false,
            is_rest: false,
            column: 0,
            header: Header::default(),
        }
    }

    pub(in crate::input) fn push(&mut self, text: &str) {
        self.buffer.read_to(self.start);
        let dropped = self.buffer.push(text);
        self.fed -= dropped;
        self.start -= dropped;
    }

    /// Reads about [`STEP_BYTES`], and looks into at most one cell of [`MAX_CELL_BYTES`] besides.
    pub(in crate::input) fn step(&mut self, sink: &mut Sink<'_>) -> ReadProgress {
        let mut read = 0;
        while read < STEP_BYTES && !sink.links.is_full() {
            let rest = &self.buffer.text().as_bytes()[self.fed..];
            // To the parser, nothing is the end of the text.
            if rest.is_empty() && !self.buffer.ended {
                return ReadProgress::NeedMoreInput;
            }
            if core::mem::take(&mut self.after_quote) && matches!(rest.first(), Some(b'\r' | b'\n')) {
                // A new parser skips line ends.
                self.header.add("", false, false);
                self.end_record();
                continue;
            }
            let piece = &rest[..rest.len().min(STEP_BYTES)];
            let (result, taken, written) = self.parser.read_field(piece, &mut self.cell[self.filled..]);
            self.fed += taken;
            self.filled += written;
            read += taken + CELL_BYTES;
            match result {
                ReadFieldResult::InputEmpty => {}
                ReadFieldResult::OutputFull if self.cell.len() < MAX_CELL_BYTES => {
                    self.cell.resize((2 * self.cell.len()).min(MAX_CELL_BYTES), 0);
                }
                ReadFieldResult::OutputFull => self.take_long(sink),
                ReadFieldResult::Field { record_end } => self.take_field(record_end, sink),
                ReadFieldResult::End => return ReadProgress::Done,
            }
        }
        ReadProgress::More
    }

    /// The cell as it is written so far, and where.
    fn raw(&self) -> (usize, &str) {
        let text = self.buffer.text();
        // A cell that is too long may end within a character.
        let end = text.floor_char_boundary(self.fed);
        let raw = &text[self.start..end];
        let raw = raw.strip_prefix('\u{feff}').filter(|_| self.start == self.began).unwrap_or(raw);
        // The line end of the record before is the parser's, but not the cell's.
        let raw = raw.trim_start_matches(['\r', '\n']);
        (end - raw.len(), raw)
    }

    fn take_field(&mut self, record_end: bool, sink: &mut Sink<'_>) {
        let (begin, raw) = self.raw();
        let is_last = self.buffer.ended && self.fed == self.buffer.text().len();
        let stray = match closing_quote(raw) {
            _ if self.is_rest || !raw.starts_with('"') => None,
            None => is_last.then_some("a cell's opening quote is never closed"),
            // Text that spans lines and continues after its quotes is hardly one cell.
            Some(end) => {
                let parts = |next: char| next.is_whitespace() || next == char::from(self.delimiter);
                let ends_there = raw[end + 1..].chars().all(parts);
                let is_stray = !ends_there && raw[..end].contains(['\n', '\r']);
                is_stray.then_some("a cell's opening quote is not closed where the cell ends")
            }
        };
        if stray.is_some() {
            return self.pass_quote(begin, stray, sink);
        }
        self.take_cell(self.filled, sink);
        self.start = self.fed;
        self.filled = 0;
        self.is_rest = false;
        self.column += 1;
        if record_end {
            self.end_record();
        }
    }

    /// A cell is too long to be one. Its opening quote is a stray one: what is behind it is read once more without it, so
    /// that no row is lost. Without quote, its text is taken as far as it goes, but for a last word that may go on.
    fn take_long(&mut self, sink: &mut Sink<'_>) {
        let (begin, raw) = self.raw();
        if !self.is_rest && raw.starts_with('"') {
            let why =
                closing_quote(raw).is_none().then_some("a cell's opening quote is not closed within 1 MiB");
            return self.pass_quote(begin, why, sink);
        }
        let cell = &self.cell[..self.filled];
        let blank = cell.iter().rposition(u8::is_ascii_whitespace).map(|blank| blank + 1);
        let character = || cell.iter().rposition(|&byte| byte & 0xc0 != 0x80);
        let end = blank.or_else(character).unwrap_or(self.filled);
        self.take_cell(end, sink);
        self.start = begin + end;
        self.cell.copy_within(end..self.filled, 0);
        self.filled -= end;
        self.is_rest = true;
    }

    /// Reads on behind the quote at byte `at`, and those that follow it at once, as if they were not there; reports `why`
    /// if there is a reason. In what is read twice, all quotes come in pairs: none opens a cell and stays open, so
    /// that nothing is read three times.
    fn pass_quote(&mut self, at: usize, why: Option<&'static str>, sink: &mut Sink<'_>) {
        if let Some(why) = why {
            let place = self.buffer.place_of(at);
            sink.links.push_unreadable(place, "\"", why);
        }
        let raw = &self.buffer.text().as_bytes()[at..self.fed];
        let quotes = raw.iter().take_while(|&&byte| byte == b'"').count();
        self.parser = parser(self.delimiter);
        self.start = at + quotes;
        self.began = self.start;
        self.fed = self.start;
        self.filled = 0;
        self.after_quote = true;
    }

    fn end_record(&mut self) {
        self.column = 0;
        self.header.end_record();
    }

    fn take_cell(&mut self, length: usize, sink: &mut Sink<'_>) {
        let (begin, _) = self.raw();
        let cell = String::from_utf8_lossy(&self.cell[..length]);
        let (text, places) = self.buffer.parts();
        let raw = &text[begin..text.floor_char_boundary(self.fed)];
        let mut written = CellSource::new(raw, !self.is_rest && raw.starts_with('"'));
        let header = &mut self.header;
        let label = header.names.get(self.column).filter(|_| header.complete).map_or("", |name| name);
        let mut has_link = false;
        let mut take = |at: usize, link: &str| {
            has_link = true;
            let place = begin + written.offset_of(at);
            sink.links.push_bare(places.place_of(text, place), link, label);
        };
        let trimmed = cell.trim();
        let is_address =
            is_of_addresses(label) && !trimmed.contains(char::is_whitespace) && is_requestable(trimmed);
        if is_url(trimmed) || is_address {
            take(cell.len() - cell.trim_start().len(), trimmed);
        } else {
            sink.prose_links.find(&cell, take);
        }
        header.add(trimmed, has_link, self.is_rest);
    }
}

fn parser(delimiter: u8) -> Box<csv_core::Reader> {
    Box::new(ReaderBuilder::new().delimiter(delimiter).build())
}

impl Header {
    fn add(&mut self, cell: &str, has_link: bool, is_rest: bool) {
        if !self.complete {
            self.none |= has_link;
            if is_rest || self.names.len() == MAX_NAMES {
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

/// Detects the delimiter of a table that begins with `start`: the one of `, ; tab |` most frequent in its first line.
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
    fn a_table_is_never_held_but_for_one_cell() {
        use crate::input::document_links::DocumentLinks;
        use crate::input::prose_links::ProseLinks;

        let pieces =
            [("a,\"", "b,https://a.example/\n"), ("", "no blank"), ("\"", "\"\""), ("\"", ",\"\"x\n")];
        for (start, piece) in pieces {
            let mut prose_links = ProseLinks::new();
            let mut cells = Cells::new(b',');
            cells.push(start);
            let piece = piece.repeat(20_000);
            let mut steps = 0;
            for _ in 0..40 {
                cells.push(&piece);
                loop {
                    let before = cells.fed;
                    steps += 1;
                    let mut links = DocumentLinks::default();
                    let progress = cells.step(&mut Sink { links: &mut links, prose_links: &mut prose_links });
                    assert!(cells.fed <= before + 2 * STEP_BYTES);
                    if progress != ReadProgress::More {
                        break;
                    }
                }
                assert!(cells.buffer.text().len() <= 2 * MAX_CELL_BYTES + piece.len());
                assert!(cells.cell.len() <= MAX_CELL_BYTES);
            }
            // A cell of a few bytes costs more than its bytes, and all may be read twice.
            assert!(steps < 40 * (10 * piece.len() / STEP_BYTES + 2), "{start}: {steps} steps");
        }
    }
}
