//! What the browser keeps between visits: a JSON object of named values with a version. Our own reader and writer:
//! `serde_json` would add a tenth to the page. Nested values are only found, not parsed; unknown names are ignored,
//! missing ones leave the value as it is.

use thiserror::Error;

/// The text is no such document, or of another version: it is left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("kept by another build")]
pub struct SetAside;

/// The named values of one document, on their way out or in. One function names the fields of a type for both ways.
#[derive(Debug)]
pub enum StoredFields<'t> {
    /// The document so far, without its closing brace.
    Writing(String),
    /// Each name with its value as it was written.
    Reading(Vec<(String, &'t str)>),
}

impl<'t> StoredFields<'t> {
    /// An empty document of this version.
    pub fn write(version: u32) -> Self {
        Self::Writing(format!("{{\"version\":{version}"))
    }

    /// The values in `text`.
    ///
    /// # Errors
    /// When it is no object, or not of this version.
    pub fn read(text: &'t str, version: u32) -> Result<Self, SetAside> {
        let fields = members(text).ok_or(SetAside)?;
        let stored = fields.iter().find(|(name, _)| name == "version").and_then(|(_, value)| number(value));
        if stored == Some(version) { Ok(Self::Reading(fields)) } else { Err(SetAside) }
    }

    /// The document; nothing where it was read.
    pub fn finish(self) -> String {
        match self {
            Self::Writing(text) => text + "}",
            Self::Reading(_) => String::new(),
        }
    }

    /// The value of this name as it is written in the document.
    pub fn raw(&self, name: &str) -> Option<&'t str> {
        match self {
            Self::Writing(_) => None,
            Self::Reading(fields) => fields.iter().find(|field| field.0 == name).map(|field| field.1),
        }
    }

    /// Adds what `value` writes under `name`; does nothing while reading.
    pub fn put(&mut self, name: &str, value: impl FnOnce(&mut String)) {
        if let Self::Writing(text) = self {
            text.push(',');
            quote(text, name);
            text.push(':');
            value(text);
        }
    }

    /// A whole number. What is less than 0 is read as 0, what is too much as [`u32::MAX`].
    pub fn number(&mut self, name: &str, value: &mut u32) {
        self.put(name, |text| text.push_str(&value.to_string()));
        if let Some(read) = self.raw(name).and_then(number) {
            *value = read;
        }
    }

    /// The same for a small number.
    pub fn small(&mut self, name: &str, value: &mut u8) {
        let mut wide = u32::from(*value);
        self.number(name, &mut wide);
        *value = u8::try_from(wide).unwrap_or(u8::MAX);
    }

    /// A whole number, or `null` for none.
    pub fn limit(&mut self, name: &str, value: &mut Option<u32>) {
        match value {
            Some(number) => self.put(name, |text| text.push_str(&number.to_string())),
            None => self.put(name, |text| text.push_str("null")),
        }
        match self.raw(name) {
            Some("null") => *value = None,
            Some(read) => *value = number(read).or(*value),
            None => {}
        }
    }

    /// Yes or no.
    pub fn flag(&mut self, name: &str, value: &mut bool) {
        self.put(name, |text| text.push_str(if *value { "true" } else { "false" }));
        match self.raw(name) {
            Some("true") => *value = true,
            Some("false") => *value = false,
            _ => {}
        }
    }

    /// A text.
    pub fn text(&mut self, name: &str, value: &mut String) {
        self.put(name, |text| quote(text, value));
        if let Some(read) = self.raw(name).and_then(text_of) {
            *value = read;
        }
    }

    /// One value of a few, by its name.
    pub fn choice<T: Copy + PartialEq>(&mut self, name: &str, value: &mut T, names: &[(T, &str)]) {
        let mut word = names.iter().find(|known| known.0 == *value).map_or("", |known| known.1).to_owned();
        self.text(name, &mut word);
        if let Some(known) = names.iter().find(|known| known.1 == word) {
            *value = known.0;
        }
    }

    /// A list of texts; a value that is no text is left out.
    pub fn texts(&mut self, name: &str, values: &mut Vec<String>) {
        self.put(name, |text| list(text, values, |text, value| quote(text, value)));
        if let Some(read) = self.raw(name).and_then(items) {
            *values = read.into_iter().filter_map(text_of).collect();
        }
    }
}

