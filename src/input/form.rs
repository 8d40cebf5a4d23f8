//! The forms in which links are given.

use serde::{Deserialize, Serialize};

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

impl Form {
    /// All forms, in the order in which they are offered.
    pub const ALL: [Self; 12] = [
        Self::List,
        Self::Text,
        Self::Markdown,
        Self::Html,
        Self::Csv,
        Self::Tsv,
        Self::Json,
        Self::Ndjson,
        Self::Sitemap,
        Self::Feed,
        Self::Bookmarks,
        Self::Xml,
    ];

    /// Its name within a sentence: `list`, `Markdown`, `CSV`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Text => "text",
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::Csv => "CSV",
            Self::Tsv => "TSV",
            Self::Json => "JSON",
            Self::Ndjson => "NDJSON",
            Self::Sitemap => "sitemap",
            Self::Feed => "feed",
            Self::Bookmarks => "bookmarks",
            Self::Xml => "XML",
        }
    }

    /// The form that the ending of a file's name says; `None` where it says nothing, or too little (`.xml`, `.txt`).
    pub fn of_name(name: &str) -> Option<Self> {
        let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let (_, ending) = file.rsplit_once('.')?;
        Some(match ending.to_ascii_lowercase().as_str() {
            "md" | "markdown" | "mdown" | "mkd" | "mkdn" | "mdx" => Self::Markdown,
            "html" | "htm" | "xhtml" | "xht" | "shtml" | "svg" => Self::Html,
            "csv" => Self::Csv,
            "tsv" | "tab" => Self::Tsv,
            "json" | "geojson" | "jsonld" | "webmanifest" | "har" | "ipynb" => Self::Json,
            "ndjson" | "jsonl" => Self::Ndjson,
            "rss" | "atom" => Self::Feed,
            // Half of the lines of such files may be one word, and no line is a link.
            "adoc" | "c" | "cfg" | "conf" | "cpp" | "css" | "go" | "h" | "ini" | "java" | "js" | "log"
            | "org" | "php" | "py" | "rb" | "rs" | "rst" | "sh" | "tex" | "toml" | "ts" | "yaml" | "yml" => {
                Self::Text
            }
            _ => return None,
        })
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
        }
    }
}
