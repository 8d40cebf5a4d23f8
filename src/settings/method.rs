//! How a target is requested, and how one attempt of it is.

use serde::{Deserialize, Serialize};

/// What one attempt requests, as it goes over the wire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verb {
    /// The whole answer.
    #[default]
    Get,
    /// The headers only.
    Head,
    /// The same without asking to read it (`no-cors`): says that a server answers, and nothing of what.
    Probe,
}

impl Verb {
    /// The method's name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head | Self::Probe => "HEAD",
        }
    }
}

/// How a target is requested.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Method {
    /// The whole answer.
    #[default]
    Get,
    /// The headers only.
    Head,
    /// The headers only; where that is refused (403, 404, 405, 501) or has no visible answer, the whole answer.
    HeadThenGet,
}

impl Method {
    pub(super) const NAMES: [(Self, &str); 3] =
        [(Self::Get, "get"), (Self::Head, "head"), (Self::HeadThenGet, "head-then-get")];

    /// What the first attempt requests.
    pub const fn first(self) -> Verb {
        match self {
            Self::Get => Verb::Get,
            Self::Head | Self::HeadThenGet => Verb::Head,
        }
    }
}
