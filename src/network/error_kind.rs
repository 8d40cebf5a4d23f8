//! Network errors by kind: a closed list that the browsers' own names are mapped to. The names are free text: those that are
//! known have a kind, the rest are shown as they are.

use serde::{Deserialize, Serialize};

use super::visit::VISIT_ENDED;
use Blame::{Client, Passing, Server};

/// Whose error it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Blame {
    /// The server's, or its host's; the same is to be expected of another attempt.
    Server,
    /// The server's or the network's; another attempt may fare better.
    Passing,
    /// That of this machine, its browser or its network: it says nothing of the link.
    Client,
}

/// Makes [`NetworkErrorKind`] of its kinds, each with its words, whose it is, what it means, and the names that browsers give it.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident => $words:literal, $blame:expr, $meaning:literal, [$($name:expr),*];)*) => {
        /// The kind of a network error.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[repr(u8)]
        pub enum NetworkErrorKind {
            $($(#[$doc])* $kind,)*
        }

        impl NetworkErrorKind {
    /// The kind in a word or two, where there is little room: at most eleven letters.
    pub const fn in_short(self) -> &'static str {
        match self {
            Self::Other => "failed",
            Self::Refused => "refused",
            Self::NoSuchHost => "no host",
            Self::LookupFailed => "DNS failed",
            Self::Reset => "reset",
            Self::EmptyAnswer => "empty",
            Self::Closed => "closed",
            Self::ConnectTimeout => "timeout",
            Self::Unreachable => "no route",
            Self::CutShort => "cut short",
            Self::NotHttp => "not HTTP",
            Self::Protocol => "bad HTTP",
            Self::UntrustedCertificate => "untrusted",
            Self::ExpiredCertificate => "expired",
            Self::WrongHostCertificate => "wrong host",
            Self::RevokedCertificate => "revoked",
            Self::Certificate => "bad cert",
            Self::ClientCertificate => "wants cert",
            Self::Tls | Self::Encryption => "TLS failed",
            Self::TooManyRedirects => "loops",
            Self::UnsafeRedirect => "scheme",
            Self::InvalidRedirect => "bad hop",
            Self::BlockedPort => "port",
            Self::Blocked => "blocked",
            Self::Offline => "offline",
            Self::Proxy => "proxy",
            Self::GivenUp => "given up",
            Self::OutOfResources => "overloaded",
        }
    }

            /// All kinds, in the order of their numbers.
            pub const ALL: [Self; [$(stringify!($kind)),*].len()] = [$(Self::$kind),*];

            /// The kind in a few words, as a verdict.
            pub const fn words(self) -> &'static str {
                match self { $(Self::$kind => $words,)* }
            }

            /// What it means for the link, in one sentence.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$kind => $meaning,)* }
            }

            const fn blame(self) -> Blame {
                match self { $(Self::$kind => $blame,)* }
            }

            /// The names in browsers, whole or as they begin.
            const fn names(self) -> &'static [&'static str] {
                match self { $(Self::$kind => &[$($name),*],)* }
            }
        }
    };
}

