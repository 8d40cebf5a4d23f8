//! Reads sources in pieces, shows their links, and cuts a source at a place by code of the tests' own.

use volley::ids::{LinkId, TargetId};
use volley::input::detect::Form;
use volley::input::link::{LinkKind, Position};
use volley::input::reader::{ReadOptions, Reader, UnsentLink};
use volley::settings::Duplicates;

/// Options under which every link is a target of its own.
pub(crate) fn options(form: Option<Form>) -> ReadOptions {
    ReadOptions { form, duplicates: Duplicates::Each, ..ReadOptions::default() }
}

/// Reads one source called `name`, which comes in these pieces.
pub(crate) fn read_pieces(name: &str, pieces: &[&str], options: ReadOptions) -> Reader {
    let mut reader = Reader::new(options);
    add(&mut reader, name, pieces);
    reader
}

/// Gives `reader` one more source called `name`, which comes in these pieces.
pub(crate) fn add(reader: &mut Reader, name: &str, pieces: &[&str]) {
    reader.begin_source(name, None);
    for piece in pieces {
        reader.push(piece);
        while reader.step() {}
    }
    reader.end_source();
    while reader.step() {}
}

/// Compares what was found, a text each.
pub(crate) trait Are {
    fn are(&self, expected: &[&str]);
}

impl Are for Vec<String> {
    #[track_caller]
    fn are(&self, expected: &[&str]) {
        assert_eq!(self, expected);
    }
}

/// `text` cut at these places, as far as they are between characters.
pub(crate) fn pieces_of<'t>(text: &'t str, cuts: &[usize]) -> Vec<&'t str> {
    let mut cuts: Vec<_> = cuts.iter().map(|&cut| text.floor_char_boundary(cut % (text.len() + 1))).collect();
    cuts.sort_unstable();
    let mut pieces = Vec::new();
    let mut at = 0;
    for cut in cuts {
        pieces.push(&text[at..cut]);
        at = cut;
    }
    pieces.push(&text[at..]);
    pieces
}

/// The URLs that are requested, in the order of the list.
pub(crate) fn requested(reader: &Reader) -> Vec<String> {
    let targets = reader.list().targets();
    let mut url = String::new();
    let url = |target| targets.write_url(target, &mut url).then(|| url.clone());
    TargetId(0).take(targets.len()).map_while(url).collect()
}

/// The rows as they are shown, with their places.
pub(crate) fn shown(reader: &Reader) -> Vec<String> {
    let (mut url, mut place) = (String::new(), String::new());
    let row = |row| {
        reader.list().write_url(row, &mut url);
        reader.list().write_source(row, &mut place);
        format!("{place} {url}")
    };
    LinkId(0).take(reader.list().links()).map(row).collect()
}

pub(crate) fn problems(reader: &Reader) -> Vec<String> {
    let text = |problem: UnsentLink<'_>| {
        let place = problem.position;
        format!("{}:{} {}: {}", place.line, place.column, problem.reason, problem.detail)
    };
    reader.problems().map(text).collect()
}

pub(crate) fn read(name: &str, text: &str) -> Reader {
    read_pieces(name, &[text], options(None))
}

pub(crate) fn read_as(form: Form, text: &str) -> Reader {
    read_pieces("", &[text], options(Some(form)))
}

/// The links as `line:column URL`, with their labels behind a `|`; what cannot be sent with its reason.
pub(crate) fn rows(reader: &Reader) -> Vec<String> {
    let list = reader.list();
    let row = |row| {
        let (mut url, mut shown) = (String::new(), String::new());
        list.write_url(row, &mut url);
        if let Some(Position { line, column, .. }) = list.position(row) {
            shown = format!("{line}:{column} {url}");
        }
        if let Some(label) = list.label(row) {
            shown.push_str(" | ");
            shown.push_str(label);
        }
        if let Some(LinkKind::Rejected(index)) = list.kind(row) {
            let rejected = &list.rejected()[index as usize];
            shown.extend([" ! ", rejected.reason.reason(), ": ", &rejected.detail]);
        }
        shown
    };
    LinkId(0).take(list.links()).map(row).collect()
}

/// The rest of `text` from `line`:`column` on; `None` when there is no such place in it.
pub(crate) fn cut(text: &str, line: u32, column: u32) -> Option<&str> {
    let mut rest = text;
    for _ in 1..line {
        let end = rest.find(['\n', '\r'])?;
        let length = if rest[end..].starts_with("\r\n") { 2 } else { 1 };
        rest = &rest[end + length..];
    }
    for _ in 1..column {
        let first = rest.chars().next().filter(|first| !"\r\n".contains(*first))?;
        rest = &rest[first.len_utf8()..];
    }
    Some(rest)
}

/// Decodes as HTML and XML do, as far as the tests need it.
pub(crate) fn decode_markup(raw: &str) -> String {
    raw.replace("&#38;", "&").replace("&#x26;", "&").replace("&quot;", "\"").replace("&amp;", "&")
}

/// Decodes as JSON does, as far as the tests need it.
pub(crate) fn decode_json(raw: &str) -> String {
    raw.replace("\\/", "/").replace("\\u0026", "&")
}

/// Decodes as the quotes of a table do.
pub(crate) fn decode_cell(raw: &str) -> String {
    raw.replace("\"\"", "\"")
}

/// Decodes as Markdown does, as far as the tests need it.
pub(crate) fn decode_markdown(raw: &str) -> String {
    decode_markup(&raw.replace("\\_", "_").replace("\\(", "("))
}

pub(crate) fn decoder(form: Form) -> fn(&str) -> String {
    match form {
        Form::Json | Form::Ndjson => decode_json,
        Form::Csv | Form::Tsv => decode_cell,
        Form::Markdown => decode_markdown,
        Form::List | Form::Text => str::to_owned,
        _ => decode_markup,
    }
}

/// Asserts that the source, cut at the place of each link that can be sent and decoded, begins with the link.
pub(crate) fn assert_places(reader: &Reader, text: &str, form: Form) {
    let list = reader.list();
    for row in LinkId(0).take(list.links()) {
        let mut url = String::new();
        list.write_url(row, &mut url);
        let place = list.position(row).expect("the row is there");
        let rest = cut(text, place.line, place.column);
        let found = rest.map(|rest| decoder(form)(rest)).unwrap_or_default();
        assert!(found.starts_with(&url), "{url} is not at {}:{} of {text}", place.line, place.column);
    }
}
