//! Some lines out of a text that comes in pieces: what is shown of a source that is never held whole.

/// Most lines of an excerpt.
pub const EXCERPT_LINES: usize = 400;
/// Most Unicode scalar values that are kept of a line.
const LINE_CHARS: usize = 2_000;
/// Those that are kept before the column that is looked for.
const CHARS_BEFORE: usize = 200;

/// Lines of a text from `first` on, ended by LF, CR LF or CR. Give it to [`Excerpt::push`] in pieces cut anywhere until
/// [`Excerpt::is_full`], or to its end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    first: u32,
    /// The line and column that are looked for, from 1: of a long line what is around them is kept.
    target: (u32, u32),
    /// The line that is being passed or kept, from 1.
    line: u32,
    lines: Vec<String>,
    /// Characters of the last line so far.
    chars: usize,
    /// Whether the text so far ends in a CR, which an LF may follow.
    after_cr: bool,
    full: bool,
}

impl Excerpt {
    /// An excerpt that begins at line `first`, from 1, for `target`, a line and a column, both from 1.
    pub fn from_line(first: u32, target: (u32, u32)) -> Self {
        let mut excerpt = Self { first: first.max(1), target, line: 1, ..Self::default() };
        excerpt.open_line();
        excerpt
    }

    /// Takes more of the text.
    pub fn push(&mut self, text: &str) {
        for character in text.chars() {
            if self.full {
                return;
            }
            let after_cr = core::mem::replace(&mut self.after_cr, character == '\r');
            match character {
                '\n' if after_cr => {}
                '\n' | '\r' => {
                    self.line = self.line.saturating_add(1);
                    self.open_line();
                }
                _ => self.keep(character),
            }
        }
    }

    /// Whether nothing that follows is kept.
    pub const fn is_full(&self) -> bool {
        self.full
    }

    /// The lines kept, each cut after 2,000 characters; that which is looked for also before its column.
    pub fn into_lines(self) -> Vec<String> {
        self.lines
    }

    fn open_line(&mut self) {
        if self.line < self.first {
            return;
        }
        if self.lines.len() == EXCERPT_LINES {
            self.full = true;
        } else {
            self.lines.push(String::new());
            self.chars = 0;
        }
    }

    fn keep(&mut self, character: char) {
        let skipped = if self.line == self.target.0 { self.target.1 as usize } else { 0 };
        // A line that is short up to there begins at its beginning.
        let skipped = if skipped > LINE_CHARS { skipped - CHARS_BEFORE } else { 0 };
        let Some(line) = self.lines.last_mut() else { return };
        self.chars += 1;
        let nth = self.chars.saturating_sub(skipped);
        if nth == LINE_CHARS + 1 || (nth == 1 && skipped > 0) {
            line.push('…');
        }
        if (1..=LINE_CHARS).contains(&nth) {
            line.push(character);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(first: u32, pieces: &[&str]) -> Vec<String> {
        let mut excerpt = Excerpt::from_line(first, (first, 1));
        for piece in pieces {
            excerpt.push(piece);
        }
        excerpt.into_lines()
    }

    #[test]
    fn lines_are_counted_as_the_reader_counts_them() {
        assert_eq!(lines(2, &["a\r", "\nb\rc", "\n", "d"]), ["b", "c", "d"]);
        assert_eq!(lines(0, &["a\n\n"]), ["a", "", ""]);
    }

    #[test]
    fn of_a_long_line_what_is_around_the_column_is_kept() {
        let mut excerpt = Excerpt::from_line(1, (2, 300_048));
        excerpt.push("short\n");
        excerpt.push(&"a".repeat(300_047));
        excerpt.push("LINK and the rest");
        let lines = excerpt.into_lines();
        assert_eq!(lines[0], "short");
        let before = lines[1].find("LINK").map(|at| lines[1][..at].chars().count());
        assert_eq!(before, Some(CHARS_BEFORE), "the mark of what is left out stands for the first of them");
    }

    #[test]
    fn past_the_end_there_is_nothing() {
        assert!(lines(9, &["a\nb"]).is_empty());
    }

    #[test]
    fn it_is_full_after_four_hundred_lines_and_a_line_after_two_thousand_characters() {
        let mut excerpt = Excerpt::from_line(3, (3, 1));
        excerpt.push(&"é".repeat(5_000));
        assert!(!excerpt.is_full());
        excerpt.push(&"\n".repeat(EXCERPT_LINES + 2));
        assert!(excerpt.is_full());
        assert_eq!(excerpt.into_lines().len(), EXCERPT_LINES);
        let long = lines(1, &["é".repeat(5_000).as_str()]);
        assert_eq!(long[0].chars().count(), LINE_CHARS + 1);
    }
}
