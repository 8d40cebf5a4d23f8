//! Text → the pieces of a pattern.

use core::fmt;

use super::Piece;
use super::choices::Choices;

/// Most ranges and sets in one pattern.
pub const MAX_GLOBS: usize = 100;

/// Why a pattern cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum PatternProblemKind {
    OpenRange,
    OpenSet,
    Descending,
    Mixed,
    NoEnd,
    StrayInRange,
    NoStep,
    StepTooLong,
    NumberTooBig,
    Nested,
    TooManyGlobs,
}

/// A pattern that cannot be read: what is wrong with it, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PatternProblem {
    /// Where in the text the range or set begins, in Unicode scalar values from 0.
    pub offset: u32,
    /// What is wrong.
    pub kind: PatternProblemKind,
}

impl PatternProblem {
    /// What is wrong, in plain words.
    pub const fn message(&self) -> &'static str {
        match self.kind {
            PatternProblemKind::OpenRange => "a range that is opened by [ and never closed by ]",
            PatternProblemKind::OpenSet => "a set that is opened by { and never closed by }",
            PatternProblemKind::Descending => "a range that runs backwards: write the lower end first",
            PatternProblemKind::Mixed => "a range that mixes digits, small letters or capitals",
            PatternProblemKind::NoEnd => "a range without its second end",
            PatternProblemKind::StrayInRange => {
                "a range with something before its ] that does not belong there"
            }
            PatternProblemKind::NoStep => "a range whose step is not a whole number from 1",
            PatternProblemKind::StepTooLong => "a range whose step is longer than the range",
            PatternProblemKind::NumberTooBig => "a number that is too big",
            PatternProblemKind::Nested => "a bracket inside a set: sets and ranges do not nest",
            PatternProblemKind::TooManyGlobs => "more than 100 ranges and sets",
        }
    }
}

impl fmt::Display for PatternProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl core::error::Error for PatternProblem {}

/// The pieces of `text`, with strides still to be set; `None` when it holds neither range, set nor escape.
pub(super) fn parse(text: &str) -> Result<Option<Vec<Piece>>, PatternProblem> {
    let mut pieces = Vec::new();
    let mut literal = String::new();
    let mut globs = 0;
    let mut escaped = false;
    // Up to here every brace is known to be literal: what keeps `{a{a{a…}` from being searched once for each.
    let mut literal_braces = 0;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let problem = |kind| {
            let offset = text[..at].chars().count();
            PatternProblem { offset: u32::try_from(offset).unwrap_or(u32::MAX), kind }
        };
        let found = match rest.as_bytes()[0] {
            b'[' => range(rest).map_err(problem)?,
            b'{' if at >= literal_braces => match set(rest).map_err(problem)? {
                Set::Members(choices, length) => Some((choices, length)),
                Set::Literal(length) => {
                    literal_braces = at + length;
                    None
                }
            },
            b'\\' if rest[1..].starts_with(['[', ']', '{', '}']) => {
                escaped = true;
                literal.push_str(&rest[1..2]);
                at += 2;
                continue;
            }
            _ => None,
        };
        if let Some((choices, length)) = found {
            globs += 1;
            if globs > MAX_GLOBS {
                return Err(problem(PatternProblemKind::TooManyGlobs));
            }
            push_text(&mut pieces, &mut literal);
            pieces.push(Piece::Glob { stride: 1, choices });
            at += length;
        } else {
            // A bracket that begins nothing is text, as is all up to the next character of meaning.
            let first = rest.chars().next().map_or(1, char::len_utf8);
            let plain = rest[first..].find(['[', '{', '\\']).map_or(rest.len(), |next| first + next);
            literal.push_str(&rest[..plain]);
            at += plain;
        }
    }
    push_text(&mut pieces, &mut literal);
    Ok((globs > 0 || escaped).then_some(pieces))
}

fn push_text(pieces: &mut Vec<Piece>, literal: &mut String) {
    if !literal.is_empty() {
        pieces.push(Piece::Text(core::mem::take(literal).into_boxed_str()));
    }
}

