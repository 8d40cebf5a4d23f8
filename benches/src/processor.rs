//! Who took how much of the processors: the browser's threads, by what they are for, and programs that have nothing to do
//! with the measurement.

use std::collections::{BTreeMap, HashMap};

use crate::processes::{self, Machine, Process, Thread};

/// What a thread of the browser is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    /// The tab's main thread: Volley's page, or the JS pool.
    Page,
    Desk,
    Runner,
    /// A worker that is neither, or that could not be told apart.
    Worker,
    TabPool,
    TabIo,
    TabRest,
    Network,
    Drawing,
    Browser,
    /// And what is left by rounding: the kernel counts a process's time in hundredths of a second.
    Ended,
}

impl Role {
    /// All of them, in the order of the table.
    pub(crate) const ALL: [Self; 11] = [
        Self::Page,
        Self::Desk,
        Self::Runner,
        Self::Worker,
        Self::TabPool,
        Self::TabIo,
        Self::TabRest,
        Self::Network,
        Self::Drawing,
        Self::Browser,
        Self::Ended,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Page => "page's main thread",
            Self::Desk => "desk",
            Self::Runner => "runner",
            Self::Worker => "other workers",
            Self::TabPool => "tab's thread pool",
            Self::TabIo => "tab's I/O",
            Self::TabRest => "tab's other threads",
            Self::Network => "network service",
            Self::Drawing => "compositor and GPU process",
            Self::Browser => "browser process",
            Self::Ended => "threads that ended",
        }
    }

    fn of(kind: ProcessKind, is_main: bool, name: &str) -> Self {
        match kind {
            ProcessKind::Network => Self::Network,
            ProcessKind::Gpu => Self::Drawing,
            ProcessKind::Browser => Self::Browser,
            ProcessKind::Tab if is_main => Self::Page,
            // Chromium gives all workers the same name, whatever their page calls them. Linux cuts names after 15 letters.
            ProcessKind::Tab => match name {
                "DedicatedWorker" => Self::Worker,
                "Chrome_ChildIOT" => Self::TabIo,
                _ if name.starts_with("ThreadPool") => Self::TabPool,
                _ if name.starts_with("Compositor") => Self::Drawing,
                _ => Self::TabRest,
            },
        }
    }
}

/// What a process of the browser is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ProcessKind {
    /// Draws the page and runs its workers.
    Tab,
    Network,
    Gpu,
    /// The first process, and those that do little.
    Browser,
}

impl ProcessKind {
    pub(crate) fn of(pid: u32) -> Self {
        let words = processes::words(pid);
        let has = |word: &str| words.iter().any(|it| it == word);
        if has("--type=renderer") {
            Self::Tab
        } else if has("--utility-sub-type=network.mojom.NetworkService") {
            Self::Network
        } else if has("--type=gpu-process") {
            Self::Gpu
        } else {
            Self::Browser
        }
    }
}

/// The number of the thread that is the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DeskThread(u32);

/// Processor time taken so far, in milliseconds.
#[derive(Clone, Debug)]
pub(crate) struct Times {
    machine: Machine,
    /// All processes of the browser, threads that have ended included.
    browser: f64,
    /// Each thread of the browser that lives, by its number.
    threads: HashMap<u32, (Role, f64)>,
    /// This program, which is the server too.
    own: f64,
    /// All others, by name.
    others: HashMap<String, f64>,
}

