//! Why a link never reached the network: reasons found before it, each with what to do.

use serde::{Deserialize, Serialize};

/// Makes [`NotSent`] of its reasons, each with its words after "Not sent: " and what the user can do about it.
macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident => $reason:literal, $hint:literal;)*) => {
        /// Why a link was not sent.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[repr(u8)]
        pub enum NotSent {
            $($(#[$doc])* $name,)*
        }

        impl NotSent {
            /// All reasons, in the order of their numbers.
            pub const ALL: [Self; [$(stringify!($name)),*].len()] = [$(Self::$name),*];

            /// The reason in a few words, as shown after "Not sent: ".
            pub const fn reason(self) -> &'static str {
                match self {
                    $(Self::$name => $reason,)*
                }
            }

            /// What the user can do about it.
            pub const fn hint(self) -> &'static str {
                match self {
                    $(Self::$name => $hint,)*
                }
            }
        }
    };
}

reasons! {
    /// No URL can be read from it.
    NotAUrl => "not a URL",
        "Give a full URL, such as https://example.org/page.";
    /// A scheme that is not requested over HTTP: `mailto:`, `javascript:`, `data:`, `ftp:` and others.
    Scheme => "not http or https",
        "Only http:// and https:// links can be requested.";
    /// A host that no URL may have.
    Host => "invalid host",
        "Check the host's name or address.";
    /// A user name or password in the URL, which `fetch` refuses.
    Credentials => "credentials in the URL",
        "Remove the user name and password; a page cannot send them in a URL.";
    /// A port that browsers never connect to.
    BlockedPort => "blocked port",
        "Browsers never connect to this port; serve it on another one.";
    /// `http:` from a page that came over `https:`.
    MixedContent => "http on an https page",
        "Try https://, or open Volley from an http:// address.";
    /// A pattern that cannot be read.
    Pattern => "unreadable pattern",
        "Write [1-100], [a-z], [001-100:2] or {a,b}; put \\ before a literal bracket.";
    /// A pattern, or a list, of more links than one run holds.
    TooMany => "too many links",
        "Split the list: one run holds at most 5,000,000 links.";
    /// Text that was no valid Unicode, so the link is not what its author wrote.
    BrokenText => "broken characters",
        "Save the list as UTF-8 and paste it again.";
    /// A line longer than any URL that browsers send.
    TooLong => "too long",
        "Shorten it to at most 65,536 characters.";
    /// The browser would not build the request.
    RequestRefused => "refused by the browser",
        "Check the URL: the browser would not build a request from it.";
    /// A practice link in a run that the practice server does not answer.
    Practice => "a practice link",
        "The practice server answers only lists of nothing but its own links, where the browser lets it run.";
    /// A link that is relative, in a document whose base URL is not known.
    Relative => "relative link",
        "Give the address of the document as its base URL.";
    /// No link: from here on a document cannot be read.
    Unreadable => "unreadable from here",
        "The links before are read; mend the file at this place for those after.";
    /// The source is no text.
    NotText => "not a text",
        "Take the links out of it first: save it as text, HTML, CSV or JSON.";
    /// A directive of a list that cannot be read.
    Directive => "unreadable directive",
        "Write #repeat 10 on a line of its own: each link below it is requested ten times.";
    /// The user includes others, or excludes it.
    LeftOut => "left out",
        "Change what is included and excluded to have it requested.";
    /// A private or loopback address, which the user leaves alone.
    Private => "private address",
        "Do not skip private addresses, to have it requested.";
    /// Its host failed so often that its lane stopped, and the user gave the rest of it up.
    LaneStopped => "host stopped",
        "Too many requests to this host failed in a row; retry when it has recovered.";
    /// It is on this machine or its network, which the user forbade this page to reach.
    LocalNetwork => "local network not permitted",
        "Permit it where you were asked, or by the sign next to the page's address. Then start again.";
    /// Its request may log out, delete, unsubscribe or confirm, and would carry the user's cookies.
    MayAct => "may act with your cookies",
        "It looks like logging out, deleting, unsubscribing or confirming: run it without your cookies, or open it yourself.";
}

impl NotSent {
    /// Whether the user chose it and the link has no fault.
    pub const fn is_user_choice(self) -> bool {
        matches!(self, Self::LeftOut | Self::Private)
    }
}