/// Writes `values` as a list, each by `write`.
pub fn list<T>(text: &mut String, values: &[T], write: impl Fn(&mut String, &T)) {
    text.push('[');
    for (place, value) in values.iter().enumerate() {
        if place > 0 {
            text.push(',');
        }
        write(text, value);
    }
    text.push(']');
}

/// Writes `value` in quotes.
pub fn quote(text: &mut String, value: &str) {
    text.push('"');
    for letter in value.chars() {
        match letter {
            '"' | '\\' => text.extend(['\\', letter]),
            '\n' => text.push_str("\\n"),
            '\0'..='\x1f' => {
                text.push_str(if letter < '\x10' { "\\u000" } else { "\\u001" });
                text.extend(char::from_digit(u32::from(letter) % 16, 16));
            }
            _ => text.push(letter),
        }
    }
    text.push('"');
}

/// The names and values of an object; `None` where `text` is none.
pub fn members(text: &str) -> Option<Vec<(String, &str)>> {
    let (mut members, mut name) = (Vec::new(), None);
    each(text, '{', '}', |value, ends_name| {
        if ends_name == name.is_some() {
            return None;
        }
        match name.take() {
            None => name = Some(text_of(value)?),
            Some(name) => members.push((name, value)),
        }
        Some(())
    })?;
    name.is_none().then_some(members)
}

/// The values of a list; `None` where `text` is none.
pub fn items(text: &str) -> Option<Vec<&str>> {
    let mut items = Vec::new();
    each(text, '[', ']', |value, ends_name| {
        items.push(value);
        (!ends_name).then_some(())
    })?;
    Some(items)
}

/// Calls `take` with each value in `text`'s brackets and whether a colon follows; `None` if `text` or `take` fails.
fn each<'t>(
    text: &'t str,
    open: char,
    close: char,
    mut take: impl FnMut(&'t str, bool) -> Option<()>,
) -> Option<()> {
    let mut rest = text.trim().strip_prefix(open)?.strip_suffix(close)?.trim();
    while !rest.is_empty() {
        let end = value_end(rest)?;
        let (value, after) = rest.split_at(end);
        let after = after.trim_start();
        take(value.trim_end(), after.starts_with(':'))?;
        rest = match after.strip_prefix([',', ':']) {
            Some(next) if next.trim().is_empty() => return None,
            Some(next) => next.trim_start(),
            None if after.is_empty() => after,
            None => return None,
        };
    }
    Some(())
}

/// Where the value that `text` begins with ends: at the first comma or colon that is in no text and no bracket.
fn value_end(text: &str) -> Option<usize> {
    let (mut depth, mut in_text, mut is_escaped) = (0_u32, false, false);
    for (place, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_text => is_escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.checked_sub(1)?,
            b',' | b':' if depth == 0 => return (place > 0).then_some(place),
            _ => {}
        }
    }
    (depth == 0 && !in_text).then_some(text.len())
}

/// The whole number that `value` is, brought into range; `None` where it is none.
fn number(value: &str) -> Option<u32> {
    let digits = value.strip_prefix('-').unwrap_or(value);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if digits.len() < value.len() {
        return Some(0);
    }
    Some(
        digits.bytes().fold(0_u32, |sum, byte| sum.saturating_mul(10).saturating_add(u32::from(byte - b'0'))),
    )
}

/// The text in quotes that `value` is; `None` where it is none.
pub fn text_of(value: &str) -> Option<String> {
    let mut inside = value.strip_prefix('"')?.strip_suffix('"')?.chars();
    let mut units = Vec::new();
    let mut text = String::new();
    loop {
        let letter = inside.next();
        let unit = match letter {
            Some('\\') => match inside.next()? {
                'u' => {
                    let digits = inside.as_str().get(..4)?;
                    inside = inside.as_str().get(4..)?.chars();
                    units.push(u16::from_str_radix(digits, 16).ok()?);
                    continue;
                }
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                'b' => '\x08',
                'f' => '\x0c',
                same @ ('"' | '\\' | '/') => same,
                _ => return None,
            },
            Some('"') => return None,
            Some(plain) => plain,
            None => '\0',
        };
        // Two escaped units may be one letter.
        text.extend(
            char::decode_utf16(units.drain(..)).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)),
        );
        if letter.is_none() {
            return Some(text);
        }
        text.push(unit);
    }
}