kinds! {
    /// None of the others, or one whose name is not known.
    #[default]
    Other => "Network error", Server, "No answer came, because of the error below.", [];
    /// Nothing listens at that port.
    Refused => "Connection refused", Server,
        "The host is there, but nothing listens at that port.",
        ["net::ERR_CONNECTION_REFUSED", "NS_ERROR_CONNECTION_REFUSED"];
    /// The name has no address.
    NoSuchHost => "No such host", Server,
        "The host's name is not found: it is misspelt, or its domain is gone.",
        ["net::ERR_NAME_NOT_RESOLVED", "net::ERR_ICANN_NAME_COLLISION", "NS_ERROR_UNKNOWN_HOST"];
    /// The name could not be looked up.
    LookupFailed => "Name lookup failed", Passing,
        "The host's name could not be looked up: the name server did not answer, or not usefully.",
        ["net::ERR_NAME_RESOLUTION_FAILED", "net::ERR_DNS_"];
    /// The connection was broken off before an answer.
    Reset => "Connection reset", Passing,
        "The server, or something on the way to it, broke the connection off.",
        ["net::ERR_CONNECTION_RESET", "net::ERR_CONNECTION_ABORTED", "net::ERR_SOCKET_NOT_CONNECTED",
         "NS_ERROR_NET_RESET", "NS_ERROR_NET_INTERRUPT"];
    /// The connection was closed without a byte of an answer.
    EmptyAnswer => "Empty answer", Passing,
        "The server took the request and closed the connection without a word.",
        ["net::ERR_EMPTY_RESPONSE", "NS_ERROR_NET_EMPTY_RESPONSE"];
    /// The connection was closed, often by a port that speaks no TLS.
    Closed => "Connection closed", Passing,
        "The connection was closed before an answer; a port that does not speak https does that.",
        ["net::ERR_CONNECTION_CLOSED"];
    /// The network gave up connecting, before our deadline.
    ConnectTimeout => "Connection timed out", Passing,
        "The host did not take the connection in the browser's own time.",
        ["net::ERR_CONNECTION_TIMED_OUT", "net::ERR_TIMED_OUT", "NS_ERROR_NET_TIMEOUT"];
    /// There is no way to the host.
    Unreachable => "Host unreachable", Passing,
        "There is no way to the host's address from here.",
        ["net::ERR_ADDRESS_UNREACHABLE", "net::ERR_ADDRESS_INVALID", "net::ERR_CONNECTION_FAILED",
         "NS_ERROR_HOST_UNREACHABLE", "NS_ERROR_NET_UNREACHABLE"];
    /// The body was shorter than it was said to be.
    CutShort => "Answer cut short", Passing,
        "The connection broke before the whole answer had come.",
        ["net::ERR_CONTENT_LENGTH_MISMATCH", "net::ERR_INCOMPLETE_CHUNKED_ENCODING",
         "NS_ERROR_NET_PARTIAL_TRANSFER"];
    /// What came was no HTTP.
    NotHttp => "Not an HTTP answer", Server,
        "Something answered, but not in HTTP as it is spoken today.",
        ["net::ERR_INVALID_HTTP_RESPONSE", "NS_ERROR_PARSING_HTTP_STATUS_LINE", "HTTP/0.9"];
    /// What came breaks the rules of its protocol.
    Protocol => "Broken protocol", Server,
        "The answer breaks the rules of HTTP, so browsers drop it.",
        ["net::ERR_HTTP2_", "net::ERR_QUIC_", "net::ERR_RESPONSE_HEADERS_", "net::ERR_INVALID_CHUNKED_ENCODING",
         "net::ERR_CONTENT_DECODING_", "net::ERR_UNEXPECTED_PROXY_AUTH", "NS_ERROR_NET_HTTP2_",
         "NS_ERROR_NET_HTTP3_", "NS_ERROR_NET_INADEQUATE_SECURITY", "NS_ERROR_INVALID_CONTENT_ENCODING",
         "NS_ERROR_CORRUPTED_CONTENT", "NS_ERROR_FILE_TOO_BIG"];
    /// The certificate's authority is not trusted; self-signed ones are their own.
    UntrustedCertificate => "Certificate not trusted", Server,
        "No authority that browsers trust has signed the certificate, so they show a warning instead of the page.",
        ["net::ERR_CERT_AUTHORITY_INVALID", "MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT", "SEC_ERROR_UNKNOWN_ISSUER"];
    /// The certificate has expired, or is not valid yet.
    ExpiredCertificate => "Certificate expired", Server,
        "The certificate is past its date, or not valid yet; a wrong clock of this machine looks the same.",
        ["net::ERR_CERT_DATE_INVALID", "SEC_ERROR_EXPIRED_CERTIFICATE"];
    /// The certificate is for other hosts.
    WrongHostCertificate => "Certificate of another host", Server,
        "The certificate is for other hosts than this one.",
        ["net::ERR_CERT_COMMON_NAME_INVALID", "SSL_ERROR_BAD_CERT_DOMAIN"];
    /// The certificate was taken back by its authority.
    RevokedCertificate => "Certificate revoked", Server,
        "The certificate was revoked by its authority.",
        ["net::ERR_CERT_REVOKED", "SEC_ERROR_REVOKED_CERTIFICATE"];
    /// The certificate is invalid in another way.
    Certificate => "Invalid certificate", Server,
        "The certificate is not valid, in the browser's words below.",
        ["net::ERR_CERT_", "net::ERR_SSL_PINNED_KEY_NOT_IN_CERT_CHAIN", "net::ERR_SSL_OBSOLETE_"];
    /// The server wants a certificate of the visitor's.
    ClientCertificate => "Client certificate wanted", Server,
        "The server admits only visitors with a certificate of their own.",
        ["net::ERR_BAD_SSL_CLIENT_AUTH_CERT", "net::ERR_SSL_CLIENT_AUTH_"];
    /// The handshake failed.
    Tls => "TLS failed", Server,
        "Browser and server could not agree on an encrypted connection.",
        ["net::ERR_SSL_", "net::ERR_ECH_"];
    /// More redirects than browsers follow.
    TooManyRedirects => "Too many redirects", Server,
        "It redirects in a circle, or more often than browsers follow.",
        ["net::ERR_TOO_MANY_REDIRECTS", "NS_ERROR_REDIRECT_LOOP"];
    /// A redirect to where no web page may lead.
    UnsafeRedirect => "Redirect to a forbidden address", Server,
        "It redirects to an address that browsers follow from no page.",
        ["net::ERR_UNSAFE_REDIRECT", "net::ERR_UNKNOWN_URL_SCHEME", "net::ERR_DISALLOWED_URL_SCHEME",
         "NS_ERROR_DOM_BAD_URI", "NS_ERROR_UNKNOWN_PROTOCOL", "NS_ERROR_UNSAFE_CONTENT_TYPE"];
    /// A redirect whose address cannot be read.
    InvalidRedirect => "Redirect without a readable address", Server,
        "It redirects to an address that cannot be read.",
        ["net::ERR_INVALID_REDIRECT", "net::ERR_INVALID_URL", "NS_ERROR_MALFORMED_URI"];
    /// A port that browsers never connect to.
    BlockedPort => "Blocked port", Server,
        "Browsers never connect to this port.",
        ["net::ERR_UNSAFE_PORT", "NS_ERROR_PORT_ACCESS_NOT_ALLOWED"];
    /// Another extension, a policy or this browser blocked it.
    Blocked => "Blocked in this browser", Client,
        "Something in this browser blocked the request: another extension, or a rule of whoever manages it.",
        ["net::ERR_BLOCKED_BY_", "net::ERR_NETWORK_ACCESS_DENIED", "net::ERR_BLOCKED_ENROLLMENT_",
         "NS_ERROR_BLOCKED_BY_POLICY", "NS_ERROR_ABORT", "NS_ERROR_LOCAL_NETWORK_ACCESS_DENIED",
         "NS_ERROR_TRACKING_URI", "NS_ERROR_SOCIALTRACKING_URI", "NS_ERROR_CRYPTOMINING_URI",
         "NS_ERROR_FINGERPRINTING_URI", "NS_ERROR_MALWARE_URI", "NS_ERROR_PHISHING_URI",
         "NS_ERROR_UNWANTED_URI", "NS_ERROR_HARMFUL_URI", "NS_ERROR_HARMFULADDON_URI"];
    /// This machine has no network, or changed it meanwhile.
    Offline => "This machine is offline", Client,
        "This machine had no network, or changed it meanwhile.",
        ["net::ERR_INTERNET_DISCONNECTED", "net::ERR_NETWORK_CHANGED", "net::ERR_NETWORK_IO_SUSPENDED",
         "NS_ERROR_OFFLINE", "NS_ERROR_NETWORK_CHANGED"];
    /// The proxy of this machine failed.
    Proxy => "Proxy failed", Client,
        "The proxy that this browser uses failed.",
        ["net::ERR_PROXY_", "net::ERR_TUNNEL_CONNECTION_FAILED", "net::ERR_SOCKS_CONNECTION_",
         "net::ERR_MANDATORY_PROXY_", "net::ERR_NO_SUPPORTED_PROXIES", "NS_ERROR_PROXY_",
         "NS_ERROR_UNKNOWN_PROXY_"];
    /// The browser gave it up, for its own reasons or for none that it names.
    GivenUp => "Given up by the browser", Client,
        "The browser itself gave the request up, and does not say why.",
        ["net::ERR_ABORTED", "net::ERR_FAILED", "net::ERR_CACHE_", "net::ERR_OUT_OF_MEMORY",
         "NS_BINDING_ABORTED", "NS_ERROR_FAILURE", VISIT_ENDED];
    /// The browser has too much in flight.
    OutOfResources => "Browser out of resources", Client,
        "The browser has too many requests in flight to start this one.",
        ["net::ERR_INSUFFICIENT_RESOURCES", "net::ERR_ADDRESS_IN_USE", "net::ERR_NO_BUFFER_SPACE"];
    /// A sentence of Firefox about the certificate or the handshake, in the user's language.
    Encryption => "Certificate or TLS error", Server,
        "The certificate is not valid, or no encrypted connection came about; the error below says which.", [];
}

