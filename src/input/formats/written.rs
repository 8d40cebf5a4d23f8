//! Where the characters of an HTML attribute's value are written in the source.

/// The value of an attribute, with its source that has character references.
#[derive(Clone, Debug)]
pub(super) struct AttributeSource<'t> {
    raw: &'t str,
    value: &'t str,
    /// What is left of both after the last place; `None` when they do not match.
    rest: Option<(&'t str, &'t str)>,
}

impl<'t> AttributeSource<'t> {
    pub(super) fn new(raw: &'t str, value: &'t str) -> Self {
        Self { raw, value, rest: Some((raw, value)) }
    }

    /// The byte of the source where byte `wanted` of the value is written (rising with each call); 0 without a match.
    pub(super) fn offset_of(&mut self, wanted: usize) -> usize {
        self.rest = self.rest.and_then(|(raw, value)| {
            let passed = wanted.checked_sub(self.value.len() - value.len())?;
            let (before, after) = value.split_at_checked(passed)?;
            Some((behind(raw, before)?, after))
        });
        self.rest.map_or(0, |(raw, _)| self.raw.len() - raw.len())
    }
}

/// What follows `value` in `raw`, which begins with it as it is written.
fn behind<'t>(raw: &'t str, value: &str) -> Option<&'t str> {
    let mut rest = raw;
    // The few references to two characters are in no URL.
    for character in value.chars() {
        let written = rest.chars().next()?;
        let length = if written == '&' { reference(rest, character) } else { 0 };
        rest = if length > 0 {
            &rest[length..]
        } else if written == '\r' && character == '\n' {
            rest[1..].strip_prefix('\n').unwrap_or(&rest[1..])
        } else {
            rest.strip_prefix(character)?
        };
    }
    Some(rest)
}

/// Length of the leading character reference that is `character`, in bytes; 0 where there is just an ampersand.
fn reference(text: &str, character: char) -> usize {
    let behind = text[1..].trim_start_matches(|next: char| next.is_ascii_alphanumeric() || next == '#');
    let length = text.len() - behind.len();
    let name = text[1..length].to_ascii_lowercase();
    let is_ampersand = name == "amp"
        || name.strip_prefix("#x").is_some_and(|number| number.trim_start_matches('0') == "26")
        || name.strip_prefix('#').is_some_and(|number| number.trim_start_matches('0') == "38");
    if character == '&' && !is_ampersand { 0 } else { length + usize::from(behind.starts_with(';')) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_references_as_they_are_written() {
        for (raw, value, wanted, expected) in [
            ("a b", "a b", 2, 2),
            ("&amp;&#38;x", "&&x", 2, 10),
            ("a&b&copy;x", "a&b©x", 5, 9),
            ("a&amp)", "a&)", 2, 5),
            ("&foo;&#x026;b", "&foo;&b", 6, 12),
            ("a\r\nb", "a\nb", 2, 3),
            ("other", "b", 1, 0),
        ] {
            assert_eq!(AttributeSource::new(raw, value).offset_of(wanted), expected, "{raw}");
        }
    }

    #[test]
    fn places_are_asked_for_one_after_the_other() {
        let mut written = AttributeSource::new("a&amp;b c&amp;d e", "a&b c&d e");
        assert_eq!([0, 4, 8, 9].map(|wanted| written.offset_of(wanted)), [0, 8, 16, 17]);
        assert_eq!(written.offset_of(3), 0);
    }
}
