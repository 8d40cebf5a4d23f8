//! The quotes of a table's cells: where they close, and where what they enclose is written.

/// A cell as it is written, and how far its text was looked for in it.
#[derive(Debug)]
pub(super) struct CellSource<'t> {
    cell: &'t [u8],
    at: usize,
    /// Bytes of the text up to `at`.
    decoded: usize,
    /// Quotes have a meaning here.
    quoted: bool,
}

impl<'t> CellSource<'t> {
    pub(super) fn new(raw: &'t str, quoted: bool) -> Self {
        Self { cell: raw.as_bytes(), at: usize::from(quoted), decoded: 0, quoted }
    }

    /// Where byte `wanted` of the cell's text is written; calls must not go backwards.
    pub(super) fn offset_of(&mut self, wanted: usize) -> usize {
        while self.quoted {
            let doubled = self.cell.get(self.at) == Some(&b'"');
            if doubled && self.cell.get(self.at + 1) != Some(&b'"') {
                // Behind the closing quote, all is as it is written.
                self.at += 1;
                self.quoted = false;
            } else if self.decoded == wanted {
                return self.at.min(self.cell.len());
            } else {
                self.at += 1 + usize::from(doubled);
                self.decoded += 1;
            }
        }
        (self.at + wanted.saturating_sub(self.decoded)).min(self.cell.len())
    }
}

/// Finds the quote that closes `raw`, a cell as written, after its first; `None` where none does.
pub(super) fn closing_quote(raw: &str) -> Option<usize> {
    let mut at = 1;
    loop {
        at += raw.get(at..)?.find('"')?;
        if raw.as_bytes().get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_a_quoted_cell_counts_the_quotes_before_it() {
        for (raw, places) in [
            ("plain", [(0, 0), (3, 3)]),
            ("\"plain\"", [(0, 1), (3, 4)]),
            // `say "x" y`
            ("\"say \"\"x\"\" y\"", [(4, 5), (8, 11)]),
            // Quotes behind the closing one are no longer doubled.
            ("\"\"a \"\"b", [(0, 2), (4, 6)]),
            ("\"cut", [(1, 2), (9, 4)]),
        ] {
            let mut written = CellSource::new(raw, raw.starts_with('"'));
            assert_eq!(
                places.map(|(wanted, _)| written.offset_of(wanted)),
                places.map(|(_, place)| place),
                "{raw}"
            );
        }
    }

    #[test]
    fn a_quoted_cell_is_closed_by_a_quote_of_its_own() {
        for (raw, end) in [
            ("\"a\"", Some(2)),
            ("\"a\"\"b\",", Some(5)),
            ("\"a\"b\"", Some(2)),
            ("\"\"", Some(1)),
            ("\"é\"\"", None),
            ("\"\"\"", None),
            ("\"", None),
            ("", None),
        ] {
            assert_eq!(closing_quote(raw), end, "{raw}");
        }
    }
}
