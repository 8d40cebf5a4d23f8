//! What requests carry besides their URL: headers, and a method and body in a run that may change data. Never stored or
//! put into a link: it may be secret, and a run that changes data is confirmed each time.

mod forbidden;
pub mod headers;
mod safelist;
pub mod side_effects;

use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

use headers::HeaderRule;

/// What the requests of a run carry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestPayload {
    /// Headers, for all hosts or for one.
    pub headers: Vec<HeaderRule>,
    /// A method that may change data, in the place of the settings' own; `None` changes nothing.
    pub write: Option<Write>,
}

/// A request that may change data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Write {
    /// Its method.
    pub method: WriteMethod,
    /// Its body; empty for none.
    pub body: String,
}

/// A method that a server may change data for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum WriteMethod {
    /// Hands something in.
    #[default]
    Post,
    /// Replaces what is there.
    Put,
    /// Changes what is there.
    Patch,
    /// Takes away what is there.
    Delete,
    /// Asks what may be done; harmless by itself, but no page sends it to another origin without a preflight.
    Options,
}

impl WriteMethod {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Post, Self::Put, Self::Patch, Self::Delete, Self::Options];

    /// The method's name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
        }
    }

    /// Whether sending it twice does the same as once (RFC 9110, 9.2.2), so that a failed attempt may be repeated.
    pub const fn is_idempotent(self) -> bool {
        matches!(self, Self::Put | Self::Delete | Self::Options)
    }
}

impl RequestPayload {
    /// Whether requests carry nothing.
    pub fn is_empty(&self) -> bool {
        self.headers.is_empty() && self.write.is_none()
    }

    /// The headers of a request to `host` (with its port, where that is not the scheme's own), those for all hosts
    /// first. A later one takes the place of an earlier one of the same name.
    pub fn headers_for<'f>(&'f self, host: &str) -> impl Iterator<Item = (&'f str, &'f str)> {
        let belongs = |rule: &&HeaderRule| rule.host.as_deref().is_none_or(|of| of == host);
        // Not by a set of names: its hash weighs a kilobyte in the runner, and nobody sets many headers.
        let mut kept: Vec<&HeaderRule> = Vec::new();
        for rule in self.headers.iter().rev().filter(belongs) {
            if !kept.iter().any(|later| later.name.eq_ignore_ascii_case(&rule.name)) {
                kept.push(rule);
            }
        }
        kept.reverse();
        kept.into_iter().map(|rule| (&*rule.name, &*rule.value))
    }

    /// Who needs a preflight, found out once for any number of hosts: see [`RequestPayload::needs_preflight`].
    pub fn preflights(&self) -> Preflights<'_> {
        let named = self.headers.iter().filter_map(|rule| rule.host.as_deref());
        // No host has an empty name, so that it means all that are not named.
        let hosts = named.chain([""]).map(|host| (host, self.needs_preflight(host)));
        Preflights { hosts: hosts.collect() }
    }

    /// Whether requests to `host` at another origin need a preflight (Fetch standard, "CORS-preflight fetch").
    pub fn needs_preflight(&self, host: &str) -> bool {
        let by_method = self.write.as_ref().is_some_and(|write| write.method != WriteMethod::Post);
        by_method || self.headers_for(host).any(|(name, value)| !safelist::holds(name, value))
    }

    /// Whether a failed attempt may be repeated without the user's word: what is neither idempotent nor harmless is not.
    pub fn may_repeat(&self) -> bool {
        self.write.as_ref().is_none_or(|write| write.method.is_idempotent())
    }
}

/// Which hosts are sent a preflight before each request. A look-up costs the same however many headers there are.
#[derive(Clone, Debug)]
pub struct Preflights<'f> {
    /// The hosts that have headers of their own, and the empty name for all others.
    hosts: HashMap<&'f str, bool>,
}

impl Preflights<'_> {
    /// Whether requests to `host` need one.
    pub fn needs(&self, host: &str) -> bool {
        self.hosts.get(host).or_else(|| self.hosts.get("")).copied().unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn payload(headers: &str, method: Option<WriteMethod>) -> RequestPayload {
        let (headers, problems) = headers::parse(headers);
        assert_eq!(problems, []);
        RequestPayload { headers, write: method.map(|method| Write { method, body: String::new() }) }
    }

    #[test]
    fn a_host_has_those_for_all_and_its_own_which_go_before() {
        let payload = payload("X-A: all\nX-B: b\n[a.example]\nx-a: own\n[b.example:81]\nX-C: c", None);
        let of = |host| payload.headers_for(host).collect::<Vec<_>>();
        assert_eq!(of("a.example"), [("X-B", "b"), ("x-a", "own")]);
        assert_eq!(of("b.example:81"), [("X-A", "all"), ("X-B", "b"), ("X-C", "c")]);
        assert_eq!(of("b.example"), [("X-A", "all"), ("X-B", "b")]);
    }

    #[test]
    fn a_preflight_is_for_what_no_form_could_send() {
        let needs = |headers, method| payload(headers, method).needs_preflight("a.example");
        assert!(!needs("", None));
        assert!(!needs("Accept: text/html", Some(WriteMethod::Post)));
        assert!(needs("X-Key: 1", None));
        assert!(!needs("[b.example]\nX-Key: 1", None));
        assert!(needs("Content-Type: application/json", Some(WriteMethod::Post)));
        assert!(needs("", Some(WriteMethod::Delete)));
    }

    #[test]
    fn preflights_are_known_for_all_hosts_at_once() {
        let payload = payload(
            "Accept: x\n[a.example]\nX-Key: 1\n[b.example]\nAccept: y\n[c.example]\naccept: \"(\"",
            None,
        );
        let preflights = payload.preflights();
        for host in ["", "a.example", "b.example", "c.example", "d.example", "a.example:81"] {
            assert_eq!(preflights.needs(host), payload.needs_preflight(host), "{host}");
        }
        assert!(preflights.needs("a.example") && !preflights.needs("d.example"));
        assert!(
            RequestPayload {
                write: Some(Write { method: WriteMethod::Put, body: String::new() }),
                ..RequestPayload::default()
            }
            .preflights()
            .needs("d.example")
        );
    }

    #[test]
    fn a_hundred_headers_of_one_name_cost_no_more_than_others() {
        let lines: Vec<_> = (0..headers::MAX_HEADERS).map(|at| format!("X-{}: {at}", at % 3)).collect();
        let payload = payload(&lines.join("\n"), None);
        let kept: Vec<_> = payload.headers_for("a.example").collect();
        assert_eq!(kept, [("X-1", "97"), ("X-2", "98"), ("X-0", "99")]);
    }

    #[test]
    fn only_what_does_the_same_twice_is_repeated() {
        assert!(payload("", None).may_repeat());
        assert!(payload("", Some(WriteMethod::Put)).may_repeat());
        assert!(!payload("", Some(WriteMethod::Post)).may_repeat());
        assert!(!payload("", Some(WriteMethod::Patch)).may_repeat());
    }
}
