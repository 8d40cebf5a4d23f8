//! The links of a document in a form in which two readers can be compared, and where Volley says that they are.

use url::Url;
use volley::ids::LinkId;
use volley::input::detect::Form;
use volley::input::link::LinkKind;
use volley::input::list::LinkList;
use volley::input::not_sent::NotSent;
use volley::input::reader::{ReadOptions, Reader};

use crate::corpus::Document;
use crate::source::{cut, decoder, options, read_pieces};

/// The address of all documents, so that a relative link is a URL like any other.
const BASE: &str = "https://base.example/folder/page/";
/// Characters that are compared of what is not a web address: Volley keeps as many.
const KEPT: usize = 200;

/// The document as Volley reads it.
pub(crate) fn read(document: &Document) -> Reader {
    let options = ReadOptions { base: Url::parse(BASE).ok(), ..options(Some(document.form)) };
    read_pieces(&document.name, &[&document.text], options)
}

/// The base URL of a document that says of itself that it is `given`.
pub(crate) fn base(given: Option<&str>) -> Url {
    let outer = Url::parse(BASE).expect("it is a URL");
    given.and_then(|given| outer.join(given).ok()).unwrap_or(outer)
}

/// The links that Volley has found, sorted.
pub(crate) fn of_list(list: &LinkList, base: &Url) -> Vec<String> {
    let mut links: Vec<_> = (0..list.links()).filter_map(|row| of_row(list, row, base)).collect();
    links.sort_unstable();
    links
}

/// The links that the oracle has found, sorted.
pub(crate) fn of_oracle(links: &[String], base: &Url) -> Vec<String> {
    let mut links: Vec<_> = links.iter().filter_map(|link| comparable(link, base)).collect();
    links.sort_unstable();
    links
}

/// What Volley makes of a row: the URL that it requests, or the text that it does not. Nothing is mended here: a link that
/// is refused is not the URL that it might have been, unless Volley refuses all of its kind on purpose.
fn of_row(list: &LinkList, row: u32, base: &Url) -> Option<String> {
    let link = text_of_row(list, row, base)?;
    let Some(LinkKind::Rejected(index)) = list.kind(LinkId(row)) else { return Some(link) };
    let reason = list.rejected()[index as usize].reason;
    let on_purpose = matches!(reason, NotSent::Credentials | NotSent::BlockedPort);
    let is_url = Url::parse(&link).is_ok_and(|url| is_http(&url));
    Some(if is_url && !on_purpose { format!("not sent, {}: {link}", reason.reason()) } else { link })
}

/// What a row is in the document.
fn text_of_row(list: &LinkList, row: u32, base: &Url) -> Option<String> {
    if let Some(LinkKind::Rejected(index)) = list.kind(LinkId(row)) {
        let rejected = &list.rejected()[index as usize];
        let is_address = rejected.reason == NotSent::Scheme && rejected.detail == "mailto:";
        if is_address && !rejected.text.starts_with("mailto:") {
            return comparable(&format!("mailto:{}", rejected.text), base);
        }
        return comparable(&rejected.text, base);
    }
    let mut url = String::new();
    list.write_url(LinkId(row), &mut url);
    Some(url)
}

/// A link as it is compared: as the URL that it leads to, or the text itself where that is none; `None` of a link to a
/// place in the same document, which is nothing to check.
fn comparable(link: &str, base: &Url) -> Option<String> {
    let link = link.trim_matches(|character| character <= ' ');
    if link.is_empty() || link.starts_with('#') {
        return None;
    }
    match base.join(link) {
        Ok(url) if is_http(&url) => Some(url.into()),
        _ => Some(link.chars().take(KEPT).map(|it| if it.is_control() { ' ' } else { it }).collect()),
    }
}

fn is_http(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
}

