//! The forms in which links are given: a table of their names and endings.

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

/// What the page says of a form.
struct FormSpec {
    form: Form,
    name: &'static str,
    /// Whether its links may be relative, so that a base may be given.
    has_relative_links: bool,
}

/// All forms, in the order of [`Form`] and in which they are offered. How each is parsed is in
/// [`formats`](super::formats), which the page does without.
static FORMS: [FormSpec; 12] = [
    FormSpec::new(Form::List, "list", false),
    FormSpec::new(Form::Text, "text", false),
    FormSpec::new(Form::Markdown, "Markdown", true),
    FormSpec::new(Form::Html, "HTML", true),
    FormSpec::new(Form::Csv, "CSV", false),
    FormSpec::new(Form::Tsv, "TSV", false),
    FormSpec::new(Form::Json, "JSON", false),
    FormSpec::new(Form::Ndjson, "NDJSON", false),
    FormSpec::new(Form::Sitemap, "sitemap", true),
    FormSpec::new(Form::Feed, "feed", true),
    FormSpec::new(Form::Bookmarks, "bookmarks", true),
    FormSpec::new(Form::Xml, "XML", false),
];

/// The endings of files that say their form, in lower case; `.xml` and `.txt` say too little.
static ENDINGS: [(Form, &[&str]); 8] = [
    (Form::Markdown, &["md", "markdown", "mdown", "mkd", "mkdn", "mdx"]),
    (Form::Html, &["html", "htm", "xhtml", "xht", "shtml", "svg"]),
    (Form::Csv, &["csv"]),
    (Form::Tsv, &["tsv", "tab"]),
    (Form::Json, &["json", "geojson", "jsonld", "webmanifest", "har", "ipynb"]),
    (Form::Ndjson, &["ndjson", "jsonl"]),
    (Form::Feed, &["rss", "atom"]),
    // Half of the lines of such files may be one word, and no line is a link.
    (
        Form::Text,
        &[
            "adoc", "c", "cfg", "conf", "cpp", "css", "go", "h", "ini", "java", "js", "log", "org", "php",
            "py", "rb", "rs", "rst", "sh", "tex", "toml", "ts", "yaml", "yml",
        ],
    ),
];

impl FormSpec {
    const fn new(form: Form, name: &'static str, has_relative_links: bool) -> Self {
        Self { form, name, has_relative_links }
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

    const fn spec(self) -> &'static FormSpec {
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
        ENDINGS.iter().find(|(_, endings)| endings.contains(&&*ending)).map(|(form, _)| *form)
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
