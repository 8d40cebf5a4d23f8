//! A verdict in seven bytes: a code, the status and 32 bits that depend on the code; an eighth byte holds small facts.

use super::size::SizeKind;
use super::timing::Provenance;
use super::verdict::Verdict;
use crate::input::not_sent::NotSent;
use crate::network::NetworkErrorKind;

const NONE: u8 = 0;
const HTTP: u8 = 1;
const HTTP_REDIRECTED: u8 = 2;
const CUT_SHORT: u8 = 3;
const TIMED_OUT: u8 = 4;
const TIMED_OUT_QUEUED: u8 = 5;
const NOT_SENT: u8 = 6;
const NETWORK_ERROR: u8 = 7;
/// Of the first of [`Verdict::PLAIN`]; the others follow it.
const PLAIN: u8 = 8;

/// The place of the code in [`Packed::pending`], which has the four bits above it.
const CODE_SHIFT: u32 = 28;
const _: () = assert!(PLAIN as usize + Verdict::PLAIN.len() <= 16, "a code has four bits");

/// A verdict as the columns hold it. All zero means that there is none yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Packed {
    /// Which verdict; 0 for none.
    pub(crate) code: u8,
    /// The status, or 0 when none could be read.
    pub(crate) status: u16,
    /// A timeout's deadline in milliseconds, or the number of a network error's kind or of the reason why it was not sent.
    /// Else the verdict does not use it: such a target has no size, and the others keep their size here.
    pub(crate) extra: u32,
}

impl Packed {
    /// `verdict`, with the status that a timeout may have seen.
    pub(crate) fn of(verdict: Verdict, seen: Option<u16>) -> Self {
        let (code, status, extra) = match verdict {
            Verdict::Http { status, redirected: false } => (HTTP, status, 0),
            Verdict::Http { status, redirected: true } => (HTTP_REDIRECTED, status, 0),
            Verdict::CutShort { status } => (CUT_SHORT, status, 0),
            Verdict::TimedOut { after_ms, possibly_browser_queued, .. } => (
                if possibly_browser_queued { TIMED_OUT_QUEUED } else { TIMED_OUT },
                seen.unwrap_or(0),
                after_ms,
            ),
            Verdict::NotSent(reason) => (NOT_SENT, 0, reason as u32),
            Verdict::NetworkError(kind) => (NETWORK_ERROR, 0, kind as u32),
            // Another attempt follows an interrupted one; a run that ends before it was cancelled.
            Verdict::Interrupted => return Self::of(Verdict::Cancelled, seen),
            plain => {
                let place = (PLAIN..).zip(&Verdict::PLAIN).find(|(_, (of, _))| *of == plain);
                (place.map_or(NONE, |(code, _)| code), 0, 0)
            }
        };
        Self { code, status, extra }
    }

    pub(crate) fn verdict(self) -> Option<Verdict> {
        let Self { code, status, extra } = self;
        Some(match code {
            HTTP => Verdict::Http { status, redirected: false },
            HTTP_REDIRECTED => Verdict::Http { status, redirected: true },
            CUT_SHORT => Verdict::CutShort { status },
            TIMED_OUT | TIMED_OUT_QUEUED => Verdict::TimedOut {
                after_ms: extra,
                headers: status != 0,
                possibly_browser_queued: code == TIMED_OUT_QUEUED,
            },
            NOT_SENT => Verdict::NotSent(reason(extra)),
            NETWORK_ERROR => Verdict::NetworkError(NetworkErrorKind::numbered(extra)),
            _ => Verdict::PLAIN.get(usize::from(code.checked_sub(PLAIN)?))?.0,
        })
    }

    /// The sort key: by how bad its total is, then by what happened, then by status, deadline or reason.
    pub(crate) fn sort_key(self) -> Option<u32> {
        let severity = u32::from(self.verdict()?.total().severity());
        let code = if self.code == TIMED_OUT_QUEUED { TIMED_OUT } else { self.code };
        let more = match self.code {
            HTTP | HTTP_REDIRECTED | CUT_SHORT => u32::from(self.status),
            TIMED_OUT | TIMED_OUT_QUEUED | NOT_SENT | NETWORK_ERROR => self.extra,
            _ => 0,
        };
        Some(severity << 28 | u32::from(code) << 24 | more.min((1 << 24) - 1))
    }

