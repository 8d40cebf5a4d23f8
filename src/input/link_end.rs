//! Where a link in prose ends, when `linkify` does not say or stops early.

use linkify::LinkFinder;

/// Host put before the rest of a link that `linkify` is shown by itself.
const HOST: &str = "https://host.example/";
/// How much of what follows a host is looked at first, in bytes.
const FIRST_LOOK_BYTES: usize = 128;
/// Replaces any letter that may continue a link.
const LETTER: char = 'x';
/// What `linkify` takes within a link and not at its end.
pub(super) const NEVER_LAST: [char; 8] = ['?', '!', '.', ',', ':', ';', '*', '('];

/// Finds the ends of the links of one text, in order.
///
/// `linkify` knows that punctuation does not end a link, and stops early in three places:
/// - before a fragment right behind the host, which it skips: what follows is shown to it behind a host with a slash;
/// - at a closing bracket that the link did not open. That is right where one was opened before the link. Else it is only
///   left off at the end, as GitHub does it (GFM, 6.9);
/// - never at quotation marks and separators outside of ASCII.
#[derive(Debug)]
pub(super) struct LinkEnds<'t, 's> {
    text: &'t str,
    finder: &'s LinkFinder,
    dressed: &'s mut String,
    /// Up to where brackets were counted, and how many are open there.
    counted: usize,
    open: usize,
}

impl<'t, 's> LinkEnds<'t, 's> {
    /// Before the first link of `text`; `dressed` is a buffer.
    pub(super) fn new(text: &'t str, finder: &'s LinkFinder, dressed: &'s mut String) -> Self {
        Self { text, finder, dressed, counted: 0, open: 0 }
    }

    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    /// Where the link ends that `linkify` has found from byte `start` to byte `end`.
    pub(super) fn of_found(&mut self, start: usize, end: usize) -> usize {
        let whole = &self.text[start..end];
        let cut = before_separator(whole).len();
        if cut < whole.len() {
            return start + cut;
        }
        if self.text[end..].starts_with('#') {
            return self.behind_host(start, end);
        }
        self.past_brackets(start, end, || {
            let host = whole.find("://").map_or(0, |at| at + "://".len());
            whole[host..].find(['/', '?']).map(|length| start + host + length)
        })
    }

    /// Where the link ends that begins at byte `start` and whose host ends at byte `host`.
    pub(super) fn behind_host(&mut self, start: usize, host: usize) -> usize {
        let rest = &self.text[host..];
        if !rest.starts_with(['/', '?', '#']) {
            return host;
        }
        let length = self.local_length(start, rest, false);
        self.past_brackets(start, host + length, || Some(host))
    }

    /// Where a link that would end at byte `end` really ends; its path, query or fragment, if any, begins at `local`.
    fn past_brackets(&mut self, start: usize, end: usize, local: impl Fn() -> Option<usize>) -> usize {
        let mut behind = self.text.as_bytes()[end..].iter();
        let next = behind.find(|&&byte| !NEVER_LAST.contains(&char::from(byte)));
        if next != Some(&b')') || self.has_open_bracket(start) {
            return end;
        }
        let Some(local) = local() else { return end };
        let rest = &self.text[local..];
        let length = self.local_length(start, rest, true);
        end.max(local + without_unbalanced(&rest[..length]).len())
    }

    /// How many bytes of `rest` (a path, query or fragment) belong to the link at byte `start`; round brackets are
    /// letters when `bracketless`. Shows `linkify` a little, then more while a letter behind it would belong to the
    /// link: a megabyte without blanks must not be copied for each of ten thousand links.
    fn local_length(&mut self, start: usize, rest: &str, bracketless: bool) -> usize {
        let mut looked = FIRST_LOOK_BYTES;
        loop {
            let look = &rest[..rest.floor_char_boundary(looked)];
            let shown = before_separator(self.before_quote(start, look));
            self.dressed.clear();
            self.dressed.push_str(HOST);
            if bracketless {
                let letter = |next| if matches!(next, '(' | ')') { LETTER } else { next };
                self.dressed.extend(shown.chars().map(letter));
            } else {
                self.dressed.push_str(shown);
            }
            if shown.len() == look.len() && look.len() < rest.len() {
                self.dressed.push(LETTER);
            }
            let link = self.finder.links(self.dressed).next().filter(|link| link.start() == 0);
            let end = link.map_or(0, |link| link.end().saturating_sub(HOST.len()));
            if end <= shown.len() {
                return end;
            }
            looked *= 2;
        }
    }

    /// `part` of the link at byte `start`, up to a quote that is before the link too, which `linkify` cannot see.
    fn before_quote<'p>(&self, start: usize, part: &'p str) -> &'p str {
        let quoted = self.text[..start].ends_with('\'');
        part.find('\'').filter(|_| quoted).map_or(part, |end| &part[..end])
    }

    /// Whether a bracket is open before byte `start`.
    fn has_open_bracket(&mut self, start: usize) -> bool {
        for byte in self.text.as_bytes().get(self.counted..start).unwrap_or_default() {
            match byte {
                b'(' => self.open += 1,
                b')' => self.open = self.open.saturating_sub(1),
                _ => {}
            }
        }
        self.counted = self.counted.max(start);
        self.open > 0
    }
}

/// `link` up to the first quotation mark, or the first mark that is punctuation, a bracket or a bar of full width:
/// `linkify` knows that those of ASCII end a link, and prose in Chinese or Japanese goes on behind its own without a blank.
fn before_separator(link: &str) -> &str {
    const ENDS: &str =
        "“”„«»‘’。，、；：！？（）「」『』【】《》〈〉…｜＜＞＂｀［］｛｝｟｠｡､｢｣〔〕〖〗〘〙〚〛";
    // All of them begin with a byte that ASCII has not, and most links are ASCII.
    if link.is_ascii() {
        return link;
    }
    &link[..link.find(|character| ENDS.contains(character)).unwrap_or(link.len())]
}

/// `local` without what is never last, and without closing brackets at its end that it did not open.
fn without_unbalanced(local: &str) -> &str {
    let count = |bracket| local.matches(bracket).count();
    let (mut opened, mut closed) = (count('('), count(')'));
    let mut kept = local;
    while let Some(last) = kept.chars().next_back() {
        match last {
            ')' if closed > opened => closed -= 1,
            '(' => opened -= 1,
            _ if NEVER_LAST.contains(&last) => {}
            _ => break,
        }
        kept = &kept[..kept.len() - last.len_utf8()];
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_are_balanced_from_the_end() {
        for (local, expected) in [
            ("/a", "/a"),
            ("/a)", "/a"),
            ("/(a)", "/(a)"),
            ("/(a)).", "/(a)"),
            ("/a)b)!)", "/a)b"),
            ("/(a)(", "/(a)"),
            ("/a)((", "/a"),
            (")", ""),
        ] {
            assert_eq!(without_unbalanced(local), expected, "{local}");
        }
    }
}
