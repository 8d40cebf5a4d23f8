//! XML → links: sitemaps, RSS and Atom.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::found::{Found, Label, What};
use super::is_url;
use super::xml_text::decode;
use crate::input::detect::Form;
use crate::input::plain::offset_in;

/// What the text of an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    /// A link.
    Link,
    /// A link where it is a URL: an identifier may be anything else.
    MaybeLink,
    /// The title of the entry that is open.
    Title,
}

/// An element whose text is wanted, and where that begins.
#[derive(Clone, Copy, Debug)]
struct Wanted {
    holds: Holds,
    start: usize,
}

#[derive(Debug)]
struct Scan<'t> {
    text: &'t str,
    form: Form,
    found: Vec<Found>,
    wanted: Option<Wanted>,
    /// Elements that are open.
    depth: u64,
    /// The entry that is open: how many links there were before it.
    entry: Option<usize>,
    title: Label,
}

/// The links of a sitemap or feed. Where it cannot be read any further, a problem comes last.
pub(super) fn read(text: &str, form: Form) -> Vec<Found> {
    let mut scan =
        Scan { text, form, found: Vec::new(), wanted: None, depth: 0, entry: None, title: Label::default() };
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    // Tags that do not pair are read as they come: links need no tree.
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    loop {
        let start = position(reader.buffer_position(), text);
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                scan.end_text(start);
                scan.open(&tag, position(reader.buffer_position(), text));
            }
            Ok(Event::Empty(tag)) => {
                scan.end_text(start);
                scan.take_attributes(&tag);
            }
            Ok(Event::End(tag)) => {
                scan.end_text(start);
                scan.close(tag.local_name().as_ref());
            }
            Ok(Event::Eof) => {
                if scan.depth > 0 {
                    scan.fail(text.len(), "the text ends before its elements are closed");
                }
                break;
            }
            Ok(_) => {}
            Err(_) => {
                let at = position(reader.error_position(), text);
                scan.fail(at, "no XML can be read here");
                break;
            }
        }
    }
    scan.close_entry();
    scan.found
}

/// A byte of `text`, between characters.
fn position(at: u64, text: &str) -> usize {
    text.floor_char_boundary(usize::try_from(at).unwrap_or(usize::MAX))
}

impl Scan<'_> {
    fn open(&mut self, tag: &BytesStart<'_>, inner: usize) {
        self.depth += 1;
        let name = tag.local_name();
        if is_entry(name.as_ref()) {
            self.close_entry();
            self.entry = Some(self.found.len());
        }
        let has_attribute = self.take_attributes(tag);
        let holds = match (self.form, name.as_ref()) {
            (Form::Sitemap, "loc") => Some(Holds::Link),
            (Form::Feed, "link") if !has_attribute => Some(Holds::Link),
            (Form::Feed, "guid") if !is_false(tag, "isPermaLink") => Some(Holds::MaybeLink),
            // Other titles have a prefix.
            (Form::Feed, "title") if self.entry.is_some() && tag.name().as_ref() == "title" => {
                Some(Holds::Title)
            }
            _ => None,
        };
        self.wanted = holds.map(|holds| Wanted { holds, start: inner });
    }

    /// Takes the link in an attribute; returns whether there is one.
    fn take_attributes(&mut self, tag: &BytesStart<'_>) -> bool {
        let key = match tag.local_name().as_ref() {
            "link" => "href",
            "enclosure" => "url",
            _ => return false,
        };
        let attribute = tag.attributes().with_checks(false).flatten().find(|given| given.key.as_ref() == key);
        let Some(raw) = attribute.as_ref().map(|given| &*given.value) else {
            return false;
        };
        self.take(raw, offset_in(raw, self.text), Holds::Link);
        true
    }

    /// The text of the element that is open ends at byte `end`.
    fn end_text(&mut self, end: usize) {
        if let Some(Wanted { holds, start }) = self.wanted.take()
            && let Some(raw) = self.text.get(start..end)
        {
            self.take(raw, start, holds);
        }
    }

    fn take(&mut self, raw: &str, start: usize, holds: Holds) {
        let decoded = decode(raw, start);
        let text = decoded.text().trim();
        match holds {
            Holds::Title => self.title.push(text),
            Holds::MaybeLink if !is_url(text) => {}
            Holds::Link | Holds::MaybeLink => {
                let at = decoded.source_of(offset_in(text, decoded.text()));
                self.found.push(Found::link(at, text));
            }
        }
    }

    fn close(&mut self, name: &str) {
        self.depth = self.depth.saturating_sub(1);
        if is_entry(name) {
            self.close_entry();
        }
    }

    /// Gives the links of the entry that is open its title.
    fn close_entry(&mut self) {
        if let Some(first) = self.entry.take() {
            for found in &mut self.found[first..] {
                if matches!(found.what, What::Link(_)) {
                    found.label = self.title.text().into();
                }
            }
        }
        self.title.clear();
    }

    fn fail(&mut self, at: usize, detail: &'static str) {
        self.found.push(Found { at, what: What::Unreadable(detail), label: Box::default() });
    }
}

