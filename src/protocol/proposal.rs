//! What a run would send, as far as the user is asked about it.

use super::{LocalTargets, ReadingView};
use crate::request::WriteMethod;
use crate::settings::{Method, RunSettings};

/// What Start would send now: what the question shows, and what tells a later state of the form from this one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    /// The change of the input it is of.
    pub input: u32,
    /// Whether that input is read to its end: nothing is sent before.
    pub is_read: bool,
    /// Counts the changes of headers, method and body.
    pub payload: u32,
    /// The method, where requests may change data.
    pub write: Option<WriteMethod>,
    /// The method, where they do not.
    pub method: Method,
    /// Requests to make, retries not counted; 0 when there is nothing to send.
    pub targets: u32,
    /// Origins they go to.
    pub hosts: u32,
    /// The origins with the most requests, at most eight, each with its number.
    pub busiest: Vec<(String, u32)>,
    /// Most requests in flight at a time.
    pub at_once: u32,
    /// Further tries of each request.
    pub retries: u8,
    /// Requests that browsers send of their own before ours.
    pub preflights: u32,
    /// Whether the list is so big that it is asked about.
    pub is_big: bool,
    /// Targets that the browser may have to ask the user about first.
    pub local: LocalTargets,
}

impl Proposal {
    /// What Start would send when `reading` is the last of the desk's, `input` counts the changes of the input and
    /// `payload` those of headers, method and body.
    pub fn of(
        reading: &ReadingView,
        input: u32,
        settings: &RunSettings,
        write: Option<WriteMethod>,
        payload: u32,
    ) -> Self {
        let can_be_sent = reading.include_problem.is_none() && reading.exclude_problem.is_none();
        Self {
            input,
            is_read: reading.done && reading.input == input,
            payload,
            write,
            method: settings.method,
            targets: if can_be_sent { reading.targets } else { 0 },
            hosts: reading.hosts,
            busiest: reading.busiest.clone(),
            at_once: reading.most_in_flight(&settings.limits),
            retries: settings.limits.retries,
            preflights: reading.preflights,
            // Nobody has to be spared where nobody is asked.
            is_big: reading.is_big() && !reading.practice,
            local: if reading.practice { LocalTargets::default() } else { reading.local.clone() },
        }
    }

    /// Whether the user is asked before it is sent.
    pub const fn needs_question(&self) -> bool {
        self.is_big || self.write.is_some()
    }

    /// Whether a yes to `shown` is a yes to this: the same list and payload to the same hosts, and no more of it at a
    /// time or of one target. Fewer at a time than shown is no reason to ask again.
    pub fn is_covered_by(&self, shown: &Self) -> bool {
        let what = |of: &Self| (of.input, of.is_read, of.payload, of.write, of.method);
        what(self) == what(shown)
            && (self.targets, self.hosts, &self.busiest) == (shown.targets, shown.hosts, &shown.busiest)
            && self.local == shown.local
            && self.at_once <= shown.at_once
            && self.retries <= shown.retries
            && self.preflights <= shown.preflights
    }
}
