//! Chrome for Testing: a browser and its driver in one version, fetched by npm into our cache, for systems whose
//! package manager has none (macOS, Windows, Ubuntu outside its snaps).

use super::Browser;
use super::fetcher::fetch;
use crate::failure::{Doing, Failure};
use crate::paths;
use crate::report::say;
use std::path::PathBuf;

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
pub(crate) fn install() -> Result<Browser, Failure> {
    say("no Chromium with its driver on this system: fetching Chrome for Testing, about 200 MB");
    let folder = paths::tools()?.join(FOLDER);
    std::fs::create_dir_all(&folder).doing(|| format!("make {}", folder.display()))?;
    let browser = fetch("chrome@stable", &folder)?;
    let driver = fetch(&format!("chromedriver@{}", browser.build), &folder)?;
    let note = format!("{}\n{}\n", browser.program, driver.program);
    std::fs::write(folder.join(NOTE), note).doing(|| format!("write {NOTE}"))?;
    find().ok_or_else(|| Failure::new("Chrome for Testing was fetched but is not where it should be"))
}
