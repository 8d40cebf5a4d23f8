//! The results of all targets: a column for each thing measured, at most 60 bytes a target,
//! and the texts that few of them have: final URLs, errors, at most 64 MiB of redirects, addresses of servers.
//!
//! The desk makes a table for a list, applies every outcome to it, and reads it row by row or column by column. Links
//! to the same target share its results, which count once in statistics and once for each link in the
//! [`Tally`]. Columns take no memory until something is written to them.
//!
//! A copy is a snapshot: it shares the pages of columns and texts until one side changes them. Only past attempts (at most
//! 100,000) and the numbers of texts that are free are copied as a whole, when they change next.

use std::rc::Rc;

use hashbrown::HashMap;

use super::history::{Attempt, History};
use super::names::Names;
use super::outcome::{AttemptEnd, BodyEnd, Outcome};
use super::packed::{AttemptFacts, Packed};
use super::size::SizeKind;
use super::tally::{Noted, Tally, links_of_targets};
use super::texts::Texts;
use super::timing::{Measure, Provenance, Timing};
use super::values::Values;
use super::verdict::{Total, Verdict};
use crate::ids::TargetId;
use crate::input::list::LinkList;
use crate::input::not_sent::NotSent;
use crate::network::hops_to_text;
use crate::units::{Bytes, Millis};

mod merge;
mod read;
#[cfg(test)]
mod tests;

/// Ticks of a start time in a millisecond.
const TICKS_PER_MS: f64 = 10.0;
/// The tick for "never started". The last real one is 4.9 days after the run's start.
const NEVER: u32 = u32::MAX;
/// The tick for "started at an unknown time".
const UNTOLD: u32 = NEVER - 1;
/// Different content types that are told apart.
const CONTENT_TYPES: u16 = 4_096;
/// Most bytes of redirects that are kept, of all targets together: those past it have none.
const MAX_HOP_BYTES: usize = 64 << 20;
/// Different protocols that are told apart.
const PROTOCOLS: u16 = 200;
/// Different tools that are told apart.
const TOOLS: u16 = 200;

/// A column of names: few different texts, kept once each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NameColumn {
    Type,
    Protocol,
    /// Of the tools whose answers were merged.
    Tool,
}

/// A column of texts that few targets have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextColumn {
    FinalUrl,
    Error,
    /// The redirects, a line each.
    Hops,
    ServerIp,
}

/// The results of all targets of a list.
///
/// Inputs: [`apply`](Self::apply), [`withdraw`](Self::withdraw), [`skip`](Self::skip),
/// [`reopen`](Self::reopen), [`cancel_rest`](Self::cancel_rest), in any order and as often as they come. All else is a getter, and answers with `None` (or NaN) what is hidden or not there yet.
#[derive(Clone, Debug)]
pub struct ResultTable {
    targets: u32,
    body_cap: Option<u32>,
    codes: Values<u8>,
    statuses: Values<u16>,
    extras: Values<u32>,
    /// The bits of an `f32`: one kind of column less.
    measures: [Values<u32>; Measure::COUNT],
    started: Values<u32>,
    types: Values<u16>,
    protocols: Values<u8>,
    tools: Values<u8>,
    attempts: Values<u8>,
    facts: Values<u8>,
    /// By [`TextColumn`].
    texts: [Texts; 4],
    /// By [`NameColumn`].
    names: Rc<[Names; 3]>,
    large: HashMap<TargetId, u64>,
    history: Rc<History>,
    links_of: Values<u32>,
    settled: u32,
    tally: Tally,
    noted: Noted,
    /// The length of all redirects that are kept.
    hop_bytes: usize,
}

impl ResultTable {
    /// No results yet for the targets of `list`; its rejected links count as *not sent* at once. `body_cap` is the
    /// most of a body that is read, in bytes, when there is such a limit.
    pub fn new(list: &LinkList, body_cap: Option<u32>) -> Self {
        let targets = list.targets().len();
        let mut tally = Tally::default();
        tally.add(Total::NotSent, u32::try_from(list.rejected().len()).unwrap_or(u32::MAX));
        Self {
            targets,
            body_cap,
            codes: Values::new(targets, 0),
            statuses: Values::new(targets, 0),
            extras: Values::new(targets, 0),
            measures: core::array::from_fn(|_| Values::new(targets, f32::NAN.to_bits())),
            started: Values::new(targets, NEVER),
            types: Values::new(targets, 0),
            protocols: Values::new(targets, 0),
            tools: Values::new(targets, 0),
            attempts: Values::new(targets, 0),
            facts: Values::new(targets, 0),
            texts: core::array::from_fn(|_| Texts::new(targets)),
            names: Rc::new([CONTENT_TYPES, PROTOCOLS, TOOLS].map(Names::with_room)),
            large: HashMap::new(),
            history: Rc::default(),
            links_of: links_of_targets(list),
            settled: 0,
            tally,
            noted: Noted::default(),
            hop_bytes: 0,
        }
    }

