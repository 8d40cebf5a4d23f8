//! What a first visit has downloaded at four moments, held against the bar of each.

use super::kilobytes;
use crate::failure::Failure;
use std::fmt::Write as _;

/// A moment of a first visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Moment {
    Usable,
    Read,
    Done,
    Whole,
}

impl Moment {
    pub(super) const ALL: [Self; 4] = [Self::Usable, Self::Read, Self::Done, Self::Whole];

    /// The most that may be downloaded by then, in bytes after `gzip -9`.
    pub(super) const fn bar(self) -> u64 {
        match self {
            Self::Usable => 300_000,
            Self::Read => 560_000,
            Self::Done => 650_000,
            // 950 after *Light*, and 20 of the 30 that were granted for the extension.
            Self::Whole => 970_000,
        }
    }

    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Usable => "until the page can be used",
            Self::Read => "until the first list is read",
            Self::Done => "until a run of it is done",
            Self::Whole => "everything there is",
        }
    }

    /// The word for it in the list of `tests/e2e/first_load.rs`, and in the table of files.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Usable => "usable",
            Self::Read => "read",
            Self::Done => "done",
            Self::Whole => "later",
        }
    }
}

/// One file of the built page, sizes in bytes.
#[derive(Clone, Debug)]
pub(super) struct Weighed {
    /// Its path in `dist/`, with slashes.
    pub(super) name: String,
    /// The first moment by which it is downloaded.
    pub(super) by: Moment,
    pub(super) raw: u64,
    pub(super) compressed: u64,
}

/// Returns what is downloaded by `moment`, in bytes.
pub(super) fn sum(files: &[Weighed], moment: Moment) -> u64 {
    files.iter().filter(|file| file.by <= moment).map(|file| file.compressed).sum()
}

/// Returns the moment by which each file was downloaded, as the end-to-end test lists it: `usable⇥index.html`, a line each.
///
/// # Errors
/// When a line is none of that, or when there is no line for one of the first three moments.
pub(super) fn parse_list(list: &str) -> Result<Vec<(Moment, &str)>, Failure> {
    let line = |line| -> Option<(Moment, &str)> {
        let (name, file) = str::split_once(line, '\t')?;
        Some((Moment::ALL.into_iter().find(|moment| moment.name() == name)?, file))
    };
    let read = |text| line(text).ok_or_else(|| Failure::new(format!("no file and moment: `{text}`")));
    let files: Vec<_> = list.lines().map(read).collect::<Result<_, _>>()?;
    for moment in [Moment::Usable, Moment::Read, Moment::Done] {
        if !files.iter().any(|(by, _)| *by == moment) {
            return Err(Failure::new(format!("nothing was downloaded {}", moment.words()))
                .hint("tests/e2e/first_load.rs lists what the browser was given: does it still see it?"));
        }
    }
    Ok(files)
}

/// Returns the four sums with bar and margin, then each file, as the terminal shows them.
pub(super) fn table(files: &[Weighed]) -> String {
    // Writing to a String cannot fail.
    let mut text = format!("{:<44}{:>10}{:>10}{:>14}\n", "downloaded", "gzip KB", "bar KB", "margin KB");
    for moment in Moment::ALL {
        let (is, may) = (sum(files, moment), moment.bar());
        let margin = match may.checked_sub(is) {
            Some(left) => kilobytes(left),
            None => format!("{} OVER", kilobytes(is - may)),
        };
        let _ =
            writeln!(text, "{:<44}{:>10}{:>10}{margin:>14}", moment.words(), kilobytes(is), kilobytes(may));
    }
    let _ = writeln!(text, "\n{:<44}{:>10}{:>10}{:>14}", "file", "gzip KB", "KB", "by");
    for file in files {
        let (compressed, raw) = (kilobytes(file.compressed), kilobytes(file.raw));
        let _ = writeln!(text, "{:<44}{compressed:>10}{raw:>10}{:>14}", file.name, file.by.name());
    }
    text
}

/// Holds each sum against its bar.
///
/// # Errors
/// When one is over, with all that are.
pub(super) fn check(files: &[Weighed]) -> Result<(), Failure> {
    let over: Vec<String> = Moment::ALL
        .into_iter()
        .filter(|moment| sum(files, *moment) > moment.bar())
        .map(|moment| {
            let (is, may) = (kilobytes(sum(files, moment)), kilobytes(moment.bar()));
            format!("{}: {is} KB, the bar is {may} KB", moment.words())
        })
        .collect();
    if over.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("a first visit downloads too much.\n{}", over.join("\n")))
        .hint("the table above says which file grew, docs/size.md which crate and module"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weighed(name: &str, by: Moment, compressed: u64) -> Weighed {
        Weighed { name: name.into(), by, raw: 2 * compressed, compressed }
    }

    #[test]
    fn each_bar_holds_to_the_byte() {
        for moment in Moment::ALL {
            let full = [weighed("a.wasm", moment, moment.bar())];
            assert!(check(&full).is_ok(), "{moment:?}");
            let over = [weighed("a.wasm", moment, moment.bar() + 1)];
            let failure = check(&over).unwrap_err().to_string();
            assert!(failure.contains(moment.words()), "{failure}");
        }
    }

    #[test]
    fn a_file_counts_from_its_moment_on_and_every_bar_that_is_missed_is_named() {
        let files = [weighed("a.wasm", Moment::Usable, 300_000), weighed("b.wasm", Moment::Read, 500_000)];
        assert_eq!(Moment::ALL.map(|moment| sum(&files, moment)), [300_000, 800_000, 800_000, 800_000]);
        let failure = check(&files).unwrap_err().to_string();
        assert!(!failure.contains(Moment::Usable.words()), "{failure}");
        assert!(failure.contains("is read: 800.0 KB, the bar is 560.0 KB"), "{failure}");
        assert!(failure.contains("is done: 800.0 KB, the bar is 650.0 KB"), "{failure}");
        assert!(!failure.contains(Moment::Whole.words()), "{failure}");
    }

    #[test]
    fn the_table_says_what_is_left_and_what_is_over() {
        let table =
            table(&[weighed("a.wasm", Moment::Usable, 299_950), weighed("b", Moment::Whole, 700_000)]);
        let line = |words: &str| {
            let line = table.lines().find(|line| line.starts_with(words)).unwrap_or_default();
            line.strip_prefix(words).unwrap_or_default().split_whitespace().collect::<Vec<_>>()
        };
        assert_eq!(line(Moment::Usable.words()), ["300.0", "300.0", "0.1"]);
        assert_eq!(line(Moment::Whole.words()), ["1000.0", "970.0", "30.0", "OVER"]);
        assert_eq!(line("b "), ["700.0", "1400.0", "later"]);
    }

    #[test]
    fn a_list_without_one_of_the_moments_proves_nothing() {
        let list = "usable\tindex.html\nread\tdesk.js\ndone\trunner.js";
        assert_eq!(parse_list(list).unwrap()[1], (Moment::Read, "desk.js"));
        assert!(parse_list("usable\tindex.html\nread\tdesk.js").is_err());
        assert!(parse_list("").is_err());
        assert!(parse_list(&format!("{list}\nsometime\ta.js")).is_err());
    }
}
