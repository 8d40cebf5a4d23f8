//! `docs/size.md`: made from what was measured, and compared with it in each run, so that it cannot rot.

use super::attribution::Attribution;
use super::kilobytes;
use super::moments::{Moment, Weighed, sum};
use crate::failure::Failure;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A figure in the document may be off by this share of it, or by [`SLACK_KB`]: paths in messages of panics differ in length
/// from machine to machine.
const SLACK_SHARE: f64 = 0.02;
const SLACK_KB: f64 = 0.5;

/// Most rows of a table of crates or modules.
const MOST_ROWS: usize = 12;
/// The row for what has none of its own.
const OTHERS: &str = "others";

const HEAD: &str = "\
# Size

What a first visit downloads, after `gzip -9`; a KB is 1,000 bytes. Made by `cargo xtask size`. `cargo xtask test --only size`
fails over a bar, and where a figure here is off by more than 2 %.

";

const ABOUT_PROGRAMS: &str = "
Where each program's bytes are: machine code as the linker leaves it, before `wasm-bindgen`, `wasm-opt` and compression, with
its share of the program. A generic function counts to the crate that defines it, a method of a trait to the type that has it.
";

/// Returns the document.
pub(super) fn write(files: &[Weighed], programs: &[Attribution]) -> String {
    let mut text = HEAD.to_owned();
    // Writing to a String cannot fail.
    let _ = writeln!(text, "| moment | KB | bar |\n| --- | --: | --: |");
    for moment in Moment::ALL {
        let (is, may) = (kilobytes(sum(files, moment)), moment.bar() / 1_000);
        let _ = writeln!(text, "| {} | {is} | {may} |", moment.words());
    }
    let _ = writeln!(text, "\n| file | KB | first needed |\n| --- | --: | --- |");
    for file in files {
        let (name, is) = (without_hash(&file.name), kilobytes(file.compressed));
        let _ = writeln!(text, "| `{name}` | {is} | {} |", file.by.name());
    }
    text.push_str(ABOUT_PROGRAMS);
    text.push_str(&ranking("crate", programs, |program| &program.crates, true));
    text.push_str(&ranking("module", programs, |program| &program.modules, false));
    text
}

/// Returns a table of the heaviest parts, a column a program; with the data and the sum of each program if `is_whole`.
fn ranking(
    title: &str,
    programs: &[Attribution],
    parts: impl Fn(&Attribution) -> &BTreeMap<String, u64>,
    is_whole: bool,
) -> String {
    let mut sums = BTreeMap::<&str, u64>::new();
    for (name, size) in programs.iter().flat_map(&parts) {
        *sums.entry(name).or_default() += size;
    }
    let mut ranked: Vec<&str> = sums.keys().copied().collect();
    ranked.sort_by_key(|name| std::cmp::Reverse(sums[name]));
    ranked.truncate(MOST_ROWS);

    let row = |name: &str, size: &dyn Fn(&Attribution) -> u64| {
        let cell = |program: &Attribution| match size(program) {
            0 => "|".to_owned(),
            size => format!("{} · {} % |", kilobytes(size), (100 * size + program.sum() / 2) / program.sum()),
        };
        let cells: Vec<String> = programs.iter().map(cell).collect();
        format!("| {name} | {}\n", cells.join(" "))
    };
    let heads: Vec<&str> = programs.iter().map(|program| program.name.as_str()).collect();
    let mut text =
        format!("\n| {title} | {} |\n| --- |{}\n", heads.join(" | "), " --: |".repeat(heads.len()));
    for name in &ranked {
        let name = *name;
        text.push_str(&row(&format!("`{name}`"), &|program| parts(program).get(name).copied().unwrap_or(0)));
    }
    let rest = |program: &Attribution| {
        parts(program).iter().filter(|(name, _)| !ranked.contains(&name.as_str())).map(|(_, size)| size).sum()
    };
    text.push_str(&row(OTHERS, &rest));
    if is_whole {
        text.push_str(&row("data", &|program| program.data));
        text.push_str(&row("in all", &Attribution::sum));
    }
    text
}

/// Returns a file's name without the hash of its content, which Trunk and `wasm-bindgen` write with 12 digits or more.
fn without_hash(name: &str) -> String {
    let is_hash = |word: &str| word.len() >= 12 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let without = |part: &str| {
        let words = part.split('-').enumerate().map(|(at, word)| {
            let end = word.find(['_', '.']).unwrap_or(word.len());
            match at {
                0 => word.to_owned(),
                _ if is_hash(&word[..end]) => word[end..].to_owned(),
                _ => format!("-{word}"),
            }
        });
        words.collect::<String>()
    };
    name.split('/').map(without).collect::<Vec<_>>().join("/")
}

/// Compares the document that is kept with the one just made.
///
/// # Errors
/// When a figure is off by more than the slack, with all that are.
pub(super) fn compare(kept: &str, made: &str) -> Result<(), Failure> {
    let (kept, made) = (figures(kept), figures(made));
    let mut off = Vec::new();
    for (place, is) in &made {
        match kept.get(place) {
            Some(was) if (is - was).abs() <= SLACK_KB.max(was * SLACK_SHARE) => {}
            Some(was) => off.push(format!("{place}: {was:.1} KB in the document, {is:.1} KB now")),
            None if place.may_be_missing() || *is <= SLACK_KB => {}
            None => off.push(format!("{place}: not in the document, {is:.1} KB now")),
        }
    }
    let gone = |(place, was): &(&Place, &f64)| {
        !made.contains_key(place) && !place.may_be_missing() && **was > SLACK_KB
    };
    off.extend(
        kept.iter()
            .filter(gone)
            .map(|(place, was)| format!("{place}: {was:.1} KB in the document, gone now")),
    );
    if off.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("docs/size.md is out of date.\n{}", off.join("\n")))
        .hint("renew it: cargo xtask size"))
}

