//! The machine's processes and threads, and the processor time they have taken, from Linux's `/proc`; `None` elsewhere.

use std::collections::HashMap;
use std::fs;

/// The kernel counts processor time in hundredths of a second, on every machine that Linux runs on today.
const MS_PER_TICK: f64 = 10.0;

/// A process, or the first fields of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Process {
    pub(crate) pid: u32,
    parent: u32,
    /// At most 15 letters.
    pub(crate) name: String,
    /// Processor time of all its threads so far, of those that have ended too, in milliseconds.
    pub(crate) ms: f64,
}

impl Process {
    /// Reads a line of `/proc/<pid>/stat`.
    fn read(line: &str) -> Option<Self> {
        let (begin, rest) = line.rsplit_once(") ")?;
        let (pid, name) = begin.split_once(" (")?;
        // The fields behind the name begin with number 3; 4 is the parent, 14 and 15 the time in user and in kernel code.
        let fields: Vec<&str> = rest.split_whitespace().collect();
        let ticks = |field: usize| fields.get(field - 3)?.parse::<f64>().ok();
        Some(Self {
            pid: pid.parse().ok()?,
            parent: fields.get(4 - 3)?.parse().ok()?,
            name: name.to_owned(),
            ms: (ticks(14)? + ticks(15)?) * MS_PER_TICK,
        })
    }
}

/// All processes of the machine.
pub(crate) fn all() -> Option<Vec<Process>> {
    let stat = |pid| fs::read_to_string(format!("/proc/{pid}/stat")).ok();
    Some(numbers("/proc")?.into_iter().filter_map(|pid| Process::read(&stat(pid)?)).collect())
}

/// The numbers of `root` and of all processes under it.
pub(crate) fn tree(root: u32, all: &[Process]) -> Vec<u32> {
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    for process in all {
        children.entry(process.parent).or_default().push(process.pid);
    }
    let mut found = vec![root];
    let mut next = 0;
    while let Some(pid) = found.get(next) {
        let under = children.remove(pid).unwrap_or_default();
        found.extend(under);
        next += 1;
    }
    found
}

/// The words of a process's command line.
pub(crate) fn words(pid: u32) -> Vec<String> {
    let bytes = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    // Some rewrite their command line with blanks between its words.
    String::from_utf8_lossy(&bytes).split(['\0', ' ']).map(str::to_owned).collect()
}

/// A thread that lives.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Thread {
    pub(crate) number: u32,
    pub(crate) name: String,
    /// Processor time so far, in milliseconds; the kernel counts it in nanoseconds.
    pub(crate) ms: f64,
}

/// The threads of a process.
pub(crate) fn threads(pid: u32) -> Vec<Thread> {
    let thread = |number| {
        let folder = format!("/proc/{pid}/task/{number}");
        let name = fs::read_to_string(format!("{folder}/comm")).ok()?.trim_end().to_owned();
        let taken = fs::read_to_string(format!("{folder}/schedstat")).ok()?;
        let ns: f64 = taken.split_whitespace().next()?.parse().ok()?;
        Some(Thread { number, name, ms: ns / 1e6 })
    };
    let numbers = numbers(&format!("/proc/{pid}/task")).unwrap_or_default();
    numbers.into_iter().filter_map(thread).collect()
}

/// Time of all processors together so far, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Machine {
    pub(crate) all: f64,
    /// What programs took of it, and what other machines on the same hardware took away. What interrupts took is not in it:
    /// most of it is for the traffic that is measured.
    pub(crate) taken: f64,
}

impl Machine {
    pub(crate) fn now() -> Option<Self> {
        Self::read(&fs::read_to_string("/proc/stat").ok()?)
    }

    fn read(text: &str) -> Option<Self> {
        let fields = text.lines().next()?.strip_prefix("cpu ")?.split_whitespace().map(str::parse::<f64>);
        let ticks = fields.collect::<Result<Vec<f64>, _>>().ok()?;
        // The last two, of guests, are in the first two.
        let &[user, nice, system, idle, waiting, hard, soft, stolen, ..] = &ticks[..] else { return None };
        let taken = user + nice + system + stolen;
        let all = taken + idle + waiting + hard + soft;
        Some(Self { all: all * MS_PER_TICK, taken: taken * MS_PER_TICK })
    }
}

fn numbers(folder: &str) -> Option<Vec<u32>> {
    let names = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.file_name());
    Some(names.filter_map(|name| name.to_str()?.parse().ok()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_holds_name_parent_and_time() {
        let line = "12 (a (b) c) S 7 12 12 0 -1 4 100 0 0 0 250 50 0 0 20 0 8 0 99";
        let process = Process { pid: 12, parent: 7, name: "a (b) c".to_owned(), ms: 3_000.0 };
        assert_eq!(Process::read(line), Some(process));
        assert_eq!(Process::read("12 nothing"), None);
    }

    #[test]
    fn a_tree_holds_children_of_children_and_nobody_else() {
        let process = |pid, parent| Process { pid, parent, name: String::new(), ms: 0.0 };
        let all = [process(1, 0), process(5, 4), process(3, 2), process(4, 2), process(2, 1), process(9, 1)];
        assert_eq!(tree(2, &all), [2, 3, 4, 5]);
    }

    #[test]
    fn the_machine_counts_programs_and_stolen_time_as_taken() {
        let text = "cpu  10 20 30 400 5 6 7 8 9 9\ncpu0 1 1 1 1 1 1 1 1 1 1\n";
        assert_eq!(Machine::read(text), Some(Machine { all: 4_860.0, taken: 680.0 }));
        assert_eq!(Machine::read("cpu 1 2\n"), None);
    }
}
