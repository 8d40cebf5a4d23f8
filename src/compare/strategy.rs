//! Named concurrency models, each behind a well-known way to send requests in Python.
#![expect(missing_docs, reason = "fields are named for what they hold")]

use serde::{Deserialize, Serialize};

use crate::settings::{
    BROWSER_CONNECTIONS_PER_ORIGIN, DEFAULT_STOP_AFTER, Limits, MAX_CONCURRENCY, Strategy as Keeping,
};

/// Makes [`ConcurrencyModel`] of its rows: the stable name, used in test hooks; the name on screen; its counterpart in
/// Python; a picture of it: steps for one after the other, bricks for workers, full rows for a limit, groups of rows for
/// hosts or processes; what it does, in one sentence.
macro_rules! models {
    ($($model:ident => $key:literal, $name:literal, $python:literal, $picture:literal, $about:literal;)*) => {
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

            /// How its requests lie in time, as a path of strokes, 48 wide and 24 high.
            pub const fn picture(self) -> &'static str {
                match self {
                    $(Self::$model => $picture,)*
                }
            }
        }
    };
}

models! {
    OneAtATime => "one", "One at a time", "requests",
        "M0 2h7M8 6h7M16 10h7M24 14h7M32 18h7M40 22h7",
        "The next request when the last has ended.";
    Session => "session", "Session", "requests.Session",
        "M0 2h18M19 6h5M25 10h5M31 14h5M37 18h5M43 22h5",
        "One at a time over connections that the first pass has opened.";
    TwoWorkers => "two", "2 workers", "requests-futures",
        "M0 2h12M0 6h15M13 10h14M16 14h12M28 18h12M29 22h15",
        "Two at a time.";
    Processes => "processes", "Processes", "multiprocessing",
        "M0 2h11M12 2h11M24 2h11M36 2h11M0 6h8M9 6h11M21 6h11M33 6h11M45 6h3M0 14h6M7 14h11M19 14h11M31 14h11M43 14h5M0 18h10M11 18h11M23 18h11M35 18h11",
        "A worker for each processor, six requests each.";
    PoolOfTen => "pool-10", "Pool of 10", "ThreadPoolExecutor",
        "M0 2h9M10 2h9M20 2h9M30 2h9M40 2h8M0 7h4M5 7h9M15 7h9M25 7h9M35 7h9M45 7h3M0 12h7M8 12h9M18 12h9M28 12h9M38 12h9M0 17h2M3 17h9M13 17h9M23 17h9M33 17h9M43 17h5M0 22h5M6 22h9M16 22h9M26 22h9M36 22h9M46 22h2",
        "Ten workers, each taking the next request when its own has ended.";
    LimitOfTwenty => "limit-20", "Limit 20", "aiohttp, limit=20",
        "M0 2h9M10 2h9M20 2h9M30 2h2M0 6h4M5 6h9M15 6h9M25 6h7M0 10h7M8 10h9M18 10h9M28 10h4M0 14h2M3 14h9M13 14h9M23 14h9M0 18h5M6 18h9M16 18h9M26 18h6M0 22h8M9 22h9M19 22h9M29 22h3",
        "Twenty at a time.";
    SemaphoreOf60 => "semaphore-60", "Semaphore 60", "asyncio.Semaphore(60)",
        "M0 2h18M19 2h17M0 5h14M15 5h20M0 8h16M17 8h19M0 11h20M21 11h14M0 14h13M14 14h22M0 17h17M18 17h18M0 20h15M16 20h19M0 23h19M20 23h15",
        "Sixty at a time, whatever the host: the limit is always full.";
    SemaphoreOf100 => "semaphore-100", "Semaphore 100", "aiohttp, limit_per_host",
        "M0 2h16M17 2h14M0 5h13M14 5h18M0 8h15M16 8h15M0 16h14M15 16h17M0 19h17M18 19h13M0 22h12M13 22h17",
        "A hundred at a time, at most thirty to one host.";
    EverythingAtOnce => "everything", "Everything at once", "asyncio.gather",
        "M0 2h15M0 5h18M0 8h13M0 11h16M0 14h19M0 17h14M0 20h17M0 23h15",
        "Up to 1,000 at once: past about 1,350 Chromium refuses requests.";
    SixPerHost => "six-per-host", "6 per host", "a browser",
        "M0 2h9M10 2h9M20 2h9M30 2h9M0 5h5M6 5h9M16 5h9M26 5h9M36 5h4M0 11h3M4 11h9M14 11h9M24 11h9M34 11h9M0 14h7M8 14h9M18 14h9M28 14h9M38 14h6M0 20h8M9 20h9M19 20h9M29 20h9M0 23h4M5 23h9M15 23h9M25 23h9M35 23h3",
        "Six to each host, as a browser does by itself.";
    SelfTuning => "self-tuning", "Self-tuning", "Volley",
        "M0 2h8M9 2h8M18 2h8M27 2h8M36 2h8M9 6h8M18 6h8M27 6h8M36 6h9M18 10h8M27 10h9M37 10h8M27 14h8M36 14h10M32 18h9M42 18h6M36 22h10",
        "Starts with few and adds more while that pays.";
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
        probe: false,
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
            assert_eq!((limits.retries, limits.timeout_ms), (0, 700));
            assert!(!limits.second_tries && !limits.probe, "each request counts once");
            assert_eq!(
                (limits.rate, limits.spacing_ms, limits.back_off),
                (rate, 40, false),
                "what the user asks for holds, and nothing else slows it down"
            );
            assert_eq!(ConcurrencyModel::of_bits(strategy.bit()).collect::<Vec<_>>(), [strategy]);
            let same_picture =
                ConcurrencyModel::ALL.iter().filter(|other| other.picture() == strategy.picture());
            assert_eq!(same_picture.count(), 1, "{}", strategy.name());
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
