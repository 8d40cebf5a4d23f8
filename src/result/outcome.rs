//! What one attempt ended in, as the runner saw it: a value, never an error of the run.

use serde::{Deserialize, Serialize};

use super::timing::Timing;
use crate::ids::TargetId;
use crate::input::not_sent::NotSent;
use crate::network::{Hop, NetworkErrorKind};
use crate::units::{Bytes, Millis};

/// How the body of an answer ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BodyEnd {
    /// Read to its end: this many bytes after decoding.
    Whole(Bytes),
    /// Longer than the cap, so it was cut by us: its size is unknown.
    OverCap,
    /// The connection broke after the headers: its size is unknown.
    CutShort,
    /// None was requested (`HEAD`) or none can exist.
    Absent,
    /// Whoever made the request does not say: its size is unknown.
    Unreported,
}

impl BodyEnd {
    /// The end of a body that was read whole; one that `status` rules out (Fetch, "null body status") is absent.
    pub const fn read(status: u16, bytes: Bytes) -> Self {
        if bytes.0 == 0 && matches!(status, 101 | 103 | 204 | 205 | 304) {
            Self::Absent
        } else {
            Self::Whole(bytes)
        }
    }
}

/// How one attempt ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "fields are named for what they hold")]
pub enum AttemptEnd {
    /// The browser let us read the status, 100 to 999.
    Answered { status: u16, redirected: bool, body: BodyEnd },
    /// The fetch failed and the browser says no more: network, TLS, DNS or a policy.
    #[default]
    NoVisibleAnswer,
    /// A probe was answered, and the browser hides what: see [`Verb::Probe`](crate::settings::Verb::Probe).
    AnsweredHidden,
    /// No answer came, and the error that kept it away is known by its name ([`Outcome::error`]): what a tool saw, or an
    /// extension; never a web page's fetch.
    NetworkError(NetworkErrorKind),
    /// Our deadline passed, so many milliseconds after the attempt's start; 0 when not reported. The status, if the
    /// headers had come.
    TimedOut { status: Option<u16>, after_ms: u32 },
    /// The user stopped it.
    Cancelled,
    /// The machine slept or went offline meanwhile: it says nothing of the target, which is retried.
    Interrupted,
    /// The browser itself refused to start it, which says nothing of the target.
    Refused,
    /// It could not be sent at all.
    NotSent(NotSent),
}

impl AttemptEnd {
    /// Whether it counts against the origin: a timeout, 429, a server error, a reset after the headers, a named network
    /// error. *No visible answer* never does: in a page it is mostly a site without CORS.
    pub fn is_failure(&self) -> bool {
        match self {
            Self::Answered { status, body, .. } => {
                *status == 429 || (500..600).contains(status) || *body == BodyEnd::CutShort
            }
            Self::TimedOut { .. } => true,
            Self::NetworkError(kind) => kind.is_of_link(),
            Self::NoVisibleAnswer
            | Self::AnsweredHidden
            | Self::Cancelled
            | Self::Interrupted
            | Self::Refused
            | Self::NotSent(_) => false,
        }
    }
}

/// One ended attempt, on its way from the runner to the desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Which target it was made for.
    pub target: TargetId,
    /// Which attempt of that target this is, from 1.
    pub attempt: u8,
    /// Whether the target's verdict rests on it: no further attempt follows.
    pub last: bool,
    /// Whether it may have waited inside the browser for a connection, which makes a timeout doubtful.
    pub possibly_browser_queued: bool,
    /// How it ended.
    pub end: AttemptEnd,
    /// When it was handed to the browser, since the run's start, pauses included; `None` when not reported.
    pub started: Option<Millis>,
    /// How long it took, and where the time went.
    pub timing: Timing,
    /// The essence of the answer's `Content-Type`, lower case, where it could be read.
    pub content_type: Option<Box<str>>,
    /// The protocol as ALPN names it (`http/1.1`, `h2`), where the browser reports it.
    pub protocol: Option<Box<str>>,
    /// The URL the answer came from, when a redirect was followed.
    pub final_url: Option<Box<str>>,
    /// The network error by name where it is known: `net::ERR_CONNECTION_REFUSED`, or a tool's own words.
    pub error: Option<Box<str>>,
    /// Whether its headers say that it is a challenge to prove to be no robot.
    pub is_challenged: bool,
    /// What else an extension observed; `None` where nothing was.
    pub observed: Option<Box<Evidence>>,
}

/// What an extension observed of an attempt, beyond what a web page sees.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The redirects that were followed, in order.
    pub hops: Vec<Hop>,
    /// Whether they are all that led from the link to the answer.
    pub is_whole: bool,
    /// The address of the server that answered, where it was measured.
    pub server_ip: Option<Box<str>>,
}

impl Outcome {
    /// The last attempt of a target, of which only the `end` is known.
    pub fn new(target: TargetId, attempt: u8, end: AttemptEnd) -> Self {
        Self {
            target,
            attempt,
            last: true,
            possibly_browser_queued: false,
            end,
            started: None,
            timing: Timing::default(),
            content_type: None,
            protocol: None,
            final_url: None,
            error: None,
            is_challenged: false,
            observed: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_can_have_no_body_has_none() {
        for status in [204, 205, 304] {
            assert_eq!(BodyEnd::read(status, Bytes(0)), BodyEnd::Absent, "{status}");
        }
        for status in [200, 206, 301, 404, 500] {
            assert_eq!(BodyEnd::read(status, Bytes(0)), BodyEnd::Whole(Bytes(0)), "{status}");
        }
        assert_eq!(BodyEnd::read(204, Bytes(7)), BodyEnd::Whole(Bytes(7)), "what was counted is told");
    }
}
