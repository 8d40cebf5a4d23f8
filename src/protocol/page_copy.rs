//! What is said of the links of a page that is open in another tab, which only the extension reads.

use crate::format::{count, counted};

/// What came of reading it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageCopy {
    /// Its address.
    pub address: String,
    /// The frames in it and in its frames.
    pub frames: u32,
    /// Those of them that could not be read.
    pub unread: u32,
    /// Whether it shows a PDF, whose links nobody outside of the viewer sees.
    pub is_pdf: bool,
    /// Whether a document was too long to be read to its end.
    pub is_cut: bool,
}

impl PageCopy {
    /// The address up to its path.
    pub fn origin(&self) -> &str {
        let start = self.address.find("://").map_or(0, |at| at + 3);
        let end = self.address[start..].find(['/', '?', '#']).map_or(self.address.len(), |end| start + end);
        &self.address[..end]
    }

    /// What of the page is not in the list, as a message and a hint; `None` where all of it is. `skips_private`: links to
    /// private addresses are left out.
    pub fn not_in_list(&self, skips_private: bool) -> Option<(String, String)> {
        let message = if self.is_pdf {
            "This page shows a PDF: links in it cannot be read.".to_owned()
        } else if self.unread > 0 {
            let frames = counted(self.frames, "frame", "frames");
            format!("{} of the page’s {frames} could not be read.", count(self.unread))
        } else if self.is_cut {
            "The page is so long that its end was not read.".to_owned()
        } else if skips_private {
            "The links of the page are in the list.".to_owned()
        } else {
            return None;
        };
        let mut hints = Vec::new();
        if self.is_pdf {
            hints.push("Save it, and open it in a program that lists its links.");
        } else if self.unread > 0 {
            hints.push("Frames of other sites are read with access to all sites, and some never.");
        }
        if skips_private {
            hints.push(
                "Links to this machine and to private addresses are left out, unless you change that below “Filter and repeat”.",
            );
        }
        Some((message, hints.join(" ")))
    }
}

/// What the source of a document at `address` is called: without its query, which may hold a secret, and as the page that it is.
pub fn source_name(address: &str) -> String {
    let name = address.split_once("://").map_or(address, |(_, rest)| rest);
    let name = name.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let name = name.rsplit_once('@').map_or(name, |(_, name)| name);
    match name.rsplit_once('.') {
        Some((_, "html")) => name.to_owned(),
        _ => format!("{name}.html"),
    }
}

/// Why a tab could not be read, as a message and a hint, from the browser's own words.
pub fn unread_tab(browser_says: &str) -> (&'static str, String) {
    if ["No tab with id", "Invalid tab ID"].iter().any(|words| browser_says.contains(words)) {
        let hint = "Open the page again, and choose “Check the links of this page” there.";
        return ("That tab is closed.", hint.to_owned());
    }
    let hint = "It lets none read its own pages, those of stores, PDF viewers and error pages, nor a page that has gone on to \
                another site since.";
    ("The browser lets no extension read that page.", format!("{hint} It said: {browser_says}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_said_and_nothing_else() {
        let whole = PageCopy { frames: 2, ..PageCopy::default() };
        assert_eq!(whole.not_in_list(false), None);
        let (message, hint) = whole.not_in_list(true).expect("left out");
        assert!(message.contains("are in the list") && hint.contains("private"), "{message} {hint}");
        let (message, hint) = PageCopy { unread: 1, ..whole.clone() }.not_in_list(false).expect("unread");
        assert_eq!(message, "1 of the page’s 2 frames could not be read.");
        assert!(!hint.contains("private"), "{hint}");
        let (message, _) = PageCopy { is_cut: true, ..whole.clone() }.not_in_list(true).expect("cut");
        assert!(message.contains("end was not read"), "{message}");
        let (message, _) = PageCopy { is_pdf: true, unread: 1, ..whole }.not_in_list(true).expect("a PDF");
        assert!(message.contains("PDF"), "{message}");
    }

    #[test]
    fn the_origin_ends_at_the_path() {
        let origin = |address: &str| {
            PageCopy { address: address.to_owned(), ..PageCopy::default() }.origin().to_owned()
        };
        assert_eq!(origin("https://a.test:81/x://y"), "https://a.test:81");
        assert_eq!(origin("http://a.test?q"), "http://a.test");
        assert_eq!(
            (origin("file:///x"), origin("about:blank"), origin("")),
            ("file://".into(), "about:blank".into(), String::new())
        );
    }

    #[test]
    fn a_source_is_named_without_secrets_and_read_as_html() {
        assert_eq!(source_name("https://a.test/"), "a.test.html");
        assert_eq!(source_name("https://u:p@a.test/README.md?token=1#x"), "a.test/README.md.html");
        assert_eq!(source_name("file:///home/a/index.html"), "/home/a/index.html");
        assert_eq!(source_name("about:srcdoc"), "about:srcdoc.html");
    }

    #[test]
    fn a_closed_tab_is_told_from_one_that_must_not_be_read() {
        for words in ["No tab with id: 7.", "Invalid tab ID: 7"] {
            assert_eq!(unread_tab(words).0, "That tab is closed.");
        }
        let words = "Cannot access a chrome:// URL";
        let (message, hint) = unread_tab(words);
        assert!(message.contains("no extension") && hint.ends_with(words), "{message} {hint}");
    }
}
