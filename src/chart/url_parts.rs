//! A URL cut for display: its origin (soft), its path, and its end, which stays visible when the rest does not fit.

/// Most characters of the part that always shows.
const END_CHARS: usize = 30;
/// Its length where the path offers no place to cut.
const CUT_CHARS: usize = 20;

/// The three parts; one after the other they are the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UrlParts<'a> {
    /// Scheme, host and port; empty where there are none.
    pub origin: &'a str,
    /// What follows, up to the end.
    pub path: &'a str,
    /// The last characters: at most thirty.
    pub end: &'a str,
}

impl<'a> UrlParts<'a> {
    /// The parts of `text`. Text that is not ASCII is not cut: a cut could part a letter from its marks.
    pub fn of(text: &'a str) -> Self {
        let (origin, rest) = text.split_at(origin_end(text));
        if !rest.is_ascii() {
            return Self { origin, path: rest, end: "" };
        }
        let (path, end) = rest.split_at(end_start(rest));
        Self { origin, path, end }
    }
}

fn origin_end(text: &str) -> usize {
    let Some(authority) = text.find("://").map(|colon| colon + 3) else { return 0 };
    text[authority..].find(['/', '?', '#']).map_or(text.len(), |end| authority + end)
}

/// Where the end of an ASCII `path` begins: at its first separator from which all would fit, else at a fixed length.
fn end_start(path: &str) -> usize {
    let earliest = path.len().saturating_sub(END_CHARS);
    let separator = path[earliest..].find(['/', '?', '#', '&']);
    separator.map_or_else(|| path.len().saturating_sub(CUT_CHARS), |place| earliest + place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (&str, &str, &str) {
        let UrlParts { origin, path, end } = UrlParts::of(text);
        (origin, path, end)
    }

    #[test]
    fn a_short_path_is_all_end() {
        assert_eq!(parts("https://a.example/todos/1"), ("https://a.example", "", "/todos/1"));
    }

    #[test]
    fn a_long_path_ends_with_whole_segments() {
        let url = "https://a.example/docs/reference/standard-library/collections/map.html";
        assert_eq!(
            parts(url),
            ("https://a.example", "/docs/reference/standard-library", "/collections/map.html")
        );
    }

    #[test]
    fn a_path_without_separators_is_cut_by_length() {
        let url = format!("https://a.example/{}", "x".repeat(80));
        assert_eq!(UrlParts::of(&url).end.len(), CUT_CHARS);
    }

    #[test]
    fn text_that_is_no_url_has_no_origin_and_text_in_other_letters_is_not_cut() {
        assert_eq!(parts("htp:/broken line"), ("", "htp:", "/broken line"));
        let other = format!("https://a.example/{}", "é".repeat(40));
        assert_eq!(UrlParts::of(&other).end, "");
    }
}
