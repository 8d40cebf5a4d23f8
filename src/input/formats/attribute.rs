//! The links in the value of an HTML attribute.

use crate::input::plain::offset_in;

/// The value of an attribute that holds one URL, without blanks round it, and where that begins in the value.
pub(super) fn single(value: &str) -> (usize, &str) {
    // The URL standard drops control characters there, too.
    let trimmed = value.trim_matches(|next| next <= ' ');
    (offset_in(trimmed, value), trimmed)
}

/// The URLs of a `srcset`, each with where it begins in the value (HTML standard, "parse a srcset attribute").
pub(super) fn srcset(value: &str) -> Vec<(usize, &str)> {
    let mut urls = Vec::new();
    let mut at = 0;
    loop {
        let rest = &value[at..];
        at += rest.len() - rest.trim_start_matches(|next| is_blank(next) || next == ',').len();
        let rest = &value[at..];
        if rest.is_empty() {
            return urls;
        }
        let word = &rest[..rest.find(is_blank).unwrap_or(rest.len())];
        let url = word.trim_end_matches(',');
        urls.push((at, url));
        at += word.len();
        if url.len() == word.len() {
            at += descriptors(&value[at..]);
        }
    }
}

/// The URL of a `<meta http-equiv=refresh>` and where it begins in `content`; `None` where it reloads the page itself.
pub(super) fn refresh(content: &str) -> Option<(usize, &str)> {
    let time = content.trim_start_matches(is_blank);
    let behind = time.trim_start_matches(|next: char| next.is_ascii_digit() || next == '.');
    let parted = behind.trim_start_matches(is_blank);
    let rest = parted.strip_prefix([';', ',']).unwrap_or(parted);
    if behind.len() == time.len() || rest.len() == behind.len() {
        return None;
    }
    let rest = rest.trim_start_matches(is_blank);
    let named = rest.get(..3).filter(|name| name.eq_ignore_ascii_case("url")).and_then(|_| {
        let assigned = rest[3..].trim_start_matches(is_blank).strip_prefix('=')?;
        Some(assigned.trim_start_matches(is_blank))
    });
    let url = named.unwrap_or(rest);
    let url = match url.chars().next().filter(|first| matches!(first, '"' | '\'')) {
        Some(quote) => url[1..].split(quote).next().unwrap_or(""),
        None => url,
    };
    let (_, url) = single(url);
    (!url.is_empty()).then_some((offset_in(url, content), url))
}

/// Length of the leading descriptors and the comma after them. A comma inside parentheses ends none; those do not nest.
fn descriptors(text: &str) -> usize {
    let mut in_brackets = false;
    for (at, character) in text.char_indices() {
        match character {
            '(' => in_brackets = true,
            ')' => in_brackets = false,
            ',' if !in_brackets => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Whether HTML takes `character` for a blank (Infra standard, "ASCII whitespace").
fn is_blank(character: char) -> bool {
    character.is_ascii_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_srcset_holds_a_url_for_each_image() {
        for (value, expected) in [
            ("a.png", &[(0, "a.png")][..]),
            (" a.png 1x, b.png 2x ", &[(1, "a.png"), (11, "b.png")]),
            ("a.png,b.png 2x", &[(0, "a.png,b.png")]),
            ("a.png, b.png", &[(0, "a.png"), (7, "b.png")]),
            (
                "data:image/png,x 1x, b.png(1,2) 3w,, c",
                &[(0, "data:image/png,x"), (21, "b.png(1,2)"), (37, "c")],
            ),
            ("a ((( , b, ), c", &[(0, "a"), (14, "c")]),
            ("a\u{b}b 1x", &[(0, "a\u{b}b")]),
            (" , ", &[]),
        ] {
            assert_eq!(srcset(value), expected, "{value}");
        }
    }

    #[test]
    fn a_refresh_may_name_a_url() {
        for (content, expected) in [
            ("0; url=https://a.example/", Some((7, "https://a.example/"))),
            ("5;URL = 'x y' z", Some((9, "x y"))),
            (" 1.5 , next", Some((7, "next"))),
            ("3 page", Some((2, "page"))),
            ("0;url=", None),
            ("30", None),
            ("url=x", None),
            ("", None),
        ] {
            assert_eq!(refresh(content), expected, "{content}");
        }
    }
}
