//! The table of differences: every link that only one of the two readers found, with the reason why that is right.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::path::PathBuf;

/// Set to anything, it has the table rewritten: known lines with their reasons, others with a `?`, which the test
/// refuses until it is replaced.
const WRITE: &str = "VOLLEY_WRITE_DIFFERENCES";

/// Who found it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    Volley,
    Oracle,
}

/// A link that only one of the two has found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Difference {
    pub(crate) name: String,
    pub(crate) side: Side,
    pub(crate) link: String,
}

/// Why a difference is right. The list is closed: another reason has to be argued for here.
const REASONS: [&str; 2] = [
    // Where a bare URL ends no standard says; micromark leaves off a bracket at its end, linkify keeps one
    // that was opened within it.
    "end-of-bare-url",
    // CommonMark ends the value of an attribute without quotes at a blank or one of "'=<>`; micromark ends it at a slash
    // too, so that it takes a tag with `href=https://…` for text, and the address and what is within for bare URLs.
    "slash-in-attribute",
];

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = match self.side {
            Side::Volley => "volley",
            Side::Oracle => "oracle",
        };
        write!(f, "{}\t{side}\t{}", self.name, self.link)
    }
}

/// What is on one side alone, of two sorted lists.
pub(crate) fn between(name: &str, volley: &[String], oracle: &[String]) -> Vec<Difference> {
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    for link in volley {
        *counts.entry(link).or_default() += 1;
    }
    for link in oracle {
        *counts.entry(link).or_default() -= 1;
    }
    let difference = |(link, count): (&str, i64)| {
        let side = if count > 0 { Side::Volley } else { Side::Oracle };
        let one = Difference { name: name.to_owned(), side, link: link.to_owned() };
        (0..count.abs()).map(move |_| one.clone())
    };
    counts.into_iter().flat_map(difference).collect()
}

/// Compares the differences with the table, line by line.
///
/// # Panics
/// When one is not in the table, a line of it is no difference any more, or a reason is none of the list.
pub(crate) fn assert_known(mut found: Vec<Difference>) {
    found.sort_unstable();
    let text = std::fs::read_to_string(file()).expect("the table can be read");
    let lines: Vec<(&str, &str)> = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.rsplit_once('\t').unwrap_or((line, "")))
        .collect();
    if std::env::var_os(WRITE).is_some() {
        write(&found, &lines);
    }
    let mut listed: Vec<&str> = lines.iter().map(|(line, _)| *line).collect();
    listed.sort_unstable();
    let found: Vec<String> = found.iter().map(ToString::to_string).collect();
    let mut sorted: Vec<&str> = found.iter().map(String::as_str).collect();
    sorted.sort_unstable();
    assert_eq!(
        sorted, listed,
        "the readers differ otherwise than tests/input_oracle/differences.tsv says. Where Volley is wrong, mend \
         Volley. Where Cargo.lock has changed, other documents may be read: run the test once with {WRITE}=1, which \
         rewrites the table, and put a reason of the list for each `?` in it"
    );
    for (line, reason) in lines {
        assert!(REASONS.contains(&reason), "{reason:?} is no reason for {line}");
    }
}

fn write(found: &[Difference], lines: &[(&str, &str)]) {
    let mut text = "# Links that only one of two readers finds: document, who finds it, link, why. See differences.rs.\n".to_owned();
    for difference in found {
        let line = difference.to_string();
        let reason = lines.iter().find(|(known, _)| *known == line).map_or("?", |(_, reason)| reason);
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{line}\t{reason}");
    }
    std::fs::write(file(), text).expect("the table can be written");
    panic!("{} is rewritten: {} lines; run the test without {WRITE}", file().display(), found.len());
}

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/input_oracle/differences.tsv")
}

#[test]
fn a_link_that_one_finds_twice_and_the_other_once_is_a_difference() {
    let links = |links: &[&str]| links.iter().map(ToString::to_string).collect::<Vec<_>>();
    let found = between("a.md", &links(&["x", "x", "y"]), &links(&["x", "y", "z"]));
    let shown: Vec<_> = found.iter().map(ToString::to_string).collect();
    assert_eq!(shown, ["a.md\tvolley\tx", "a.md\toracle\tz"]);
}
