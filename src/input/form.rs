//! The forms in which links are given: a table of their names, endings and parsers.

use serde::{Deserialize, Serialize};

use super::formats::html::{self, Page};
use super::formats::markdown;
use super::reader::ReadOptions;

/// How a source is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Form {
    /// A link a line; what is no link is a problem.
    #[default]
    List,
    /// Prose: links are picked out of it, other words are no problem.
    Text,
    /// Markdown: its links, images and bare URLs, and those of the HTML in it.
    Markdown,
    /// A web page.
    Html,
    /// Cells parted by commas, or by what the first line parts them with.
    Csv,
    /// Cells parted by tabs.
    Tsv,
    /// JSON: each string that is a URL.
    Json,
    /// JSON, a value a line.
    Ndjson,
    /// A sitemap, or an index of sitemaps, in XML.
    Sitemap,
    /// An RSS or Atom feed.
    Feed,
    /// The bookmarks that a browser wrote.
    Bookmarks,
    /// Any other XML: the URLs in its texts and attributes.
    Xml,
}

/// What one form is: its entry in [`FORMS`] is all that makes it one.
pub(super) struct FormSpec {
    form: Form,
    name: &'static str,
    /// The endings of its files' names, in lower case; none where they say too little (`.xml`, `.txt`).
    endings: &'static [&'static str],
    pub(super) parser: Parser,
    /// Whether its links may be relative, so that a base may be given.
    has_relative_links: bool,
}

/// Who reads a form.
pub(super) enum Parser {
    Lines {
        prose: bool,
    },
    /// `None` finds the delimiter in the first line.
    Cells {
        delimiter: Option<u8>,
    },
    Json {
        by_line: bool,
    },
    /// Reads the whole text at once. `too_long` is said where it is longer than is read.
    Document {
        read: fn(&str, &ReadOptions) -> Page,
        too_long: &'static str,
    },
    Xml,
}

/// All forms, in the order of [`Form`] and in which they are offered.
static FORMS: [FormSpec; 12] = [
    FormSpec::new(Form::List, "list", &[], Parser::Lines { prose: false }),
    // Half of the lines of such files may be one word, and no line is a link.
    FormSpec::new(
        Form::Text,
        "text",
        &[
            "adoc", "c", "cfg", "conf", "cpp", "css", "go", "h", "ini", "java", "js", "log", "org", "php",
            "py", "rb", "rs", "rst", "sh", "tex", "toml", "ts", "yaml", "yml",
        ],
        Parser::Lines { prose: true },
    ),
    FormSpec::new(
        Form::Markdown,
        "Markdown",
        &["md", "markdown", "mdown", "mkd", "mkdn", "mdx"],
        Parser::Document {
            read: |text, options| Page { found: markdown::read(text, options.code), base: None },
            too_long: "Markdown is read up to 25 MB: split it, or read it as text",
        },
    )
    .with_relative_links(),
    FormSpec::new(Form::Html, "HTML", &["html", "htm", "xhtml", "xht", "shtml", "svg"], HTML)
        .with_relative_links(),
    FormSpec::new(Form::Csv, "CSV", &["csv"], Parser::Cells { delimiter: None }),
    FormSpec::new(Form::Tsv, "TSV", &["tsv", "tab"], Parser::Cells { delimiter: Some(b'\t') }),
    FormSpec::new(
        Form::Json,
        "JSON",
        &["json", "geojson", "jsonld", "webmanifest", "har", "ipynb"],
        Parser::Json { by_line: false },
    ),
    FormSpec::new(Form::Ndjson, "NDJSON", &["ndjson", "jsonl"], Parser::Json { by_line: true }),
    FormSpec::new(Form::Sitemap, "sitemap", &[], Parser::Xml).with_relative_links(),
    FormSpec::new(Form::Feed, "feed", &["rss", "atom"], Parser::Xml).with_relative_links(),
    FormSpec::new(Form::Bookmarks, "bookmarks", &[], HTML).with_relative_links(),
    FormSpec::new(Form::Xml, "XML", &[], Parser::Xml),
];

const HTML: Parser = Parser::Document {
    read: |text, _| html::read(text),
    too_long: "HTML is read up to 25 MB: split it, or read it as text",
};

impl FormSpec {
    const fn new(form: Form, name: &'static str, endings: &'static [&'static str], parser: Parser) -> Self {
        Self { form, name, endings, parser, has_relative_links: false }
    }

    const fn with_relative_links(mut self) -> Self {
        self.has_relative_links = true;
        self
    }
}

impl Form {
    /// All forms, in the order in which they are offered.
    pub const ALL: [Self; FORMS.len()] = {
        let mut all = [Self::List; FORMS.len()];
        let mut at = 0;
        while at < FORMS.len() {
            all[at] = FORMS[at].form;
            at += 1;
        }
        all
    };

    pub(super) const fn spec(self) -> &'static FormSpec {
        &FORMS[self as usize]
    }

    /// Its name within a sentence: `list`, `Markdown`, `CSV`.
    pub const fn name(self) -> &'static str {
        self.spec().name
    }

    /// Whether its links may be relative, so that a base may be given.
    pub const fn has_relative_links(self) -> bool {
        self.spec().has_relative_links
    }

    /// The form that the ending of a file's name says; `None` where it says nothing, or too little (`.xml`, `.txt`).
    pub fn of_name(name: &str) -> Option<Self> {
        let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let (_, ending) = file.rsplit_once('.')?;
        let ending = ending.to_ascii_lowercase();
        Self::ALL.into_iter().find(|form| form.spec().endings.contains(&&*ending))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_of_a_name_says_the_form() {
        for (name, form) in [
            ("README.md", Some(Form::Markdown)),
            ("docs/v1.2/INDEX.HTML", Some(Form::Html)),
            ("C:\\links.tar\\sheet.csv", Some(Form::Csv)),
            ("log.jsonl", Some(Form::Ndjson)),
            ("src/main.rs", Some(Form::Text)),
            ("sitemap.xml", None),
            ("links.txt", None),
            ("folder.md/links", None),
            ("Pasted text 1", None),
            ("", None),
        ] {
            assert_eq!(Form::of_name(name), form, "{name}");
        }
    }

    #[test]
    fn every_form_is_offered_under_a_name_of_its_own() {
        for (at, form) in Form::ALL.iter().enumerate() {
            assert!(Form::ALL[..at].iter().all(|before| before.name() != form.name()));
            assert_eq!(form.spec().form, *form, "the table has the order of the forms");
        }
    }
}