    /// The verdict in the 32 bits that a target without a verdict does not use: what its last attempt ended in, while a
    /// further one is due. Deadlines are cut at 2^28 ms, three days; a status seen before a timeout is lost.
    pub(crate) fn pending(self) -> u32 {
        let more = if Self::is_answered(self.code) { u32::from(self.status) } else { self.extra };
        u32::from(self.code) << CODE_SHIFT | more.min((1 << CODE_SHIFT) - 1)
    }

    /// What [`Packed::pending`] holds; `None` where there was no attempt.
    pub(crate) fn of_pending(bits: u32) -> Option<Verdict> {
        let (code, more) = ((bits >> CODE_SHIFT) as u8, bits & ((1 << CODE_SHIFT) - 1));
        let status = if Self::is_answered(code) { u16::try_from(more).unwrap_or(0) } else { 0 };
        Self { code, status, extra: more }.verdict()
    }

    /// Whether the code is of an answer whose status could be read to decide upon: what quantiles are taken over.
    pub(crate) const fn is_answered(code: u8) -> bool {
        matches!(code, HTTP | HTTP_REDIRECTED | CUT_SHORT)
    }

    pub(crate) const fn is_none(code: u8) -> bool {
        code == NONE
    }
}

fn reason(number: u32) -> NotSent {
    NotSent::ALL.get(number as usize).copied().unwrap_or(NotSent::RequestRefused)
}

/// Small facts of the last attempt, in one byte.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AttemptFacts {
    pub(crate) provenance: Provenance,
    pub(crate) redirected: bool,
    pub(crate) kind: SizeKind,
    pub(crate) is_challenged: bool,
}

impl AttemptFacts {
    pub(crate) const fn packed(self) -> u8 {
        self.provenance as u8
            | (self.redirected as u8) << 3
            | (self.kind as u8) << 4
            | (self.is_challenged as u8) << 7
    }

    pub(crate) fn unpacked(byte: u8) -> Self {
        let provenance = match byte & 7 {
            0 => Provenance::None,
            1 => Provenance::Clock,
            2 => Provenance::Browser,
            3 => Provenance::Practice,
            5 => Provenance::Extension,
            6 => Provenance::Visit,
            7 => Provenance::Probe,
            _ => Provenance::Tool,
        };
        let (redirected, is_challenged) = (byte & 8 != 0, byte & 128 != 0);
        Self { provenance, redirected, kind: SizeKind::numbered((byte >> 4) & 7), is_challenged }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_survives_packing() {
        use Provenance as P;
        for provenance in
            [P::None, P::Clock, P::Browser, P::Practice, P::Tool, P::Extension, P::Visit, P::Probe]
        {
            for (redirected, is_challenged) in [(false, false), (true, false), (false, true), (true, true)] {
                for kind in (0..7).map(SizeKind::numbered) {
                    let facts = AttemptFacts { provenance, redirected, kind, is_challenged };
                    let facts = AttemptFacts::unpacked(facts.packed());
                    assert_eq!((facts.provenance, facts.redirected), (provenance, redirected));
                    assert_eq!((facts.kind as u8, facts.is_challenged), (kind as u8, is_challenged));
                }
            }
        }
    }

    #[test]
    fn every_verdict_survives_packing() {
        let timed_out = |headers, possibly_browser_queued| Verdict::TimedOut {
            after_ms: 3_600_000,
            headers,
            possibly_browser_queued,
        };
        let mut verdicts = vec![
            Verdict::Http { status: 200, redirected: false },
            Verdict::Http { status: 999, redirected: true },
            Verdict::CutShort { status: 200 },
            timed_out(false, false),
            timed_out(false, true),
            timed_out(true, false),
            timed_out(true, true),
        ];
        verdicts.extend(NotSent::ALL.map(Verdict::NotSent));
        verdicts.extend(NetworkErrorKind::ALL.map(Verdict::NetworkError));
        // A run that ends before the attempt after an interrupted one was cancelled.
        assert_eq!(Packed::of(Verdict::Interrupted, None).verdict(), Some(Verdict::Cancelled));
        let plain = Verdict::PLAIN.map(|(plain, _)| plain);
        verdicts.extend(plain.into_iter().filter(|plain| *plain != Verdict::Interrupted));
        for verdict in verdicts {
            let seen = matches!(verdict, Verdict::TimedOut { headers: true, .. }).then_some(200);
            assert_eq!(Packed::of(verdict, seen).verdict(), Some(verdict));
            let pending = Packed::of(verdict, None);
            assert_eq!(Packed::of_pending(pending.pending()), pending.verdict());
        }
        assert_eq!((Packed::default().verdict(), Packed::of_pending(0)), (None, None));
    }
}