impl NetworkErrorKind {
    /// The kind of the error that a browser calls `name`; of the names that it begins with, the longest counts. A sentence
    /// about an https request, as Firefox gives for certificates, names no kind: see [`Self::of_https`].
    pub fn of_name(name: &str) -> Self {
        let known = |kind: &Self| {
            let begins = kind.names().iter().filter(|known| name.starts_with(**known));
            begins.map(|known| known.len()).max()
        };
        // Firefox: NS_ERROR_GENERATE_FAILURE(NS_ERROR_MODULE_SECURITY, SSL_ERROR_…).
        let security = name.split_once(',').filter(|(outer, _)| outer.ends_with("NS_ERROR_MODULE_SECURITY"));
        if let Some((_, code)) = security {
            return Self::of_security_code(code.trim_matches([' ', ')']));
        }
        let best = Self::ALL.into_iter().filter_map(|kind| Some((known(&kind)?, kind)));
        best.max_by_key(|(length, _)| *length).map_or(Self::Other, |(_, kind)| kind)
    }

    /// The kind of an error of an https request. Firefox names those of certificates and TLS in sentences of the user's
    /// language: what is no name of its own is taken for one.
    pub fn of_https(name: &str) -> Self {
        match Self::of_name(name) {
            Self::Other if name.contains(' ') && !name.starts_with("NS_") => Self::Encryption,
            kind => kind,
        }
    }

