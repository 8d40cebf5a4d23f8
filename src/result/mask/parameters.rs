//! Parameters: `name=value` in a query, in a fragment, behind a `;` of the path, or alone.

use core::ops::Range;

use super::{ends_word, names, secrets};

/// Appends where values of `text` are secret; of one that is all a URL, blanks do not end them.
pub(super) fn find(text: &str, is_url: bool, depth: u8, found: &mut Vec<Range<usize>>) {
    let mut place = Place::Path;
    let mut start = 0;
    while start < text.len() {
        let rest = &text[start..];
        let ends = |c: char| place.begins_part(c) || !is_url && ends_word(c);
        let end = rest.find(ends).map_or(text.len(), |length| start + length);
        let secret = part(text, start..end, place, is_url, depth);
        let end = secret.as_ref().map_or(end, |secret| secret.end.max(end));
        found.extend(secret);
        let Some(separator) = text[end..].chars().next() else { return };
        place = match separator {
            '?' if place == Place::Path => Place::Query,
            '#' => Place::Fragment,
            separator if !is_url && ends_word(separator) => Place::Path,
            _ => place,
        };
        start = end + separator.len_utf8();
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Path,
    Query,
    Fragment,
}

impl Place {
    /// Whether another parameter may begin after `c`.
    const fn begins_part(self, c: char) -> bool {
        match c {
            '?' | '&' | ';' | '#' => true,
            '/' | '\\' => matches!(self, Self::Path),
            _ => false,
        }
    }

    /// Whether a value that is known to be secret ends at `c`, before `rest`.
    fn ends_value(self, c: char, rest: &str) -> bool {
        match c {
            '&' => true,
            '#' => !matches!(self, Self::Fragment),
            '/' | '\\' | '?' => matches!(self, Self::Path),
            // Some separate parameters by it; to others it is a part of the value.
            ';' => rest.split(['&', ';', '#']).next().is_some_and(|next| next.contains('=')),
            _ => false,
        }
    }
}

/// What is secret of the parameter at `range`.
fn part(text: &str, range: Range<usize>, place: Place, is_url: bool, depth: u8) -> Option<Range<usize>> {
    let of = &text[range.clone()];
    let Some(equals) = of.find('=') else {
        return (place != Place::Path && names::looks_random(of)).then_some(range);
    };
    let (name, value) = (&of[..equals], range.start + equals + 1..range.end);
    // In other text a name may follow a bracket or a comma as well.
    let name = name.rsplit(['(', '{', ',', '\'', ' ', '\t']).next().unwrap_or(name);
    if names::is_secret(name) {
        let rest = &text[value.start..];
        let ends = |(at, c): &(usize, char)| {
            place.ends_value(*c, &rest[at + c.len_utf8()..]) || !is_url && ends_word(*c)
        };
        let length = rest.char_indices().find(ends).map_or(rest.len(), |(at, _)| at);
        return (length > 0).then(|| value.start..value.start + length);
    }
    let value_text = &text[value.clone()];
    let is_random = place != Place::Path && !names::is_harmless(name) && names::looks_random(value_text);
    let is_secret = is_random || depth > 0 && value_text.contains('%') && holds(value_text, depth - 1);
    is_secret.then_some(value)
}

/// Whether `value` is an address, encoded, that holds a secret.
fn holds(value: &str, depth: u8) -> bool {
    let plain = names::decoded(value);
    plain != value && !secrets(&plain, depth).is_empty()
}
