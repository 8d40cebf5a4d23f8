//! Why a link never reached the network: reasons found before it, each with what to do.

use serde::{Deserialize, Serialize};

/// Why a link was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum NotSent {
    /// No URL can be read from it.
    NotAUrl,
    /// A scheme that is not requested over HTTP: `mailto:`, `javascript:`, `data:`, `ftp:` and others.
    Scheme,
    /// A host that no URL may have.
    Host,
    /// A user name or password in the URL, which `fetch` refuses.
    Credentials,
    /// A port that browsers never connect to.
    BlockedPort,
    /// `http:` from a page that came over `https:`.
    MixedContent,
    /// A pattern that cannot be read.
    Pattern,
    /// A pattern, or a list, of more links than one run holds.
    TooMany,
    /// Text that was no valid Unicode, so the link is not what its author wrote.
    BrokenText,
    /// A line longer than any URL that browsers send.
    TooLong,
    /// The browser would not build the request.
    RequestRefused,
    /// A practice link in a run that the practice server does not answer.
    Practice,
    /// A link that is relative, in a document whose base URL is not known.
    Relative,
    /// No link: from here on a document cannot be read.
    Unreadable,
    /// The source is no text.
    NotText,
    /// A directive of a list that cannot be read.
    Directive,
    /// The user includes others, or excludes it.
    LeftOut,
    /// A private or loopback address, which the user leaves alone.
    Private,
    /// Its host failed so often that its lane stopped, and the user gave the rest of it up.
    LaneStopped,
    /// It is on this machine or its network, which the user forbade this page to reach.
    LocalNetwork,
}

impl NotSent {
    /// All reasons, in the order of their numbers.
    pub const ALL: [Self; 20] = [
        Self::NotAUrl,
        Self::Scheme,
        Self::Host,
        Self::Credentials,
        Self::BlockedPort,
        Self::MixedContent,
        Self::Pattern,
        Self::TooMany,
        Self::BrokenText,
        Self::TooLong,
        Self::RequestRefused,
        Self::Practice,
        Self::Relative,
        Self::Unreadable,
        Self::NotText,
        Self::Directive,
        Self::LeftOut,
        Self::Private,
        Self::LaneStopped,
        Self::LocalNetwork,
    ];

    /// Whether the user chose it and the link has no fault.
    pub const fn is_user_choice(self) -> bool {
        matches!(self, Self::LeftOut | Self::Private)
    }

    /// The reason in a few words, as shown after "Not sent: ".
    pub const fn reason(self) -> &'static str {
        match self {
            Self::NotAUrl => "no URL",
            Self::Scheme => "not http or https",
            Self::Host => "invalid host",
            Self::Credentials => "credentials in the URL",
            Self::BlockedPort => "blocked port",
            Self::MixedContent => "http on an https page",
            Self::Pattern => "unreadable pattern",
            Self::TooMany => "too many links",
            Self::BrokenText => "broken characters",
            Self::TooLong => "too long",
            Self::RequestRefused => "refused by the browser",
            Self::Practice => "a practice link",
            Self::Relative => "relative link",
            Self::Unreadable => "unreadable from here",
            Self::NotText => "not a text",
            Self::Directive => "unreadable directive",
            Self::LeftOut => "left out",
            Self::Private => "private address",
            Self::LaneStopped => "lane stopped",
            Self::LocalNetwork => "local network not permitted",
        }
    }

    /// What the user can do about it.
    pub const fn hint(self) -> &'static str {
        match self {
            Self::NotAUrl => "Give a full URL, such as https://example.org/page.",
            Self::Scheme => "Only http:// and https:// links can be requested.",
            Self::Host => "Check the host's name or address.",
            Self::Credentials => "Remove the user name and password; a page cannot send them in a URL.",
            Self::BlockedPort => "Browsers never connect to this port; serve it on another one.",
            Self::MixedContent => "Try https://, or open Volley from an http:// address.",
            Self::Pattern => "Write [1-100], [a-z], [001-100:2] or {a,b}; put \\ before a literal bracket.",
            Self::TooMany => "Split the list: one run holds at most 5,000,000 links.",
            Self::BrokenText => "Save the list as UTF-8 and paste it again.",
            Self::TooLong => "Shorten it to at most 65,536 characters.",
            Self::RequestRefused => "Check the URL: the browser would not build a request from it.",
            Self::Practice => {
                "The practice server answers only lists of nothing but its own links, where the browser lets it run."
            }
            Self::Relative => "Give the address of the document as its base URL.",
            Self::Unreadable => "The links before are read; mend the file at this place for those after.",
            Self::NotText => "Take the links out of it first: save it as text, HTML, CSV or JSON.",
            Self::Directive => {
                "Write #repeat 10 on a line of its own: each link below it is asked for ten times."
            }
            Self::LeftOut => "Change what is included and excluded to have it asked.",
            Self::Private => "Do not skip private addresses, to have it asked.",
            Self::LaneStopped => {
                "Too many requests to this host failed in a row; retry when it has recovered."
            }
            Self::LocalNetwork => {
                "Let this page reach your local network: the sign beside its address leads there. Then start again."
            }
        }
    }
}
