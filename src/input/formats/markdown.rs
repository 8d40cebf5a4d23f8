//! Markdown → links: inline, by reference, in `<…>`, images, bare URLs, and those of the HTML in it.

mod place;
mod target;

use core::ops::Range;

use hashbrown::HashSet;
use pulldown_cmark::{Event, LinkType, OffsetIter, Options, Parser, Tag, TagEnd};

use super::found::{Found, Label, What};
use super::html;
use super::mapped::Mapped;
use place::{definition_name, destination_at, push_lines};
use target::{destination, without_reference};

use crate::input::prose_links::ProseLinks;

/// Images within images, and one link round them, that get their text; others have no name.
const NAMED_DEPTH: usize = 8;

#[derive(Debug)]
struct Open {
    is_image: bool,
    kind: LinkType,
    destination: Box<str>,
    start: usize,
    end: usize,
    /// Where its text ends, as far as it is read.
    text_end: usize,
    /// The byte of the definition that it refers to.
    definition: Option<usize>,
    label: Label,
}

struct Scan<'t> {
    text: &'t str,
    code: bool,
    found: Vec<Found>,
    prose_links: ProseLinks,
    open: Vec<Open>,
    /// How many of these are images. A page shows nothing of what is in them but its text, so they hold no links.
    images: usize,
    /// Text that belongs together, so that a URL in it is whole.
    stretch: Mapped,
    /// A block of HTML, line by line.
    html: Mapped,
    in_code: bool,
    /// Within an anchor of HTML, whose text is no bare URL.
    in_anchor: bool,
    /// The definitions whose links were taken, by their bytes.
    defined: HashSet<usize>,
}

/// The links of `text`, bare URLs in code too when `code`. A definition that is referred to is one link, where it is.
pub(in crate::input) fn read(text: &str, code: bool) -> Vec<Found> {
    let mut scan = Scan {
        text,
        code,
        found: Vec::new(),
        prose_links: ProseLinks::new(),
        open: Vec::new(),
        images: 0,
        stretch: Mapped::default(),
        html: Mapped::default(),
        in_code: false,
        in_anchor: false,
        defined: HashSet::new(),
    };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let mut events = Parser::new_ext(text, options).into_offset_iter();
    while let Some((event, range)) = events.next() {
        if let Some(open) = scan.open.last_mut()
            && range.end < open.end
        {
            open.text_end = open.text_end.max(range.end);
        }
        scan.handle(event, range, &events);
    }
    scan.end_stretch();
    scan.found
}

