//! What is observed of one attempt. The events travel apart from its fetch: they come before or after its promise, late, or not
//! at all.

use super::error_kind::NetworkErrorKind;
use super::hop::{Hop, MAX_HOPS};

/// Most characters of an error's name.
const MAX_NAME_CHARS: usize = 300;

/// One event about a request in flight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Observation {
    /// A redirect was followed.
    Hop {
        /// The address that redirected.
        from: Box<str>,
        /// Its status, and where it led.
        hop: Hop,
    },
    /// It failed, with this name in the browser's own words.
    Failed(Box<str>),
    /// The answer came from this address.
    ServerIp(Box<str>),
    /// Whether the answer had a status line: HTTP/0.9 has none, and browsers pass it off as a 200.
    StatusLine(bool),
    /// A tab that is visited requests a document, for the first time or again; a redirect is none.
    NewRequest,
    /// The headers of a document came, which is no redirect to be followed: its status and its address.
    Document(u16, Box<str>),
    /// A tab that is visited has loaded, and requested no other document for two seconds.
    Quiet,
}

/// What must have been observed before an attempt's end is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awaited<'a> {
    /// Nothing more.
    Nothing,
    /// Why it failed.
    Error,
    /// All hops up to the final URL, whatever the fragments.
    HopsTo(&'a str),
    /// The server's address.
    ServerIp,
    /// Whether the answer had a status line.
    StatusLine,
}

/// What was observed of one attempt so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Observed {
    /// The redirects that were followed, in order; at most [`MAX_HOPS`].
    pub hops: Vec<Hop>,
    /// The name of the error.
    pub error: Option<Box<str>>,
    /// The address of the server that answered; an IPv6 address without brackets.
    pub server_ip: Option<Box<str>>,
    /// Whether the answer had a status line, where that is known.
    pub has_status_line: Option<bool>,
    /// Of a visit: the status and the address of the last document.
    pub document: Option<(u16, Box<str>)>,
    /// Of a visit: whether the tab has come to rest.
    pub(super) is_quiet: bool,
    /// The address that the first hop came from.
    first: Option<Box<str>>,
    /// Whether a hop is missing between those that were observed.
    has_gap: bool,
}

impl Observed {
    /// Takes an observation in.
    pub fn observe(&mut self, observation: Observation) {
        match observation {
            Observation::Hop { from, hop } => self.push(from, hop),
            Observation::Failed(name) => self.error = Some(shortened(&name)),
            Observation::ServerIp(address) => self.server_ip = Some(shortened(&address)),
            Observation::StatusLine(has_one) => self.has_status_line = Some(has_one),
            Observation::NewRequest => {
                let document = self.document.take();
                *self = Self { document, ..Self::default() };
            }
            Observation::Document(status, url) => self.document = Some((status, url)),
            Observation::Quiet => self.is_quiet = true,
        }
    }

    fn push(&mut self, from: Box<str>, hop: Hop) {
        match self.hops.last() {
            Some(last) => self.has_gap |= without_fragment(&last.to) != without_fragment(&from),
            None if self.first.is_none() => self.first = Some(from),
            None => {}
        }
        // Another extension's redirect has no status.
        if !(300..400).contains(&hop.status) || self.hops.len() >= MAX_HOPS {
            self.has_gap = true;
        } else {
            self.hops.push(hop);
        }
    }

    /// Whether the hops are all that led from `url` to `final_url`.
    pub fn is_whole(&self, url: &str, final_url: &str) -> bool {
        let same =
            |one: Option<&str>, other: &str| one.map(without_fragment) == Some(without_fragment(other));
        let last = self.hops.last().map(|hop| &*hop.to);
        !self.has_gap && same(self.first.as_deref(), url) && same(last, final_url)
    }

    /// Whether the last hop led to what is no http or https.
    pub(super) fn leads_elsewhere(&self) -> bool {
        self.hops.last().is_some_and(|hop| !(hop.to.starts_with("http:") || hop.to.starts_with("https:")))
    }

    /// The kind of its error; `None` where none is named. `is_https`: of the request's first address.
    pub fn error_kind(&self, is_https: bool) -> Option<NetworkErrorKind> {
        let last = self.hops.last().map(|hop| &*hop.to);
        let Some(name) = self.error.as_deref() else {
            // Firefox tells no more of such a redirect.
            return self.leads_elsewhere().then_some(NetworkErrorKind::UnsafeRedirect);
        };
        let is_https = last.map_or(is_https, |to| to.starts_with("https:"));
        let kind = if is_https { NetworkErrorKind::of_https(name) } else { NetworkErrorKind::of_name(name) };
        // The page's own policy lets nothing through but http and https, and the browser just says that it gave up.
        let is_vague = matches!(kind, NetworkErrorKind::GivenUp | NetworkErrorKind::Blocked);
        Some(if self.leads_elsewhere() && is_vague { NetworkErrorKind::UnsafeRedirect } else { kind })
    }

