//! Pairs what the extension's page observes of requests with the attempts in flight. The events travel apart from the
//! fetches: they may come before or after the promise, for attempts that are over, or not at all.

use hashbrown::HashMap;

use super::hop::{Hop, MAX_HOPS};

/// Most characters of an error's name.
const MAX_NAME_CHARS: usize = 300;

/// One event about a request in flight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Observation {
    /// A redirect was followed.
    Hop(Hop),
    /// It failed, with this name in the browser's own words.
    Failed(Box<str>),
    /// The answer came from this address.
    ServerIp(Box<str>),
    /// The answer had no status line: HTTP/0.9, which Firefox passes off as a 200.
    NoStatusLine,
}

/// What became known of one attempt beyond its fetch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Observed {
    /// The redirects that were followed, in order; at most [`MAX_HOPS`].
    pub hops: Vec<Hop>,
    /// The name of the error.
    pub error: Option<Box<str>>,
    /// The address of the server that answered; an IPv6 address without brackets.
    pub server_ip: Option<Box<str>>,
    /// Whether the answer had no status line.
    pub has_no_status_line: bool,
}

/// What must have been observed before an attempt's end is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted<'a> {
    /// Nothing more.
    Nothing,
    /// Why it failed.
    Error,
    /// All hops up to the final URL, without its fragment.
    HopsTo(&'a str),
    /// The server's address.
    ServerIp,
    /// Whether the answer had a status line; nothing says that it had.
    StatusLine,
}

/// Keeps what is observed of attempts in flight, and of no others: that bounds it.
#[derive(Debug, Default)]
pub struct RequestObserver {
    attempts: HashMap<u32, Observed>,
}

impl RequestObserver {
    /// Attempt number `attempt` goes to the browser.
    pub fn begin(&mut self, attempt: u32) {
        self.attempts.insert(attempt, Observed::default());
    }

    /// Takes an observation in; `false` for an attempt that is not in flight.
    pub fn observe(&mut self, attempt: u32, observation: Observation) -> bool {
        let Some(seen) = self.attempts.get_mut(&attempt) else { return false };
        match observation {
            Observation::Hop(hop) if seen.hops.len() < MAX_HOPS => seen.hops.push(hop),
            Observation::Hop(_) => {}
            Observation::Failed(name) => seen.error = Some(shortened(&name)),
            Observation::ServerIp(address) => seen.server_ip = Some(shortened(&address)),
            Observation::NoStatusLine => seen.has_no_status_line = true,
        }
        true
    }

    /// Whether what is wanted of this attempt has been observed, or can no longer be.
    pub fn has(&self, attempt: u32, wanted: Wanted<'_>) -> bool {
        let Some(seen) = self.attempts.get(&attempt) else { return true };
        match wanted {
            Wanted::Nothing => true,
            Wanted::Error => seen.error.is_some(),
            Wanted::HopsTo(url) => {
                // The last kept one of more hops than are kept is not the last.
                let is_last = |hop: &Hop| without_fragment(&hop.to) == without_fragment(url);
                seen.hops.len() == MAX_HOPS || seen.hops.last().is_some_and(is_last)
            }
            Wanted::ServerIp => seen.server_ip.is_some(),
            Wanted::StatusLine => seen.has_no_status_line,
        }
    }

    /// The attempt has ended: takes what was observed of it.
    pub fn end(&mut self, attempt: u32) -> Observed {
        self.attempts.remove(&attempt).unwrap_or_default()
    }
}

fn without_fragment(url: &str) -> &str {
    url.split('#').next().unwrap_or(url)
}

fn shortened(text: &str) -> Box<str> {
    text.char_indices().nth(MAX_NAME_CHARS).map_or(text, |(end, _)| &text[..end]).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hop(to: &str) -> Observation {
        Observation::Hop(Hop::new(301, to, false))
    }

    #[test]
    fn events_may_come_before_what_they_are_wanted_for_or_after_it() {
        let mut observer = RequestObserver::default();
        observer.begin(1);
        assert!(!observer.has(1, Wanted::Error) && observer.has(1, Wanted::Nothing));
        observer.observe(1, hop("https://b.test/#own"));
        assert!(!observer.has(1, Wanted::HopsTo("https://c.test/")), "one more hop is on its way");
        observer.observe(1, hop("https://c.test/"));
        assert!(observer.has(1, Wanted::HopsTo("https://c.test/#v.1.1")));
        observer.observe(1, Observation::Failed("net::ERR_FAILED".into()));
        assert!(observer.has(1, Wanted::Error));
        let seen = observer.end(1);
        assert_eq!((seen.hops.len(), seen.error.as_deref()), (2, Some("net::ERR_FAILED")));
    }

    #[test]
    fn an_attempt_that_is_over_is_waited_for_no_longer_and_keeps_nothing() {
        let mut observer = RequestObserver::default();
        assert!(!observer.observe(7, hop("https://b.test/")), "never begun");
        observer.begin(7);
        observer.end(7);
        assert!(!observer.observe(7, hop("https://b.test/")));
        assert!(observer.has(7, Wanted::Error));
        assert_eq!(observer.end(7), Observed::default());
    }

    #[test]
    fn a_hostile_server_fills_no_memory() {
        let mut observer = RequestObserver::default();
        observer.begin(1);
        for at in 0..1_000 {
            observer.observe(1, hop(&format!("https://a.test/{at}")));
        }
        observer.observe(1, Observation::Failed("x".repeat(1 << 20).into()));
        assert!(observer.has(1, Wanted::HopsTo("https://elsewhere.test/")), "the rest is not waited for");
        let seen = observer.end(1);
        assert_eq!((seen.hops.len(), seen.error.map(|name| name.len())), (MAX_HOPS, Some(MAX_NAME_CHARS)));
    }
}
