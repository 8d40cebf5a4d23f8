//! A pattern as written → one whose every URL is normal already, so that none is parsed when it is sent. That is
//! possible where all that varies comes after the authority, moves no border of path, query and fragment, and makes no
//! segment `.` or `..`. The text between is encoded once, by the `url` crate.

use url::Url;

use super::choices::Choices;
use super::{Pattern, Piece};
use crate::input::link_filter::LinkFilter;
use crate::input::normal::{self, PageContext, Rejection};

#[derive(Debug)]
pub(in crate::input) enum Resolved {
    /// All its URLs go to `origin`, and it writes each of them as it is sent.
    Lazy { pattern: Pattern, origin: String },
    /// Each of its URLs has to be read for itself.
    Eager,
}

/// The part of a URL in which a piece begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum UrlPart {
    Path,
    Query,
    Fragment,
}

/// Replaces what varies: a letter that is itself in every part of a URL.
const GUARD: char = 'x';

/// What `pattern`, as written, turns out to be; `filter` says which of its links are wanted. Fails where none of its
/// URLs can be sent, all for the same reason.
pub(in crate::input) fn resolve(
    pattern: &Pattern,
    page: PageContext,
    filter: &LinkFilter,
) -> Result<Resolved, Rejection> {
    if filter.looks_at_each() {
        return Ok(Resolved::Eager);
    }
    let Some((Piece::Text(head), rest)) = pattern.pieces.split_first() else { return Ok(Resolved::Eager) };
    let Some(local) = after_authority(head) else { return Ok(Resolved::Eager) };
    let guarded = format!("{head}{GUARD}");
    let ready = filter.pass(&guarded, normal::normalize(&guarded, page))?;
    // Where the guard is not the end, it was part of a host (`http:/a[1-3]`).
    let Some(whole) = ready.whole().strip_suffix(GUARD) else { return Ok(Resolved::Eager) };
    let mut lazy =
        Lazy { pieces: Vec::with_capacity(pattern.pieces.len() + 1), part: UrlPart::Path, fragment: None };
    if lazy.add_text(local).is_none() {
        return Ok(Resolved::Eager);
    }
    // The head was looked at for its borders; what is kept of it is the whole URL up to the first choice.
    lazy.pieces.clear();
    lazy.fragment = None;
    lazy.push_text(whole);
    for piece in rest {
        let added = match piece {
            Piece::Text(text) => lazy.add_text(text),
            Piece::Glob { choices, .. } => lazy.add_choices(choices),
        };
        if added.is_none() {
            return Ok(Resolved::Eager);
        }
    }
    Ok(Resolved::Lazy {
        pattern: Pattern::new(lazy.pieces, lazy.fragment),
        origin: ready.origin().to_owned(),
    })
}

/// What follows the authority of `head`; `None` when it does not end there.
fn after_authority(head: &str) -> Option<&str> {
    let start = head.find("://").map_or_else(|| if head.starts_with("//") { 2 } else { 0 }, |at| at + 3);
    let end = head[start..].find(['/', '?', '#', '\\'])?;
    Some(&head[start + end..])
}

/// A pattern being built; its methods return `None` where it cannot be lazy.
struct Lazy {
    pieces: Vec<Piece>,
    part: UrlPart,
    fragment: Option<u16>,
}

impl Lazy {
    fn add_text(&mut self, text: &str) -> Option<()> {
        let path = text.split(['?', '#']).next().unwrap_or("");
        if self.part == UrlPart::Path && may_be_dotted(path) {
            return None;
        }
        let encoded = encode(text, self.part)?;
        if self.part != UrlPart::Fragment {
            if text.contains('#') {
                self.part = UrlPart::Fragment;
            } else if text.contains('?') {
                self.part = UrlPart::Query;
            }
        }
        self.push_text(&encoded);
        Some(())
    }

    fn add_choices(&mut self, choices: &Choices) -> Option<()> {
        let choices = match choices {
            Choices::Set(members) => {
                let encoded: Option<Vec<_>> =
                    members.iter().map(|member| self.encode_member(member)).collect();
                Choices::Set(encoded?.into_boxed_slice())
            }
            Choices::Numbers { .. } | Choices::Letters { .. } | Choices::Nothing { .. } => choices.clone(),
        };
        self.pieces.push(Piece::Glob { stride: 1, choices });
        Some(())
    }

