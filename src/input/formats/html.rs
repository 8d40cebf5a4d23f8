//! HTML → links: `href`, `src`, `srcset`, `action` and the `refresh` of a page, decoded, with their text.

use core::ops::Range;
use std::rc::Rc;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Error, Span, State, Tokenizer};

use super::attribute::{refresh, single, srcset};
use super::found::{Found, Label};
use super::written::AttributeSource;

#[derive(Debug, Default)]
pub(in crate::input) struct Page {
    /// Its links, roughly in their order.
    pub(in crate::input) found: Vec<Found>,
    /// The `href` of its first `<base>`.
    pub(in crate::input) base: Option<Box<str>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Name {
    Url,
    Action,
    Srcset,
    Alt,
    HttpEquiv,
    Content,
    Rel,
}

#[derive(Clone, Debug)]
struct Attribute {
    name: Name,
    value: String,
    range: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Element {
    Anchor,
    Base,
    Form,
    Link,
    Meta,
    NoFrames,
    NoScript,
    Other,
}

/// An anchor that is open: the first of its links, and its text so far.
#[derive(Debug)]
struct Anchor {
    found: usize,
    label: Label,
}

#[derive(Debug)]
struct Scan<'t> {
    text: &'t str,
    page: Page,
    element: Element,
    /// Where the tag begins that is open.
    tag: Option<usize>,
    name: Option<Name>,
    attributes: Vec<Attribute>,
    anchor: Option<Anchor>,
    /// What is read is the text of a `noscript`.
    within: bool,
}

pub(in crate::input) fn read(text: &str) -> Page {
    read_part(text, false)
}

/// The same; what is `within` a `noscript` is not looked into once more: hostile pages would nest a million.
fn read_part(text: &str, within: bool) -> Page {
    let mut scan = Scan {
        text,
        page: Page::default(),
        element: Element::Other,
        tag: None,
        name: None,
        attributes: Vec::new(),
        anchor: None,
        within,
    };
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: Span<usize>| {
        scan.handle(&event, span.start..span.end);
        let opens_frames =
            matches!(event, CallbackEvent::CloseStartTag { .. }) && scan.element == Element::NoFrames;
        opens_frames.then_some(())
    });
    // Scripts and styles hold no tags.
    emitter.naively_switch_states(true);
    let mut tokenizer = Tokenizer::new_with_emitter(text, emitter);
    // The tokenizer does not know of itself that this is text up to its end tag, too.
    while tokenizer.next().is_some() {
        tokenizer.set_state(State::RawText);
    }
    drop(tokenizer);
    scan.close_anchor();
    scan.page
}

impl Scan<'_> {
    fn handle(&mut self, event: &CallbackEvent<'_>, range: Range<usize>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.attributes.clear();
                self.name = None;
                self.element = element(name);
                self.tag = Some(range.start);
            }
            CallbackEvent::AttributeName { name } => self.name = attribute_name(name),
            CallbackEvent::AttributeValue { value } => {
                if let Some(name) = self.name.take() {
                    // The first of two wins, as in browsers; but a link in the second is one all the same.
                    let value = String::from_utf8_lossy(value).into_owned();
                    self.attributes.push(Attribute { name, value, range });
                }
            }
            CallbackEvent::CloseStartTag { .. } => self.take_tag(),
            CallbackEvent::EndTag { name } => {
                self.tag = None;
                self.attributes.clear();
                if element(name) == Element::Anchor {
                    self.close_anchor();
                }
            }
            CallbackEvent::String { value } => self.take_text(value, range),
            CallbackEvent::Error(Error::EofInTag) => {
                // The tokenizer reports a tag without attributes only at its end.
                let at = self.tag.or_else(|| self.text.rfind('<')).unwrap_or(self.text.len());
                self.page.found.push(Found::unreadable(at, "the text ends within a tag"));
            }
            _ => {}
        }
    }

    fn take_text(&mut self, value: &[u8], range: Range<usize>) {
        if self.element == Element::NoScript && !self.within {
            // Browsers with scripts see text here, others see tags.
            self.element = Element::Other;
            let inner = self.text.get(range.clone()).map(|inner| read_part(inner, true)).unwrap_or_default();
            let moved = inner.found.into_iter().map(|found| Found { at: found.at + range.start, ..found });
            self.page.found.extend(moved);
        } else if let Some(anchor) = &mut self.anchor {
            anchor.label.push(&String::from_utf8_lossy(value));
        }
    }

    fn take_tag(&mut self) {
        self.tag = None;
        let attributes = core::mem::take(&mut self.attributes);
        let value_of =
            |wanted| attributes.iter().find(|given| given.name == wanted).map(|given| &*given.value);
        let mut alt = Label::default();
        alt.push(value_of(Name::Alt).unwrap_or(""));
        // The images of a set share it, however many.
        let label: Rc<str> = alt.text().into();
        let refreshes = self.element == Element::Meta
            && value_of(Name::HttpEquiv).is_some_and(|value| is(value, "refresh"));
        let first = self.page.found.len();
        for attribute in &attributes {
            let links = match attribute.name {
                Name::Url if self.element == Element::Base => {
                    let (_, base) = single(&attribute.value);
                    self.page.base.get_or_insert_with(|| base.into());
                    Vec::new()
                }
                Name::Url if self.element == Element::Link && only_connects(value_of(Name::Rel)) => {
                    Vec::new()
                }
                Name::Url => vec![single(&attribute.value)],
                Name::Action if self.element == Element::Form => vec![single(&attribute.value)],
                Name::Srcset => srcset(&attribute.value),
                Name::Content if refreshes => refresh(&attribute.value).into_iter().collect(),
                _ => Vec::new(),
            };
            let raw = self.text.get(attribute.range.clone()).unwrap_or("");
            let mut written = AttributeSource::new(raw, &attribute.value);
            for (at, link) in links {
                let place = attribute.range.start + written.offset_of(at);
                self.page.found.push(Found::link(place, link).labelled(&label));
            }
        }
        if self.element == Element::Anchor {
            self.close_anchor();
            let is_link = self.page.found.len() > first;
            self.anchor = is_link.then(|| Anchor { found: first, label: Label::default() });
        } else if let Some(anchor) = &mut self.anchor {
            anchor.label.push(&label);
        }
        self.attributes = attributes;
        self.attributes.clear();
    }

    fn close_anchor(&mut self) {
        let Some(anchor) = self.anchor.take() else { return };
        if let Some(found) = self.page.found.get_mut(anchor.found) {
            found.label = anchor.label.text().into();
        }
    }
}

