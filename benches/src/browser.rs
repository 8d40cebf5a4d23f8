//! A headless Chromium, started bare, with a fresh profile; and what its processes hold of the machine's memory, read from
//! Linux's `/proc`, `None` elsewhere.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::Value;

use crate::failure::Failure;
use crate::processes;
use crate::processor::{ProcessKind, Times};

/// How Chromium starts, as in the end-to-end and the wasm tests.
const FLAGS: &str = include_str!("../../tests/support/chrome_flags.txt");
/// What only the benches need.
const OWN_FLAGS: [&str; 4] =
    ["--ignore-certificate-errors", "--window-size=1440,900", "--hide-scrollbars", "--mute-audio"];

/// What a browser needs whose page is to measure its own memory: it collects its garbage at once and then counts,
/// rather than whenever it does so anyway.
pub(crate) const MEASURES_AT_ONCE: &str = "--enable-blink-features=ForceEagerMeasureMemory";

/// How a browser starts.
#[derive(Clone, Debug)]
pub(crate) struct Setup {
    /// What its tab shows.
    pub(crate) address: String,
    /// Flags besides the usual ones.
    pub(crate) flags: Vec<String>,
    /// What its profile says; `None` for what Chromium begins one with.
    pub(crate) preferences: Option<Value>,
}

/// A running browser with one tab; dropping it ends it and removes its profile.
#[derive(Debug)]
pub(crate) struct Browser {
    process: Child,
    profile: PathBuf,
    log: PathBuf,
}

static STARTED: AtomicU32 = AtomicU32::new(0);

impl Browser {
    /// Starts `program`; what it needs to write goes under `folder`.
    pub(crate) fn start(program: &Path, folder: &Path, setup: &Setup) -> Result<Self, Failure> {
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let profile = folder.join(format!("profile-{}-{number}", std::process::id()));
        let user = profile.join("Default");
        let making = |error: &std::io::Error| Failure::system(format!("make {}", profile.display()), error);
        fs::create_dir_all(&user).map_err(|error| making(&error))?;
        if let Some(preferences) = &setup.preferences {
            fs::write(user.join("Preferences"), preferences.to_string()).map_err(|error| making(&error))?;
        }
        let log = profile.join("log.txt");
        let written =
            File::create(&log).map_err(|error| Failure::system("keep the browser's log", &error))?;
        let process = Command::new(program)
            .args(FLAGS.lines())
            .args(OWN_FLAGS)
            .args(&setup.flags)
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg(&setup.address)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(written)
            .spawn()
            .map_err(|error| Failure::system(format!("start {}", program.display()), &error))?;
        Ok(Self { process, profile, log })
    }

    /// Returns what its biggest tab holds, in bytes; `None` where the system does not report it. A piece of memory shared by
    /// n processes counts as its nth part.
    pub(crate) fn tab_memory(&self) -> Option<u64> {
        let processes = processes::tree(self.process.id(), &processes::all()?);
        processes
            .into_iter()
            .filter(|&pid| ProcessKind::of(pid) == ProcessKind::Tab)
            .filter_map(held_by)
            .max()
    }

    /// Returns what its processes and everybody else have taken of the processors; `None` where the system does not report it.
    pub(crate) fn times(&self) -> Option<Times> {
        Times::of(self.process.id())
    }

    /// Returns the last lines it wrote.
    pub(crate) fn last_lines(&self) -> String {
        let text = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(5)..].join(" | ")
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Its other processes end with the first one; the profile goes even if one still writes to it.
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.profile);
    }
}

const BYTES_PER_KB: u64 = 1_024;
fn held_by(pid: u32) -> Option<u64> {
    let sums = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
    Some(field(&sums, "Pss:")?.parse::<u64>().ok()? * BYTES_PER_KB)
}

fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines().find_map(|line| line.strip_prefix(name))?.split_whitespace().next()
}
