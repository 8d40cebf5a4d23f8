//! What the table answers: target by target, and column by column.

use super::{NEVER, NameColumn, ResultTable, TICKS_PER_MS, TextColumn, UNTOLD};
use crate::ids::TargetId;
use crate::network::{hops_in, is_whole};
use crate::result::history::Attempt;
use crate::result::packed::{AttemptFacts, Packed};
use crate::result::size::{NoSize, SizeKind};
use crate::result::tally::{Noted, Tally};
use crate::result::texts::Texts;
use crate::result::timing::{Measure, Provenance, Timing};
use crate::result::verdict::{Total, Verdict};
use crate::units::{Bytes, Millis};

impl ResultTable {
    /// Number of targets.
    pub const fn targets(&self) -> u32 {
        self.targets
    }

    /// Targets that have a verdict.
    pub const fn settled(&self) -> u32 {
        self.settled
    }

    /// Links to `target`.
    pub fn links_of(&self, target: TargetId) -> u32 {
        self.links_of.get(target)
    }

    /// The links that have a verdict, by total.
    pub const fn tally(&self) -> &Tally {
        &self.tally
    }

    /// What Volley says of `target`; `None` while it has no last attempt.
    pub fn verdict(&self, target: TargetId) -> Option<Verdict> {
        self.packed(target).verdict()
    }

    /// The status of the last attempt, where it could be read: also when the answer was cut short or timed out.
    pub fn status(&self, target: TargetId) -> Option<u16> {
        Some(self.statuses.get(target)).filter(|&status| status != 0)
    }

    /// Whether the last attempt followed a redirect; `None` when no answer could be read.
    pub fn redirected(&self, target: TargetId) -> Option<bool> {
        self.is_answered(target).then(|| self.facts(target).redirected)
    }

    /// Whether the last attempt was answered with a status that could be read.
    pub fn is_answered(&self, target: TargetId) -> bool {
        Packed::is_answered(self.codes.get(target))
    }

    /// The size of the last answer after decoding.
    ///
    /// # Errors
    /// Why it is not known.
    pub fn bytes(&self, target: TargetId) -> Result<Bytes, NoSize> {
        if Packed::is_none(self.codes.get(target)) {
            return Err(NoSize::NotYet);
        }
        match self.facts(target).kind {
            SizeKind::Whole => Ok(Bytes(u64::from(self.extras.get(target)))),
            SizeKind::Large => Ok(Bytes(self.large.get(&target).copied().unwrap_or_default())),
            SizeKind::OverCap => Err(NoSize::OverCap(Bytes(u64::from(self.body_cap.unwrap_or(u32::MAX))))),
            SizeKind::CutShort => Err(NoSize::CutShort),
            SizeKind::Absent => Err(NoSize::Absent),
            SizeKind::Unreported => Err(NoSize::Unreported),
            SizeKind::None => Err(NoSize::NotAnswered),
        }
    }

    /// How long the last attempt took and where the time went, to the precision of an `f32`.
    pub fn timing(&self, target: TargetId) -> Timing {
        let measures = self.measures.each_ref().map(|column| {
            let value = f32::from_bits(column.get(target));
            (!value.is_nan()).then(|| Millis::new(f64::from(value)))
        });
        Timing::of(self.facts(target).provenance, measures)
    }

    /// When the last attempt went to the browser, since the run's start, in steps of 0.1 ms; `None` when not reported.
    pub fn started(&self, target: TargetId) -> Option<Millis> {
        let ticks = self.started.get(target);
        (ticks < UNTOLD).then(|| Millis::new(f64::from(ticks) / TICKS_PER_MS))
    }

    /// The essence of the last answer's `Content-Type`.
    pub fn content_type(&self, target: TargetId) -> Option<&str> {
        self.name(NameColumn::Type, target)
    }

    /// The protocol of the last answer, as ALPN names it.
    pub fn protocol(&self, target: TargetId) -> Option<&str> {
        self.name(NameColumn::Protocol, target)
    }

    /// The URL the last answer came from, when a redirect was followed.
    pub fn final_url(&self, target: TargetId) -> Option<&str> {
        self.texts(TextColumn::FinalUrl).of(target)
    }

    /// The network error of the last attempt by its name, where whoever made it knows one.
    pub fn error(&self, target: TargetId) -> Option<&str> {
        self.texts(TextColumn::Error).of(target)
    }

    /// The redirects that led to the last end, a line each; `None` where none is known.
    pub fn hops(&self, target: TargetId) -> Option<&str> {
        self.texts(TextColumn::Hops).of(target)
    }

