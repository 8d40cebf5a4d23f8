//! Ready-made experiments, most of them from articles on fast requests; [`published`](super::published) has their figures.
#![expect(missing_docs, reason = "fields are named for what they hold")]

use super::experiment::WAVES;
use super::levels::DEFAULT_LEVELS;
use super::published::of_preset;
use super::request::ExperimentHost;
use super::strategy::ConcurrencyModel;
use crate::settings::{BROWSER_CONNECTIONS_PER_ORIGIN, Limits, Method};
use crate::units::Millis;

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
    /// One sentence.
    pub about: &'static str,
    /// What to know before its default links elsewhere are requested by a page.
    pub caution: &'static str,
    pub shape: ExperimentKind,
    pub strategies: &'static [ConcurrencyModel],
    pub rounds: u32,
    /// Requests of one trial; of a sweep the least of them.
    pub requests: u32,
    pub method: Method,
    pub timeout_ms: Option<u32>,
    /// Its links on the practice server, `~/` for its folder.
    pub practice: &'static str,
    /// How long the practice server takes for one of them, in milliseconds; 0 where that is up to the machine.
    pub answer_ms: u32,
    /// How many the practice server works on at a time.
    pub places: u32,
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
    about: "The same requests by each you choose.",
    caution: "",
    shape: ExperimentKind::Strategies,
    strategies: &[OneAtATime, TwoWorkers, PoolOfTen, SemaphoreOf60],
    rounds: 6,
    requests: 40,
    method: Method::Get,
    timeout_ms: None,
    practice: "~/delay/20?sigma=0.3&n=[1-40]",
    answer_ms: 21,
    places: u32::MAX,
    given: "https://jsonplaceholder.typicode.com/todos/[1-40]",
};

/// What the service worker adds to each answer, in milliseconds: seen of one.
const OVERHEAD_MS: u32 = 5;

/// All experiments, in the order of their numbers.
pub const ALL: [ExperimentPreset; 10] = [
    BASE,
    ExperimentPreset {
        key: "sweep",
        title: "Find the best concurrency",
        about: "How many requests at a time pay off.",
        shape: ExperimentKind::Sweep,
        strategies: &[],
        rounds: 3,
        requests: 24,
        practice: "~/capacity/8/150?n=[1-200]",
        answer_ms: 150,
        places: 8,
        given: "https://jsonplaceholder.typicode.com/todos/[1-200]",
        ..BASE
    },
    ExperimentPreset {
        key: "ten-delays",
        title: "Ten delays",
        about: "Ten seconds one at a time, one together.",
        strategies: &[OneAtATime, Session, TwoWorkers, PoolOfTen, EverythingAtOnce],
        rounds: 5,
        requests: 10,
        practice: "~/delay/1000?n=[1-10]",
        answer_ms: 1_000,
        given: "https://httpbin.org/delay/1?n=[1-10]",
        ..BASE
    },
    ExperimentPreset {
        key: "fifty-by-two",
        title: "50 × 2 links",
        about: "What open connections save.",
        strategies: &[OneAtATime, Session, PoolOfTen, EverythingAtOnce],
        requests: 100,
        practice: "~/delay/20?n=[1-2]",
        answer_ms: 20,
        given: "https://jsonplaceholder.typicode.com/todos/[1-2]",
        ..BASE
    },
    ExperimentPreset {
        key: "seven-sites",
        title: "Seven sites",
        about: "Together they take as long as the slowest.",
        caution: "Most of these sites don’t let web pages read their response (CORS): practice, or the extension, compares \
                  them all.",
        strategies: &[OneAtATime, PoolOfTen, EverythingAtOnce],
        requests: 7,
        practice: "~/delay/[60-240:30]",
        answer_ms: 150,
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
        answer_ms: 0,
        ..BASE
    },
    ExperimentPreset {
        key: "todos-4000",
        title: "4,000 × /todos/{i}",
        about: "Small answers: the machine is the limit.",
        strategies: &[PoolOfTen, SemaphoreOf60, SemaphoreOf100, EverythingAtOnce, Processes],
        rounds: 5,
        requests: 4_000,
        practice: "~/todos/[1-4000]",
        answer_ms: 0,
        given: "https://jsonplaceholder.typicode.com/todos/[1-4000]",
        ..BASE
    },
    ExperimentPreset {
        key: "heads",
        title: "800 HEADs",
        about: "Whether links are alive, by headers alone.",
        strategies: &[OneAtATime, PoolOfTen, Processes, EverythingAtOnce],
        rounds: 5,
        requests: 800,
        method: Method::Head,
        timeout_ms: Some(3_000),
        practice: "~/delay/30?sigma=0.6&n=[1-800]",
        answer_ms: 36,
        given: "https://jsonplaceholder.typicode.com/todos/[1-800]",
        ..BASE
    },
    ExperimentPreset {
        key: "bodies",
        title: "Streamed or buffered",
        about: "Bodies dropped as they come, or held.",
        shape: ExperimentKind::Bodies,
        strategies: &[],
        requests: 12,
        practice: "~/bytes/1000000?n=[1-12]",
        answer_ms: 0,
        given: "https://speed.cloudflare.com/__down?bytes=1000000&n=[1-12]",
        ..BASE
    },
    ExperimentPreset {
        key: "all-addresses",
        title: "36⁴ addresses",
        about: "One pattern, its cost shown before Start.",
        shape: ExperimentKind::Pattern,
        strategies: &[],
        practice: "~/todos/[1-1679616]",
        answer_ms: 0,
        given: "https://jsonplaceholder.typicode.com/todos/[1-1679616]",
        ..BASE
    },
];