    /// Whether what is wanted has been observed, or can no longer be.
    pub fn has(&self, wanted: Awaited<'_>) -> bool {
        match wanted {
            Awaited::Nothing => true,
            Awaited::Error => self.error.is_some() || self.leads_elsewhere(),
            Awaited::HopsTo(url) => {
                // Of more hops than are kept the last is not the last.
                let is_last = |hop: &Hop| without_fragment(&hop.to) == without_fragment(url);
                self.has_gap || self.hops.last().is_some_and(is_last)
            }
            Awaited::ServerIp => self.server_ip.is_some(),
            Awaited::StatusLine => self.has_status_line.is_some(),
        }
    }
}

/// Browsers leave it out of some addresses.
pub(super) fn without_fragment(url: &str) -> &str {
    url.split('#').next().unwrap_or(url)
}

fn shortened(text: &str) -> Box<str> {
    text.char_indices().nth(MAX_NAME_CHARS).map_or(text, |(end, _)| &text[..end]).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hop(to: &str) -> Observation {
        Observation::Hop { from: "https://a.test/".into(), hop: Hop::new(301, to, false) }
    }

    fn hop_from(from: &str, status: u16, to: &str) -> Observation {
        Observation::Hop { from: from.into(), hop: Hop::new(status, to, false) }
    }

    #[test]
    fn events_may_come_before_what_they_are_wanted_for_or_after_it() {
        let mut seen = Observed::default();
        assert!(!seen.has(Awaited::Error) && seen.has(Awaited::Nothing));
        seen.observe(hop("https://b.test/#own"));
        assert!(seen.is_whole("https://a.test/#v.1.1", "https://b.test/"));
        assert!(!seen.has(Awaited::HopsTo("https://c.test/")), "one more hop is on its way");
        seen.observe(hop_from("https://b.test/#own", 302, "https://c.test/"));
        assert!(seen.has(Awaited::HopsTo("https://c.test/#v.1.1")));
        seen.observe(Observation::Failed("net::ERR_FAILED".into()));
        assert!(seen.has(Awaited::Error));
        for (wanted, observation) in [
            (Awaited::ServerIp, Observation::ServerIp("::1".into())),
            (Awaited::StatusLine, Observation::StatusLine(true)),
        ] {
            assert!(!seen.has(wanted));
            seen.observe(observation);
            assert!(seen.has(wanted));
        }
        assert_eq!((seen.hops.len(), seen.error.as_deref()), (2, Some("net::ERR_FAILED")));
    }

    #[test]
    fn a_chain_with_a_gap_is_not_whole() {
        let is_whole = |hops: &[Observation]| {
            let mut seen = Observed::default();
            hops.iter().cloned().for_each(|hop| seen.observe(hop));
            seen.is_whole("https://a.test/", "https://c.test/")
        };
        let first = hop_from("https://a.test/#v.1.1", 301, "https://b.test/#v.1.1");
        let second = hop_from("https://b.test/#v.1.1", 301, "https://c.test/");
        assert!(is_whole(&[first.clone(), second.clone()]));
        assert!(!is_whole(std::slice::from_ref(&first)), "the last is missing");
        assert!(!is_whole(std::slice::from_ref(&second)), "the first is missing");
        assert!(!is_whole(&[]));
        // Another extension leads it elsewhere, before or after.
        let by_another = hop_from("https://a.test/", 0, "https://x.test/");
        assert!(!is_whole(&[by_another.clone(), hop_from("https://x.test/", 301, "https://c.test/")]));
        assert!(!is_whole(&[first, second, hop_from("https://c.test/", 0, "https://c.test/")]));
    }

    #[test]
    fn an_error_is_that_of_the_last_address() {
        let kind = |hops: &[&str], name: &str, is_https| {
            let mut seen = Observed::default();
            hops.iter()
                .copied()
                .map(hop)
                .chain([Observation::Failed(name.into())])
                .for_each(|it| seen.observe(it));
            seen.error_kind(is_https)
        };
        let sentence = "The certificate is not trusted.";
        assert_eq!(kind(&[], sentence, true), Some(NetworkErrorKind::Encryption));
        assert_eq!(kind(&["https://b.test/"], sentence, false), Some(NetworkErrorKind::Encryption));
        assert_eq!(kind(&["http://b.test/"], sentence, true), Some(NetworkErrorKind::Other));
        for name in ["net::ERR_ABORTED", "net::ERR_BLOCKED_BY_CSP"] {
            assert_eq!(kind(&["strange:x"], name, false), Some(NetworkErrorKind::UnsafeRedirect), "{name}");
        }
        assert_eq!(kind(&["http://b.test/"], "net::ERR_ABORTED", false), Some(NetworkErrorKind::GivenUp));
        let mut silent = Observed::default();
        assert_eq!(silent.error_kind(true), None);
        silent.observe(hop("strange:x"));
        assert!(silent.has(Awaited::Error));
        assert_eq!(silent.error_kind(true), Some(NetworkErrorKind::UnsafeRedirect));
    }

    #[test]
    fn a_hostile_server_fills_no_memory() {
        let mut seen = Observed::default();
        for at in 0..1_000 {
            seen.observe(hop(&format!("https://a.test/{at}")));
        }
        seen.observe(Observation::Failed("x".repeat(1 << 20).into()));
        assert!(seen.has(Awaited::HopsTo("https://elsewhere.test/")), "the rest is not waited for");
        assert_eq!((seen.hops.len(), seen.error.map(|name| name.len())), (MAX_HOPS, Some(MAX_NAME_CHARS)));
    }
}
