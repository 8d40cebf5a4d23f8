//! The command line: what the words after `cargo xtask` mean.

use crate::failure::Failure;

/// What `cargo xtask` prints on request for help.
pub(crate) const USAGE: &str = "\
cargo xtask <command>     each command first installs what is missing, and says so

  serve [--port 8080]     build the page as it is published and serve it on 127.0.0.1
  dev [--port 8080]       serve a debug build on 127.0.0.1; a change of src, style or index.html rebuilds it, a reload shows it
  test                    everything CI runs: lint, native, wasm in a browser, build, end to end, size
  test --quick            lint, native without other people's programs, wasm: under 3 minutes once built
  test --full             everything CI runs, with many more cases of the properties
  test --only <part>      one part: lint, native, wasm, build, e2e, size
  test … -- <words>       hand words on to the tests (a filter, --nocapture, …)
  build                   the static site, in dist/
  extension               the same as a browser extension for Chromium and Firefox, in target/extension/
  size                    what a first visit downloads, and renew docs/size.md
  bench [-- <words>]      the measurements; words go on to the bench program
  bench --articles        every script that Volley writes, and the page itself, in --turns N (5) rounds
  lint                    format, clippy and docs for the host and for wasm32, house rules, licences, workflows, extension";

const DEFAULT_PORT: u16 = 8080;

/// One command with its options.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Help,
    Serve {
        port: u16,
        build: Build,
    },
    /// Ours alone: `serve` and `dev` start it next to trunk to say when the page answers.
    Announce {
        port: u16,
    },
    Test {
        scope: Scope,
        rest: Vec<String>,
    },
    Build,
    /// Ours alone: a hook of trunk runs it before each build of the page.
    Style,
    /// Ours alone: a hook of trunk runs it after each build of the page.
    Script,
    Extension,
    Bench {
        rest: Vec<String>,
    },
    Lint,
    Size,
}

/// Which build of the page is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Build {
    Published,
    Debug,
}

/// How much of the tests runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// What CI runs.
    All,
    /// What a change is tried by while it is written.
    Quick,
    /// What CI runs, and what takes too long there.
    Full,
    Only(Part),
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

/// Returns the command in these words.
///
/// # Errors
/// When a word is unknown, misplaced, or without its value.
pub(crate) fn parse(words: impl Iterator<Item = String>) -> Result<Command, Failure> {
    let words: Vec<String> = words.collect();
    let (own, rest) = match words.iter().position(|word| word == "--") {
        Some(at) => (&words[..at], words[at + 1..].to_vec()),
        None => (&words[..], Vec::new()),
    };
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    let command = match own[..] {
        [] | ["help" | "--help" | "-h", ..] => Command::Help,
        ["serve"] => Command::Serve { port: DEFAULT_PORT, build: Build::Published },
        ["serve", "--port", port] => Command::Serve { port: parse_port(port)?, build: Build::Published },
        ["dev"] => Command::Serve { port: DEFAULT_PORT, build: Build::Debug },
        ["dev", "--port", port] => Command::Serve { port: parse_port(port)?, build: Build::Debug },
        ["announce", port] => Command::Announce { port: parse_port(port)? },
        ["test"] => return Ok(Command::Test { scope: Scope::All, rest }),
        ["test", "--quick"] => return Ok(Command::Test { scope: Scope::Quick, rest }),
        ["test", "--full"] => return Ok(Command::Test { scope: Scope::Full, rest }),
        ["test", "--only", part] => {
            return Ok(Command::Test { scope: Scope::Only(parse_part(part)?), rest });
        }
        ["bench"] => return Ok(Command::Bench { rest }),
        // The bench program has options of its own; nothing here can be mistaken for them.
        ["bench", ref args @ ..] => {
            let args = args.iter().map(ToString::to_string);
            return Ok(Command::Bench { rest: args.chain(rest).collect() });
        }
        ["build"] => Command::Build,
        ["style"] => Command::Style,
        ["script"] => Command::Script,
        ["extension"] => Command::Extension,
        ["lint"] => Command::Lint,
        ["size"] => Command::Size,
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
        assert_eq!(parsed("serve").unwrap(), Command::Serve { port: 8080, build: Build::Published });
        assert_eq!(
            parsed("serve --port 9001").unwrap(),
            Command::Serve { port: 9001, build: Build::Published }
        );
        assert_eq!(parsed("dev").unwrap(), Command::Serve { port: 8080, build: Build::Debug });
        assert_eq!(parsed("dev --port 9001").unwrap(), Command::Serve { port: 9001, build: Build::Debug });
        assert!(parsed("serve --port 99999").is_err());
    }

    #[test]
    fn every_part_is_found_by_its_name() {
        for part in Part::ALL {
            let found = parsed(&format!("test --only {}", part.name())).unwrap();
            assert_eq!(found, Command::Test { scope: Scope::Only(part), rest: vec![] });
        }
        for (word, scope) in
            [("test", Scope::All), ("test --quick", Scope::Quick), ("test --full", Scope::Full)]
        {
            assert_eq!(parsed(word).unwrap(), Command::Test { scope, rest: vec![] });
        }
        assert!(parsed("test --only nothing").is_err());
    }

    #[test]
    fn words_after_the_dashes_go_on() {
        let rest = vec!["pause".to_owned(), "--nocapture".to_owned()];
        assert_eq!(parsed("test -- pause --nocapture").unwrap(), Command::Test { scope: Scope::All, rest });
        assert_eq!(parsed("bench --quick").unwrap(), Command::Bench { rest: vec!["--quick".to_owned()] });
        assert!(parsed("build -- something").is_err());
        assert!(parsed("extension -- something").is_err());
    }

    #[test]
    fn every_command_is_among_those_that_help_names() {
        for (word, command) in [
            ("build", Command::Build),
            ("extension", Command::Extension),
            ("lint", Command::Lint),
            ("size", Command::Size),
        ] {
            assert_eq!(parsed(word).unwrap(), command);
            assert!(USAGE.lines().any(|line| line.split_whitespace().next() == Some(word)), "{word}");
        }
    }

    #[test]
    fn no_word_is_a_call_for_help_and_a_wrong_one_a_failure() {
        assert_eq!(parsed("").unwrap(), Command::Help);
        assert!(parsed("tset").is_err());
        assert!(parsed("test --ony e2e").is_err());
    }
}
