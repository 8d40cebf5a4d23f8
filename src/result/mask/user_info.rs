//! A user name and password: what comes before `@` in the authority of an address.

use core::ops::Range;

use super::{ends_word, names};

const ENDS: [char; 4] = ['/', '\\', '?', '#'];
/// After these a user may begin who has no scheme before him.
const BEFORE_WORD: [char; 10] = ['"', '\'', '<', '>', '(', '[', '{', ',', '=', '|'];
/// From this length on a text may have been cut within a password.
const CUT_BYTES: usize = 100;
/// Longest user name and password that are looked for without a scheme before them.
const MAX_USER_BYTES: usize = 1_024;

/// Appends the places of user names and passwords in `text`; of one that is all a URL, blanks do not end it.
pub(super) fn find(text: &str, is_url: bool, found: &mut Vec<Range<usize>>) {
    let last = match text.rfind('@') {
        Some(at) => at,
        // Only what was cut within a password has one without.
        None if text.len() >= CUT_BYTES => text.len(),
        None => return,
    };
    let lead = text.len() - text.trim_start().len();
    // Each of these only ever moves on: the text is gone through once.
    let (mut from, mut word, mut sign) = (0, 0, 0);
    while let Some(Authority { start, has_scheme }) = authority(text, from, is_url.then_some(lead)) {
        if start > last {
            return;
        }
        if word <= start {
            let length = if is_url { None } else { text[start..].find(ends_word) };
            word = length.map_or(text.len(), |length| start + length);
        }
        let rest = &text[start..word];
        let end = rest.find(ENDS).unwrap_or(rest.len());
        if sign < start {
            sign = text[start..].find('@').map_or(text.len(), |length| start + length);
        }
        let first = (sign < word).then(|| sign - start);
        let until = user(rest, end, first, has_scheme && word == text.len(), has_scheme);
        found.extend(until.map(|until| start..start + until));
        from = (start + until.unwrap_or(end)).max(from + 1);
    }
}

struct Authority {
    start: usize,
    has_scheme: bool,
}

/// The first authority of `text` that begins at `from` or after it. In a URL it begins after `lead` blanks, or after a scheme.
fn authority(text: &str, from: usize, lead: Option<usize>) -> Option<Authority> {
    let bytes = text.as_bytes();
    let after_slashes = |at: usize| {
        let is_slash = |byte: &&u8| matches!(byte, b'/' | b'\\');
        at + bytes.get(at..).map_or(0, |rest| rest.iter().take_while(is_slash).count())
    };
    (from..=bytes.len()).filter(|&at| text.is_char_boundary(at)).find_map(|at| {
        let before = text[..at].chars().next_back();
        if before == Some(':') {
            let scheme =
                text[..at - 1].rsplit(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
            let start = after_slashes(at);
            let has_scheme = names::is_web_scheme(scheme) || start >= at + 2;
            return has_scheme.then_some(Authority { start, has_scheme });
        }
        let begins_word = |c: char| BEFORE_WORD.contains(&c) || lead.is_none() && c.is_whitespace();
        if lead != Some(at) && before.is_some_and(|c| !begins_word(c)) {
            return None;
        }
        let start = after_slashes(at);
        let has_scheme = start >= at + 2;
        (has_scheme || has_user(&text[at..]))
            .then_some(Authority { start: if has_scheme { start } else { at }, has_scheme })
    })
}

/// Whether `text` begins as `user:secret@host`.
fn has_user(text: &str) -> bool {
    let ends = |c: char| ENDS.contains(&c) || ends_word(c);
    // A word that begins within the user is looked at by itself: so each is looked at once.
    let Some(colon) = text.find(|c| c == ':' || ends(c) || BEFORE_WORD.contains(&c)) else { return false };
    let head = &text[..text.floor_char_boundary(MAX_USER_BYTES)];
    let (user, Some(sign)) = (&text[..colon], head.find('@').filter(|sign| *sign > colon + 1)) else {
        return false;
    };
    let is_user = !user.is_empty() && !names::is_web_scheme(user) && !names::is_other_scheme(user);
    is_user && text[colon..].starts_with(':') && !text[colon..sign].contains(ends)
}

/// How far the user goes in `word`, whose authority ends at `end` and whose first `@` is at `sign`; `None` where there is
/// none. A word that `may_be_cut` is the last of its text.
fn user(word: &str, end: usize, sign: Option<usize>, may_be_cut: bool, has_scheme: bool) -> Option<usize> {
    let authority = &word[..end];
    if sign.is_some_and(|sign| sign < end) {
        return authority.rfind('@');
    }
    let port = authority.rsplit(']').next()?.rsplit_once(':')?.1;
    if !has_scheme || port.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // No port: a password that holds what ends an authority, or one that was cut.
    let Some(sign) = sign else {
        return (may_be_cut && end == word.len() && end >= CUT_BYTES).then_some(end);
    };
    let host = word[sign..].find(ENDS).map_or(word.len(), |length| sign + length);
    Some(word[..host].rfind('@').unwrap_or(sign))
}