fn is_entry(name: &str) -> bool {
    matches!(name, "item" | "entry")
}

/// Whether the attribute `name` of `tag` is `false`.
fn is_false(tag: &BytesStart<'_>, name: &str) -> bool {
    let is = |key: &str, value: &str| key == name && value == "false";
    tag.attributes().with_checks(false).flatten().any(|given| is(given.key.as_ref(), &given.value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::formats::found::shown;

    fn links(text: &str, form: Form) -> Vec<String> {
        read(text, form).iter().map(|found| shown(text, found)).collect()
    }

    #[test]
    fn a_sitemap_has_its_locations() {
        let text = "<urlset><url><loc> https://a.example/?a&amp;b </loc><x:link href='c'/></url><image:loc>d</image:loc></urlset>";
        assert_eq!(
            links(text, Form::Sitemap),
            ["https://a.example/?a&amp;b = https://a.example/?a&b", "c", "d"]
        );
    }

    #[test]
    fn a_feed_has_links_identifiers_and_enclosures() {
        let text = "<rss><channel><link>a</link><item><title>T &amp; <![CDATA[U]]></title><link><![CDATA[b]]></link>\
                    <guid>https://c.example/</guid><enclosure url='d'/></item>\
                    <item><guid isPermaLink=\"false\">https://no.example/</guid><guid>no</guid><link>e</link></item>\
                    </channel></rss>";
        assert_eq!(
            links(text, Form::Feed),
            ["a", "b | T & U", "https://c.example/ | T & U", "d | T & U", "e"]
        );
    }

    #[test]
    fn atom_has_its_links_in_attributes() {
        let text = "<feed><title>F</title><entry><link rel='self' href=\"a&amp;b\"/><title>T</title><link href='c'></link></entry></feed>";
        assert_eq!(links(text, Form::Feed), ["a&amp;b = a&b | T", "c | T"]);
    }

    #[test]
    fn declared_entities_are_never_put_in() {
        let text = "<!DOCTYPE x [<!ENTITY a \"bbbb\"><!ENTITY c \"&a;&a;\">]><urlset><loc>https://a.example/&c;</loc></urlset>";
        assert_eq!(links(text, Form::Sitemap), ["https://a.example/&c;"]);
    }

    #[test]
    fn what_is_cut_off_or_mixed_up_is_read_as_far_as_it_goes() {
        assert_eq!(
            links("<urlset><url><loc>a</url></loc><loc>b</loc><loc>https://a.exam", Form::Sitemap),
            ["a", "b", "Unreadable(\"the text ends before its elements are closed\")"]
        );
        assert_eq!(
            links("<urlset><loc>a</loc><loc", Form::Sitemap),
            ["a", "Unreadable(\"no XML can be read here\")"]
        );
    }
}