/// The list that a build before these documents kept: `postcard`'s bytes of a text, a letter a byte.
pub fn text_before_json(kept: &str) -> Option<String> {
    let bytes: Vec<u8> =
        kept.chars().map(|letter| u8::try_from(u32::from(letter)).ok()).collect::<Option<_>>()?;
    let (mut length, mut shift, mut at) = (0_usize, 0_u32, 0);
    loop {
        let byte = *bytes.get(at)?;
        length |= usize::from(byte & 0x7f).checked_shl(shift)?;
        (at, shift) = (at + 1, shift + 7);
        if byte < 0x80 {
            break;
        }
    }
    let text = bytes.get(at..).filter(|text| text.len() == length)?;
    String::from_utf8(text.to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_as_they_were() {
        for text in
            ["", "plain", "\"quoted\" \\ /", "a\nb\tc\r\0\u{1f}", "ünï 🎉", "{\"version\":1,\"text\":[]}"]
        {
            let mut quoted = String::new();
            quote(&mut quoted, text);
            assert_eq!(text_of(&quoted).as_deref(), Some(text), "{quoted}");
        }
        // As others may write them.
        for (quoted, text) in [
            (r#""\u00fc\/\b\f\t\r""#, Some("ü/\u{8}\u{c}\t\r")),
            (r#""\ud83c\udf89!""#, Some("🎉!")),
            (r#""\ud83c!""#, Some("\u{fffd}!")),
            (r#""a"b""#, None),
            (r#""\x""#, None),
            (r#""\u12""#, None),
            (r#""\"#, None),
            (r#"""#, None),
            ("a", None),
        ] {
            assert_eq!(text_of(quoted).as_deref(), text, "{quoted}");
        }
    }

    #[test]
    fn values_are_found_whatever_they_hold() {
        let text = " { \"a\" : [1, {\"b\": \"]}\\\"\"}] ,\"c\":-5, \"d\":null } ";
        let found = members(text).expect("an object");
        let expected = [("a", "[1, {\"b\": \"]}\\\"\"}]"), ("c", "-5"), ("d", "null")];
        assert_eq!(found, expected.map(|(name, value)| (name.to_owned(), value)));
        assert_eq!(items(found[0].1), Some(vec!["1", "{\"b\": \"]}\\\"\"}"]));
        assert_eq!((members("{}"), items("[]")), (Some(vec![]), Some(vec![])));
    }

    #[test]
    fn what_is_no_document_of_this_version_is_set_aside() {
        let before_json = "0\u{6}\0\0\0\u{90}N\u{2}\u{14}\u{1}\u{1}\u{1}\u{1e}\0\0\0\u{1}\u{80}\u{80}\u{4}";
        for text in [
            "",
            "{",
            "}",
            "{}",
            "null",
            "[1]",
            "1",
            "\"version\"",
            "{\"version\":2}",
            "{\"version\":\"1\"}",
            "{\"version\":1",
            "{\"version\" 1}",
            "{\"version\":1,}",
            "{\"version\":1,\"a\"}",
            "{\"a\":1:2,\"version\":1}",
            "{version:1}",
            "{\"version\":1]}",
            "{\"version\":1,,\"a\":2}",
            "{\"version\":1}x",
            before_json,
        ] {
            assert_eq!(StoredFields::read(text, 1).map(|_| ()), Err(SetAside), "{text:?}");
        }
        assert!(StoredFields::read("{\"version\":1}", 1).is_ok());
    }

    #[test]
    fn numbers_are_brought_into_range() {
        for (text, read) in [
            ("7", Some(7)),
            ("-7", Some(0)),
            ("99999999999999999999", Some(u32::MAX)),
            ("2.5", None),
            ("1e3", None),
            ("-", None),
            ("", None),
            ("true", None),
        ] {
            assert_eq!(number(text), read, "{text:?}");
        }
    }

    #[test]
    fn a_list_from_before_is_read_or_given_up() {
        let long = format!("\u{c8}\u{1}{}", "x".repeat(200));
        for (kept, text) in [
            ("\u{3}a.b", Some("a.b".to_owned())),
            ("\u{2}\u{c3}\u{bc}", Some("ü".to_owned())),
            (&long, Some("x".repeat(200))),
            ("\0", Some(String::new())),
            ("", None),
            ("\u{4}a.b", None),
            ("\u{2}a.b", None),
            ("\u{1}\u{fc}", None),
            ("\u{1}🎉", None),
            ("\u{ff}\u{ff}\u{ff}\u{ff}\u{ff}\u{ff}\u{ff}\u{ff}\u{ff}\u{ff}\u{ff}\u{ff}", None),
        ] {
            assert_eq!(text_before_json(kept), text, "{kept:?}");
        }
    }
}