impl Times {
    /// Reads them for the browser whose first process this is; `None` where the system does not report them.
    pub(crate) fn of(browser: u32) -> Option<Self> {
        let (machine, all) = (Machine::now()?, processes::all()?);
        let ours = processes::tree(browser, &all);
        let own = std::process::id();
        let (mut threads, mut others) = (HashMap::new(), HashMap::new());
        for &pid in &ours {
            let kind = ProcessKind::of(pid);
            let role = |thread: &Thread| Role::of(kind, thread.number == pid, &thread.name);
            threads.extend(
                processes::threads(pid).iter().map(|thread| (thread.number, (role(thread), thread.ms))),
            );
        }
        let ms_of = |pids: &[u32]| {
            all.iter().filter(|process| pids.contains(&process.pid)).map(|process| process.ms).sum()
        };
        let is_other = |process: &&Process| process.pid != own && !ours.contains(&process.pid);
        for process in all.iter().filter(is_other) {
            *others.entry(process.name.clone()).or_default() += process.ms;
        }
        Some(Self { machine, browser: ms_of(&ours), threads, own: ms_of(&[own]), others })
    }

    /// Time that the workers of the tab took since `before`, the busiest first.
    fn workers_since(&self, before: &Self) -> Vec<(DeskThread, f64)> {
        let workers = self.threads.iter().filter(|(_, (role, _))| *role == Role::Worker);
        let mut taken: Vec<_> =
            workers.map(|(&number, (_, ms))| (DeskThread(number), ms - before.taken_by(number))).collect();
        taken.sort_by(|a, b| b.1.total_cmp(&a.1));
        taken
    }

    fn taken_by(&self, thread: u32) -> f64 {
        self.threads.get(&thread).map_or(0.0, |(_, ms)| *ms)
    }

    /// Whether all workers rested since `before`.
    pub(crate) fn workers_rested_since(&self, before: &Self) -> bool {
        self.workers_since(before).first().is_none_or(|(_, ms)| *ms < RESTING_MS)
    }

    /// The worker that was clearly the busiest since `before`: where only the desk had something to do, that is the desk.
    pub(crate) fn desk_since(&self, before: &Self) -> Option<DeskThread> {
        match self.workers_since(before)[..] {
            [(first, ms), ref rest @ ..] => {
                let second = rest.first().map_or(0.0, |(_, ms)| *ms);
                (ms > RESTING_MS && ms > CLEARLY * second).then_some(first)
            }
            [] => None,
        }
    }

    /// What was taken since `before`, for `count` requests.
    pub(crate) fn since(&self, before: &Self, count: u32, desk: Option<DeskThread>) -> Spent {
        let per_request_us = |ms: f64| ms * 1_000.0 / f64::from(count.max(1));
        let workers = self.workers_since(before);
        // The desk's work is known; of the others, the runner is the one that works most during a run.
        let runner =
            desk.and_then(|desk| workers.iter().map(|(worker, _)| *worker).find(|worker| *worker != desk));
        let role_of = |number: u32, role: Role| match Some(DeskThread(number)) {
            worker if worker == desk => Role::Desk,
            worker if worker == runner => Role::Runner,
            _ => role,
        };
        let mut by_role: BTreeMap<Role, f64> = BTreeMap::new();
        for (&number, &(role, ms)) in &self.threads {
            *by_role.entry(role_of(number, role)).or_default() +=
                per_request_us(ms - before.taken_by(number));
        }
        let all = self.browser - before.browser;
        let living: f64 = by_role.values().sum();
        by_role.insert(Role::Ended, (per_request_us(all) - living).max(0.0));
        Spent { us: per_request_us(all), by_role, others: self.others_since(before, all) }
    }

    fn others_since(&self, before: &Self, browser: f64) -> Others {
        let passed = self.machine.all - before.machine.all;
        let others = self.machine.taken - before.machine.taken - browser - (self.own - before.own);
        let taken_by =
            |(name, ms): (&String, &f64)| (name.clone(), ms - before.others.get(name).unwrap_or(&0.0));
        let most = self.others.iter().map(taken_by).max_by(|a, b| a.1.total_cmp(&b.1));
        let busiest = most.filter(|(_, ms)| *ms > 0.0).map(|(name, _)| name);
        Others { share: if passed > 0.0 { (others / passed).max(0.0) } else { 0.0 }, busiest }
    }
}

/// A worker that takes less in a moment has nothing to do.
const RESTING_MS: f64 = 0.5;
/// The busiest is clearly so if it takes that many times what the next takes.
const CLEARLY: f64 = 3.0;