/// Where a figure is: the first cell of its table's head, of its row, and of its column.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    table: String,
    row: String,
    column: String,
}

impl Place {
    /// Whether one document may lack it: near the end of a ranking rows change places, and are among the others then.
    fn may_be_missing(&self) -> bool {
        matches!(&*self.table, "crate" | "module") && self.row.starts_with('`')
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, {}", self.row, self.column)
    }
}

/// Returns the figures in the tables of a document.
fn figures(document: &str) -> BTreeMap<Place, f64> {
    let mut figures = BTreeMap::new();
    let mut head: Vec<&str> = Vec::new();
    for line in document.lines() {
        let Some(line) = line.strip_prefix('|') else {
            head.clear();
            continue;
        };
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        if head.is_empty() {
            head = cells;
            continue;
        }
        for (column, cell) in head.iter().zip(&cells).skip(1) {
            let number = cell.split_whitespace().next().and_then(|word| word.parse::<f64>().ok());
            // The bar is not measured.
            if let (Some(number), false) = (number, *column == "bar") {
                let place = Place { table: head[0].into(), row: cells[0].into(), column: (*column).into() };
                figures.insert(place, number);
            }
        }
    }
    figures
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(compressed: u64) -> Vec<Weighed> {
        let name = "volley-0123456789abcdef_bg.wasm".to_owned();
        vec![Weighed { name, by: Moment::Usable, raw: 2, compressed }]
    }

    fn program(name: &str, crates: &[(&str, u64)]) -> Attribution {
        let crates = crates.iter().map(|(name, size)| ((*name).to_owned(), *size)).collect();
        Attribution { name: name.to_owned(), crates, modules: BTreeMap::new(), data: 10_000 }
    }

    #[test]
    fn figures_are_found_by_table_row_and_column() {
        let text = write(
            &files(12_345),
            &[program("page", &[("core", 30_000)]), program("desk", &[("alloc", 20_000)])],
        );
        let figures = figures(&text);
        let at = |table: &str, row: &str, column: &str| {
            figures.get(&Place { table: table.into(), row: row.into(), column: column.into() }).copied()
        };
        assert_eq!(at("file", "`volley_bg.wasm`", "KB"), Some(12.3));
        assert_eq!(at("moment", Moment::Usable.words(), "KB"), Some(12.3));
        assert_eq!(at("moment", Moment::Usable.words(), "bar"), None);
        assert_eq!(at("crate", "`core`", "page"), Some(30.0));
        assert_eq!(at("crate", "`core`", "desk"), None);
        assert_eq!(at("crate", "in all", "desk"), Some(30.0));
        assert!(text.contains("| `core` | 30.0 · 75 % | |\n"), "{text}");
    }

    #[test]
    fn what_differs_a_little_passes_and_what_differs_more_is_named() {
        let document = |compressed, core| write(&files(compressed), &[program("page", &[("core", core)])]);
        let kept = document(100_000, 10_000);
        assert!(compare(&kept, &document(102_000, 10_500)).is_ok());
        let failure = compare(&kept, &document(102_100, 10_000)).unwrap_err().to_string();
        assert!(failure.contains("100.0 KB in the document, 102.1 KB now"), "{failure}");
        assert!(failure.contains("cargo xtask size"), "{failure}");
        let failure = compare(&kept, &document(100_000, 10_600)).unwrap_err().to_string();
        assert!(failure.contains("`core`, page"), "{failure}");
    }

    #[test]
    fn a_file_or_program_that_came_or_went_is_named() {
        let both = [program("page", &[]), program("tools", &[])];
        let (one, two) = (write(&files(9_000), &both[..1]), write(&files(9_000), &both));
        assert!(compare(&one, &two).unwrap_err().to_string().contains("in all, tools: not in the document"));
        assert!(
            compare(&two, &one)
                .unwrap_err()
                .to_string()
                .contains("in all, tools: 10.0 KB in the document, gone")
        );
        assert!(compare("", &one).is_err());
    }

    #[test]
    fn rows_that_change_places_at_the_end_of_a_ranking_are_no_difference() {
        let many = |last: &'static str| {
            let mut crates: Vec<(String, u64)> = (0..11).map(|n| (format!("c{n}"), 90_000)).collect();
            crates.extend([(last.to_owned(), 10_100), ("x".to_owned(), 10_000)]);
            let crates = crates.into_iter().collect();
            [Attribution { name: "page".into(), crates, modules: BTreeMap::new(), data: 0 }]
        };
        assert!(compare(&write(&[], &many("a")), &write(&[], &many("b"))).is_ok());
    }

    #[test]
    fn only_the_hash_of_a_name_goes() {
        for (name, without) in [
            ("volley-0123456789abcdef_bg.wasm", "volley_bg.wasm"),
            ("base-0123456789abcdef.css", "base.css"),
            (
                "snippets/volley-0123456789abcdef/src/web/runner/body.js",
                "snippets/volley/src/web/runner/body.js",
            ),
            ("status-bar-0123456789abcdef.css", "status-bar.css"),
            ("status-bar.css", "status-bar.css"),
            ("desk_bg.wasm", "desk_bg.wasm"),
        ] {
            assert_eq!(without_hash(name), without);
        }
    }
}
