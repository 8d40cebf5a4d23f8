//! The size budget: what a first visit downloads, compressed as a host compresses it.

use crate::failure::{Doing, Failure};
use crate::paths::{self, Project};
use flate2::{Compression, write::GzEncoder};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

/// What wasm, JS and CSS should weigh together, compressed, in bytes: the bar of the design. Not met yet, so that each
/// run says by how much it is missed, while [`Part::max_bytes`] keeps every part from growing.
const BAR_BYTES: u64 = 300_000;

/// A part of the page that loads on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Part {
    name: &'static str,
    /// The most that the part may weigh, compressed, in bytes: a little over what it was last measured to. To be
    /// lowered whenever it has shrunk.
    max_bytes: u64,
}

const PAGE: Part = Part { name: "page", max_bytes: 399_000 };
const RUNNER: Part = Part { name: "runner", max_bytes: 96_000 };
const DESK: Part = Part { name: "desk", max_bytes: 567_600 };
const PARTS: [Part; 3] = [PAGE, RUNNER, DESK];

/// Returns the part that a file belongs to: the workers' are named after them, all others are the page's.
fn part_of(file: &str) -> Part {
    [RUNNER, DESK].into_iter().find(|part| file.starts_with(part.name)).unwrap_or(PAGE)
}

/// One file of the built page, sizes in bytes.
#[derive(Clone, Debug)]
struct Weighed {
    name: String,
    raw: u64,
    compressed: u64,
}

/// Weighs `dist/`, prints a table of it and holds the sum against the budget.
pub(crate) fn check(project: &Project) -> Result<(), Failure> {
    let mut paths = Vec::new();
    paths::files_below(&project.dist(), &|_| false, &mut paths)?;
    paths.retain(|path| paths::ends_in(path, &["wasm", "js", "css"]));
    let mut files: Vec<Weighed> = paths.iter().map(|path| weigh(path)).collect::<Result<_, _>>()?;
    files.sort_by(|a, b| b.compressed.cmp(&a.compressed).then_with(|| a.name.cmp(&b.name)));
    print!("{}", table(&files));
    println!("{}", against_the_bar(sum(&files)));
    PARTS.into_iter().try_for_each(|part| check_part(part, sum(of_part(&files, part))))
}

fn weigh(file: &Path) -> Result<Weighed, Failure> {
    let bytes = std::fs::read(file).doing(|| format!("read {}", file.display()))?;
    let compressed = compressed_bytes(&bytes).doing(|| format!("compress {}", file.display()))?;
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Weighed { name, raw: bytes.len() as u64, compressed })
}

/// Returns the size of the bytes after `gzip -9`.
fn compressed_bytes(bytes: &[u8]) -> std::io::Result<u64> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len() as u64)
}

fn sum<'a>(files: impl IntoIterator<Item = &'a Weighed>) -> u64 {
    files.into_iter().map(|file| file.compressed).sum()
}

fn of_part(files: &[Weighed], part: Part) -> impl Iterator<Item = &Weighed> {
    files.iter().filter(move |file| part_of(&file.name) == part)
}

/// Compares the sum with the bar.
fn against_the_bar(compressed: u64) -> String {
    let bar = kilobytes(BAR_BYTES);
    match compressed.checked_sub(BAR_BYTES) {
        Some(over @ 1..) => format!("the bar of {bar} KB in all is MISSED by {} KB", kilobytes(over)),
        _ => format!("the bar of {bar} KB in all is met"),
    }
}

fn table(files: &[Weighed]) -> String {
    let mut text = format!("{:<48}{:>12}{:>12}\n", "file", "KB", "gzip KB");
    let mut line = |name: &str, raw: u64, compressed: u64| {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{name:<48}{:>12}{:>12}", kilobytes(raw), kilobytes(compressed));
    };
    for file in files {
        line(&file.name, file.raw, file.compressed);
    }
    for part in PARTS {
        let own: Vec<&Weighed> = of_part(files, part).collect();
        line(&format!("= {}", part.name), own.iter().map(|file| file.raw).sum(), sum(own));
    }
    line("= in all", files.iter().map(|file| file.raw).sum(), sum(files));
    text
}

/// Returns the size in thousands of bytes, with one decimal.
fn kilobytes(bytes: u64) -> String {
    let tenths = (bytes + 50) / 100;
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn check_part(part: Part, compressed: u64) -> Result<(), Failure> {
    let name = part.name;
    if compressed == 0 {
        return Err(Failure::new(format!("dist/ holds nothing of the {name}"))
            .hint("build the page first: cargo xtask build"));
    }
    if compressed > part.max_bytes {
        let (is, may) = (kilobytes(compressed), kilobytes(part.max_bytes));
        return Err(Failure::new(format!("the {name} weighs {is} KB compressed, its budget is {may} KB"))
            .hint("the table above says what grew; `twiggy top` on a wasm file says why"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weighed(name: &str, raw: u64, compressed: u64) -> Weighed {
        Weighed { name: name.into(), raw, compressed }
    }

    #[test]
    fn files_belong_to_the_worker_they_are_named_after() {
        assert_eq!(part_of("runner_bg.wasm"), RUNNER);
        assert_eq!(part_of("desk.js"), DESK);
        assert_eq!(part_of("volley-1f3a_bg.wasm"), PAGE);
    }

    #[test]
    fn the_table_sums_by_part_and_in_all() {
        let table = table(&[
            weighed("desk.js", 2_000, 1_000),
            weighed("runner.js", 900, 449),
            weighed("a.css", 1, 50),
        ]);
        let last: Vec<Vec<&str>> =
            table.lines().skip(4).map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(last[0], ["=", "page", "0.0", "0.1"]);
        assert_eq!(last[1], ["=", "runner", "0.9", "0.4"]);
        assert_eq!(last[2], ["=", "desk", "2.0", "1.0"]);
        assert_eq!(last[3], ["=", "in", "all", "2.9", "1.5"]);
    }

    #[test]
    fn the_budget_holds_to_the_byte() {
        for part in PARTS {
            assert!(check_part(part, part.max_bytes).is_ok());
            assert!(check_part(part, part.max_bytes + 1).is_err());
            assert!(check_part(part, 0).is_err(), "an empty dist proves nothing");
        }
    }

    #[test]
    fn a_missed_bar_is_said_with_its_miss() {
        assert_eq!(against_the_bar(BAR_BYTES), "the bar of 300.0 KB in all is met");
        assert_eq!(against_the_bar(BAR_BYTES + 1_500), "the bar of 300.0 KB in all is MISSED by 1.5 KB");
    }

    #[test]
    fn compressing_shrinks_what_repeats_and_keeps_a_header_for_nothing() {
        assert_eq!(compressed_bytes(&[]).unwrap(), 20);
        assert!(compressed_bytes(&vec![7; 100_000]).unwrap() < 200);
    }
}
