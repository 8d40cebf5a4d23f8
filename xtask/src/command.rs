//! The command line: what the words after `cargo xtask` mean.

use crate::failure::Failure;

/// What `cargo xtask` prints when it is asked for help.
pub(crate) const USAGE: &str = "\
cargo xtask <command>     each command first installs what it lacks, and says so

  serve [--port 8080]     build the page as it is published and serve it on 127.0.0.1
  test                    everything CI runs: lint, native, wasm in a browser, build, end to end, size
  test --only <part>      one part: lint, native, wasm, build, e2e, size
  test … -- <words>       hand words on to the tests (a filter, --nocapture, …)
  build                   the static site, in dist/
  bench [-- <words>]      the measurements; words go on to the bench program
  bench --articles        every script that Volley writes, beside the page itself, in --turns N (5) rounds; builds
                          lychee once (10 minutes)
  lint                    format, clippy and docs for the host and for wasm32, house rules";

const DEFAULT_PORT: u16 = 8080;

/// One command with its options.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Help,
    Serve {
        port: u16,
    },
    /// Ours alone: `serve` starts it beside trunk to say when the page answers.
    Announce {
        port: u16,
    },
    Test {
        only: Option<Part>,
        rest: Vec<String>,
    },
    Build,
    Bench {
        rest: Vec<String>,
    },
    Lint,
}

/// One part of `cargo xtask test`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Lint,
    Native,
    Wasm,
    Build,
    EndToEnd,
    Size,
}

impl Part {
    /// Every part, in the order in which they run: what fails fastest comes first.
    pub(crate) const ALL: [Self; 6] =
        [Self::Lint, Self::Native, Self::Wasm, Self::Build, Self::EndToEnd, Self::Size];

    /// The word that names this part after `--only`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Lint => "lint",
            Self::Native => "native",
            Self::Wasm => "wasm",
            Self::Build => "build",
            Self::EndToEnd => "e2e",
            Self::Size => "size",
        }
    }
}

/// Returns the command that these words ask for.
///
/// # Errors
/// When a word is unknown, misplaced, or lacks its value.
pub(crate) fn parse(words: impl Iterator<Item = String>) -> Result<Command, Failure> {
    let words: Vec<String> = words.collect();
    let (own, rest) = match words.iter().position(|word| word == "--") {
        Some(at) => (&words[..at], words[at + 1..].to_vec()),
        None => (&words[..], Vec::new()),
    };
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    let command = match own[..] {
        [] | ["help" | "--help" | "-h", ..] => Command::Help,
        ["serve"] => Command::Serve { port: DEFAULT_PORT },
        ["serve", "--port", port] => Command::Serve { port: parse_port(port)? },
        ["announce", port] => Command::Announce { port: parse_port(port)? },
        ["test"] => return Ok(Command::Test { only: None, rest }),
        ["test", "--only", part] => return Ok(Command::Test { only: Some(parse_part(part)?), rest }),
        ["bench"] => return Ok(Command::Bench { rest }),
        // The bench program has options of its own; nothing here can be mistaken for them.
        ["bench", ref args @ ..] => {
            let args = args.iter().map(ToString::to_string);
            return Ok(Command::Bench { rest: args.chain(rest).collect() });
        }
        ["build"] => Command::Build,
        ["lint"] => Command::Lint,
        _ => return Err(misuse(format!("cannot read `{}`", own.join(" ")))),
    };
    if rest.is_empty() { Ok(command) } else { Err(misuse("only test and bench hand words on".into())) }
}

fn parse_port(word: &str) -> Result<u16, Failure> {
    word.parse().map_err(|_| misuse(format!("`{word}` is no port")))
}

fn parse_part(word: &str) -> Result<Part, Failure> {
    let found = Part::ALL.into_iter().find(|part| part.name() == word);
    found.ok_or_else(|| misuse(format!("`{word}` is no part of the tests")))
}

fn misuse(message: String) -> Failure {
    Failure::new(message).hint(format!("usage:\n{USAGE}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command, Failure> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn serve_takes_a_port_and_has_a_default() {
        assert_eq!(parsed("serve").unwrap(), Command::Serve { port: 8080 });
        assert_eq!(parsed("serve --port 9001").unwrap(), Command::Serve { port: 9001 });
        assert!(parsed("serve --port 99999").is_err());
    }

    #[test]
    fn every_part_is_found_by_its_name() {
        for part in Part::ALL {
            let found = parsed(&format!("test --only {}", part.name())).unwrap();
            assert_eq!(found, Command::Test { only: Some(part), rest: vec![] });
        }
        assert!(parsed("test --only nothing").is_err());
    }

    #[test]
    fn words_after_the_dashes_go_on() {
        let rest = vec!["pause".to_owned(), "--nocapture".to_owned()];
        assert_eq!(parsed("test -- pause --nocapture").unwrap(), Command::Test { only: None, rest });
        assert_eq!(parsed("bench --quick").unwrap(), Command::Bench { rest: vec!["--quick".to_owned()] });
        assert!(parsed("build -- something").is_err());
    }

    #[test]
    fn no_word_is_a_call_for_help_and_a_wrong_one_a_failure() {
        assert_eq!(parsed("").unwrap(), Command::Help);
        assert!(parsed("tset").is_err());
        assert!(parsed("test --ony e2e").is_err());
    }
}
