//! Practice: lists for the practice server, a service worker of the page's own that answers below its own folder
//! (`server.js`, which names the paths). No other server gets requests, and the optimum of each list is known.

use crate::settings::{Limits, RunSettings};

/// A list to practise on, with the limits that show what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PracticeList {
    /// The stable name, used in test hooks.
    pub name: &'static str,
    /// The name on screen.
    pub title: &'static str,
    /// What there is to see, in a few words.
    pub about: &'static str,
    concurrency: u32,
    per_origin: u32,
    timeout_ms: u32,
    retries: u8,
    lines: &'static [&'static str],
}

/// All lists; the first is the one to begin with.
pub const LISTS: [PracticeList; 5] = [MIXED, TODOS, TEN_SECONDS, CAPACITY, RATE_LIMITED];

/// Stand-in for the practice server's folder in a line.
const FOLDER: &str = "~/";

const MIXED: PracticeList = PracticeList {
    name: "mixed",
    title: "A bit of everything",
    about: "fast, slow, moved, missing, failing, cut short, silent",
    concurrency: 48,
    per_origin: 6,
    timeout_ms: 400,
    retries: 1,
    lines: &[
        "# Practice: answered inside this browser, by the page's own service worker",
        "~/todos/[1-20]",
        "~/delay/[60-240:60]",
        "~/delay/120?sigma=0.5&seed=7&n=[1-8]",
        "~/redirect/[1-3]",
        "~/bytes/[1000-4000:1000]",
        "~/drip?bytes=200&step=50&ms=40",
        "~/status/404",
        "~/status/410",
        "~/status/500",
        "~/busy",
        "~/busy?times=1&name=once",
        "~/truncated",
        "~/reset",
        "~/never",
        "mailto:someone@example.org",
        "not a link",
    ],
};

const TODOS: PracticeList = PracticeList {
    name: "todos",
    title: "4,000 small answers",
    about: "how fast this browser and this page are",
    concurrency: 60,
    per_origin: 60,
    timeout_ms: 10_000,
    retries: 2,
    lines: &["~/todos/[1-4000]"],
};

const TEN_SECONDS: PracticeList = PracticeList {
    name: "ten-seconds",
    title: "Ten delays of one second",
    about: "ten seconds one at a time, one second all together",
    concurrency: 10,
    per_origin: 10,
    timeout_ms: 10_000,
    retries: 0,
    lines: &["~/delay/1000?n=[1-10]"],
};

const CAPACITY: PracticeList = PracticeList {
    name: "capacity",
    title: "A server with eight places",
    about: "past eight in flight, more only wait longer",
    // Twice its places: else nothing waits, and there is nothing to see.
    concurrency: 16,
    per_origin: 16,
    timeout_ms: 10_000,
    retries: 0,
    lines: &["~/capacity/8/100?n=[1-40]"],
};

const RATE_LIMITED: PracticeList = PracticeList {
    name: "rate-limited",
    title: "An API with a rate limit",
    about: "20 answers a second, then 429 Too Many Requests",
    concurrency: 4,
    per_origin: 4,
    timeout_ms: 10_000,
    retries: 5,
    lines: &["~/busy?rate=20&n=[1-60]"],
};

impl PracticeList {
    /// The list as text, for the practice server below `folder`, which ends with a slash.
    pub fn text(&self, folder: &str) -> String {
        let mut text = String::new();
        for line in self.lines {
            match line.strip_prefix(FOLDER) {
                Some(path) => text.extend([folder, path]),
                None => text.push_str(line),
            }
            text.push('\n');
        }
        text
    }

    /// What it is run with.
    pub fn settings(&self) -> RunSettings {
        let Self { concurrency, per_origin, timeout_ms, retries, .. } = *self;
        let limits = Limits { concurrency, per_origin, timeout_ms, retries, ..Limits::default() };
        RunSettings { limits, ..RunSettings::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::reader::{ReadOptions, Reader};

    #[test]
    fn every_list_lies_on_the_practice_server_and_its_limits_are_in_range() {
        for list in LISTS {
            let folder = "https://host.example/some/path/practice/";
            let mut reader = Reader::new(ReadOptions::default());
            reader.begin_source("", None);
            reader.push(&list.text(folder));
            reader.end_source();
            while reader.step() {}
            let targets = reader.list().targets();
            assert!(!targets.is_empty(), "{}", list.name);
            assert_eq!(targets.starting_with(folder), targets.len(), "{}", list.name);
            assert_eq!(list.settings().limits.clamped(), list.settings().limits, "{}", list.name);
            let bad = if list.name == "mixed" { 2 } else { 0 };
            assert_eq!(reader.counts().rejected, bad, "{}", list.name);
        }
    }

    #[test]
    fn names_are_told_apart() {
        let mut names = LISTS.map(|list| list.name);
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