    /// Takes in that `list` has grown since: targets without results, each with one link, and rejected links.
    pub fn grow(&mut self, list: &LinkList) {
        let rejected = list.rejected_in_all().saturating_sub(self.tally.of(Total::NotSent));
        self.tally.add(Total::NotSent, rejected);
        let targets = list.targets().len();
        if targets <= self.targets {
            return;
        }
        self.targets = targets;
        self.codes.grow(targets);
        self.statuses.grow(targets);
        self.extras.grow(targets);
        self.measures.iter_mut().for_each(|measure| measure.grow(targets));
        self.started.grow(targets);
        self.types.grow(targets);
        self.protocols.grow(targets);
        self.tools.grow(targets);
        self.attempts.grow(targets);
        self.facts.grow(targets);
        self.texts.iter_mut().for_each(|texts| texts.grow(targets));
        self.links_of.grow(targets);
    }

    /// Takes in what an attempt ended in. The last attempt's results replace what the target had, so an outcome may
    /// come twice; another attempt's go to the [`history`](Self::history). A target past the end is ignored.
    pub fn apply(&mut self, outcome: &Outcome) {
        let target = outcome.target;
        if target.0 >= self.targets {
            return;
        }
        let verdict = Verdict::of(&outcome.end, outcome.possibly_browser_queued);
        if !outcome.last {
            Rc::make_mut(&mut self.history).keep(outcome);
            self.attempts.set(target, outcome.attempt.max(self.attempts.get(target)));
            if Packed::is_none(self.codes.get(target)) {
                self.extras.set(target, Packed::of(verdict, None).pending());
            }
            return;
        }
        self.noted.remove(self.noted_of(target));
        let (seen, redirected, size) = match outcome.end {
            AttemptEnd::Answered { redirected, body, .. } => (None, redirected, Some(body)),
            AttemptEnd::TimedOut { status, .. } => (status, false, None),
            _ => (None, false, None),
        };
        self.set_verdict(target, verdict, seen);
        let kind = self.set_size(target, size);
        let (provenance, is_challenged) = (outcome.timing.provenance, outcome.is_challenged);
        self.facts.set(target, AttemptFacts { provenance, redirected, kind, is_challenged }.packed());
        self.set_timing(target, &outcome.timing);
        let sent = !matches!(outcome.end, AttemptEnd::NotSent(_));
        self.attempts.set(target, if sent { outcome.attempt } else { 0 });
        self.started.set(target, if sent { outcome.started.map_or(UNTOLD, ticks) } else { NEVER });
        self.set_texts(outcome);
        self.noted.add(self.noted_of(target));
    }

    fn set_hops(&mut self, target: TargetId, hops: Option<&str>) {
        let length = |hops: Option<&str>| hops.map_or(0, str::len);
        self.hop_bytes = self.hop_bytes + length(hops) - length(self.texts(TextColumn::Hops).of(target));
        self.texts[TextColumn::Hops as usize].put(target, hops);
    }

    /// Its links, for each thing that it is noted for.
    fn noted_of(&self, target: TargetId) -> Noted {
        let links_if = |is_noted: bool| if is_noted { self.links_of(target) } else { 0 };
        Noted {
            moved: links_if(self.has_moved_for_good(target)),
            turned_away: links_if(self.is_turned_away(target)),
            unprobed: links_if(self.is_unprobed(target)),
        }
    }

    /// Ends a target that waited for a further attempt when the run was stopped: *Cancelled*, unless it has a
    /// verdict. Its past attempts stay.
    pub fn withdraw(&mut self, target: TargetId) {
        if target.0 < self.targets && Packed::is_none(self.codes.get(target)) {
            let pending = self.extras.get(target);
            self.set_verdict(target, Verdict::Cancelled, None);
            // Its lane may be given up when it is retried.
            self.extras.set(target, pending);
        }
    }

    /// Ends a target whose lane was given up, unless it has a verdict: what its last attempt ended in, or *not sent* where
    /// there was none. Its past attempts stay.
    pub fn skip(&mut self, target: TargetId) {
        if target.0 < self.targets && Packed::is_none(self.codes.get(target)) {
            // Not from the history, which may have had no room for it.
            let last = Packed::of_pending(self.extras.get(target));
            self.set_verdict(target, last.unwrap_or(Verdict::NotSent(NotSent::LaneStopped)), None);
            self.noted.add(self.noted_of(target));
        }
    }

    /// Takes the verdict of a target away, because it is retried, and returns how many attempts it has had; its last
    /// attempt joins those before it. `None`, and nothing changed, for a target without a verdict.
    pub fn reopen(&mut self, target: TargetId) -> Option<u8> {
        let verdict = self.verdict(target).filter(|_| target.0 < self.targets)?;
        let last = self.last_attempt(target);
        let pending = match (&last, verdict) {
            (_, Verdict::NotSent(_)) => 0,
            (None, Verdict::Cancelled) => self.extras.get(target),
            // Where its lane is given up, what was seen here counts, and not what a tool said.
            _ if self.tool(target).is_some() => {
                let own = |attempt: &&Attempt| attempt.timing.provenance != Provenance::Tool;
                let end = self.history(target).iter().rev().find(own).map(|attempt| attempt.end);
                end.map_or(0, |end| Packed::of(end, None).pending())
            }
            (_, verdict) => Packed::of(verdict, None).pending(),
        };
        if let Some(last) = last {
            Rc::make_mut(&mut self.history).keep_attempt(target, last);
        }
        self.tally.remove(verdict.total(), self.links_of(target));
        self.noted.remove(self.noted_of(target));
        self.settled -= 1;
        self.codes.set(target, 0);
        self.statuses.set(target, 0);
        self.extras.set(target, pending);
        self.facts.set(target, 0);
        self.started.set(target, NEVER);
        self.set_timing(target, &Timing::default());
        self.types.set(target, 0);
        self.protocols.set(target, 0);
        self.tools.clear(target);
        self.set_hops(target, None);
        self.texts.iter_mut().for_each(|texts| texts.put(target, None));
        Some(self.attempts.get(target))
    }