fn element(name: &[u8]) -> Element {
    match name {
        b"a" => Element::Anchor,
        b"base" => Element::Base,
        b"form" => Element::Form,
        b"link" => Element::Link,
        b"meta" => Element::Meta,
        b"noframes" => Element::NoFrames,
        b"noscript" => Element::NoScript,
        _ => Element::Other,
    }
}

fn attribute_name(name: &[u8]) -> Option<Name> {
    Some(match name {
        b"href" | b"src" | b"xlink:href" => Name::Url,
        b"action" => Name::Action,
        b"srcset" => Name::Srcset,
        b"alt" => Name::Alt,
        b"http-equiv" => Name::HttpEquiv,
        b"content" => Name::Content,
        b"rel" => Name::Rel,
        _ => return None,
    })
}

/// Whether a `link` of this `rel` names no more than a host to connect to.
fn only_connects(rel: Option<&str>) -> bool {
    let connects = |word: &str| is(word, "preconnect") || is(word, "dns-prefetch");
    let mut words = rel.unwrap_or("").split_ascii_whitespace().peekable();
    words.peek().is_some() && words.all(connects)
}

fn is(value: &str, word: &str) -> bool {
    value.trim().eq_ignore_ascii_case(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::formats::found::shown;

    fn links(text: &str) -> Vec<String> {
        read(text).found.iter().map(|found| shown(text, found)).collect()
    }

    #[test]
    fn links_are_in_their_attributes_with_or_without_quotes() {
        assert_eq!(
            links("<a href=x>T</a><A HREF = 'y' >U <b>V</b></A><img alt=\"W\" src=\"z\"><p>href=no"),
            ["x | T", "y | U V", "z | W"]
        );
    }

    #[test]
    fn references_are_decoded_and_blanks_round_a_link_dropped() {
        assert_eq!(
            links("<a href=\" &#104;ttps://a.example/?a&amp;b&c \">&lt;T&gt;</a>"),
            ["&#104;ttps://a.example/?a&amp;b&c = https://a.example/?a&b&c | <T>"]
        );
    }

    #[test]
    fn every_kind_of_link_is_found() {
        assert_eq!(
            links(
                "<form action=a><img srcset='b 1x, c 2x'><meta http-equiv=Refresh content='0;url=d'>\
                 <meta content='0;url=no'><p action=no><use xlink:href=#e />"
            ),
            ["a", "b", "c", "d", "#e"]
        );
    }

    #[test]
    fn scripts_styles_and_comments_hold_no_links() {
        assert_eq!(
            links(
                "<script>'<a href=no>'</script><style>a{b:'<a href=no>'}</style><!-- <a href=no> --><a href=x>"
            ),
            ["x"]
        );
    }

    #[test]
    fn what_is_for_browsers_without_scripts_counts() {
        assert_eq!(links("<noscript><img src=a></noscript><a href=b>"), ["a", "b"]);
    }

    #[test]
    fn the_first_base_counts() {
        let page = read("<a href=x><base target=t><base href='https://a.example/'><base href=b>");
        assert_eq!((page.base.as_deref(), page.found.len()), (Some("https://a.example/"), 1));
    }

    #[test]
    fn a_tag_that_never_ends_is_told() {
        assert_eq!(
            links("<a href=x></a><a href=\"https://a.exam"),
            ["x", "Unreadable(\"the text ends within a tag\")"]
        );
    }
}
