//! Markdown files read in the page: five thousand given at once, to ready; and a big one, while the table of a run is used.

use std::fmt::Write as _;

use super::prelude::*;
use crate::windows::Windows;

const FILES: u32 = 5_000;
const FILE_BYTES: usize = 10_000;
/// Separates two files on their way to the driver, which parts them again.
const BETWEEN: &str = "\0";
const MOST_READ_MS: f64 = 3_000.0;
const IN_FLIGHT: u32 = 60;

/// The big one, as a part of the files above: just short of 25 MB, the most that is read of a document.
const BIG_FILES: u32 = 2_320;
/// Rows of the table that is used meanwhile: those of a run, which stay while the next list is read.
const ROWS: u32 = 1_000;

pub(super) async fn measure(options: &Options) -> Result<Vec<Figure>, Failure> {
    let stage = Stage::open(options, Wire::Http1).await?;
    let mut figures = many(options, &stage).await?;
    figures.extend(big(options, &stage).await?);
    Ok(figures)
}

/// Read while the table of a run is jumped about in.
async fn big(options: &Options, stage: &Stage) -> Result<[Figure; 2], Failure> {
    let (text, links) = files(BIG_FILES, "\n");
    let given = megabytes(&text);
    let order = json!({ "do": "read", "file": stage.give(text), "ending": "md", "links": links + ROWS });
    let targets = Targets { before: stage.here("/todos/"), count: ROWS, after: "" };
    let mut windows = Windows::default();
    for _ in 0..options.turns {
        run_volley(stage, &targets, IN_FLIGHT).await?;
        windows.take(stage, &order).await?;
    }
    let took = median(&windows.timed.ms);
    Ok([
        windows
            .figure("one file is read")
            .note(format!("{given:.0} MB, {links} links, read in {took:.0} ms")),
        windows.timed.task_figure("longest page task meanwhile"),
    ])
}

async fn many(options: &Options, stage: &Stage) -> Result<Vec<Figure>, Failure> {
    let (text, links) = files(FILES, BETWEEN);
    let given = megabytes(&text);
    let order =
        json!({ "do": "read", "file": stage.give(text), "between": BETWEEN, "ending": "md", "links": links });
    let reads = Timed::of_loads(stage, &order, options.turns).await?;
    Ok(vec![
        reads
            .figure("5,000 files: read to ready", MOST_READ_MS)
            .note(format!("{given:.0} MB, {links} links")),
        reads.task_figure("longest page task while they are read"),
    ])
}

/// So many files in one text, and the links in them.
fn files(count: u32, between: &str) -> (String, u32) {
    let mut text = String::with_capacity(FILE_BYTES * count as usize + FILE_BYTES);
    let mut writer = Writer { text: &mut text, links: 0, state: 1 };
    for file in 0..count {
        if file > 0 {
            writer.text.push_str(between);
        }
        writer.file(file);
    }
    let links = writer.links;
    (text, links)
}

const WORDS: [&str; 24] = [
    "request", "answer", "server", "list", "number", "column", "page", "runner", "desk", "limit", "time",
    "wait", "open", "close", "small", "large", "first", "last", "every", "other", "with", "without",
    "before", "after",
];

/// Writes documents as people write them; the same each time.
struct Writer<'t> {
    text: &'t mut String,
    links: u32,
    state: u32,
}

impl Writer<'_> {
    /// A number below `end`, of no order that matters here (the generator of Numerical Recipes).
    fn below(&mut self, end: u32) -> u32 {
        self.state = self.state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.state >> 16) % end
    }

    fn words(&mut self, count: u32) {
        for _ in 0..count {
            let word = WORDS[self.below(24) as usize % WORDS.len()];
            self.text.push_str(word);
            self.text.push(' ');
        }
    }

    /// Writes the address of a page of one of 400 sites, in angles of its own where `around` says so.
    fn url(&mut self, before: &str, after: &str) {
        let (site, page) = (self.below(400), self.below(65_536));
        // Writing to a String cannot fail.
        let _ = write!(self.text, "{before}https://www.site-{site}.example/docs/page-{page}.html{after}");
        self.links += 1;
    }

    fn file(&mut self, number: u32) {
        let start = self.text.len();
        let _ = write!(self.text, "# Notes {number}\n\n");
        self.url("[![state](", ")](");
        self.url("", ")\n\n");
        let mut section = 0;
        while self.text.len() - start < FILE_BYTES - 400 {
            let _ = write!(self.text, "## Part {section}\n\n");
            self.section(section);
            section += 1;
        }
        let _ = write!(self.text, "\n---\n\n[reference {number}]: ");
        self.url("", " \"A title\"\n\n");
        let _ = writeln!(self.text, "See [reference {number}] for more.");
    }

    fn section(&mut self, section: u32) {
        match section % 5 {
            0 => {
                for _ in 0..4 {
                    self.words(22);
                    self.url("and [a *name* of it](", ") ");
                    self.words(14);
                    self.text.push_str("with `code` in it.\n\n");
                }
            }
            1 => {
                for _ in 0..6 {
                    self.text.push_str("- ");
                    self.words(8);
                    self.url("at ", ".\n");
                }
                self.text.push('\n');
            }
            2 => {
                self.text.push_str("```sh\ncurl https://not.example/counted | head -n 20\n");
                for _ in 0..6 {
                    self.text.push_str("    ");
                    self.words(7);
                    self.text.push('\n');
                }
                self.text.push_str("```\n\n");
            }
            3 => {
                self.text.push_str("| what | where | how often |\n| --- | --- | ---: |\n");
                for row in 0..6 {
                    self.text.push_str("| ");
                    self.words(3);
                    self.url("| <", "> ");
                    let _ = writeln!(self.text, "| {row} |");
                }
                self.text.push('\n');
            }
            _ => {
                self.text.push_str("> ");
                self.words(30);
                self.text.push_str("\n\n<p align=\"center\">\n  ");
                self.url("<img src=\"", "\" width=\"400\">\n</p>\n\n");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_have_their_number_and_size_and_are_the_same_each_time() {
        let (text, links) = files(FILES, BETWEEN);
        let lengths: Vec<usize> = text.split(BETWEEN).map(str::len).collect();
        assert_eq!(lengths.len(), FILES as usize);
        assert!(lengths.iter().all(|length| (9_000..12_000).contains(length)), "{:?}", lengths.iter().max());
        assert_eq!(links as usize, text.matches("https://www.site-").count());
        assert_eq!(files(FILES, BETWEEN).0, text);
    }

    #[test]
    fn one_file_of_them_all_has_the_links_of_its_parts() {
        use volley::input::detect::Form;
        use volley::input::reader::{ReadOptions, Reader};

        let (text, links) = files(BIG_FILES, "\n");
        let mut reader = Reader::new(ReadOptions::default());
        reader.begin_source("big.md", Some(Form::Markdown));
        reader.push(&text);
        reader.end_source();
        while reader.step() {}
        assert_eq!((reader.counts().links, reader.counts().rejected), (links, 0));
        assert!((24_500_000..=25_000_000).contains(&text.len()), "{}", text.len());
    }
}
