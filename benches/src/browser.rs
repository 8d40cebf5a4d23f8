//! A headless Chromium, started bare, with a fresh profile; and what its processes hold of the machine's memory and took of
//! its time, read from Linux's `/proc`, `None` elsewhere.

use std::collections::HashMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::Value;

use crate::failure::Failure;

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
        tree(self.process.id())?.into_iter().filter(|&pid| kind(pid) == TAB).filter_map(held_by).max()
    }

    /// Returns what its processes have taken of the processors; `None` where the system does not report it.
    pub(crate) fn times(&self) -> Option<Times> {
        let mut times = Times::default();
        for pid in tree(self.process.id())? {
            times.all += ticks(&format!("/proc/{pid}/stat")).map_or(0.0, |(_, ms)| ms);
            let kind = kind(pid);
            for thread in numbers(&format!("/proc/{pid}/task")).unwrap_or_default() {
                let taken = ticks(&format!("/proc/{pid}/task/{thread}/stat"));
                let name = |name: String| if thread == pid { "main".to_owned() } else { name };
                times.threads.extend(taken.map(|(own, ms)| (thread, (format!("{kind}/{}", name(own)), ms))));
            }
        }
        (times.all > 0.0).then_some(times)
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
/// The kernel counts processor time in hundredths of a second, on every machine that Linux runs on today.
const MS_PER_TICK: f64 = 10.0;

/// The process that draws the page and runs its workers.
const TAB: &str = "tab";

/// Processor time that the threads of a browser have taken so far, in milliseconds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Times {
    /// All processes, threads that have ended included.
    pub(crate) all: f64,
    /// Each thread that lives, by its number, with its name.
    threads: HashMap<u32, (String, f64)>,
}

impl Times {
    /// Returns what was taken since `before`, and in words which threads took most of it, each per `count` requests.
    pub(crate) fn since(&self, before: &Self, count: u32) -> (f64, String) {
        let per_request_us = |ms: f64| ms * 1_000.0 / f64::from(count.max(1));
        let mut threads: Vec<(&str, f64)> = self
            .threads
            .iter()
            .map(|(thread, (name, ms))| {
                let earlier = before.threads.get(thread).map_or(0.0, |(_, earlier)| *earlier);
                (name.as_str(), per_request_us(ms - earlier))
            })
            .collect();
        threads.sort_by(|a, b| b.1.total_cmp(&a.1));
        let most: Vec<String> = threads.iter().take(8).map(|(name, us)| format!("{name} {us:.0}")).collect();
        (per_request_us(self.all - before.all), most.join(", "))
    }
}

/// Returns `root` and all processes under it.
fn tree(root: u32) -> Option<Vec<u32>> {
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    for pid in numbers("/proc")? {
        if let Some(parent) = parent_of(pid) {
            children.entry(parent).or_default().push(pid);
        }
    }
    let mut found = vec![root];
    let mut next = 0;
    while let Some(pid) = found.get(next) {
        let under = children.remove(pid).unwrap_or_default();
        found.extend(under);
        next += 1;
    }
    Some(found)
}

fn numbers(folder: &str) -> Option<Vec<u32>> {
    let names = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.file_name());
    Some(names.filter_map(|name| name.to_str()?.parse().ok()).collect())
}

fn parent_of(pid: u32) -> Option<u32> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    field(&status, "PPid:")?.parse().ok()
}

fn held_by(pid: u32) -> Option<u64> {
    let sums = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
    Some(field(&sums, "Pss:")?.parse::<u64>().ok()? * BYTES_PER_KB)
}

fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines().find_map(|line| line.strip_prefix(name))?.split_whitespace().next()
}

/// Returns what a process of the browser does, in a word.
fn kind(pid: u32) -> &'static str {
    let bytes = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    // Some rewrite their command line with blanks between its words.
    let has = |word: &str| bytes.split(|&byte| byte == 0 || byte == b' ').any(|it| it == word.as_bytes());
    if has("--type=renderer") {
        TAB
    } else if has("--utility-sub-type=network.mojom.NetworkService") {
        "network"
    } else if has("--type=gpu-process") {
        "drawing"
    } else {
        "browser"
    }
}

/// Returns the name and the processor time of the process or thread that a `stat` file is of.
fn ticks(stat: &str) -> Option<(String, f64)> {
    read_stat(&fs::read_to_string(stat).ok()?)
}

fn read_stat(text: &str) -> Option<(String, f64)> {
    let (begin, rest) = text.rsplit_once(") ")?;
    let name = begin.split_once('(')?.1.to_owned();
    // The fields behind the name begin with number 3; 14 and 15 are the time in user and in kernel code.
    let mut fields = rest.split_whitespace().skip(11).map(str::parse::<f64>);
    let (user, kernel) = (fields.next()?.ok()?, fields.next()?.ok()?);
    Some((name, (user + kernel) * MS_PER_TICK))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stat_line_holds_name_and_time() {
        let line = "12 (a (b) c) S 1 12 12 0 -1 4 100 0 0 0 250 50 0 0 20 0 8 0 99";
        assert_eq!(read_stat(line), Some(("a (b) c".to_owned(), 3_000.0)));
        assert_eq!(read_stat("12 nothing"), None);
    }

    #[test]
    fn time_since_is_per_request_and_by_thread() {
        let at = |all, ms| Times { all, threads: [(7, ("worker".to_owned(), ms))].into() };
        assert_eq!(at(30.0, 20.0).since(&at(10.0, 5.0), 10), (2_000.0, "worker 1500".to_owned()));
    }
}