    /// Whether every redirect to the last answer was permanent, and that answer is a 2xx.
    pub fn has_moved_for_good(&self, target: TargetId) -> bool {
        let Some(hops) = self.hops(target) else { return false };
        is_whole(hops)
            && hops_in(hops).all(|hop| hop.is_permanent())
            && self.final_url(target).is_some()
            && self.verdict(target).is_some_and(|verdict| verdict.total() == Total::Working)
    }

    /// Links that something can be done about.
    pub const fn noted(&self) -> Noted {
        self.noted
    }

    /// How many redirects were followed; `None` where that is not known.
    pub fn hop_count(&self, target: TargetId) -> Option<u32> {
        match self.hops(target) {
            Some(hops) => u32::try_from(hops_in(hops).count()).ok(),
            None => (self.redirected(target) == Some(false)).then_some(0),
        }
    }

    /// The address of the server that gave the last answer, where it was measured.
    pub fn server_ip(&self, target: TargetId) -> Option<&str> {
        self.texts(TextColumn::ServerIp).of(target)
    }

    /// Attempts that ended so far; `None` when nothing was sent.
    pub fn attempts(&self, target: TargetId) -> Option<u8> {
        Some(self.attempts.get(target)).filter(|&attempts| attempts != 0)
    }

    /// The attempts before the last one, in the order in which they ended.
    pub fn history(&self, target: TargetId) -> &[Attempt] {
        self.history.of(target)
    }

    /// Attempts, over all targets, that the history had no room for.
    pub fn attempts_not_kept(&self) -> u32 {
        self.history.dropped()
    }

    /// A duration of the last attempt in milliseconds; NaN where it is hidden or not there yet.
    pub(crate) fn measured(&self, measure: Measure, target: TargetId) -> f32 {
        f32::from_bits(self.measures[measure as usize].get(target))
    }

    /// All durations of the last attempt, by [`Measure`].
    pub(crate) fn measures(&self, target: TargetId) -> [Option<f32>; Measure::COUNT] {
        self.measures
            .each_ref()
            .map(|column| Some(f32::from_bits(column.get(target))).filter(|value| !value.is_nan()))
    }

    /// One duration of the last attempts by target, NaN where it is hidden; without most targets that never had one.
    pub(crate) fn millis(&self, measure: Measure) -> impl Iterator<Item = (TargetId, f32)> {
        self.measures[measure as usize].written().map(|(target, bits)| (target, f32::from_bits(bits)))
    }

    /// The number of a target's name; 0 for none.
    pub(crate) fn name_number(&self, column: NameColumn, target: TargetId) -> u16 {
        match column {
            NameColumn::Type => self.types.get(target),
            NameColumn::Protocol => u16::from(self.protocols.get(target)),
            NameColumn::Tool => u16::from(self.tools.get(target)),
        }
    }

    pub(crate) fn name(&self, column: NameColumn, target: TargetId) -> Option<&str> {
        self.names[column as usize].text(self.name_number(column, target))
    }

    /// For each number of a name its rank in the alphabet.
    pub(crate) fn name_ranks(&self, column: NameColumn) -> Vec<u32> {
        self.names[column as usize].ranks()
    }

    pub(crate) const fn texts(&self, column: TextColumn) -> &Texts {
        &self.texts[column as usize]
    }

    /// Who measured the last attempt.
    pub fn provenance(&self, target: TargetId) -> Provenance {
        self.facts(target).provenance
    }

    pub(crate) fn packed(&self, target: TargetId) -> Packed {
        let code = self.codes.get(target);
        Packed { code, status: self.statuses.get(target), extra: self.extras.get(target) }
    }

    /// Whether a page saw no answer, and has not probed for one.
    pub fn is_unprobed(&self, target: TargetId) -> bool {
        self.facts(target).provenance == Provenance::Clock
            && self.verdict(target) == Some(Verdict::NoVisibleAnswer)
    }

    /// Whether it was answered as sites answer what they take for a script, and was not visited: a browser may be let in.
    pub fn is_turned_away(&self, target: TargetId) -> bool {
        let is_refusal = || matches!(self.status(target), Some(403 | 429 | 503 | 999));
        let facts = self.facts(target);
        facts.provenance != Provenance::Visit && (facts.is_challenged || is_refusal())
    }

    pub(super) fn facts(&self, target: TargetId) -> AttemptFacts {
        AttemptFacts::unpacked(self.facts.get(target))
    }

    /// The last attempt; `None` while there is none, and when nothing was sent.
    pub fn last_attempt(&self, target: TargetId) -> Option<Attempt> {
        if self.started.get(target) == NEVER {
            return None;
        }
        Some(Attempt {
            attempt: self.attempts(target)?,
            end: self.verdict(target)?,
            started: self.started(target),
            timing: self.timing(target),
        })
    }
}
