//! The summary of the page, as its hook carries it.

use std::collections::BTreeMap;

use serde_json::Value;

/// What the page says of the input and the run, in the numbers of its `data-` attributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Summary {
    pub(crate) state: String,
    pub(crate) links: u32,
    pub(crate) targets: u32,
    pub(crate) done: u32,
    pub(crate) in_flight: u32,
    pub(crate) totals: Totals,
}

/// Links by the total that their verdict counts in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    pub(crate) working: u32,
    pub(crate) broken: u32,
    pub(crate) unverified: u32,
    pub(crate) not_sent: u32,
    pub(crate) cancelled: u32,
    pub(crate) ignored: u32,
}

impl Totals {
    /// All of them together.
    pub(crate) fn sum(self) -> u32 {
        self.working + self.broken + self.unverified + self.not_sent + self.cancelled + self.ignored
    }
}

impl Summary {
    /// Reads the `dataset` of the hook. Every attribute must be there.
    pub(super) fn of(dataset: &Value) -> Self {
        let texts: BTreeMap<String, String> =
            serde_json::from_value(dataset.clone()).expect("a dataset holds texts");
        let text =
            |name: &str| texts.get(name).unwrap_or_else(|| panic!("the summary has no data {name}")).clone();
        let number = |name: &str| {
            let text = text(name);
            text.parse().unwrap_or_else(|_| panic!("the summary's {name} is no whole number: {text:?}"))
        };
        let elapsed: f64 = text("elapsedMs").parse().expect("the elapsed time is a number");
        assert!(elapsed >= 0.0, "time has gone back: {elapsed}");
        Self {
            state: text("state"),
            links: number("links"),
            targets: number("targets"),
            done: number("done"),
            in_flight: number("inFlight"),
            totals: Totals {
                working: number("working"),
                broken: number("broken"),
                unverified: number("unverified"),
                not_sent: number("notSent"),
                cancelled: number("cancelled"),
                ignored: number("ignored"),
            },
        }
    }
}