/// The rows of Volley's list at whose place in the document, cut and decoded, no text begins that is their link.
pub(crate) fn out_of_place(list: &LinkList, document: &Document, base: &Url) -> Vec<String> {
    let mut strays = Vec::new();
    // Where the line of the last link begins: most links come after it.
    let (mut reached, mut behind) = (1, document.text.as_str());
    for row in 0..list.links() {
        let Some(link) = text_of_row(list, row, base) else { continue };
        let place = list.position(LinkId(row)).expect("the row is there");
        if place.line < reached {
            (reached, behind) = (1, &document.text);
        }
        behind = cut(behind, place.line - reached + 1, 1).unwrap_or_default();
        reached = place.line;
        let rest = cut(behind, 1, place.column).unwrap_or_default();
        if !begins_with(rest, &link, document, base) {
            let there: String = rest.chars().take_while(|it| !"\r\n".contains(*it)).take(80).collect();
            strays.push(format!("{}:{}:{} {link}\n  at {there:?}", document.name, place.line, place.column));
        }
    }
    strays
}

/// Whether `rest` begins with something that is `link` when decoded. Where a link ends is the form's own business, so
/// every end is tried, first those at which most forms end one.
fn begins_with(rest: &str, link: &str, document: &Document, base: &Url) -> bool {
    // A blank before it would be dropped on the way.
    if rest.starts_with(|character: char| character <= ' ') {
        return false;
    }
    // An address between angles is a link without saying `mailto:`.
    if link.strip_prefix("mailto:").is_some_and(|address| rest.starts_with(address)) {
        return true;
    }
    let decode = |text: &str| {
        let decoded = decoder(document.form)(text);
        // What escapes nothing is itself in Markdown, and no slash.
        if document.form == Form::Markdown { decoded.replace('\\', "%5C") } else { decoded }
    };
    // A bare link may lack its scheme.
    let scheme =
        if rest.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www.")) { "https://" } else { "" };
    let is_link = |end: usize| {
        let text = decode(&rest[..end]);
        let is = |text: &str| comparable(text, base).as_deref() == Some(link);
        is(&text) || !scheme.is_empty() && is(&[scheme, &text].concat())
    };
    // A letter takes at most nine bytes in a URL, and a reference to a character a dozen to be written.
    let ends = || rest.char_indices().map(|(at, it)| (at, Some(it))).chain([(rest.len(), None)]);
    let near = || ends().take(12 * link.len() + 64);
    let is_likely = |after: Option<char>| after.is_none_or(|after| after <= ' ' || "\"'<>)]".contains(after));
    near().filter(|(_, after)| is_likely(*after)).take(4).any(|(end, _)| is_link(end))
        || near().any(|(end, _)| is_link(end))
}

#[test]
fn a_link_that_is_not_requested_is_not_the_url_that_it_might_have_been() {
    let rows = |text: &str, base: Option<&str>| {
        let options = ReadOptions {
            base: base.and_then(|base| Url::parse(base).ok()),
            ..options(Some(Form::Markdown))
        };
        of_list(read_pieces("", &[text], options).list(), &self::base(None))
    };
    let text = "see www.a.example/x or [y](z), https://me@b.example/ and <me@a.example>";
    let others = ["https://me@b.example/", "https://www.a.example/x", "mailto:me@a.example"];
    let [credentials, www, mail] = others.map(str::to_owned);
    let joined = "https://base.example/folder/page/z".to_owned();
    assert_eq!(rows(text, Some(BASE)), [joined.clone(), credentials.clone(), www.clone(), mail.clone()]);
    assert_eq!(rows(text, None), [credentials, www, mail, format!("not sent, relative link: {joined}")]);
}

#[test]
fn a_place_next_to_a_link_is_noticed() {
    let text = "see [a](https://a.example/b_c) or <me@b.example>";
    let name = || "a-1.0.0/README.md".to_owned();
    let document =
        Document { name: name(), file: name().into(), text: text.to_owned(), form: Form::Markdown };
    let is_at = |at: usize, link: &str| begins_with(&text[at..], link, &document, &base(None));
    let at = |part: &str| text.find(part).unwrap_or_default();
    for (part, link) in [("https", "https://a.example/b_c"), ("me@", "mailto:me@b.example")] {
        assert!(is_at(at(part), link) && !is_at(at(part) - 1, link) && !is_at(at(part) + 1, link), "{link}");
    }
}