/// Parses a leading `[a-b]` range; returns it with its byte length, `None` when it is no range.
fn range(text: &str) -> Result<Option<(Choices, usize)>, PatternProblemKind> {
    let bytes = text.as_bytes();
    let digits = bytes[1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    if digits > 0 && bytes.get(1 + digits) == Some(&b'-') {
        return numbers(text, 1 + digits).map(Some);
    }
    match (bytes.get(1), bytes.get(2), bytes.get(3), bytes.get(4)) {
        (Some(first), Some(b'-'), None, None) if first.is_ascii_alphabetic() => {
            Err(PatternProblemKind::OpenRange)
        }
        (Some(first), Some(b'-'), Some(last), None | Some(b']' | b':'))
            if first.is_ascii_alphabetic() && last.is_ascii_alphanumeric() =>
        {
            letters(text, *first, *last).map(Some)
        }
        _ => Ok(None),
    }
}

fn numbers(text: &str, dash: usize) -> Result<(Choices, usize), PatternProblemKind> {
    let start = &text[1..dash];
    let after = &text[dash + 1..];
    let length = after.bytes().take_while(u8::is_ascii_digit).count();
    match after.as_bytes().get(length) {
        None => return Err(PatternProblemKind::OpenRange),
        Some(b']' | b':') if length == 0 => return Err(PatternProblemKind::NoEnd),
        Some(byte) if length == 0 && byte.is_ascii_alphabetic() => return Err(PatternProblemKind::Mixed),
        Some(_) => {}
    }
    let number = |digits: &str| digits.parse::<u64>().map_err(|_| PatternProblemKind::NumberTooBig);
    if length == 0 {
        return Err(PatternProblemKind::StrayInRange);
    }
    let (first, last) = (number(start)?, number(&after[..length])?);
    let (step, end) = tail(text, dash + 1 + length)?;
    let span = span(first, last, step)?;
    // Leading zeros mean a fixed width; curl counts the digits of the first end, and so does this.
    let width = if start.starts_with('0') { start.len() } else { 0 };
    let width = u8::try_from(width).map_err(|_| PatternProblemKind::NumberTooBig)?;
    Ok((Choices::Numbers { first, steps: span / step, step, width }, end))
}

fn letters(text: &str, first: u8, last: u8) -> Result<(Choices, usize), PatternProblemKind> {
    let alike = first.is_ascii_lowercase() == last.is_ascii_lowercase();
    if !alike || last.is_ascii_digit() {
        return Err(PatternProblemKind::Mixed);
    }
    let (step, end) = tail(text, 4)?;
    let span = span(u64::from(first), u64::from(last), step)?;
    // Both fit: an alphabet has 26 letters, and a step past the end is refused.
    let small = |value: u64| u8::try_from(value).map_err(|_| PatternProblemKind::NumberTooBig);
    Ok((Choices::Letters { first, steps: small(span / step)?, step: small(step)? }, end))
}

/// From the first end to the last one.
fn span(first: u64, last: u64, step: u64) -> Result<u64, PatternProblemKind> {
    let span = last.checked_sub(first).ok_or(PatternProblemKind::Descending)?;
    if step > span.max(1) { Err(PatternProblemKind::StepTooLong) } else { Ok(span) }
}

/// Parses the step at `at` of a range, 1 when there is none; returns where the range ends too.
fn tail(text: &str, at: usize) -> Result<(u64, usize), PatternProblemKind> {
    match text.as_bytes().get(at) {
        None => Err(PatternProblemKind::OpenRange),
        Some(b']') => Ok((1, at + 1)),
        Some(b':') => {
            let rest = &text[at + 1..];
            let length = rest.bytes().take_while(u8::is_ascii_digit).count();
            let end = rest.as_bytes().get(length).ok_or(PatternProblemKind::OpenRange)?;
            if length == 0 {
                return Err(PatternProblemKind::NoStep);
            }
            if *end != b']' {
                return Err(PatternProblemKind::StrayInRange);
            }
            match rest[..length].parse() {
                Ok(0) => Err(PatternProblemKind::NoStep),
                Ok(step) => Ok((step, at + 1 + length + 1)),
                Err(_) => Err(PatternProblemKind::NumberTooBig),
            }
        }
        // `[1-5/page` lacks its bracket; `[1-5x]` has too much before it.
        Some(_) if !text.contains(']') => Err(PatternProblemKind::OpenRange),
        Some(_) => Err(PatternProblemKind::StrayInRange),
    }
}

/// What a `{` begins.
enum Set {
    /// A set, and its length in bytes.
    Members(Choices, usize),
    /// Text: no brace in these bytes begins a set.
    Literal(usize),
}

/// Parses what a leading brace begins.
fn set(text: &str) -> Result<Set, PatternProblemKind> {
    if text[1..].starts_with('"') {
        return Ok(Set::Literal(1));
    }
    let mut members = Vec::new();
    let mut member = String::new();
    let mut nested = false;
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '}' if members.is_empty() => return Ok(Set::Literal(at)),
            '}' if nested => return Err(PatternProblemKind::Nested),
            '}' => {
                members.push(member.into_boxed_str());
                return Ok(Set::Members(Choices::Set(members.into_boxed_slice()), at + 1));
            }
            ',' => members.push(core::mem::take(&mut member).into_boxed_str()),
            '\\' => {
                let escaped =
                    characters.next_if(|(_, next)| matches!(next, '{' | '}' | '[' | ']' | ',' | '\\' | '"'));
                member.push(escaped.map_or('\\', |(_, escaped)| escaped));
            }
            '{' | '[' => {
                nested = true;
                member.push(character);
            }
            _ => member.push(character),
        }
    }
    Err(PatternProblemKind::OpenSet)
}
