//! What the table answers: target by target, and column by column.

use super::{NEVER, ResultTable, TICKS_PER_MS, UNTOLD};
use crate::result::column::Column;
use crate::result::history::Attempt;
use crate::result::packed::{AttemptFacts, Packed};
use crate::result::size::{NoSize, SizeKind};
use crate::result::tally::Tally;
use crate::result::texts::Texts;
use crate::result::timing::{Provenance, Timing};
use crate::result::verdict::Verdict;
use crate::units::{Bytes, Millis};

/// Where the time for redirects stands among the measures: it has no column of its own on screen.
const REDIRECT: usize = 3;

impl ResultTable {
    /// Number of targets.
    pub const fn targets(&self) -> u32 {
        self.targets
    }

    /// Targets that have a verdict.
    pub const fn settled(&self) -> u32 {
        self.settled
    }

    /// Links that ask for `target`.
    pub fn links_of(&self, target: u32) -> u32 {
        self.links_of.get(target)
    }

    /// The links that have a verdict, by total.
    pub const fn tally(&self) -> &Tally {
        &self.tally
    }

    /// What Volley says of `target`; `None` while it has no last attempt.
    pub fn verdict(&self, target: u32) -> Option<Verdict> {
        self.packed(target).verdict()
    }

    /// The status of the last attempt, where it could be read: also when the answer was cut short or timed out.
    pub fn status(&self, target: u32) -> Option<u16> {
        Some(self.statuses.get(target)).filter(|&status| status != 0)
    }

    /// Whether the last attempt followed a redirect; `None` when no answer could be read.
    pub fn redirected(&self, target: u32) -> Option<bool> {
        self.is_answered(target).then(|| self.facts(target).redirected)
    }

    /// Whether the last attempt was answered with a status that could be read.
    pub fn is_answered(&self, target: u32) -> bool {
        Packed::is_answered(self.codes.get(target))
    }

    /// The size of the last answer after decoding.
    ///
    /// # Errors
    /// Why it is not known.
    pub fn bytes(&self, target: u32) -> Result<Bytes, NoSize> {
        if Packed::is_none(self.codes.get(target)) {
            return Err(NoSize::NotYet);
        }
        match self.facts(target).kind {
            SizeKind::Whole => Ok(Bytes(u64::from(self.extras.get(target)))),
            SizeKind::Large => Ok(Bytes(self.large.get(&target).copied().unwrap_or_default())),
            SizeKind::OverCap => Err(NoSize::OverCap(Bytes(u64::from(self.body_cap.unwrap_or(u32::MAX))))),
            SizeKind::CutShort => Err(NoSize::CutShort),
            SizeKind::Absent => Err(NoSize::Absent),
            SizeKind::Untold => Err(NoSize::Untold),
            SizeKind::None => Err(NoSize::NotAnswered),
        }
    }

    /// How long the last attempt took and where the time went, to the precision of an `f32`.
    pub fn timing(&self, target: u32) -> Timing {
        let [queue, total, browser_queue, redirect, dns, connect, tls, wait, download] =
            self.measures.each_ref().map(|column| {
                let value = column.get(target);
                (!value.is_nan()).then(|| Millis::new(f64::from(value)))
            });
        let provenance = self.facts(target).provenance;
        Timing { provenance, queue, total, browser_queue, redirect, dns, connect, tls, wait, download }
    }

    /// When the last attempt was handed to the browser, since the run's start, in steps of 0.1 ms; `None` when that is not
    /// told.
    pub fn started(&self, target: u32) -> Option<Millis> {
        let ticks = self.started.get(target);
        (ticks < UNTOLD).then(|| Millis::new(f64::from(ticks) / TICKS_PER_MS))
    }

    /// The essence of the last answer's `Content-Type`.
    pub fn content_type(&self, target: u32) -> Option<&str> {
        self.type_names.text(self.types.get(target))
    }

    /// The protocol of the last answer, as ALPN names it.
    pub fn protocol(&self, target: u32) -> Option<&str> {
        self.protocol_names.text(u16::from(self.protocols.get(target)))
    }