    fn encode_member(&self, member: &str) -> Option<Box<str>> {
        let moves_a_border = match self.part {
            UrlPart::Path => member.contains(['?', '#']) || may_be_dotted(member),
            UrlPart::Query => member.contains('#'),
            UrlPart::Fragment => false,
        };
        if moves_a_border { None } else { encode(member, self.part).map(String::into_boxed_str) }
    }

    /// Adds text that is encoded, cut where the fragment begins.
    fn push_text(&mut self, text: &str) {
        match text.split_once('#').filter(|_| self.fragment.is_none()) {
            Some((before, fragment)) => {
                self.push_piece(before);
                // A pattern has at most a hundred globs and a text between each two.
                self.fragment = u16::try_from(self.pieces.len()).ok();
                self.push_piece(fragment);
            }
            None => self.push_piece(text),
        }
    }

    fn push_piece(&mut self, text: &str) {
        if !text.is_empty() {
            self.pieces.push(Piece::Text(text.into()));
        }
    }
}

/// `text` as the URL standard writes it in `part`.
fn encode(text: &str, part: UrlPart) -> Option<String> {
    let before = match part {
        UrlPart::Path => "https://h/",
        UrlPart::Query => "https://h/?",
        UrlPart::Fragment => "https://h/#",
    };
    // Between guards, blanks at the ends stay and no segment is only what is here.
    let url = Url::parse(&format!("{before}{GUARD}{text}{GUARD}")).ok()?;
    let encoded = url.as_str().strip_prefix(before)?.strip_prefix(GUARD)?.strip_suffix(GUARD)?;
    Some(encoded.to_owned())
}

/// Whether a segment of a path to which `text` belongs may turn out as `.` or `..`, in any spelling: true when a
/// stretch of it between slashes holds a dot or a percent sign and nothing but what `%2e` is made of.
fn may_be_dotted(text: &str) -> bool {
    text.split(['/', '\\'])
        .any(|segment| segment.contains(['.', '%']) && segment.bytes().all(|byte| b".%2eE".contains(&byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first URL with its fragment, where the pattern is lazy.
    fn first(text: &str) -> Option<String> {
        let pattern = Pattern::parse(text).ok().flatten()?;
        match resolve(&pattern, PageContext::default(), &LinkFilter::default()).ok()? {
            Resolved::Lazy { pattern, .. } => {
                let mut url = String::new();
                pattern.write(0, &mut url);
                pattern.write_fragment(0, &mut url);
                Some(url)
            }
            Resolved::Eager => None,
        }
    }

    #[test]
    fn what_varies_after_the_authority_is_lazy() {
        for (text, expected) in [
            ("Example.org/ü/[1-3]", "https://example.org/%C3%BC/1"),
            (
                "https://example.org/a{b\",c}<?q={\u{e4},d}'#[1-2]`",
                "https://example.org/ab%22%3C?q=%C3%A4%27#1%60",
            ),
            ("https://example.org/a#b[1-2]#c", "https://example.org/a#b1#c"),
            ("https://example.org/?[1-2]", "https://example.org/?1"),
            ("https://example.org?[1-2]", "https://example.org/?1"),
            ("https://example.org/v1.0/{a,b}.html", "https://example.org/v1.0/a.html"),
        ] {
            assert_eq!(first(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_may_move_a_border_is_not() {
        for text in [
            "https://[1-3].example.org/",
            "https://example.org[1-3]",
            "https://example.org:80[80-89]/",
            "http{,s}://example.org/",
            "http:/a[1-3]",
            "[1-3].example.org/",
            "https://example.org/{a?b,c}/d",
            "https://example.org/?{a#b,c}",
            "https://example.org/{.,a}/b",
            "https://example.org/.{.,a}/b",
            "https://example.org/%2[d-f]/b",
            "https://example.org/a/../[1-3]",
        ] {
            assert_eq!(first(text), None, "{text}");
        }
    }

    #[test]
    fn a_head_that_cannot_be_sent_refuses_all() {
        let pattern = Pattern::parse("ftp://example.org/[1-3]").ok().flatten();
        let resolved =
            pattern.map(|pattern| resolve(&pattern, PageContext::default(), &LinkFilter::default()));
        assert!(matches!(
            resolved,
            Some(Err(Rejection { reason: crate::input::not_sent::NotSent::Scheme, .. }))
        ));
    }
}
