//! From the instants of a Resource Timing entry to the phases of [`Timing`].

use super::timing::{Provenance, Timing};
use crate::units::Millis;

/// The instants of a Resource Timing entry, in milliseconds on the thread's clock; 0 is "hidden or did not happen".
/// Named as in <https://www.w3.org/TR/resource-timing/>.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "each field is the attribute of its name in the specification")]
pub struct Marks {
    pub start_time: f64,
    pub fetch_start: f64,
    pub domain_lookup_start: f64,
    pub domain_lookup_end: f64,
    pub connect_start: f64,
    pub secure_connection_start: f64,
    pub connect_end: f64,
    pub request_start: f64,
    /// `finalResponseHeadersStart` where the browser has it (an interim 103 sets `responseStart`), else that.
    pub headers_start: f64,
    pub response_end: f64,
}

impl Marks {
    /// Marks of instants in the order of the fields.
    pub const fn of(instants: [f64; 10]) -> Self {
        let [
            start_time,
            fetch_start,
            domain_lookup_start,
            domain_lookup_end,
            connect_start,
            secure_connection_start,
            connect_end,
            request_start,
            headers_start,
            response_end,
        ] = instants;
        Self {
            start_time,
            fetch_start,
            domain_lookup_start,
            domain_lookup_end,
            connect_start,
            secure_connection_start,
            connect_end,
            request_start,
            headers_start,
            response_end,
        }
    }

    /// Whether the site let the page see the phases (`Timing-Allow-Origin` on every hop).
    pub fn are_visible(&self) -> bool {
        self.request_start > 0.0 && self.headers_start > 0.0
    }

    /// The phases, `None` where they are hidden. What no phase claims before the request was sent is the browser's
    /// queue: on a reused connection `requestStart - connectEnd`, on a new one also `domainLookupStart - fetchStart`.
    pub fn timing(&self) -> Option<Timing> {
        if !self.are_visible() {
            return None;
        }
        let span = |from: f64, to: f64| (to - from).max(0.0);
        let secure = self.secure_connection_start > 0.0;
        let connected = if secure { self.secure_connection_start } else { self.connect_end };
        let redirect = span(self.start_time, self.fetch_start);
        let dns = span(self.domain_lookup_start, self.domain_lookup_end);
        let connect = span(self.connect_start, connected);
        let tls = if secure { span(self.secure_connection_start, self.connect_end) } else { 0.0 };
        let queue = span(self.fetch_start, self.domain_lookup_start)
            + span(self.domain_lookup_end, self.connect_start)
            + span(self.connect_end, self.request_start);
        let known = |value: f64| Some(Millis::new(value));
        Some(Timing {
            provenance: Provenance::Browser,
            queue: None,
            total: known(span(self.start_time, self.response_end)),
            browser_queue: known(queue),
            redirect: known(redirect),
            dns: known(dns),
            connect: known(connect),
            tls: known(tls),
            wait: known(span(self.request_start, self.headers_start)),
            download: known(span(self.headers_start, self.response_end)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(timing: &Timing) -> f64 {
        let phases = [
            timing.browser_queue,
            timing.redirect,
            timing.dns,
            timing.connect,
            timing.tls,
            timing.wait,
            timing.download,
        ];
        phases.into_iter().flatten().map(Millis::get).sum()
    }

    #[test]
    fn a_new_connection_has_every_phase_and_they_sum_to_the_total() {
        let marks = Marks {
            start_time: 10.0,
            fetch_start: 12.0,
            domain_lookup_start: 15.0,
            domain_lookup_end: 20.0,
            connect_start: 20.0,
            secure_connection_start: 30.0,
            connect_end: 45.0,
            request_start: 46.0,
            headers_start: 146.0,
            response_end: 150.0,
        };
        let timing = marks.timing().expect("visible");
        assert_eq!(timing.browser_queue, Some(Millis::new(4.0)));
        assert_eq!(timing.dns, Some(Millis::new(5.0)));
        assert_eq!(timing.connect, Some(Millis::new(10.0)));
        assert_eq!(timing.tls, Some(Millis::new(15.0)));
        assert_eq!(timing.wait, Some(Millis::new(100.0)));
        assert_eq!(timing.total, Some(Millis::new(140.0)));
        assert!((sum(&timing) - 140.0).abs() < 1e-9);
    }

    #[test]
    fn on_a_reused_connection_the_wait_for_it_is_the_browsers_queue() {
        let marks = Marks {
            start_time: 10.0,
            fetch_start: 10.0,
            domain_lookup_start: 10.0,
            domain_lookup_end: 10.0,
            connect_start: 10.0,
            connect_end: 10.0,
            request_start: 217.0,
            headers_start: 417.0,
            response_end: 418.0,
            ..Marks::default()
        };
        let timing = marks.timing().expect("visible");
        assert_eq!(timing.browser_queue, Some(Millis::new(207.0)));
        assert_eq!(timing.dns, Some(Millis::ZERO));
        assert_eq!(timing.wait, Some(Millis::new(200.0)));
        assert!((sum(&timing) - 408.0).abs() < 1e-9);
    }

    #[test]
    fn without_permission_nothing_is_known_and_nothing_is_zero() {
        let marks = Marks { start_time: 10.0, fetch_start: 10.0, response_end: 90.0, ..Marks::default() };
        assert_eq!(marks.timing(), None);
    }
}