impl ExperimentPreset {
    /// The preset at this index, or the first.
    pub fn at(place: u8) -> &'static Self {
        ALL.get(usize::from(place)).unwrap_or(&BASE)
    }

    /// Whether articles have published figures of it.
    pub fn is_of_an_article(&self) -> bool {
        !of_preset(self.key).is_empty()
    }

    /// The most requests it sends as it is, and how long the practice server takes for them, if that is known.
    pub fn outlook(&self) -> (u32, Option<Millis>) {
        let is_sweep = self.shape == ExperimentKind::Sweep;
        let at_a_time: Vec<u32> = match self.shape {
            ExperimentKind::Strategies => {
                let of = |way: &ConcurrencyModel| way.limits(&Limits::default(), 2).concurrency;
                self.strategies.iter().map(of).collect()
            }
            ExperimentKind::Sweep => DEFAULT_LEVELS.to_vec(),
            ExperimentKind::Bodies => vec![BROWSER_CONNECTIONS_PER_ORIGIN; 2],
            ExperimentKind::Pattern => Vec::new(),
        };
        let (mut requests, mut waves) = (0, 0);
        for level in at_a_time {
            let trial = if is_sweep { self.requests.max(WAVES * level) } else { self.requests };
            requests += trial;
            // A ramp ends where answers take twice as long.
            if !is_sweep || level / 4 <= self.places {
                waves += trial.div_ceil(level.min(self.places));
            }
        }
        let takes = f64::from((self.answer_ms + OVERHEAD_MS) * waves) * f64::from(self.rounds + 1);
        // A sweep may try each level twice while it warms up.
        let warm_ups = if is_sweep { 2 } else { 1 };
        (requests * (self.rounds + warm_ups), (self.answer_ms > 0).then(|| Millis::new(takes)))
    }

    /// Its links for the list of the Check tab, below the practice server's `folder` if they go there; `None` where there is
    /// no such server, or nothing is given.
    pub fn lines_for_list(&self, place: ExperimentHost, given: &str, folder: Option<&str>) -> Option<String> {
        let lines = match place {
            ExperimentHost::Practice => self.practice.replace("~/", folder?),
            ExperimentHost::Given => given.to_owned(),
            ExperimentHost::List => self.given.to_owned(),
        };
        (!lines.trim().is_empty()).then_some(lines)
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
    use crate::compare::experiment::Experiment;
    use crate::compare::published::Nearest;
    use crate::compare::request::ExperimentRequest;
    use crate::input::reader::{ReadOptions, Reader};
    use crate::settings::RunSettings;

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
    fn a_pattern_goes_into_the_list_from_the_place_that_was_chosen() {
        let preset = ALL.iter().find(|preset| preset.shape == ExperimentKind::Pattern).expect("a pattern");
        let lines = |place, given: &str, folder| preset.lines_for_list(place, given, folder);
        let own = "https://own.example/[1-9]";
        assert_eq!(lines(ExperimentHost::Given, own, None).as_deref(), Some(own));
        assert_eq!(lines(ExperimentHost::Given, " \n", None), None);
        assert_eq!(lines(ExperimentHost::Practice, own, None), None);
        let folder = "https://host.example/practice/";
        let practice = lines(ExperimentHost::Practice, own, Some(folder)).unwrap_or_default();
        assert!(practice.starts_with(folder) && !practice.contains('~'), "{practice}");
        assert_eq!(lines(ExperimentHost::List, own, None).as_deref(), Some(preset.given));
    }

    #[test]
    fn what_a_card_says_is_what_is_sent() {
        for (place, preset) in (0..).zip(ALL) {
            let (requests, takes) = preset.outlook();
            let request = ExperimentRequest::of(place);
            let sent = Experiment::of(&request, &RunSettings::default(), 10, 2, 1)
                .map_or(0, |experiment| experiment.requests_in_all());
            assert_eq!(u64::from(requests), sent, "{}", preset.key);
            assert_eq!(takes.is_some(), preset.answer_ms > 0, "{}", preset.key);
            assert!(preset.about.matches(". ").count() == 0 && preset.about.ends_with('.'), "one sentence");
        }
        let seconds = |place: u8| ExperimentPreset::at(place).outlook().1.map(|takes| takes.get() / 1_000.0);
        assert!(
            seconds(2).is_some_and(|seconds| (160.0..170.0).contains(&seconds)),
            "27 s a round, six rounds"
        );
        assert!(
            seconds(1).is_some_and(|seconds| (50.0..60.0).contains(&seconds)),
            "as it took: {:?}",
            seconds(1)
        );
    }

    #[test]
    fn the_default_sweep_sends_a_few_thousand_requests() {
        assert_eq!(ExperimentPreset::at(1).outlook().0, 4_020);
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
