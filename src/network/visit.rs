//! Visits: real navigations in tabs of the user's browser, which show what a site answers to a person and not to a script.
//! Only the extension makes them, each confirmed by the user.
//!
//! A visit that *confirms* is cut off after the headers of its answer, so that nothing of the page is loaded or run. One that the
//! user *watches* is loaded in a tab in front: where a site checks its visitor first, the last answer counts.

use super::observer::{Observed, without_fragment};
use super::transport::Transport;

/// How the page's own ends of a visit begin: the tab was closed, no rule could be set, …
pub(super) const VISIT_ENDED: &str = "Visit ended: ";

/// How a visit ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VisitEnd {
    /// With this status.
    Answered(u16),
    /// Without an answer; [`Observed::error_kind`] says why.
    Failed,
}

impl Observed {
    /// How a visit has ended, as far as it was observed; `None` while more may come. `is_over`: nothing more is waited for.
    pub fn visit_end(&self, transport: Transport, is_over: bool) -> Option<VisitEnd> {
        let is_failed = self.error.is_some() || self.leads_elsewhere();
        // A wall answers first, and the page behind it last: only a page that works is the end of it.
        let is_last = |status: u16| {
            transport != Transport::WatchedTab
                || is_over
                || is_failed
                || (self.is_quiet && (200..300).contains(&status))
        };
        match self.document.as_ref().map(|(status, _)| *status) {
            Some(status) => is_last(status).then_some(VisitEnd::Answered(status)),
            None => is_failed.then_some(VisitEnd::Failed),
        }
    }

    /// The address of a visit's last document where that is not `url`: after redirects, or since the page or the user went on.
    pub fn last_document_url(&self, url: &str) -> Option<&str> {
        let (_, last) = self.document.as_ref()?;
        (without_fragment(last) != without_fragment(url)).then_some(last)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Hop, NetworkErrorKind, Observation};
    use super::*;

    const CLOSED: &str = "Visit ended: the tab was closed";

    fn after(events: &[Observation]) -> Observed {
        let mut seen = Observed::default();
        events.iter().cloned().for_each(|event| seen.observe(event));
        seen
    }

    fn hop(from: &str, to: &str) -> Observation {
        Observation::Hop { from: from.into(), hop: Hop::new(302, to, false) }
    }

    fn failed(name: &str) -> Observation {
        Observation::Failed(name.into())
    }

    use Observation::{NewRequest, Quiet};

    fn status(status: u16) -> Observation {
        Observation::Document(status, "https://a.test/".into())
    }

    #[test]
    fn a_visit_that_confirms_ends_with_its_first_answer() {
        let confirm = |events: &[Observation]| after(events).visit_end(Transport::BackgroundTab, false);
        for (events, end) in [
            (&[][..], None),
            (&[NewRequest], None),
            (&[NewRequest, hop("https://a.test/", "https://b.test/"), NewRequest], None),
            (&[NewRequest, status(200)], Some(VisitEnd::Answered(200))),
            (&[NewRequest, status(403)], Some(VisitEnd::Answered(403))),
            // Our own end of it.
            (&[status(404), failed("net::ERR_BLOCKED_BY_CLIENT")], Some(VisitEnd::Answered(404))),
            (&[status(401), failed(CLOSED)], Some(VisitEnd::Answered(401))),
            (&[failed("net::ERR_NAME_NOT_RESOLVED")], Some(VisitEnd::Failed)),
            (&[hop("https://a.test/", "strange:x")], Some(VisitEnd::Failed)),
            // The site's own service worker answers, of which nothing is told.
            (&[failed("Visit ended: its service worker answered")], Some(VisitEnd::Failed)),
        ] {
            assert_eq!(confirm(events), end, "{events:?}");
        }
        assert_eq!(after(&[NewRequest]).visit_end(Transport::BackgroundTab, true), None, "it timed out");
    }

    #[test]
    fn of_a_visit_that_is_watched_the_last_answer_counts() {
        let watch = |events: &[Observation]| after(events).visit_end(Transport::WatchedTab, false);
        let wall = [NewRequest, status(403), Quiet];
        assert_eq!(watch(&wall), None, "the user may still pass it");
        let passed = [&wall[..], &[NewRequest, status(200)]].concat();
        assert_eq!(watch(&passed), None, "it may load on");
        assert_eq!(watch(&[&passed[..], &[Quiet]].concat()), Some(VisitEnd::Answered(200)));
        assert_eq!(watch(&[&passed[..], &[Quiet, NewRequest]].concat()), None, "it goes on by itself");
        assert_eq!(watch(&[&wall[..], &[failed(CLOSED)]].concat()), Some(VisitEnd::Answered(403)));
        assert_eq!(watch(&[failed(CLOSED)]), Some(VisitEnd::Failed));
        assert_eq!(
            after(&wall).visit_end(Transport::WatchedTab, true),
            Some(VisitEnd::Answered(403)),
            "time is up"
        );
        assert_eq!(after(&[NewRequest]).visit_end(Transport::WatchedTab, true), None);
    }

    #[test]
    fn the_redirects_are_those_of_the_last_request() {
        let seen = after(&[
            NewRequest,
            hop("https://a.test/", "https://a.test/wall"),
            // A redirect is no new request of the tab.
            status(403),
            NewRequest,
            hop("https://a.test/", "https://b.test/"),
            status(200),
        ]);
        assert_eq!(seen.hops.iter().map(|hop| &*hop.to).collect::<Vec<_>>(), ["https://b.test/"]);
        assert!(seen.is_whole("https://a.test/", "https://b.test/"));
        assert_eq!(seen.last_document_url("https://b.test/"), Some("https://a.test/"));
        assert_eq!(seen.last_document_url("https://a.test/#part"), None, "browsers leave the fragment out");
        assert_eq!(after(&[NewRequest]).last_document_url("https://a.test/"), None);
        let old = after(&[Observation::StatusLine(false), Observation::ServerIp("::1".into()), NewRequest]);
        assert_eq!(
            (old.has_status_line, old.server_ip),
            (None, None),
            "what is of the request before is over"
        );
    }

    #[test]
    fn what_ended_it_here_says_nothing_of_the_link() {
        for name in [CLOSED, "Visit ended: it leads to a private address"] {
            let kind = after(&[failed(name)]).error_kind(true);
            assert_eq!(kind, Some(NetworkErrorKind::GivenUp), "{name}");
        }
        assert!(!NetworkErrorKind::GivenUp.is_of_link());
        let strange = after(&[hop("https://a.test/", "mailto:x"), failed(CLOSED)]);
        assert_eq!(strange.error_kind(true), Some(NetworkErrorKind::UnsafeRedirect));
    }
}
