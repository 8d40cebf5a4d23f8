//! A line of a list → its links.

use super::link::Position;
use super::list::MAX_LINKS;
use super::list_builder::LinkListBuilder;
use super::normal::{MAX_LINK_CHARS, Rejection};
use super::prose_links::ProseLinks;
use crate::input::not_sent::NotSent;

/// What surrounds the words of a line.
const BLANKS: [char; 2] = [' ', '\t'];

/// Reads one line of a list, at `place`, column 1.
///
/// | the line | is |
/// | --- | --- |
/// | blank | nothing |
/// | `#repeat N` | a directive: each link below it, to the next one or the end of the source, is requested N times; a problem without one |
/// | beginning with `#` otherwise | a comment, counted where it holds a link |
/// | one word | a link or a pattern; a pair of `<>` or quotes round it and one comma after it are taken off |
/// | several words | the links with a scheme or `www.` in it, as they are; without any, one link that is no URL |
/// | over 65,536 characters | one link that is too long |
pub(super) fn read_line(
    line: &str,
    place: Position,
    prose_links: &mut ProseLinks,
    builder: &mut LinkListBuilder,
) {
    let too_long = line.len() > MAX_LINK_CHARS && line.chars().nth(MAX_LINK_CHARS).is_some();
    let line = if too_long { first_chars(line) } else { line };
    let text = trim(line);
    let Some(first) = text.bytes().next() else {
        if too_long {
            builder.reject(place, "", Rejection::new(NotSent::TooLong, ""));
        }
        return;
    };
    let directive = if first == b'#' { directive(text) } else { None };
    if first == b'#' && directive.is_none() {
        builder.count_comment(prose_links.is_in(text));
        return;
    }
    let place = Position { column: place.column + columns(&line[..offset_in(text, line)]), ..place };
    if let Some(directive) = directive {
        match directive {
            Directive::Repeat(times) => builder.set_repeat(times, place, text),
            Directive::Unreadable => builder.reject(place, text, Rejection::new(NotSent::Directive, "")),
        }
    } else if too_long {
        builder.reject(place, text, Rejection::new(NotSent::TooLong, ""));
    } else if is_one_word(text) {
        let word = unwrapped(text);
        let column = place.column + columns(&text[..offset_in(word, text)]);
        builder.take_line(Position { column, ..place }, word);
    } else {
        read_words(text, place, prose_links, builder);
    }
}

/// A line of a list that is no link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Directive {
    /// Request each link below so many times, 1 to [`MAX_LINKS`].
    Repeat(u32),
    Unreadable,
}

/// The directive that `text` is; `None` for any other line.
fn directive(text: &str) -> Option<Directive> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(rest) =
        text.strip_prefix("#repeat").filter(|rest| rest.is_empty() || rest.starts_with(BLANKS))
    {
        let number = rest.trim();
        let times = number.parse().ok().filter(|times| is_number(number) && (1..=MAX_LINKS).contains(times));
        return Some(times.map_or(Directive::Unreadable, Directive::Repeat));
    }
    // `# Repeat: 10` is hardly a comment.
    let (word, rest) = text.strip_prefix('#')?.trim_start_matches(BLANKS).split_at_checked("repeat".len())?;
    let number = rest.trim_matches([' ', '\t', ':', '=', 'x', '×']);
    (word.eq_ignore_ascii_case("repeat") && is_number(number)).then_some(Directive::Unreadable)
}

/// Rejects a directive at the end of `text`, a line that begins at `place` and is none itself.
fn reject_trailing(text: &str, place: Position, builder: &mut LinkListBuilder) {
    // Most lines are seen not to have one by their last character.
    let at = text.ends_with(|last: char| last.is_ascii_digit()).then(|| text.rfind('#')).flatten();
    let Some(at) = at.filter(|&at| text[..at].ends_with(BLANKS)) else { return };
    if let Some(Directive::Repeat(_)) = directive(&text[at..]) {
        let place = Position { column: place.column.saturating_add(columns(&text[..at])), ..place };
        let rejection = Rejection::new(NotSent::Directive, "it is behind a link, not above it");
        builder.reject(place, &text[at..], rejection);
    }
}

fn read_words(text: &str, place: Position, prose_links: &mut ProseLinks, builder: &mut LinkListBuilder) {
    let mut none = true;
    read_prose(text, place, prose_links, builder, &mut none);
    if none {
        builder.reject(place, text, Rejection::new(NotSent::NotAUrl, ""));
    }
    reject_trailing(text, place, builder);
}

/// Reads a piece of prose, which begins at `place`. It has no directives; what would be one in a list is rejected.
pub(super) fn read_text(
    text: &str,
    place: Position,
    prose_links: &mut ProseLinks,
    builder: &mut LinkListBuilder,
) {
    let mut none = true;
    read_prose(text, place, prose_links, builder, &mut none);
    let text = text.trim_end();
    if !none {
        reject_trailing(text, place, builder);
    } else if place.column == 1 && text.starts_with('#') && directive(text).is_some() {
        builder.reject(place, text, Rejection::new(NotSent::Directive, "only lists have directives"));
    }
}

/// Takes the links out of `text`, which begins at `place`; clears `none` when there is one.
fn read_prose(
    text: &str,
    place: Position,
    prose_links: &mut ProseLinks,
    builder: &mut LinkListBuilder,
    none: &mut bool,
) {
    let (mut column, mut counted) = (place.column, 0);
    prose_links.find(text, |start, link| {
        column = column.saturating_add(columns(&text[counted..start]));
        counted = start;
        *none = false;
        builder.take_repeated(Position { column, ..place }, link);
    });
}

/// Number of Unicode scalar values.
fn columns(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

/// Where `part`, a stretch of `whole`, begins in it, in bytes.
pub(super) fn offset_in(part: &str, whole: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize).min(whole.len())
}

fn first_chars(line: &str) -> &str {
    line.char_indices().nth(MAX_LINK_CHARS).map_or(line, |(at, _)| &line[..at])
}

/// `line` without blanks round it; a byte order mark is one.
fn trim(line: &str) -> &str {
    let plain = |byte: &u8| matches!(byte, 0x21..0x7f);
    if line.as_bytes().first().is_some_and(plain) && line.as_bytes().last().is_some_and(plain) {
        return line;
    }
    line.trim_matches(|character: char| character.is_whitespace() || character == '\u{feff}')
}

fn is_one_word(text: &str) -> bool {
    let bytes = text.as_bytes();
    let blank = |byte: &u8| matches!(byte, b'\t'..=b'\r' | b' ');
    // Blanks outside ASCII are rare and looked for only where there is something outside ASCII.
    !bytes.iter().any(blank) && (text.is_ascii() || !text.contains(char::is_whitespace))
}

/// `word` without one comma after it and one pair of `<>` or quotes round it, as lists of programs have them.
fn unwrapped(word: &str) -> &str {
    let bare = word.strip_suffix(',').unwrap_or(word);
    let inner = [('<', '>'), ('"', '"'), ('\'', '\'')]
        .into_iter()
        .find_map(|(open, close)| bare.strip_prefix(open)?.strip_suffix(close))
        .unwrap_or(bare);
    // Nothing but wrapping is shown as it was given.
    if inner.is_empty() { word } else { inner }
}