    fn of_security_code(code: &str) -> Self {
        match code {
            "SSL_ERROR_RX_CERTIFICATE_REQUIRED_ALERT" | "SSL_ERROR_BAD_CERT_ALERT" => Self::ClientCertificate,
            _ => {
                let known = Self::ALL.into_iter().find(|kind| kind.names().contains(&code));
                known.unwrap_or(if code.starts_with("SSL_ERROR_") { Self::Tls } else { Self::Certificate })
            }
        }
    }

    /// The kind with that number; [`Self::Other`] for one that is not known.
    pub fn numbered(number: u32) -> Self {
        Self::ALL.get(number as usize).copied().unwrap_or_default()
    }

    /// Whether it says something of the link: else the fault is on this side.
    pub const fn is_of_link(self) -> bool {
        !matches!(self.blame(), Client)
    }

    /// Whether the server had the request, so that another method may fare better.
    pub const fn is_of_request(self) -> bool {
        matches!(
            self,
            Self::Reset | Self::EmptyAnswer | Self::Closed | Self::CutShort | Self::NotHttp | Self::Protocol
        )
    }

    /// Whether another attempt may fare better.
    pub const fn may_pass(self) -> bool {
        matches!(self.blame(), Passing) || matches!(self, Self::Offline | Self::OutOfResources)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use NetworkErrorKind as Kind;

    #[test]
    fn the_names_of_both_browsers_have_a_kind() {
        for (name, kind) in [
            ("net::ERR_CONNECTION_REFUSED", Kind::Refused),
            ("NS_ERROR_CONNECTION_REFUSED", Kind::Refused),
            ("net::ERR_CERT_AUTHORITY_INVALID", Kind::UntrustedCertificate),
            ("net::ERR_CERT_DATE_INVALID", Kind::ExpiredCertificate),
            ("net::ERR_CERT_COMMON_NAME_INVALID", Kind::WrongHostCertificate),
            ("net::ERR_CERT_WEAK_KEY", Kind::Certificate),
            ("net::ERR_SSL_PROTOCOL_ERROR", Kind::Tls),
            ("net::ERR_SSL_CLIENT_AUTH_CERT_NEEDED", Kind::ClientCertificate),
            ("net::ERR_BLOCKED_BY_CLIENT", Kind::Blocked),
            ("net::ERR_HTTP2_PROTOCOL_ERROR", Kind::Protocol),
            ("net::ERR_NEVER_HEARD_OF", Kind::Other),
            ("NS_ERROR_UNKNOWN_HOST", Kind::NoSuchHost),
            ("NS_ERROR_UNKNOWN_PROXY_HOST", Kind::Proxy),
            (
                "NS_ERROR_GENERATE_FAILURE(NS_ERROR_MODULE_SECURITY, SSL_ERROR_RX_CERTIFICATE_REQUIRED_ALERT)",
                Kind::ClientCertificate,
            ),
            (
                "NS_ERROR_GENERATE_FAILURE(NS_ERROR_MODULE_SECURITY, SEC_ERROR_UNKNOWN_ISSUER)",
                Kind::UntrustedCertificate,
            ),
            ("NS_ERROR_GENERATE_FAILURE(NS_ERROR_MODULE_SECURITY, SSL_ERROR_NO_CYPHER_OVERLAP)", Kind::Tls),
            ("connect ECONNREFUSED 127.0.0.1:1", Kind::Other),
            ("", Kind::Other),
        ] {
            assert_eq!(Kind::of_name(name), kind, "{name}");
        }
    }

    #[test]
    fn a_sentence_about_an_https_request_is_of_its_encryption() {
        let sentence = "The certificate is not trusted because it is self-signed.";
        assert_eq!(Kind::of_https(sentence), Kind::Encryption);
        assert_eq!(Kind::of_name(sentence), Kind::Other);
        for name in ["", "NS_ERROR_SOMETHING NEW", "net::ERR_NEW"] {
            assert_eq!(Kind::of_https(name), Kind::Other, "{name}");
        }
        assert_eq!(Kind::of_https("NS_ERROR_NET_RESET"), Kind::Reset);
    }

    #[test]
    fn kinds_are_told_apart_by_their_words_and_their_numbers() {
        for (number, kind) in (0..).zip(Kind::ALL) {
            assert_eq!(Kind::numbered(number), kind);
            assert_eq!(Kind::ALL.into_iter().filter(|other| other.words() == kind.words()).count(), 1);
            assert!(kind.meaning().ends_with('.'), "{kind:?}");
        }
        assert_eq!(Kind::numbered(u32::MAX), Kind::Other);
    }

    #[test]
    fn what_lies_on_this_side_says_nothing_of_the_link() {
        for kind in [Kind::Blocked, Kind::Offline, Kind::Proxy, Kind::GivenUp, Kind::OutOfResources] {
            assert!(!kind.is_of_link(), "{kind:?}");
        }
        for kind in [Kind::Other, Kind::Refused, Kind::UntrustedCertificate, Kind::Reset] {
            assert!(kind.is_of_link(), "{kind:?}");
        }
        assert!(Kind::Reset.may_pass() && !Kind::NoSuchHost.may_pass() && !Kind::Blocked.may_pass());
    }
}
