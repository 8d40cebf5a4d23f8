//! Five thousand Markdown files given at once: read in the page to ready.

use std::fmt::Write as _;

use super::prelude::*;

const FILES: u32 = 5_000;
const FILE_BYTES: usize = 10_000;
/// Separates two files on their way to the driver, which parts them again.
const BETWEEN: char = '\0';
const MOST_READ_MS: f64 = 3_000.0;

pub(super) async fn measure(options: &Options) -> Result<Vec<Figure>, Failure> {
    let stage = Stage::open(options, Wire::Http1).await?;
    let (text, links) = files();
    let given = megabytes(&text);
    let order =
        json!({ "do": "read", "file": stage.give(text), "between": BETWEEN, "ending": "md", "links": links });
    let mut reads = Timed::default();
    for _ in 0..options.turns {
        stage.load().await?;
        reads.take(&stage.ask(&order).await?)?;
    }
    Ok(vec![
        reads
            .figure("5,000 files: read to ready", MOST_READ_MS)
            .note(format!("{given:.0} MB, {links} links")),
        reads.task_figure("longest page task while they are read"),
    ])
}

/// All files in one text, and the links in them.
fn files() -> (String, u32) {
    let mut text = String::with_capacity(FILE_BYTES * FILES as usize + FILE_BYTES);
    let mut writer = Writer { text: &mut text, links: 0, state: 1 };
    for file in 0..FILES {
        if file > 0 {
            writer.text.push(BETWEEN);
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
        self.text.push_str("\n---\n\n[the reference]: ");
        self.url("", " \"A title\"\n\n");
        self.text.push_str("See [the reference] for more.\n");
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
        let (text, links) = files();
        let lengths: Vec<usize> = text.split(BETWEEN).map(str::len).collect();
        assert_eq!(lengths.len(), FILES as usize);
        assert!(lengths.iter().all(|length| (9_000..12_000).contains(length)), "{:?}", lengths.iter().max());
        assert_eq!(links as usize, text.matches("https://www.site-").count());
        assert_eq!(files().0, text);
    }
}
