//! Chrome for Testing: a browser and its driver in one version, fetched by npm into our cache, for systems whose
//! package manager has none (macOS, Windows, Ubuntu outside its snaps).

use super::packages::{self, Bundle};
use super::{Browser, npm};
use crate::failure::{Doing, Failure};
use crate::report::say;
use crate::versions::BROWSER_FETCHER;
use crate::{paths, process};
use std::path::{Path, PathBuf};

const FOLDER: &str = "chrome-for-testing";
/// Where the two programs are, one a line, browser first. Written last: without it the fetch was interrupted.
const NOTE: &str = "programs.txt";

/// Returns the browser and driver when they were fetched before.
pub(crate) fn find() -> Option<Browser> {
    let folder = paths::tools().ok()?.join(FOLDER);
    let note = std::fs::read_to_string(folder.join(NOTE)).ok()?;
    let mut lines = note.lines().map(PathBuf::from).filter(|file| file.is_file());
    Some(Browser { program: lines.next()?, driver: lines.next()? })
}

/// Fetches the browser and its driver.
///
/// # Errors
/// When there is no npm and none can be installed, or the download fails.
pub(crate) fn install() -> Result<Browser, Failure> {
    say("no Chromium with its driver on this system: fetching Chrome for Testing, about 200 MB");
    if !npm::is_there() {
        packages::install(&[Bundle::Node])?;
    }
    let folder = paths::tools()?.join(FOLDER);
    std::fs::create_dir_all(&folder).doing(|| format!("make {}", folder.display()))?;
    let browser = fetch("chrome@stable", &folder)?;
    let driver = fetch(&format!("chromedriver@{}", browser.build), &folder)?;
    let note = format!("{}\n{}\n", browser.program, driver.program);
    std::fs::write(folder.join(NOTE), note).doing(|| format!("write {NOTE}"))?;
    find().ok_or_else(|| Failure::new("Chrome for Testing was fetched but is not where it should be"))
}

/// One program as the fetcher names it.
#[derive(Debug, PartialEq, Eq)]
struct Fetched {
    build: String,
    program: String,
}

fn fetch(what: &str, folder: &Path) -> Result<Fetched, Failure> {
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
