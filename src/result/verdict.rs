//! The verdict on a target: how it ended, in words, and the total it counts in.

use core::fmt;

use serde::{Deserialize, Serialize};

use super::outcome::{AttemptEnd, BodyEnd};
use crate::input::not_sent::NotSent;
use crate::network::NetworkErrorKind;

/// The total a verdict counts in. Totals add up to the links that have a verdict, always.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[repr(u8)]
pub enum Total {
    /// A 2xx answer.
    Working,
    /// A 4xx or 5xx answer, a timeout, an answer cut short.
    Broken,
    /// The browser did not let us know.
    Unverified,
    /// Found before the network.
    NotSent,
    /// The user stopped it.
    Cancelled,
    /// The user chose not to count this status.
    Ignored,
}

impl Total {
    /// All totals, in the order in which they are shown.
    pub const ALL: [Self; 6] =
        [Self::Working, Self::Broken, Self::Unverified, Self::NotSent, Self::Cancelled, Self::Ignored];

    /// The order in which they are shown: what needs attention first.
    pub const SHOWN: [Self; 6] =
        [Self::Broken, Self::Unverified, Self::Working, Self::NotSent, Self::Cancelled, Self::Ignored];

    /// What there is to look into.
    pub const PROBLEMS: [Self; 3] = [Self::Broken, Self::Unverified, Self::NotSent];

    /// Its name on the page, its sign, and how much it needs attention.
    const fn spec(self) -> (&'static str, &'static str, u8) {
        match self {
            Self::Working => ("working", "✓", 0),
            Self::Ignored => ("ignored", "–", 1),
            Self::Cancelled => ("cancelled", "◼", 2),
            Self::NotSent => ("not sent", "⊘", 3),
            Self::Unverified => ("not verified", "?", 4),
            Self::Broken => ("broken", "✕", 5),
        }
    }

    /// The name of this total on the page.
    pub const fn name(self) -> &'static str {
        self.spec().0
    }

    /// The same as a title.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Working => "Working",
            Self::Broken => "Broken",
            Self::Unverified => "Not verified",
            Self::NotSent => "Not sent",
            Self::Cancelled => "Cancelled",
            Self::Ignored => "Ignored",
        }
    }

    /// The sign shown before it, so that colour is never the only one.
    pub const fn sign(self) -> &'static str {
        self.spec().1
    }

    /// How much it needs attention, 0 to 5: what a sort by verdict goes by.
    pub const fn severity(self) -> u8 {
        self.spec().2
    }
}

