//! Takes an answer over from the results of another run.

use super::{NameColumn, ResultTable};
use crate::ids::TargetId;
use crate::network::{hops_in, is_whole};
use crate::result::outcome::{AttemptEnd, BodyEnd, Evidence, Outcome};
use crate::result::size::NoSize;
use crate::result::timing::Provenance;
use crate::result::verdict::Verdict;

impl ResultTable {
    /// Lets the answer that `tool` had for `from` in `other` be the last one of `target`, which has a verdict; its attempts so
    /// far stay. Nothing changes where there is no such answer.
    pub fn merge(&mut self, target: TargetId, other: &Self, from: TargetId, tool: &str) {
        let Some(mut outcome) = other.outcome(from) else { return };
        let Some(attempts) = self.reopen(target) else { return };
        outcome.target = target;
        outcome.attempt = attempts.saturating_add(1);
        // On the tool's own clock.
        outcome.started = None;
        outcome.timing.queue = None;
        outcome.timing.provenance = Provenance::Tool;
        self.apply(&outcome);
        let tool = self.number(NameColumn::Tool, Some(tool));
        self.tools.set(target, u8::try_from(tool).unwrap_or(0));
    }

    /// The tool whose answer was merged last.
    pub fn tool(&self, target: TargetId) -> Option<&str> {
        self.name(NameColumn::Tool, target)
    }

    /// What the last attempt ended in, as it was applied; `None` while there is none. Sizes over the cap, times and texts are as
    /// the columns keep them.
    pub fn outcome(&self, target: TargetId) -> Option<Outcome> {
        let verdict = self.verdict(target)?;
        let redirected = self.redirected(target) == Some(true);
        let end = match verdict {
            Verdict::Http { status, .. } => {
                AttemptEnd::Answered { status, redirected, body: self.body_end(target) }
            }
            Verdict::CutShort { status } => {
                AttemptEnd::Answered { status, redirected, body: BodyEnd::CutShort }
            }
            Verdict::TimedOut { after_ms, .. } => {
                AttemptEnd::TimedOut { status: self.status(target), after_ms }
            }
            Verdict::NotSent(reason) => AttemptEnd::NotSent(reason),
            Verdict::NetworkError(kind) => AttemptEnd::NetworkError(kind),
            plain => Verdict::PLAIN.into_iter().find(|(of, _)| *of == plain)?.1,
        };
        let text = |text: Option<&str>| text.map(Into::into);
        let hops = self.hops(target).map(|text| (hops_in(text).collect(), is_whole(text)));
        let server_ip = text(self.server_ip(target));
        let observed = (hops.is_some() || server_ip.is_some()).then(|| {
            let (hops, is_whole) = hops.unwrap_or_default();
            Box::new(Evidence { hops, is_whole, server_ip })
        });
        Some(Outcome {
            possibly_browser_queued: verdict.is_doubtful(),
            started: self.started(target),
            timing: self.timing(target),
            content_type: text(self.content_type(target)),
            protocol: text(self.protocol(target)),
            final_url: text(self.final_url(target)),
            error: text(self.error(target)),
            is_challenged: self.facts(target).is_challenged,
            observed,
            ..Outcome::new(target, self.attempts(target).unwrap_or(1), end)
        })
    }

    fn body_end(&self, target: TargetId) -> BodyEnd {
        match self.bytes(target) {
            Ok(bytes) => BodyEnd::Whole(bytes),
            Err(NoSize::OverCap(_)) => BodyEnd::OverCap,
            Err(NoSize::CutShort) => BodyEnd::CutShort,
            Err(NoSize::Absent) => BodyEnd::Absent,
            Err(_) => BodyEnd::Unreported,
        }
    }
}
