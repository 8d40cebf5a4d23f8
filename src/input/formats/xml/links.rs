//! What feeds and sitemaps say to be a link: in certain elements and attributes.

use std::rc::Rc;

use quick_xml::events::BytesStart;

use super::text::decode;
use super::{MAX_BYTES, Scan};
use crate::input::detect::Form;
use crate::input::formats::found::{Found, What};
use crate::input::formats::is_url;
use crate::input::plain::offset_in;
use crate::input::prose_links::ProseLinks;

/// Bytes of a title that are looked at.
const TITLE_BYTES: usize = 1 << 13;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    Link,
    /// A link where it is a URL: an identifier may be anything else.
    MaybeLink,
    /// The title of the entry that is open.
    Title,
}

/// An element whose text is wanted, and where that begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    holds: Holds,
    start: usize,
}

impl Scan {
    /// Opens the element of `tag`, which is at byte `start` and whose text begins at byte `inner`.
    pub(super) fn open(
        &mut self,
        tag: &BytesStart<'_>,
        start: usize,
        inner: usize,
        text: &str,
        prose_links: &mut ProseLinks,
    ) {
        self.set_base(tag, start, self.depth);
        let name = tag.local_name();
        if is_entry(name.as_ref()) {
            self.close_entry();
            self.entry = Some(self.found.len());
        }
        let has_attribute = self.take_attributes(tag, start, text, prose_links);
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

    /// Notes the base that `tag` sets for its element, which is at `depth`.
    pub(super) fn set_base(&mut self, tag: &BytesStart<'_>, start: usize, depth: u64) {
        const NAME: &str = "xml:base";
        if self.form == Form::Feed && tag.len() <= MAX_BYTES && tag.contains(NAME) {
            let base = tag.attributes().with_checks(false).flatten().find(|given| given.key.as_ref() == NAME);
            if let Some(base) = base {
                self.bases.open(start, depth, decode(&base.value, 0).text().trim());
            }
        }
    }

    /// Takes the links in the attributes of `tag`, which is at byte `start`; returns whether there is one.
    pub(super) fn take_attributes(
        &mut self,
        tag: &BytesStart<'_>,
        start: usize,
        text: &str,
        prose_links: &mut ProseLinks,
    ) -> bool {
        let name = tag.local_name();
        let key = match name.as_ref() {
            _ if tag.len() > MAX_BYTES => {
                self.fail(start, "a tag of over 1 MiB, whose links are passed over");
                return false;
            }
            _ if self.form == Form::Xml => {
                self.take_values(tag, text, prose_links);
                return false;
            }
            "link" => "href",
            "enclosure" => "url",
            _ => return false,
        };
        let attribute = tag.attributes().with_checks(false).flatten().find(|given| given.key.as_ref() == key);
        let Some(raw) = attribute.as_ref().map(|given| &*given.value) else {
            return false;
        };
        self.take(raw, offset_in(raw, text), Holds::Link);
        true
    }

    pub(super) fn end_text(&mut self, end: usize, text: &str) {
        if let Some(Wanted { holds, start }) = self.wanted.take()
            && let Some(raw) = text.get(start..end)
        {
            self.take(raw, start, holds);
        }
    }

    fn take(&mut self, raw: &str, start: usize, holds: Holds) {
        let most = if holds == Holds::Title { TITLE_BYTES } else { MAX_BYTES };
        if raw.len() > most && holds != Holds::Title {
            return self.fail(start, "a link of over 1 MiB");
        }
        let decoded = decode(&raw[..raw.floor_char_boundary(most)], start);
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

    pub(super) fn close_entry(&mut self) {
        if let Some(first) = self.entry.take() {
            let title: Rc<str> = self.title.text().into();
            for found in &mut self.found[first..] {
                if matches!(found.what, What::Link(_)) {
                    found.label = Rc::clone(&title);
                }
            }
        }
        self.title.clear();
    }
}

pub(super) fn is_entry(name: &str) -> bool {
    matches!(name, "item" | "entry")
}

fn is_false(tag: &BytesStart<'_>, name: &str) -> bool {
    let is = |key: &str, value: &str| key == name && value == "false";
    tag.attributes().with_checks(false).flatten().any(|given| is(given.key.as_ref(), &given.value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::formats::found::shown;

    fn links(text: &str, form: Form) -> Vec<String> {
        let mut scan = Scan::new(form);
        while scan.step(text, &mut ProseLinks::new()) {}
        scan.into_parts().0.iter().map(|found| shown(text, found)).collect()
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