/// Makes [`Verdict`] of the variants that carry data and of a table of those that carry none, each named as the end of an
/// attempt that it is of. What depends on a verdict is decided here for all: a row is all that one without data needs.
macro_rules! verdicts {
    (
        data { $($data:tt)* }
        plain { $($(#[$doc:meta])* $plain:ident: $name:literal, $total:ident;)* }
    ) => {
        /// The verdict on a target. A status is 100 to 999.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[expect(missing_docs, reason = "fields are named for what they hold")]
        pub enum Verdict {
            $($data)*
            $($(#[$doc])* $plain,)*
        }

        impl Verdict {
            /// The verdicts that carry no data, each with the end of an attempt that it is of. Their places are their codes in
            /// [`Packed`](super::packed::Packed), which verdicts of one total sort by.
            pub(crate) const PLAIN: [(Self, AttemptEnd); [$($name),*].len()] =
                [$((Self::$plain, AttemptEnd::$plain)),*];

            /// The verdict that rests on an attempt's end.
            pub fn of(end: &AttemptEnd, possibly_browser_queued: bool) -> Self {
                match *end {
                    AttemptEnd::Answered { status, body: BodyEnd::CutShort, .. } => Self::CutShort { status },
                    AttemptEnd::Answered { status, redirected, .. } => Self::Http { status, redirected },
                    AttemptEnd::TimedOut { status, after_ms } => {
                        Self::TimedOut { after_ms, headers: status.is_some(), possibly_browser_queued }
                    }
                    AttemptEnd::NotSent(reason) => Self::NotSent(reason),
                    AttemptEnd::NetworkError(kind) => Self::NetworkError(kind),
                    $(AttemptEnd::$plain => Self::$plain,)*
                }
            }

            /// A word or two that say it where there is little room.
            pub fn in_short(self) -> String {
                match self {
                    Self::Http { status, redirected: true } => format!("{status} ↪"),
                    Self::Http { status, .. } => status.to_string(),
                    Self::TimedOut { .. } => "timeout".to_owned(),
                    Self::NoVisibleAnswer => "hidden".to_owned(),
                    Self::AnsweredHidden => "answered".to_owned(),
                    Self::NotSent(_) => "not sent".to_owned(),
                    Self::CutShort { .. } => "cut short".to_owned(),
                    Self::Refused => "refused".to_owned(),
                    Self::NetworkError(kind) => kind.in_short().to_owned(),
                    other => other.name().to_ascii_lowercase(),
                }
            }

            /// The words that it begins with.
            pub(crate) const fn name(self) -> &'static str {
                match self {
                    Self::Http { .. } | Self::CutShort { .. } => "HTTP",
                    Self::TimedOut { .. } => "Timed out",
                    Self::NotSent(_) => "Not sent",
                    Self::NetworkError(kind) => kind.words(),
                    $(Self::$plain => $name,)*
                }
            }

            /// The total this verdict counts in. A bare 300 or 304, 429 and 999 (a known bot wall) cannot be verified, nor
            /// other 3xx, which ask for nothing we can follow; any other 4xx, 5xx and above is broken.
            pub fn total(&self) -> Total {
                match *self {
                    Self::Http { status, .. } => match status {
                        200..=299 => Total::Working,
                        429 | 999 | 0..=199 | 300..=399 => Total::Unverified,
                        _ => Total::Broken,
                    },
                    Self::TimedOut { .. } if self.is_doubtful() => Total::Unverified,
                    Self::NetworkError(kind) if !kind.is_of_link() => Total::Unverified,
                    Self::CutShort { .. } | Self::TimedOut { .. } | Self::NetworkError(_) => Total::Broken,
                    Self::NotSent(_) => Total::NotSent,
                    $(Self::$plain => Total::$total,)*
                }
            }
        }
    };
}

verdicts! {
    data {
        /// The status could be read; perhaps a redirect was followed.
        Http { status: u16, redirected: bool },
        /// The status could be read, then the connection broke before the body ended.
        CutShort { status: u16 },
        /// The deadline passed, so many milliseconds after the attempt's start; 0, which no deadline is, when not reported.
        /// Perhaps the `headers` had come, or it spent the time waiting inside the browser.
        TimedOut { after_ms: u32, headers: bool, possibly_browser_queued: bool },
        /// Found before the network.
        NotSent(NotSent),
        /// No answer came, and whoever sent the request named the error: [`Outcome::error`](super::outcome::Outcome::error).
        NetworkError(NetworkErrorKind),
    }
    plain {
        /// Nothing could be seen: network, TLS, DNS or a policy; a page cannot know which.
        NoVisibleAnswer: "No visible answer", Unverified;
        /// A server answered a probe; the browser hides its status.
        AnsweredHidden: "Answered, status hidden", Unverified;
        /// The browser refused to start it, several times: it says nothing of the target.
        Refused: "Refused by the browser", Unverified;
        /// The user stopped it.
        Cancelled: "Cancelled", Cancelled;
        /// The machine slept or went offline meanwhile; only ever said of an attempt that another followed.
        Interrupted: "Interrupted", Cancelled;
    }
}

impl Verdict {
    /// Whether it is a timeout that the browser's own queue may have caused.
    pub const fn is_doubtful(&self) -> bool {
        matches!(self, Self::TimedOut { headers: false, possibly_browser_queued: true, .. })
    }
}

impl fmt::Display for Verdict {
    /// The verdict as the table and the exports write it: `HTTP 404`, `No visible answer`, `Not sent: blocked port`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())?;
        match self {
            Self::Http { status, redirected } => {
                write!(f, " {status}{}", if *redirected { " ↪" } else { "" })
            }
            Self::CutShort { status } => write!(f, " {status}, cut short"),
            Self::TimedOut { after_ms, .. } => {
                if *after_ms > 0 {
                    write!(f, " after {after_ms} ms")?;
                }
                // Exports tell the two apart by it: one counts as broken, the other could not be verified.
                if self.is_doubtful() { f.write_str(", in doubt") } else { Ok(()) }
            }
            Self::NotSent(reason) => write!(f, ": {}", reason.reason()),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_fall_into_their_totals() {
        for (status, total) in [
            (200, Total::Working),
            (204, Total::Working),
            (300, Total::Unverified),
            (304, Total::Unverified),
            (404, Total::Broken),
            (429, Total::Unverified),
            (500, Total::Broken),
            (999, Total::Unverified),
        ] {
            assert_eq!(Verdict::Http { status, redirected: false }.total(), total, "{status}");
        }
    }

    #[test]
    fn what_is_said_in_short_fits_its_place() {
        let errors = NetworkErrorKind::ALL.map(Verdict::NetworkError);
        let others = Verdict::PLAIN.map(|(verdict, _)| verdict);
        for verdict in errors.into_iter().chain(others) {
            let short = verdict.in_short();
            assert!((1..=11).contains(&short.len()), "{short}");
        }
    }

    #[test]
    fn a_timeout_that_may_have_waited_in_the_browser_is_not_held_against_the_server() {
        let timed_out = |headers, possibly_browser_queued| Verdict::TimedOut {
            after_ms: 3_000,
            headers,
            possibly_browser_queued,
        };
        assert_eq!(timed_out(false, true).total(), Total::Unverified);
        assert_eq!(timed_out(true, true).total(), Total::Broken);
        assert_eq!(timed_out(false, false).total(), Total::Broken);
    }
}
