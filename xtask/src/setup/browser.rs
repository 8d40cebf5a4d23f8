//! A Chromium and the driver of the same version: the one that the tests and benches run in.

use super::fetcher::fetch;
use crate::failure::{Doing, Failure};
use crate::report::say;
use crate::versions::major;
use crate::{lookup, paths, process};
use std::path::{Path, PathBuf};
use std::process::Command;

const PROGRAMS: [&str; 5] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// Drivers that distributions put next to the browser and not on `PATH`.
const DRIVERS: [&str; 2] = ["/usr/lib/chromium/chromedriver", "/usr/lib/chromium-browser/chromedriver"];

/// Browsers that macOS does not put on `PATH`.
const APPLICATIONS: [&str; 2] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// A browser and its driver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Browser {
    /// The browser's program, absolute.
    pub(crate) program: PathBuf,
    /// The driver's program, absolute.
    pub(crate) driver: PathBuf,
}

/// How the browser starts, a flag a line: headless, and nothing of its own on the network.
const FLAGS: &str = include_str!("../../../tests/support/chrome_flags.txt");

impl Browser {
    /// Names both programs to a command, and removes what would make it choose others.
    pub(crate) fn name_to(&self, command: &mut Command) {
        command.env("CHROMIUM", &self.program).env("CHROMEDRIVER", &self.driver);
        for other in ["GECKODRIVER", "SAFARIDRIVER", "MSEDGEDRIVER"] {
            command.env_remove(other).env_remove(format!("{other}_REMOTE"));
        }
        command.env_remove("CHROMEDRIVER_REMOTE");
    }

    /// Returns what the runner of the wasm tests requests of the driver, as JSON.
    pub(crate) fn capabilities(&self) -> String {
        let program = text(&self.program.to_string_lossy());
        let flags = FLAGS.lines().map(text).collect::<Vec<_>>().join(", ");
        format!("{{\"goog:chromeOptions\": {{\"binary\": {program}, \"args\": [{flags}]}}}}\n")
    }
}

/// Returns a JSON string.
fn text(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Returns a browser and its driver, after fetching them when the system has none.
pub(crate) fn ensure() -> Result<Browser, Failure> {
    match find() {
        Some(browser) => Ok(browser),
        None => install().map_err(|failure| {
            Failure::new(format!("there is no Chromium with a chromedriver of its version: {failure}"))
                .hint("install both and put them on PATH, or name them in CHROMIUM and CHROMEDRIVER")
        }),
    }
}

/// Returns the browser and driver of the environment, of the system, or of our cache.
pub(crate) fn find() -> Option<Browser> {
    let named = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|file| file.is_file());
    let existing = |files: &[&str]| files.iter().map(PathBuf::from).find(|file| file.is_file());

    let named_program = named("CHROMIUM");
    let named_driver = named("CHROMEDRIVER");
    if let (Some(program), Some(driver)) = (&named_program, &named_driver) {
        return Some(Browser { program: program.clone(), driver: driver.clone() });
    }
    let driver = named_driver.or_else(|| lookup::on_path("chromedriver")).or_else(|| existing(&DRIVERS));
    let on_path = || PROGRAMS.iter().filter_map(|name| lookup::on_path(name));
    let programs = named_program
        .map_or_else(|| on_path().chain(existing(&APPLICATIONS)).collect(), |program| vec![program]);
    let pair = driver.and_then(|driver| pair(programs, driver, major_of));
    pair.or_else(find_fetched)
}

/// Returns the first browser of the driver's version: with any other, the driver refuses to start.
fn pair(programs: Vec<PathBuf>, driver: PathBuf, version: impl Fn(&Path) -> Option<u32>) -> Option<Browser> {
    let wanted = version(&driver)?;
    let program = programs.into_iter().find(|program| version(program) == Some(wanted))?;
    Some(Browser { program, driver })
}

fn major_of(program: &Path) -> Option<u32> {
    // Chrome on Windows does not answer but opens a window: there only our own pair is used.
    if cfg!(windows) { None } else { process::probe(program, &["--version"]).as_deref().and_then(major) }
}

/// Chrome for Testing: a browser and its driver in one version, fetched by npm into our cache, for systems whose package
/// manager has none (macOS, Windows, Ubuntu outside its snaps).
const FOLDER: &str = "chrome-for-testing";
/// Where the two programs are, one a line, browser first. Written last: without it the fetch was interrupted.
const NOTE: &str = "programs.txt";

/// Returns the browser and driver when they were fetched before.
fn find_fetched() -> Option<Browser> {
    let folder = paths::tools().ok()?.join(FOLDER);
    let note = std::fs::read_to_string(folder.join(NOTE)).ok()?;
    let mut lines = note.lines().map(PathBuf::from).filter(|file| file.is_file());
    Some(Browser { program: lines.next()?, driver: lines.next()? })
}

/// Fetches the browser and its driver.
fn install() -> Result<Browser, Failure> {
    say("no Chromium with its driver on this system: fetching Chrome for Testing, about 200 MB");
    let folder = paths::tools()?.join(FOLDER);
    std::fs::create_dir_all(&folder).doing(|| format!("make {}", folder.display()))?;
    let browser = fetch("chrome@stable", &folder)?;
    let driver = fetch(&format!("chromedriver@{}", browser.build), &folder)?;
    let note = format!("{}\n{}\n", browser.program, driver.program);
    std::fs::write(folder.join(NOTE), note).doing(|| format!("write {NOTE}"))?;
    find_fetched().ok_or_else(|| Failure::new("Chrome for Testing was fetched but is not where it should be"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(program: &Path) -> Option<u32> {
        match program.to_str() {
            Some("old") => Some(155),
            Some("new" | "driver") => Some(156),
            _ => None,
        }
    }

    #[test]
    fn the_browser_is_the_one_of_the_driver_s_version() {
        let found = pair(vec!["broken".into(), "old".into(), "new".into()], "driver".into(), version);
        assert_eq!(found, Some(Browser { program: "new".into(), driver: "driver".into() }));
    }

    #[test]
    fn capabilities_name_the_browser_whatever_its_path() {
        let browser = Browser { program: r"C:\Pro grams\chrome.exe".into(), driver: "driver".into() };
        let json = browser.capabilities();
        assert!(json.contains(r#""binary": "C:\\Pro grams\\chrome.exe""#), "{json}");
        assert!(json.contains(r#""args": ["--headless", "#), "{json}");
    }

    #[test]
    fn no_browser_of_that_version_is_no_browser() {
        assert_eq!(pair(vec!["old".into()], "driver".into(), version), None);
        assert_eq!(pair(vec!["new".into()], "broken".into(), version), None);
    }
}