    /// The URL the last answer came from, when a redirect was followed.
    pub fn final_url(&self, target: u32) -> Option<&str> {
        self.final_urls.of(target)
    }

    /// The network error of the last attempt by its name, where whoever made it knows one.
    pub fn error(&self, target: u32) -> Option<&str> {
        self.errors.of(target)
    }

    /// Attempts that ended so far; `None` when nothing was sent.
    pub fn attempts(&self, target: u32) -> Option<u8> {
        Some(self.attempts.get(target)).filter(|&attempts| attempts != 0)
    }

    /// The attempts before the last one, in the order in which they ended.
    pub fn history(&self, target: u32) -> &[Attempt] {
        self.history.of(target)
    }

    /// Attempts, over all targets, that the history had no room for.
    pub const fn attempts_not_kept(&self) -> u32 {
        self.history.dropped()
    }

    /// The column's value as a number: milliseconds, a status, bytes, attempts. NaN when it is hidden, not there yet,
    /// or the column is none of these.
    pub fn number(&self, column: Column, target: u32) -> f32 {
        if let Some(measure) = measure_of(column) {
            return self.measures[measure].get(target);
        }
        match column {
            Column::Status => self.status(target).map_or(f32::NAN, f32::from),
            Column::Attempts => self.attempts(target).map_or(f32::NAN, f32::from),
            #[expect(
                clippy::cast_precision_loss,
                reason = "charts and limits need no more than an f32 tells"
            )]
            Column::Bytes => self.bytes(target).map_or(f32::NAN, |bytes| bytes.0 as f32),
            _ => f32::NAN,
        }
    }

    /// A column of milliseconds, one entry a target and NaN for what is hidden; empty while all of it is, and for a
    /// column that holds no milliseconds.
    pub fn millis(&self, column: Column) -> &[f32] {
        measure_of(column).map_or(&[], |measure| self.measures[measure].as_slice())
    }

    /// For each number of a content type its rank in the alphabet.
    pub(crate) fn type_ranks(&self) -> Vec<u32> {
        self.type_names.ranks()
    }

    /// For each number of a protocol its rank in the alphabet.
    pub(crate) fn protocol_ranks(&self) -> Vec<u32> {
        self.protocol_names.ranks()
    }

    /// The number of the target's content type; 0 for none.
    pub(crate) fn type_number(&self, target: u32) -> u16 {
        self.types.get(target)
    }

    /// The final URLs.
    pub(crate) const fn final_urls(&self) -> &Texts {
        &self.final_urls
    }

    /// The errors.
    pub(crate) const fn errors(&self) -> &Texts {
        &self.errors
    }

    /// The number of the target's protocol; 0 for none.
    pub(crate) fn protocol_number(&self, target: u32) -> u16 {
        u16::from(self.protocols.get(target))
    }

    /// Who measured the last attempt.
    pub fn provenance(&self, target: u32) -> Provenance {
        self.facts(target).provenance
    }

    fn packed(&self, target: u32) -> Packed {
        let code = self.codes.get(target);
        Packed { code, status: self.statuses.get(target), extra: self.extras.get(target) }
    }

    fn facts(&self, target: u32) -> AttemptFacts {
        AttemptFacts::unpacked(self.facts.get(target))
    }

    /// The time the last attempt spent following redirects.
    pub fn redirect_ms(&self, target: u32) -> Option<f32> {
        Some(self.measures[REDIRECT].get(target)).filter(|value| !value.is_nan())
    }

    /// The last attempt; `None` while there is none, and when nothing was sent.
    pub fn last_attempt(&self, target: u32) -> Option<Attempt> {
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

/// Where the column stands among the measures.
const fn measure_of(column: Column) -> Option<usize> {
    Some(match column {
        Column::QueueMs => 0,
        Column::TotalMs => 1,
        Column::BrowserQueueMs => 2,
        Column::DnsMs => 4,
        Column::ConnectMs => 5,
        Column::TlsMs => 6,
        Column::WaitMs => 7,
        Column::DownloadMs => 8,
        _ => return None,
    })
}
