//! A pattern taken apart, for who writes it down in another language.

use std::borrow::Cow;

use super::choices::Choices;
use super::{Pattern, Piece};

/// A stretch of a pattern as others see it. What has only one value is text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "fields are named for what they hold")]
pub enum PatternPart<'p> {
    /// The same text in every URL.
    Text(Cow<'p, str>),
    /// `first`, `first + step` (1 or more), … up to `last`, which is one of them, with leading zeros up to `width` digits.
    Numbers { first: u64, last: u64, step: u64, width: u8 },
    /// One of these texts: at least two.
    OneOf(Vec<Cow<'p, str>>),
}

impl Pattern {
    /// The parts, rightmost varying fastest, that make its URLs without fragment; and how often each comes in a row.
    pub fn parts(&self) -> (Vec<PatternPart<'_>>, u64) {
        let sent = self.fragment.map_or(self.pieces.len(), usize::from).min(self.pieces.len());
        let (sent, unsent) = self.pieces.split_at(sent);
        let mut parts: Vec<PatternPart<'_>> = Vec::with_capacity(sent.len());
        let mut times = 1_u64;
        for piece in sent {
            let part = match piece {
                Piece::Text(text) => PatternPart::Text(Cow::Borrowed(text)),
                // It is last, after all that varies.
                Piece::Glob { choices: Choices::Nothing { times: more }, .. } => {
                    times = times.saturating_mul(u64::from(*more).max(1));
                    continue;
                }
                Piece::Glob { choices, .. } => part_of(choices),
            };
            match (parts.last_mut(), part) {
                (Some(PatternPart::Text(before)), PatternPart::Text(text)) => before.to_mut().push_str(&text),
                (_, part) => parts.push(part),
            }
        }
        for piece in unsent {
            if let Piece::Glob { choices, .. } = piece {
                times = times.saturating_mul(choices.count());
            }
        }
        (parts, times)
    }
}

fn part_of(choices: &Choices) -> PatternPart<'_> {
    if choices.count() == 1 {
        let mut text = String::new();
        choices.write(0, &mut text);
        return PatternPart::Text(text.into());
    }
    match choices {
        Choices::Numbers { first, steps, step, width } => PatternPart::Numbers {
            first: *first,
            last: first.saturating_add(steps.saturating_mul(*step)),
            step: *step,
            width: *width,
        },
        Choices::Set(members) => {
            PatternPart::OneOf(members.iter().map(|member| Cow::Borrowed(&**member)).collect())
        }
        Choices::Letters { .. } | Choices::Nothing { .. } => {
            let text = |index| {
                let mut text = String::new();
                choices.write(index, &mut text);
                Cow::Owned(text)
            };
            PatternPart::OneOf((0..choices.count()).map(text).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> PatternPart<'_> {
        PatternPart::Text(text.into())
    }

    #[test]
    fn parts_are_text_numbers_and_choices() {
        let pattern = Pattern::parse("a[5-5]b[01-10:3]{x,y}[a-c]").ok().flatten().expect("a pattern");
        let one_of = |texts: &[&'static str]| {
            PatternPart::OneOf(texts.iter().map(|text| Cow::Borrowed(*text)).collect())
        };
        let numbers = PatternPart::Numbers { first: 1, last: 10, step: 3, width: 2 };
        let expected = vec![text("a5b"), numbers, one_of(&["x", "y"]), one_of(&["a", "b", "c"])];
        assert_eq!(pattern.parts(), (expected, 1));
    }

    #[test]
    fn what_repeats_is_told_apart() {
        let pattern = Pattern::parse("a{b,c}").ok().flatten().expect("a pattern").repeated(7);
        let (parts, times) = pattern.parts();
        assert_eq!((parts.len(), times), (2, 7));
    }
}
