//! The words on the command line.

use std::fmt::Write as _;
use std::path::PathBuf;

use crate::bench::{ALL, BY_NAME, Bench};
use crate::failure::Failure;
use crate::stage::Wire;

/// Turns of each side where figures are compared: the least that makes a median worth having.
const DEFAULT_TURNS: usize = 5;
/// The same where rates are compared: the least whose interval bears a wild turn on either side (see `statistics`).
const DEFAULT_RATE_TURNS: usize = 9;
/// Targets of one run where rates are compared.
const DEFAULT_TARGETS: u32 = 4_000;

#[derive(Clone, Debug)]
pub(crate) struct Options {
    pub(crate) benches: Vec<Bench>,
    /// The protocols, where a bench is taken over both.
    pub(crate) wires: Vec<Wire>,
    pub(crate) turns: usize,
    /// Turns of each side where rates are compared.
    pub(crate) rate_turns: usize,
    pub(crate) targets: u32,
    pub(crate) strict: bool,
    pub(crate) help: bool,
    /// The folder of the built page.
    pub(crate) dist: PathBuf,
    /// The folder of the packed extension.
    pub(crate) extension: PathBuf,
    /// The browser's program.
    pub(crate) browser: PathBuf,
    /// Where figures and browser profiles go.
    pub(crate) folder: PathBuf,
}

impl Options {
    /// Reads the words after the program's name; one that means nothing is a [`Failure::Misuse`].
    pub(crate) fn read(words: &[String]) -> Result<Self, Failure> {
        let named = |name: &str, otherwise: &str| {
            std::env::var_os(name).map_or_else(|| PathBuf::from(otherwise), PathBuf::from)
        };
        let mut options = Self {
            benches: Vec::new(),
            wires: Vec::new(),
            turns: DEFAULT_TURNS,
            rate_turns: DEFAULT_RATE_TURNS,
            targets: DEFAULT_TARGETS,
            strict: false,
            help: false,
            dist: named("VOLLEY_DIST", "dist"),
            extension: named("VOLLEY_EXTENSION", "target/extension/volley"),
            browser: named("CHROMIUM", "chromium"),
            folder: named("CARGO_TARGET_DIR", "target").join("bench"),
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--strict" => options.strict = true,
                "--help" => options.help = true,
                "--turns" => {
                    options.turns = number(word, words.next())?;
                    options.rate_turns = options.turns;
                }
                "--targets" => options.targets = number(word, words.next())?,
                "h1" => options.wires.push(Wire::Http1),
                "h2" => options.wires.push(Wire::Http2),
                name => options.benches.push(named_bench(name)?),
            }
        }
        if options.benches.is_empty() {
            options.benches = ALL.to_vec();
        }
        if options.wires.is_empty() {
            options.wires = Wire::BOTH.to_vec();
        }
        Ok(options)
    }
}

fn number<T: std::str::FromStr>(option: &str, word: Option<&String>) -> Result<T, Failure> {
    word.and_then(|word| word.parse().ok())
        .ok_or_else(|| Failure::Misuse(format!("{option} wants a number behind it")))
}

fn named_bench(name: &str) -> Result<Bench, Failure> {
    ALL.into_iter()
        .chain(BY_NAME)
        .find(|bench| bench.name == name)
        .ok_or_else(|| Failure::Misuse(format!("no bench is named {name}\n{}", help())))
}

/// What can be said on the command line.
pub(crate) fn help() -> String {
    let mut text =
        "cargo xtask bench [-- [--strict] [--turns N] [--targets N] [h1] [h2] [bench ...]]\n\n".to_owned();
    for bench in ALL.into_iter().chain(BY_NAME) {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "  {:<18}{}", bench.name, bench.about);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &str) -> Result<Options, Failure> {
        Options::read(&words.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn without_a_name_all_benches_run() {
        assert_eq!(read("--strict").unwrap().benches.len(), ALL.len());
    }

    #[test]
    fn benches_run_as_named() {
        let options = read("pattern --turns 7 rate").unwrap();
        let names: Vec<_> = options.benches.iter().map(|bench| bench.name).collect();
        assert_eq!(names, ["pattern", "rate"]);
        assert_eq!((options.turns, options.rate_turns), (7, 7));
        assert!(read("rate").unwrap().rate_turns >= 7);
    }

    #[test]
    fn a_protocol_can_be_left_out() {
        assert_eq!(read("rate").unwrap().wires, Wire::BOTH);
        assert_eq!(read("h2 rate").unwrap().wires, [Wire::Http2]);
    }

    #[test]
    fn a_word_without_meaning_is_refused() {
        assert!(matches!(read("rte"), Err(Failure::Misuse(_))));
        assert!(matches!(read("--turns many"), Err(Failure::Misuse(_))));
    }
}
