//! A headless Chromium, started bare, with a fresh profile.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::failure::Failure;

/// How Chromium starts, as in the end-to-end and the wasm tests.
const FLAGS: &str = include_str!("../../tests/support/chrome_flags.txt");
/// What only the benches need.
const OWN_FLAGS: [&str; 4] =
    ["--ignore-certificate-errors", "--window-size=1440,900", "--hide-scrollbars", "--mute-audio"];

/// What a browser needs whose page is to measure its own memory: it collects its garbage at once and then counts,
/// rather than whenever it does so anyway.
pub(crate) const MEASURES_AT_ONCE: &str = "--enable-blink-features=ForceEagerMeasureMemory";

/// A running browser with one tab; dropping it ends it and removes its profile.
#[derive(Debug)]
pub(crate) struct Browser {
    process: Child,
    profile: PathBuf,
    log: PathBuf,
}

static STARTED: AtomicU32 = AtomicU32::new(0);

impl Browser {
    /// Starts `program` on `address`, with the flags `more` besides the usual ones; what it needs to write goes under
    /// `folder`.
    pub(crate) fn start(
        program: &Path,
        folder: &Path,
        address: &str,
        more: &[&str],
    ) -> Result<Self, Failure> {
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let profile = folder.join(format!("profile-{}-{number}", std::process::id()));
        fs::create_dir_all(&profile)
            .map_err(|error| Failure::system(format!("make {}", profile.display()), &error))?;
        let log = profile.join("log.txt");
        let written =
            File::create(&log).map_err(|error| Failure::system("keep the browser's log", &error))?;
        let process = Command::new(program)
            .args(FLAGS.lines())
            .args(OWN_FLAGS)
            .args(more)
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg(address)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(written)
            .spawn()
            .map_err(|error| Failure::system(format!("start {}", program.display()), &error))?;
        Ok(Self { process, profile, log })
    }

    /// The number of its first process.
    pub(crate) fn id(&self) -> u32 {
        self.process.id()
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
