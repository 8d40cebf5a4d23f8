//! The figures that the articles behind the presets published, each at our nearest strategy. They come from another machine
//! and another day: they are shown beside the user's own and enter no statistics.
#![expect(missing_docs, reason = "fields are named for what they hold")]

use super::strategy::ConcurrencyModel;

/// An article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its title, and where it is known its year.
    pub name: &'static str,
}

/// What of ours a figure stands next to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nearest {
    Strategy(ConcurrencyModel),
    /// The knee of a sweep: the smallest level whose rate is nearly the best.
    Knee,
    /// A pattern that is as long as the article's list, with its cost before Start.
    Pattern,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Published {
    pub article: Article,
    /// What was tried.
    pub way: &'static str,
    /// The figure as the article gives it; words where it gives no number.
    pub figure: &'static str,
    /// The same in seconds, where it is one time.
    pub seconds: Option<f64>,
    pub nearest: Nearest,
}

impl Nearest {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Strategy(strategy) => strategy.name(),
            Self::Knee => "the knee of the sweep",
            Self::Pattern => "a pattern of that size",
        }
    }
}

/// The figures of the preset of this key, in the order in which they are shown.
pub fn of_preset(key: &str) -> &'static [Published] {
    match key {
        "sweep" => BEST_SEMAPHORE,
        "ten-delays" => TEN_DELAYS,
        "fifty-by-two" => FIFTY_BY_TWO,
        "seven-sites" => SEVEN_SITES,
        "todos-40" => FORTY_TODOS,
        "todos-4000" => FOUR_THOUSAND_TODOS,
        "heads" => HEADS,
        "all-addresses" => ALL_ADDRESSES,
        _ => &[],
    }
}

const fn took(
    article: Article,
    way: &'static str,
    figure: &'static str,
    seconds: f64,
    nearest: ConcurrencyModel,
) -> Published {
    Published { article, way, figure, seconds: Some(seconds), nearest: Nearest::Strategy(nearest) }
}

const fn said(article: Article, way: &'static str, figure: &'static str, nearest: Nearest) -> Published {
    Published { article, way, figure, seconds: None, nearest }
}

use ConcurrencyModel::{
    EverythingAtOnce, OneAtATime, PoolOfTen, Processes, SemaphoreOf60, SemaphoreOf100, Session, TwoWorkers,
};

const CLIENTS: Article = Article { name: "Python and fast HTTP clients, 2019" };
const AS_FAST_AS_POSSIBLE: Article =
    Article { name: "Send HTTP Requests As Fast As Possible in Python, 2020" };
const CONCURRENT: Article = Article { name: "Python concurrent HTTP requests, 2024" };
const FAST_ASYNC: Article = Article { name: "Writing fast async HTTP requests in Python, 2021" };
const BATCH: Article = Article { name: "Batch HTTP requests in Python, on a Raspberry Pi 3" };

const TEN_DELAYS: &[Published] = &[
    took(CLIENTS, "requests, one after the other", "12.12 s", 12.12, OneAtATime),
    took(CLIENTS, "requests.Session", "11.22 s", 11.22, Session),
    took(CLIENTS, "requests-futures, 2 workers", "5.65 s", 5.65, TwoWorkers),
    took(CLIENTS, "requests-futures, 10 workers", "1.25 s", 1.25, PoolOfTen),
    took(CLIENTS, "asyncio + aiohttp", "1.19 s", 1.19, EverythingAtOnce),
];

const FIFTY_BY_TWO: &[Published] = &[
    took(AS_FAST_AS_POSSIBLE, "requests", "9.438 s", 9.438, OneAtATime),
    took(AS_FAST_AS_POSSIBLE, "requests.Session", "5.367 s", 5.367, Session),
    took(AS_FAST_AS_POSSIBLE, "10 threads and a queue, a Session each", "1.133 s", 1.133, PoolOfTen),
    took(AS_FAST_AS_POSSIBLE, "ThreadPoolExecutor", "1.080 s", 1.080, PoolOfTen),
    took(AS_FAST_AS_POSSIBLE, "aiohttp, connector limit 10", "0.741 s", 0.741, PoolOfTen),
    took(AS_FAST_AS_POSSIBLE, "Node.js", "1.195 (1.1 to 1.5) s", 1.195, EverythingAtOnce),
];

const SEVEN_SITES: &[Published] = &[
    took(CONCURRENT, "requests", "2.96 s", 2.96, OneAtATime),
    took(CONCURRENT, "httpx, gathered", "0.93 s", 0.93, EverythingAtOnce),
    took(CONCURRENT, "ThreadPoolExecutor, as_completed", "0.86 s", 0.86, PoolOfTen),
];

const FORTY_TODOS: &[Published] = &[
    took(FAST_ASYNC, "requests", "2.8 s", 2.8, OneAtATime),
    took(FAST_ASYNC, "40 threads and a queue, one Session", "0.365 s", 0.365, EverythingAtOnce),
    took(FAST_ASYNC, "aiohttp, semaphore", "0.1 s", 0.1, SemaphoreOf60),
];

const FOUR_THOUSAND_TODOS: &[Published] = &[
    took(FAST_ASYNC, "aiohttp, semaphore 100", "1.574 s", 1.574, SemaphoreOf100),
    took(FAST_ASYNC, "100 threads", "8 s", 8.0, SemaphoreOf100),
    said(
        FAST_ASYNC,
        "aiohttp, semaphore 4,000",
        "nearly three times slower",
        Nearest::Strategy(EverythingAtOnce),
    ),
    said(FAST_ASYNC, "asyncio’s own loop", "up to 3 s", Nearest::Strategy(SemaphoreOf100)),
    said(FAST_ASYNC, "uvloop", "never over 2.1 s", Nearest::Strategy(SemaphoreOf100)),
    said(FAST_ASYNC, "httpx", "strictly slower than aiohttp", Nearest::Strategy(SemaphoreOf60)),
    said(FAST_ASYNC, "pycurl", "aiohttp still faster", Nearest::Strategy(SemaphoreOf60)),
];

const BEST_SEMAPHORE: &[Published] =
    &[said(FAST_ASYNC, "aiohttp, the best semaphore", "right around 60", Nearest::Knee)];

const ALL_ADDRESSES: &[Published] = &[
    said(FAST_ASYNC, "aiohttp", "660 s, an estimate", Nearest::Pattern),
    said(FAST_ASYNC, "100 threads", "2,880 s, an estimate", Nearest::Pattern),
];

const HEADS: &[Published] = &[
    took(BATCH, "requests", "536 s", 536.0, OneAtATime),
    took(BATCH, "multiprocessing, 4 processes", "121 s", 121.0, Processes),
    took(BATCH, "a thread each", "41 s", 41.0, EverythingAtOnce),
    took(BATCH, "httpx, gathered", "11 s", 11.0, EverythingAtOnce),
];