    /// Says how much of a body was read at most, in bytes: a run that is imported tells it with its rows.
    pub(crate) const fn set_body_cap(&mut self, cap: u32) {
        self.body_cap = Some(cap);
    }

    /// Gives every target without a verdict the verdict *Cancelled*: what a stopped run ends with. Their past attempts
    /// stay, and what the last one ended in.
    pub fn cancel_rest(&mut self) {
        let Self { codes, links_of, settled, tally, .. } = self;
        let mut links = 0;
        codes.fill(Packed::of(Verdict::Cancelled, None).code, |target| {
            *settled += 1;
            links += links_of.get(target);
        });
        tally.add(Verdict::Cancelled.total(), links);
    }

    fn set_verdict(&mut self, target: TargetId, verdict: Verdict, seen: Option<u16>) {
        let links = self.links_of(target);
        match self.verdict(target) {
            Some(before) => self.tally.remove(before.total(), links),
            None => self.settled += 1,
        }
        self.tally.add(verdict.total(), links);
        let packed = Packed::of(verdict, seen);
        self.codes.set(target, packed.code);
        self.statuses.set(target, packed.status);
        self.extras.set(target, packed.extra);
    }

    fn set_size(&mut self, target: TargetId, body: Option<BodyEnd>) -> SizeKind {
        match body {
            None => SizeKind::None,
            Some(BodyEnd::OverCap) => SizeKind::OverCap,
            Some(BodyEnd::CutShort) => SizeKind::CutShort,
            Some(BodyEnd::Absent) => SizeKind::Absent,
            Some(BodyEnd::Unreported) => SizeKind::Unreported,
            Some(BodyEnd::Whole(Bytes(size))) => {
                if let Ok(size) = u32::try_from(size) {
                    self.extras.set(target, size);
                    return SizeKind::Whole;
                }
                self.large.insert(target, size);
                SizeKind::Large
            }
        }
    }

    fn set_timing(&mut self, target: TargetId, timing: &Timing) {
        for (column, value) in self.measures.iter_mut().zip(timing.measures()) {
            match value.and_then(measurable) {
                Some(value) => column.set(target, value.to_bits()),
                None => column.clear(target),
            }
        }
    }

    /// The number of a name; 0 for none.
    fn number(&mut self, column: NameColumn, name: Option<&str>) -> u16 {
        let Some(name) = name else { return 0 };
        // Most names are known; only a new one changes what copies share.
        let known = self.names[column as usize].known(name);
        known.unwrap_or_else(|| Rc::make_mut(&mut self.names)[column as usize].number(name))
    }

    fn set_texts(&mut self, outcome: &Outcome) {
        let target = outcome.target;
        let content_type = self.number(NameColumn::Type, outcome.content_type.as_deref());
        let protocol = self.number(NameColumn::Protocol, outcome.protocol.as_deref());
        self.types.set(target, content_type);
        self.protocols.set(target, u8::try_from(protocol).unwrap_or(u8::MAX));
        self.texts[TextColumn::FinalUrl as usize].put(target, outcome.final_url.as_deref());
        self.texts[TextColumn::Error as usize].put(target, outcome.error.as_deref());
        let seen = outcome.observed.as_deref();
        let hops =
            seen.filter(|seen| !seen.hops.is_empty()).map(|seen| hops_to_text(&seen.hops, seen.is_whole));
        let hops = hops.filter(|hops| self.hop_bytes + hops.len() <= MAX_HOP_BYTES);
        self.set_hops(target, hops.as_deref());
        let server_ip = seen.and_then(|seen| seen.server_ip.as_deref());
        self.texts[TextColumn::ServerIp as usize].put(target, server_ip);
    }
}

/// A duration as a column holds it. What is negative or endless was measured by no clock, and is hidden.
fn measurable(value: Millis) -> Option<f32> {
    #[expect(clippy::cast_possible_truncation, reason = "an f32 tells a day to 8 ms and a second to 0.1 µs")]
    let value = value.get() as f32;
    // Of the two zeros only one is kept: the bits of what is kept rise with it, which sorting relies on.
    (value.is_finite() && value >= 0.0).then_some(value + 0.0)
}

/// An instant of the run in ticks.
fn ticks(instant: Millis) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a float's `as` saturates")]
    let ticks = (instant.get() * TICKS_PER_MS).round() as u32;
    ticks.min(UNTOLD - 1)
}
