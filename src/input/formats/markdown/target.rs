//! What a link of Markdown leads to: its text in the document, as a page would have it.

use crate::input::formats::mapped::Mapped;
use crate::input::link_end::NEVER_LAST;

/// Rewrites decoded `link`: a backslash that escapes nothing becomes `%5C`, as the URL standard takes it for a slash.
pub(super) fn destination(link: &str) -> Box<str> {
    if link.contains('\\') { link.replace('\\', "%5C").into() } else { link.into() }
}

/// `link`, bare at byte `at` of `stretch`, which is written in `text`, without references to characters at its end, also to
/// those that there are not: `&name;` behind a bare URL is none of it (GFM, 6.9).
pub(super) fn without_reference<'l>(link: &'l str, at: usize, stretch: &Mapped, text: &str) -> &'l str {
    let mut link = link;
    while let Some(cut) = reference_at(link, at, stretch, text) {
        link = link[..cut].trim_end_matches(NEVER_LAST);
    }
    link
}

/// Where the reference begins that `link` ends with, or is followed by.
fn reference_at(link: &str, at: usize, stretch: &Mapped, text: &str) -> Option<usize> {
    let end = at + link.len();
    // A reference without meaning was not decoded, and its semicolon is punctuation behind the link.
    if stretch.text()[end..].starts_with(';') {
        return link.rfind('&').filter(|&from| is_name(&link[from + 1..]));
    }
    let from = link.len() - link.chars().next_back()?.len_utf8();
    let written = text.get(stretch.source_of(at + from)..stretch.source_of(end))?;
    let name = written.strip_prefix('&')?.strip_suffix(';')?;
    is_name(name).then_some(from)
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