/// What a turn took of the processors.
#[derive(Clone, Debug)]
pub(crate) struct Spent {
    /// Of the whole browser for one request, in microseconds.
    pub(crate) us: f64,
    /// The same by what its threads are for.
    pub(crate) by_role: BTreeMap<Role, f64>,
    pub(crate) others: Others,
}

/// What programs that have nothing to do with the measurement took meanwhile.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Others {
    /// Of all processors, 0 to 1.
    pub(crate) share: f64,
    /// The one that took most of it, by name; `None` where none is known: it may have ended already, or be another machine.
    pub(crate) busiest: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    const DESK: Option<DeskThread> = Some(DeskThread(3));

    /// Times of a browser with a main thread (1), a network thread (2) and workers (from 3 on).
    fn times(passed: f64, [browser, own, other]: [f64; 3], threads: &[f64]) -> Times {
        let role = |number| match number {
            1 => Role::Page,
            2 => Role::Network,
            _ => Role::Worker,
        };
        Times {
            machine: Machine { all: passed, taken: browser + own + other },
            browser,
            threads: (1..).zip(threads).map(|(number, ms)| (number, (role(number), *ms))).collect(),
            own,
            others: [("cargo".to_owned(), other), ("idle".to_owned(), 0.0)].into(),
        }
    }

    #[test]
    fn time_is_per_request_and_by_role() {
        let before = times(1_000.0, [100.0, 10.0, 0.0], &[20.0, 20.0, 5.0, 1.0, 1.0]);
        let after = times(2_000.0, [220.0, 30.0, 0.0], &[50.0, 60.0, 15.0, 2.0, 21.0]);
        let spent = after.since(&before, 10, DESK);
        assert!((spent.us - 12_000.0).abs() < 1e-6);
        let wanted = [
            (Role::Page, 3_000.0),
            (Role::Desk, 1_000.0),
            (Role::Runner, 2_000.0),
            (Role::Worker, 100.0),
            (Role::Network, 4_000.0),
            (Role::Ended, 1_900.0),
        ];
        for (role, us) in wanted {
            assert!((spent.by_role[&role] - us).abs() < 1e-6, "{role:?}: {:?}", spent.by_role);
        }
        assert_eq!(spent.by_role.len(), wanted.len());
        assert_eq!(spent.others, Others { share: 0.0, busiest: None });
    }

    #[test]
    fn workers_that_cannot_be_told_apart_stay_together() {
        let before = times(0.0, [0.0; 3], &[]);
        let after = times(1_000.0, [20.0, 0.0, 0.0], &[0.0, 0.0, 5.0, 15.0]);
        let spent = after.since(&before, 10, None);
        assert_eq!(spent.by_role.get(&Role::Worker), Some(&2_000.0));
        assert_eq!(spent.by_role.get(&Role::Runner), None);
    }

    #[test]
    fn the_desk_is_the_worker_that_is_clearly_the_busiest() {
        let before = times(0.0, [0.0; 3], &[0.0, 0.0, 5.0, 5.0]);
        let desk = |threads: &[f64]| times(0.0, [0.0; 3], threads).desk_since(&before);
        assert_eq!(desk(&[0.0, 0.0, 9.0, 6.0]), DESK);
        assert_eq!(desk(&[0.0, 0.0, 9.0, 7.0]), None);
        assert_eq!(desk(&[0.0, 0.0, 5.1, 5.0]), None);
        assert_eq!(desk(&[]), None);
    }

    #[test]
    fn what_neither_browser_nor_server_took_is_the_others() {
        let before = times(0.0, [0.0; 3], &[]);
        let after = times(1_000.0, [300.0, 100.0, 150.0], &[]);
        let Others { share, busiest } = after.since(&before, 1, None).others;
        assert!((share - 0.15).abs() < 1e-9);
        assert_eq!(busiest.as_deref(), Some("cargo"));
    }
}
