//! What a run would send, as the question shows it.
#![expect(missing_docs, reason = "fields are named for what they hold")]

use super::{LocalTargets, ReadingView};
use crate::request::WriteMethod;
use crate::settings::{Method, RunSettings};

#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    /// The change of the input.
    pub input: u32,
    /// Whether that input is read to its end; nothing is sent before.
    pub is_read: bool,
    /// Counts the changes of headers, method and body.
    pub payload: u32,
    /// The method, if requests may change data.
    pub write: Option<WriteMethod>,
    /// The method, if they do not.
    pub method: Method,
    /// Whether they carry the user's cookies.
    pub with_cookies: bool,
    /// Requests without retries; 0 when there is nothing to send.
    pub targets: u32,
    pub hosts: u32,
    /// The hosts with the most requests, at most eight, with their numbers.
    pub busiest: Vec<(String, u32)>,
    pub at_once: u32,
    pub retries: u8,
    pub preflights: u32,
    /// Whether the list is so big that it needs a confirmation.
    pub is_big: bool,
    /// Targets for which the browser may need the user's permission.
    pub local: LocalTargets,
    /// Whether Volley itself asks about those, since the browser does not: in its extension.
    pub asks_about_local: bool,
}

impl Proposal {
    /// What Start would send; `input` numbers the changes of the input, `payload` those of headers, method and body.
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
            // The practice server is ours.
            is_big: reading.is_big() && !reading.practice,
            local: if reading.practice { LocalTargets::default() } else { reading.local.clone() },
            asks_about_local: false,
            with_cookies: false,
        }
    }

    /// Whether the user must confirm it.
    pub fn needs_question(&self) -> bool {
        self.is_big || self.needs_question_each_time()
    }

    /// Whether the user must confirm it again before each run.
    pub fn needs_question_each_time(&self) -> bool {
        self.write.is_some()
            || self.with_cookies
            || (self.asks_about_local && self.local != LocalTargets::default())
    }

    /// Whether a yes to `shown` covers this: same list, payload and hosts, no more concurrency, retries or preflights.
    pub fn is_covered_by(&self, shown: &Self) -> bool {
        let what = |of: &Self| (of.input, of.is_read, of.payload, of.write, of.method, of.with_cookies);
        what(self) == what(shown)
            && (self.targets, self.hosts, &self.busiest) == (shown.targets, shown.hosts, &shown.busiest)
            && self.local == shown.local
            && self.at_once <= shown.at_once
            && self.retries <= shown.retries
            && self.preflights <= shown.preflights
    }
}
