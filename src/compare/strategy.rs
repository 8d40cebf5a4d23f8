//! Named concurrency models, each behind a well-known way to send requests in Python.
#![expect(missing_docs, reason = "fields are named for what they hold")]

use serde::{Deserialize, Serialize};

use crate::settings::{
    BROWSER_CONNECTIONS_PER_ORIGIN, DEFAULT_STOP_AFTER, Limits, MAX_CONCURRENCY, Strategy as Keeping,
};

/// Makes [`ConcurrencyModel`] of its rows: the stable name, used in test hooks; the name on screen; its counterpart in
/// Python; what it does, in one sentence.
macro_rules! models {
    ($($model:ident => $key:literal, $name:literal, $python:literal, $about:literal;)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum ConcurrencyModel {
            $($model,)*
        }

        impl ConcurrencyModel {
            /// In the order of their rows.
            pub const ALL: [Self; [$(stringify!($model)),*].len()] = [$(Self::$model),*];

            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$model => $key,)*
                }
            }

            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$model => $name,)*
                }
            }

            pub const fn python(self) -> &'static str {
                match self {
                    $(Self::$model => $python,)*
                }
            }

            pub const fn about(self) -> &'static str {
                match self {
                    $(Self::$model => $about,)*
                }
            }
        }
    };
}

models! {
    OneAtATime => "one", "One at a time", "requests",
        "The next request when the last has ended.";
    Session => "session", "Session", "requests.Session",
        "One at a time over kept connections: the first pass opens them, later ones find them open.";
    TwoWorkers => "two", "2 workers", "requests-futures",
        "Two at a time.";
    Processes => "processes", "Processes", "multiprocessing",
        "A runner for each processor, six each: more workers add no network.";
    PoolOfTen => "pool-10", "Pool of 10", "ThreadPoolExecutor",
        "Ten at a time, as a pool of threads, a queue or a connector of ten does.";
    LimitOfTwenty => "limit-20", "Limit 20", "aiohttp, limit=20",
        "Twenty at a time.";
    SemaphoreOf60 => "semaphore-60", "Semaphore 60", "asyncio.Semaphore(60)",
        "Sixty at a time, whatever the host.";
    SemaphoreOf100 => "semaphore-100", "Semaphore 100", "aiohttp, limit_per_host",
        "A hundred at a time, at most thirty to one host.";
    EverythingAtOnce => "everything", "Everything at once", "asyncio.gather",
        "All at once, up to 1,000: past about 1,350 Chromium refuses requests.";
    SixPerHost => "six-per-host", "6 per host", "a browser",
        "Six to each host, as many hosts as there are: what a browser does by itself.";
    SelfTuning => "self-tuning", "Self-tuning", "Volley",
        "Finds out while it runs how many pay.";
}

pub const MAX_RUNNERS: u32 = 8;
/// Requests in flight for each of these runners, as many as a browser allows a host (a `multiprocessing` worker: one).
pub const IN_FLIGHT_OF_A_RUNNER: u32 = BROWSER_CONNECTIONS_PER_ORIGIN;

impl ConcurrencyModel {
    /// Its limits; `own` fills in the rest. Nothing is retried, so that each round sends the same.
    pub fn limits(self, own: &Limits, runners: u32) -> Limits {
        let of = |concurrency: u32, per_origin: u32| at_a_time(own, concurrency, per_origin);
        match self {
            Self::OneAtATime | Self::Session => of(1, 1),
            Self::TwoWorkers => of(2, 2),
            Self::Processes => of(IN_FLIGHT_OF_A_RUNNER * runners, IN_FLIGHT_OF_A_RUNNER * runners),
            Self::PoolOfTen => of(10, 10),
            Self::LimitOfTwenty => of(20, 20),
            Self::SemaphoreOf60 => of(60, 60),
            Self::SemaphoreOf100 => of(100, 30),
            Self::EverythingAtOnce => of(MAX_CONCURRENCY, MAX_CONCURRENCY),
            Self::SixPerHost => of(MAX_CONCURRENCY, BROWSER_CONNECTIONS_PER_ORIGIN),
            Self::SelfTuning => Limits { strategy: Keeping::SelfTuning, ..of(256, 256) },
        }
    }

    /// The strategies whose bits, in the order of [`ALL`](Self::ALL), are set in `bits`.
    pub fn of_bits(bits: u16) -> impl Iterator<Item = Self> {
        (0..).zip(Self::ALL).filter(move |(place, _)| bits >> place & 1 == 1).map(|(_, strategy)| strategy)
    }

    /// Its bit among the others.
    pub fn bit(self) -> u16 {
        let place = Self::ALL.iter().position(|other| *other == self).unwrap_or(0);
        1 << place
    }
}

/// `own` limits with this concurrency. Nothing is retried, so each request counts once, at the level it was sent at; the
/// rate and the spacing still apply. A host that keeps failing ends its trial even if the user's limits would continue.
pub fn at_a_time(own: &Limits, concurrency: u32, per_origin: u32) -> Limits {
    Limits {
        concurrency,
        per_origin,
        strategy: Keeping::Fixed,
        retries: 0,
        second_tries: false,
        // Otherwise the back-off would be measured.
        back_off: false,
        time_budget_ms: None,
        stop_after: own.stop_after.or(Some(DEFAULT_STOP_AFTER)),
        ..*own
    }
    .clamped()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Rate;

    #[test]
    fn every_strategy_is_told_apart_and_has_limits_in_range() {
        let rate = Rate::per_second(2.0);
        let own = Limits { retries: 3, timeout_ms: 700, rate, spacing_ms: 40, ..Limits::default() };
        for strategy in ConcurrencyModel::ALL {
            let limits = strategy.limits(&own, 4);
            assert_eq!(limits.clamped(), limits);
            assert_eq!((limits.retries, limits.timeout_ms, limits.second_tries), (0, 700, false));
            assert_eq!(
                (limits.rate, limits.spacing_ms, limits.back_off),
                (rate, 40, false),
                "what the user asks for holds, and nothing else slows it down"
            );
            assert_eq!(ConcurrencyModel::of_bits(strategy.bit()).collect::<Vec<_>>(), [strategy]);
            let same_name = ConcurrencyModel::ALL.iter().filter(|other| other.key() == strategy.key());
            assert_eq!(same_name.count(), 1);
        }
        assert_eq!(ConcurrencyModel::of_bits(u16::MAX).count(), 11);
    }

    #[test]
    fn runners_share_what_all_of_them_have_in_flight() {
        assert_eq!(ConcurrencyModel::Processes.limits(&Limits::default(), 2).concurrency, 12);
    }
}
