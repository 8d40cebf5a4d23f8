//! Ready-made experiments, most of them from articles on fast requests; [`published`](super::published) has their figures.
#![expect(missing_docs, reason = "fields are named for what they hold")]

use super::request::ExperimentHost;
use super::strategy::ConcurrencyModel;
use crate::settings::Method;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExperimentKind {
    /// Strategies, in time.
    Strategies,
    /// Levels of requests at a time, in rate.
    Sweep,
    /// Bodies dropped as they come against bodies held to their end, in time and memory.
    Bodies,
    /// A pattern that is too long to be tried in rounds: the Check tab says what it costs.
    Pattern,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExperimentPreset {
    /// The stable name, used in test hooks.
    pub key: &'static str,
    pub title: &'static str,
    pub about: &'static str,
    pub shape: ExperimentKind,
    pub strategies: &'static [ConcurrencyModel],
    pub rounds: u32,
    /// Requests of one trial; of a sweep the least of them.
    pub requests: u32,
    pub method: Method,
    pub timeout_ms: Option<u32>,
    /// Its links on the practice server, `~/` for its folder.
    pub practice: &'static str,
    /// Its default links elsewhere: the article's where a page may read the answers.
    pub given: &'static str,
}

use ConcurrencyModel::{
    EverythingAtOnce, OneAtATime, PoolOfTen, Processes, SemaphoreOf60, SemaphoreOf100, Session, SixPerHost,
    TwoWorkers,
};

const BASE: ExperimentPreset = ExperimentPreset {
    key: "strategies",
    title: "Strategies",
    about: "The same requests by each way you choose.",
    shape: ExperimentKind::Strategies,
    strategies: &[OneAtATime, TwoWorkers, PoolOfTen, SemaphoreOf60],
    rounds: 6,
    requests: 40,
    method: Method::Get,
    timeout_ms: None,
    practice: "~/delay/20?sigma=0.3&n=[1-40]",
    given: "https://jsonplaceholder.typicode.com/todos/[1-40]",
};

/// All experiments; the first is the one to begin with.
pub const ALL: [ExperimentPreset; 10] = [
    BASE,
    ExperimentPreset {
        key: "sweep",
        title: "Find the best concurrency",
        about: "How many requests at a time are worth it: rate and p95 at each level, and the knee.",
        shape: ExperimentKind::Sweep,
        strategies: &[],
        rounds: 6,
        requests: 24,
        practice: "~/capacity/8/150?n=[1-200]",
        given: "https://jsonplaceholder.typicode.com/todos/[1-200]",
        ..BASE
    },
    ExperimentPreset {
        key: "ten-delays",
        title: "10 × a one-second delay",
        about: "Ten seconds one at a time, one second together.",
        strategies: &[OneAtATime, Session, TwoWorkers, PoolOfTen, EverythingAtOnce],
        rounds: 5,
        requests: 10,
        practice: "~/delay/1000?n=[1-10]",
        given: "https://httpbin.org/delay/1?n=[1-10]",
        ..BASE
    },
    ExperimentPreset {
        key: "fifty-by-two",
        title: "50 × 2 links",
        about: "A hundred requests for two links, with and without open connections.",
        strategies: &[OneAtATime, Session, PoolOfTen, EverythingAtOnce],
        requests: 100,
        practice: "~/delay/20?n=[1-2]",
        given: "https://jsonplaceholder.typicode.com/todos/[1-2]",
        ..BASE
    },
    ExperimentPreset {
        key: "seven-sites",
        title: "Seven sites",
        about: "One page of each of seven sites: together they take as long as the slowest. Most of the article’s sites don’t let \
                web pages read their response (CORS): practice, or the extension, compares them all.",
        strategies: &[OneAtATime, PoolOfTen, EverythingAtOnce],
        requests: 7,
        practice: "~/delay/[60-240:30]",
        given: "http://webcode.me\nhttps://httpbin.org/get\nhttps://google.com\nhttps://stackoverflow.com\n\
                https://github.com\nhttps://clojure.org\nhttps://fsharp.org",
        ..BASE
    },
    ExperimentPreset {
        key: "todos-40",
        title: "40 × /todos/{i}",
        about: "Forty small answers of one API.",
        strategies: &[OneAtATime, SixPerHost, PoolOfTen, SemaphoreOf60, EverythingAtOnce],
        practice: "~/todos/[1-40]",
        ..BASE
    },
    ExperimentPreset {
        key: "todos-4000",
        title: "4,000 × /todos/{i}",
        about: "Thousands of small answers: here the machine is the limit, and more workers do not help.",
        strategies: &[PoolOfTen, SemaphoreOf60, SemaphoreOf100, EverythingAtOnce, Processes],
        rounds: 5,
        requests: 4_000,
        practice: "~/todos/[1-4000]",
        given: "https://jsonplaceholder.typicode.com/todos/[1-4000]",
        ..BASE
    },
    ExperimentPreset {
        key: "heads",
        title: "800 HEADs, 3 s at most",
        about: "Are 800 links alive? Headers alone, and nothing waits for longer than three seconds.",
        strategies: &[OneAtATime, PoolOfTen, Processes, EverythingAtOnce],
        rounds: 5,
        requests: 800,
        method: Method::Head,
        timeout_ms: Some(3_000),
        practice: "~/delay/30?sigma=0.6&n=[1-800]",
        given: "https://jsonplaceholder.typicode.com/todos/[1-800]",
        ..BASE
    },
    ExperimentPreset {
        key: "bodies",
        title: "Streamed against buffered bodies",
        about: "A megabyte each: dropped as it comes, or held to its end as response.content is. Time and bytes held.",
        shape: ExperimentKind::Bodies,
        strategies: &[],
        requests: 12,
        practice: "~/bytes/1000000?n=[1-12]",
        given: "https://speed.cloudflare.com/__down?bytes=1000000&n=[1-12]",
        ..BASE
    },
    ExperimentPreset {
        key: "all-addresses",
        title: "36⁴ addresses",
        about: "All 1,679,616 addresses of four letters and digits: one pattern, and its cost before anything is sent.",
        shape: ExperimentKind::Pattern,
        strategies: &[],
        practice: "~/todos/[1-1679616]",
        given: "https://jsonplaceholder.typicode.com/todos/[1-1679616]",
        ..BASE
    },
];

impl ExperimentPreset {
    /// The preset at this index, or the first.
    pub fn at(place: u8) -> &'static Self {
        ALL.get(usize::from(place)).unwrap_or(&BASE)
    }

    /// Its links as text, `~/` for the practice server's folder; `None` for those of the list.
    pub fn lines(&self, place: ExperimentHost, given: &str) -> Option<String> {
        match place {
            ExperimentHost::List => None,
            ExperimentHost::Practice => Some(self.practice.to_owned()),
            ExperimentHost::Given => Some(given.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::published::{Nearest, of_preset};
    use crate::input::reader::{ReadOptions, Reader};

    fn targets(text: &str) -> u32 {
        let mut reader = Reader::new(ReadOptions::default());
        reader.begin_source("", None);
        reader.push(text);
        reader.end_source();
        while reader.step() {}
        assert_eq!(reader.counts().rejected, 0, "{text}");
        reader.list().targets().len()
    }

    #[test]
    fn the_links_of_every_experiment_can_be_sent() {
        for preset in ALL {
            let practice = preset.lines(ExperimentHost::Practice, "").expect("lines");
            let practice = practice.replace("~/", "https://host.example/practice/");
            assert!(targets(&practice) > 0 && practice.contains("host.example/practice/"), "{}", preset.key);
            assert!(targets(preset.given) > 0, "{}", preset.key);
            assert_eq!(preset.lines(ExperimentHost::List, ""), None);
        }
    }

    #[test]
    fn every_experiment_is_told_apart_and_its_figures_belong_to_ways_it_tries() {
        for (place, preset) in (0..).zip(ALL) {
            assert_eq!(ALL.iter().filter(|other| other.key == preset.key).count(), 1);
            assert_eq!(ExperimentPreset::at(place).key, preset.key);
            for figure in of_preset(preset.key) {
                let is_tried = match figure.nearest {
                    Nearest::Strategy(strategy) => preset.strategies.contains(&strategy),
                    Nearest::Knee => preset.shape == ExperimentKind::Sweep,
                    Nearest::Pattern => preset.shape == ExperimentKind::Pattern,
                };
                assert!(is_tried, "{}: {}", preset.key, figure.way);
                assert!(
                    figure.seconds.is_none_or(|seconds| figure.figure.starts_with(&seconds.to_string()[..1]))
                );
            }
        }
        assert_eq!(ExperimentPreset::at(u8::MAX).key, "strategies");
    }
}