impl Scan<'_> {
    fn handle(&mut self, event: Event<'_>, range: Range<usize>, events: &OffsetIter<'_>) {
        match event {
            Event::Text(text) => self.take_text(&text, range),
            Event::Code(code) => {
                self.end_stretch();
                self.push_label(&code);
                if self.code && self.open.is_empty() {
                    let at = self.text[range.clone()].find(&*code).unwrap_or(0);
                    self.stretch.push(&code, range.start + at);
                    self.end_stretch();
                }
            }
            Event::Html(html) => self.html.push(&html, range.start),
            Event::InlineHtml(html) => {
                self.end_stretch();
                if self.images == 0 {
                    self.take_tag(&html, range);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                self.end_stretch();
                self.push_label(" ");
            }
            Event::Start(tag) => {
                self.end_stretch();
                self.start(tag, range, events);
            }
            Event::End(tag) => {
                self.end_stretch();
                self.end(tag);
            }
            _ => self.end_stretch(),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>, events: &OffsetIter<'_>) {
        let is_image = matches!(tag, Tag::Image { .. });
        self.images += usize::from(is_image);
        match tag {
            Tag::Link { link_type, dest_url, id, .. } | Tag::Image { link_type, dest_url, id, .. } => {
                let definition = events.reference_definitions().get(&id).map(|given| given.span.start);
                self.open.push(Open {
                    is_image,
                    kind: link_type,
                    destination: (&*dest_url).into(),
                    start: range.start,
                    end: range.end,
                    text_end: range.start + 1,
                    definition,
                    label: Label::default(),
                });
            }
            Tag::CodeBlock(_) => self.in_code = true,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link | TagEnd::Image => {
                if let Some(open) = self.open.pop() {
                    self.images -= usize::from(open.is_image);
                    self.take_link(&open);
                }
            }
            TagEnd::CodeBlock => self.in_code = false,
            TagEnd::HtmlBlock => {
                let html = core::mem::take(&mut self.html);
                self.take_html(&html);
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {}
            // Whatever was left open, it ends with its block.
            _ => self.in_anchor = false,
        }
    }

    fn take_link(&mut self, link: &Open) {
        if self.images > 0 {
            return;
        }
        let at = match link.kind {
            LinkType::Autolink | LinkType::Email => link.start + 1,
            LinkType::Inline => {
                let gap = "](";
                let behind = self.text.get(link.text_end..link.end).and_then(|rest| rest.find(gap));
                let from = behind.map_or(link.start, |found| link.text_end + found + gap.len());
                destination_at(self.text, from)
            }
            _ => {
                let Some(definition) = link.definition else { return };
                if !self.defined.insert(definition) {
                    return;
                }
                let rest = &self.text[definition..];
                destination_at(self.text, definition + definition_name(rest))
            }
        };
        // Between angles, the text is the link.
        let is_named = !matches!(link.kind, LinkType::Autolink | LinkType::Email);
        let label = if is_named { link.label.text() } else { "" };
        let what = match link.kind {
            LinkType::Email => What::Mail(link.destination.clone()),
            _ => What::Link(destination(&link.destination)),
        };
        self.found.push(Found { at, what, label: label.into() });
    }

    fn take_text(&mut self, text: &str, range: Range<usize>) {
        self.push_label(text);
        let bare = self.open.is_empty() && !self.in_anchor && (self.code || !self.in_code);
        if !bare {
            return;
        }
        // A backslash before a character takes it for what it is, also within a URL.
        let follows = self.stretch.end().is_some_and(|end| {
            end == range.start || end + 1 == range.start && self.text.as_bytes().get(end) == Some(&b'\\')
        });
        if !follows {
            self.end_stretch();
        }
        self.stretch.push_decoded(text, range.start, range.len());
    }

    fn push_label(&mut self, text: &str) {
        for open in self.open.iter_mut().take(NAMED_DEPTH) {
            open.label.push(text);
        }
    }

    fn end_stretch(&mut self) {
        let Self { stretch, prose_links, found, text, .. } = self;
        if stretch.end().is_some() {
            prose_links.find(stretch.text(), |at, link| {
                let what = What::Bare(destination(without_reference(link, at, stretch, text)));
                found.push(Found { at: stretch.source_of(at), what, label: "".into() });
            });
            stretch.clear();
        }
    }

    fn take_tag(&mut self, tag: &str, range: Range<usize>) {
        let name = tag.get(..3).unwrap_or(tag).to_ascii_lowercase();
        let opens = name.starts_with("<a") && !name[2..].starts_with(|next: char| next.is_alphanumeric());
        self.in_anchor = opens || self.in_anchor && !name.starts_with("</a");
        let mut html = Mapped::default();
        push_lines(&mut html, tag, &self.text[range.clone()], range.start);
        self.take_html(&html);
    }

    fn take_html(&mut self, html: &Mapped) {
        for found in html::read(html.text()).found {
            // A piece may end within a tag; the document does not.
            if matches!(found.what, What::Link(_)) {
                self.found.push(Found { at: html.source_of(found.at), ..found });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::formats::found::shown;

    fn links_with(text: &str, code: bool) -> Vec<String> {
        let mut found = read(text, code);
        found.sort_by_key(|found| found.at);
        found.iter().map(|found| shown(text, found)).collect()
    }

    fn links(text: &str) -> Vec<String> {
        links_with(text, false)
    }

    #[test]
    fn inline_links_and_images_have_their_text() {
        assert_eq!(
            links("[a *b*](x \"t\") ![c\nd]( <y z> ) [](w) [![e](i)](o)"),
            ["x | a b", "y = y z | c d", "w", "i | e", "o | e"]
        );
    }

    #[test]
    fn destinations_are_decoded() {
        assert_eq!(
            links("[a](x\\(y&amp;z) [b](u_(v)) [c]()"),
            ["x\\(y&amp;z) = x(y&z | a", "u_(v) | b", " | c"]
        );
    }

    #[test]
    fn a_definition_is_one_link_where_it_stands() {
        assert_eq!(
            links(
                "[text][ref], [Ref] and [ref][]\n\n[ref]: https://a.example/\n[unused]: b\n[a\\]b]:\n  <c d>\n\n[a\\]b]"
            ),
            ["https://a.example/ | text", "c = c d | a]b"]
        );
    }

    #[test]
    fn bare_urls_and_those_in_angles_are_links() {
        assert_eq!(
            links(
                "<https://a.example/> https://b.example/a_b_c?d&amp;e and www.c.example/x\\_y **https://d.example/** <me@a.example>"
            ),
            [
                "https://a.example/",
                "https://b.example/a_b_c?d&amp;e = https://b.example/a_b_c?d&e",
                "www.c.example/x\\_y = www.c.example/x_y",
                "https://d.example/",
                "me@a.example",
            ]
        );
    }

    #[test]
    fn code_is_passed_over_unless_asked_for() {
        let text = "`https://a.example/` [`https://no.example/`](#x)\n\n    https://b.example/\n\n```\nhttps://c.example/\n```\n";
        let link = "#x | https://no.example/";
        assert_eq!(links(text), [link]);
        assert_eq!(
            links_with(text, true),
            ["https://a.example/", link, "https://b.example/", "https://c.example/"]
        );
    }

    #[test]
    fn html_in_it_is_read_and_its_anchors_are_no_bare_urls() {
        assert_eq!(
            links("> <p>\n> <img\n>   src='a'>\n\nb <a href=\"c\">https://c.example/</a> https://d.example/"),
            ["a", "c", "https://d.example/"]
        );
    }

    #[test]
    fn tables_lists_and_quotes_have_links_too() {
        assert_eq!(
            links("| a | b |\n|---|---|\n| [c](d) | https://e.example/ |\n\n- > [f](\n  > g)\n"),
            ["d | c", "https://e.example/", "g | f"]
        );
    }
}
