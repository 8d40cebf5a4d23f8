//! A Firefox and geckodriver: the second browser, for what browsers do differently.

use super::fetcher::fetch;
use super::{cache, cargo_tool};
use crate::failure::{Doing, Failure};
use crate::report::say;
use crate::versions::GECKODRIVER;
use crate::{lookup, paths};
use std::path::PathBuf;
use std::process::Command;

const PROGRAMS: [&str; 2] = ["firefox-esr", "firefox"];
const APPLICATION: &str = "/Applications/Firefox.app/Contents/MacOS/firefox";
/// Where a fetched one is; holds its program's path.
const NOTE: &str = "firefox/program.txt";

/// A Firefox and its driver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Firefox {
    /// The browser's program, absolute.
    pub(crate) program: PathBuf,
    /// The driver's program, absolute.
    pub(crate) driver: PathBuf,
}

impl Firefox {
    /// Names both programs to a command.
    pub(crate) fn name_to(&self, command: &mut Command) {
        command.env("FIREFOX", &self.program).env("GECKODRIVER", &self.driver);
    }
}

/// Returns a Firefox and its driver, after fetching what the system has not.
pub(crate) fn ensure() -> Result<Firefox, Failure> {
    let program = find().map_or_else(fetch_program, Ok).map_err(|failure| {
        failure.hint("install Firefox and put it on PATH, or name its program in FIREFOX")
    })?;
    Ok(Firefox { program, driver: driver()? })
}

/// Returns the program of the environment, of the system, or of our cache.
pub(crate) fn find() -> Option<PathBuf> {
    let named = std::env::var_os("FIREFOX").map(PathBuf::from).filter(|file| file.is_file());
    let on_path = || PROGRAMS.iter().find_map(|name| lookup::on_path(name));
    let application = || Some(PathBuf::from(APPLICATION)).filter(|file| file.is_file());
    named.or_else(on_path).or_else(application).or_else(fetched)
}

fn fetched() -> Option<PathBuf> {
    let note = std::fs::read_to_string(paths::tools().ok()?.join(NOTE)).ok()?;
    Some(PathBuf::from(note.trim_end())).filter(|file| file.is_file())
}

fn fetch_program() -> Result<PathBuf, Failure> {
    say("no Firefox on this system: fetching one, about 100 MB");
    let note = paths::tools()?.join(NOTE);
    let folder = note.parent().ok_or_else(|| Failure::new("there is no folder for tools"))?;
    std::fs::create_dir_all(folder).doing(|| format!("make {}", folder.display()))?;
    let firefox = fetch("firefox@stable", folder)?;
    std::fs::write(&note, format!("{}\n", firefox.program)).doing(|| format!("write {}", note.display()))?;
    fetched().ok_or_else(|| Failure::new("Firefox was fetched but is not where it should be"))
}

/// Returns geckodriver: the one named, the one on `PATH`, or ours.
fn driver() -> Result<PathBuf, Failure> {
    let named = std::env::var_os("GECKODRIVER").map(PathBuf::from).filter(|file| file.is_file());
    if let Some(driver) = named.or_else(|| lookup::on_path("geckodriver")) {
        return Ok(driver);
    }
    let entry = cache::Entry {
        name: format!("geckodriver-{GECKODRIVER}"),
        bin: "bin",
        proof: cache::Proof::Program("geckodriver"),
    };
    let bin = if let Some(bin) = entry.find()? {
        bin
    } else {
        say(&format!("geckodriver {GECKODRIVER} is missing: compiling it, once, in about two minutes"));
        entry.install(|stage| cargo_tool::install("geckodriver", GECKODRIVER, stage))?
    };
    lookup::find_in(&bin, "geckodriver")
        .ok_or_else(|| Failure::new("geckodriver was installed but is not there"))
}
