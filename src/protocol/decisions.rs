//! A run's own decisions, in words.

use serde::{Deserialize, Serialize};

use crate::format::{counted, stopwatch};
use crate::ids::LaneId;
use crate::schedule::notice::{LevelReason, Notice};
use crate::schedule::throttle::SlowReason;
use crate::units::Millis;

/// A decision of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunDecision {
    /// The running time.
    pub at: Millis,
    /// A sentence.
    pub text: String,
}

impl RunDecision {
    /// The sentence after its time, unless that is negligible: `12.3 s: …`.
    pub fn line(&self) -> String {
        if is_negligible(self.at) {
            self.text.clone()
        } else {
            format!("{}: {}", stopwatch(self.at), self.text)
        }
    }
}

/// Whether `time` is too short to show.
pub(super) fn is_negligible(time: Millis) -> bool {
    time.get() < 50.0
}

/// `notice` as a sentence; `host` names a lane.
pub fn sentence<'h>(notice: &Notice, host: impl Fn(LaneId) -> &'h str, at: Millis) -> String {
    match *notice {
        Notice::Refused { from, to } => {
            format!("The browser refused requests, so at most {to} are in flight, not {from}.")
        }
        Notice::Tuned(change) => {
            format!("Self-tuning: {} → {} in flight. {}", change.from, change.to, why(change.reason))
        }
        Notice::LaneSlowed { lane, reason, closed_until } => {
            let why = match reason {
                SlowReason::TooMany => "answered 429, too many requests",
                SlowReason::Trouble => "keeps failing",
                SlowReason::RetryAfter => "named a time to wait",
            };
            let pause = closed_until.since(at);
            let pause =
                if is_negligible(pause) { String::new() } else { format!("pauses for {pause}, then ") };
            format!("{} {why}: Volley {pause}sends it fewer requests at a time.", host(lane))
        }
        Notice::LaneRecovered { lane } => format!("{} is back at full speed.", host(lane)),
        Notice::LaneHides { lane } => format!(
            "{} has shown no answer, ten times in a row: it may let no web page read them, or be out of reach. What can be done is \
             beside the totals at the end.",
            host(lane)
        ),
        Notice::LaneStopped { lane, failures } => {
            format!("{} stopped after {failures} failures in a row.", host(lane))
        }
        Notice::HintCapped { lane, requested, granted } => {
            format!("{} asked for a wait of {requested}; Volley waits {granted}.", host(lane))
        }
        Notice::RetriesSpent => {
            "Retries have used up their share of all requests: what fails now is not tried again.".to_owned()
        }
        Notice::TimeIsUp => "The time for this run is over: it stops.".to_owned(),
        Notice::NotEnded { so_far } => format!(
            "{} did not end when told to and {} given up. The browser may still hold connections for them: if links hang, \
             reload the page.",
            counted(so_far, "request", "requests"),
            if so_far == 1 { "was" } else { "were" }
        ),
    }
}

const fn why(reason: LevelReason) -> &'static str {
    match reason {
        LevelReason::DoublingPays => "Doubling still pays.",
        LevelReason::DoublingPaysNoMore => "Doubling gained less than 25 %.",
        LevelReason::TryMore => "Trying a few more.",
        LevelReason::TryFewer => "Trying whether fewer do as much.",
        LevelReason::StepBack => "The last step did no good.",
        LevelReason::Bounded => "A limit was lowered.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::notice::LevelChange;

    fn said(notice: Notice) -> String {
        sentence(&notice, |lane| if lane == LaneId(3) { "a.example" } else { "?" }, Millis::new(1_000.0))
    }

    #[test]
    fn news_name_the_host_the_numbers_and_the_reason() {
        let closed_until = Millis::new(3_000.0);
        let slowed = Notice::LaneSlowed { lane: LaneId(3), reason: SlowReason::TooMany, closed_until };
        assert_eq!(
            said(slowed),
            "a.example answered 429, too many requests: Volley pauses for 2.00 s, then sends it fewer requests at a time."
        );
        let at_once = Notice::LaneSlowed {
            lane: LaneId(3),
            reason: SlowReason::Trouble,
            closed_until: Millis::new(1_000.04),
        };
        assert_eq!(said(at_once), "a.example keeps failing: Volley sends it fewer requests at a time.");
        assert!(
            said(Notice::NotEnded { so_far: 48 })
                .starts_with("48 requests did not end when told to and were given up.")
        );
        let change = LevelChange { from: 8, to: 16, reason: LevelReason::DoublingPays, at: Millis::ZERO };
        assert_eq!(said(Notice::Tuned(change)), "Self-tuning: 8 → 16 in flight. Doubling still pays.");
        assert_eq!(
            said(Notice::LaneStopped { lane: LaneId(3), failures: 30 }),
            "a.example stopped after 30 failures in a row."
        );
    }

    #[test]
    fn a_time_of_nothing_is_not_told() {
        let line = |at| RunDecision { at: Millis::new(at), text: "It stops.".to_owned() }.line();
        assert_eq!([line(0.0), line(49.0), line(61.0)], ["It stops.", "It stops.", "0.1 s: It stops."]);
    }
}
