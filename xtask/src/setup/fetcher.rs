//! Browsers fetched by npm's `@puppeteer/browsers`, for systems whose package manager has none.

use super::npm;
use super::packages::{self, Bundle};
use crate::failure::Failure;
use crate::process;
use crate::report::say;
use crate::versions::BROWSER_FETCHER;
use std::path::Path;

/// One program as the fetcher names it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fetched {
    pub(super) build: String,
    pub(super) program: String,
}

/// Fetches `what` (`chrome@stable`) into `folder`.
pub(super) fn fetch(what: &str, folder: &Path) -> Result<Fetched, Failure> {
    if !npm::is_there() {
        packages::install(&[Bundle::Node])?;
    }
    let mut command = npm::command("npx")?;
    command.args(["--yes", &format!("@puppeteer/browsers@{BROWSER_FETCHER}"), "install", what, "--path"]);
    command.arg(folder).current_dir(folder);
    if cfg!(target_os = "linux") && what.starts_with("chrome@") && packages::is_root() {
        command.arg("--install-deps");
    }
    say(&format!("fetching {what}"));
    let output = process::output(&mut command)?;
    parse(&output).ok_or_else(|| Failure::new(format!("cannot read the fetcher's answer: {output}")))
}

/// Reads "chrome@156.0.8078.79 /where/it is/chrome", the last line that the fetcher prints.
fn parse(output: &str) -> Option<Fetched> {
    let (name, program) = output.trim_end().lines().next_back()?.split_once(' ')?;
    let (_, build) = name.split_once('@')?;
    Some(Fetched { build: build.to_owned(), program: program.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fetcher_s_last_line_names_build_and_place() {
        let place = "/cache/mac/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing";
        let output = format!("Downloading chrome\nchrome@156.0.8078.79 {place}\n");
        let fetched = Fetched { build: "156.0.8078.79".into(), program: place.into() };
        assert_eq!(parse(&output), Some(fetched));
        assert_eq!(parse(""), None);
        assert_eq!(parse("nothing here"), None);
    }
}
