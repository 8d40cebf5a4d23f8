//! The log's data, without clock and lock.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Serialize;

use super::exchange::{Arrival, Ending, Exchange};

/// Every exchange since the start or the last clearing, and what can be read of them.
///
/// An exchange begins when its request's headers have been read and ends before the client can have
/// read the last byte of the answer. So a client that keeps `n` in flight is never seen with more.
#[derive(Debug, Default)]
pub struct Log {
    exchanges: Vec<Exchange>,
    next_seq: u64,
    all: Gauge,
    hosts: HashMap<Arc<str>, Gauge>,
    endings: Endings,
    connections: Connections,
}

impl Log {
    /// Returns all exchanges in the order of arrival.
    pub fn exchanges(&self) -> &[Exchange] {
        &self.exchanges
    }

    /// Returns how many requests came for the path; see [`Exchange::is_for`].
    pub fn count(&self, path: &str) -> usize {
        self.exchanges.iter().filter(|exchange| exchange.is_for(path)).count()
    }

    /// Returns how many requests for the path have not ended.
    pub fn in_flight_at(&self, path: &str) -> usize {
        let waiting = |exchange: &&Exchange| exchange.is_in_flight() && exchange.is_for(path);
        self.exchanges.iter().filter(waiting).count()
    }

    /// Returns how many requests have not ended, those from before the last clearing included.
    pub fn in_flight(&self) -> usize {
        self.all.now
    }

    /// Returns the most requests that were in flight at once.
    pub fn peak(&self) -> usize {
        self.all.peak
    }

    /// Returns the most requests to the host (as in [`Exchange::host`]) in flight at once.
    pub fn peak_for(&self, host: &str) -> usize {
        self.hosts.get(host).map_or(0, |gauge| gauge.peak)
    }

    /// Returns how many requests the client broke off.
    pub fn aborted(&self) -> usize {
        self.endings.aborted
    }

    /// Returns how many connections clients have made.
    pub fn connections(&self) -> Connections {
        self.connections
    }

    /// Returns the log in numbers.
    pub fn summary(&self) -> Summary {
        Summary {
            requests: self.exchanges.len(),
            in_flight: self.all.now,
            peak: self.all.peak,
            done: self.endings.done,
            aborted: self.endings.aborted,
            reset: self.endings.reset,
            connections: self.connections,
        }
    }

    /// Returns the number of the new exchange and the kept copy of its host's name.
    pub(super) fn begin(&mut self, arrival: &Arrival<'_>, now_ms: f64) -> (u64, Arc<str>) {
        let seq = self.next_seq;
        self.next_seq += 1;
        self.all.rise();
        let host = self.rise_at(arrival.host);
        self.exchanges.push(Exchange {
            seq,
            connection: arrival.connection,
            tls: arrival.tls,
            host: Arc::clone(&host),
            method: arrival.method.clone(),
            path: arrival.path.to_owned(),
            version: arrival.version,
            started_ms: now_ms,
            waited_ms: 0.0,
            answered_ms: None,
            status: None,
            ended_ms: None,
            ending: None,
        });
        (seq, host)
    }

    pub(super) fn add_wait(&mut self, seq: u64, wait_ms: f64) {
        if let Some(exchange) = self.find(seq) {
            exchange.waited_ms += wait_ms;
        }
    }

    pub(super) fn answer(&mut self, seq: u64, status: u16, now_ms: f64) {
        if let Some(exchange) = self.find(seq) {
            exchange.answered_ms = Some(now_ms);
            exchange.status = Some(status);
        }
    }

    pub(super) fn end(&mut self, seq: u64, host: &str, ending: Ending, now_ms: f64) {
        self.all.fall();
        if let Some(gauge) = self.hosts.get_mut(host) {
            gauge.fall();
        }
        // One from before a clearing is no longer counted.
        let Some(exchange) = self.find(seq) else { return };
        exchange.ended_ms = Some(now_ms);
        exchange.ending = Some(ending);
        self.endings.count(ending);
    }

    pub(super) fn open_connection(&mut self) {
        self.connections.opened += 1;
        self.connections.open += 1;
    }

    pub(super) fn close_connection(&mut self) {
        self.connections.open -= 1;
    }

    pub(super) fn clear(&mut self) {
        self.exchanges.clear();
        self.all.forget_peak();
        self.hosts.retain(|_, gauge| gauge.now > 0);
        self.hosts.values_mut().for_each(Gauge::forget_peak);
        self.endings = Endings::default();
        self.connections.opened = 0;
    }

    fn rise_at(&mut self, host: &str) -> Arc<str> {
        if let Some((name, _)) = self.hosts.get_key_value(host) {
            let name = Arc::clone(name);
            if let Some(gauge) = self.hosts.get_mut(host) {
                gauge.rise();
            }
            return name;
        }
        let name: Arc<str> = host.into();
        self.hosts.entry(Arc::clone(&name)).or_default().rise();
        name
    }

    fn find(&mut self, seq: u64) -> Option<&mut Exchange> {
        let first = self.exchanges.first()?.seq;
        let index = usize::try_from(seq.checked_sub(first)?).ok()?;
        self.exchanges.get_mut(index)
    }
}

/// How many connections clients have made; TLS connections count from their first byte.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Connections {
    /// Opened since the start or the last clearing.
    pub opened: u64,
    /// Open now.
    pub open: u64,
}

/// The log in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Requests that have arrived.
    pub requests: usize,
    /// Requests that have not ended.
    pub in_flight: usize,
    /// The most that were in flight at once.
    pub peak: usize,
    /// Requests that ended in [`Ending::Done`].
    pub done: usize,
    /// Requests that ended in [`Ending::Aborted`].
    pub aborted: usize,
    /// Requests that ended in [`Ending::Reset`].
    pub reset: usize,
    /// The connections.
    pub connections: Connections,
}

/// How many exchanges ended in each way.
#[derive(Clone, Copy, Debug, Default)]
struct Endings {
    done: usize,
    aborted: usize,
    reset: usize,
}

impl Endings {
    fn count(&mut self, ending: Ending) {
        match ending {
            Ending::Done => self.done += 1,
            Ending::Aborted => self.aborted += 1,
            Ending::Reset => self.reset += 1,
        }
    }
}

/// How many at once, now and at most.
#[derive(Clone, Copy, Debug, Default)]
struct Gauge {
    now: usize,
    peak: usize,
}

impl Gauge {
    fn rise(&mut self) {
        self.now += 1;
        self.peak = self.peak.max(self.now);
    }

    fn fall(&mut self) {
        self.now -= 1;
    }

    fn forget_peak(&mut self) {
        self.peak = self.now;
    }
}

#[cfg(test)]
mod tests {
    use http::{Method, Version};

    use super::{Arrival, Ending, Log};

    fn begin(log: &mut Log, host: &str, path: &str) -> u64 {
        let method = &Method::GET;
        let version = Version::HTTP_11;
        log.begin(&Arrival { connection: 0, tls: false, host, method, path, version }, 1.0).0
    }

    #[test]
    fn peaks_are_kept_in_all_and_by_host() {
        let mut log = Log::default();
        let first = begin(&mut log, "a", "/1");
        begin(&mut log, "b", "/2");
        log.end(first, "a", Ending::Done, 2.0);
        begin(&mut log, "a", "/3");
        assert_eq!((log.in_flight(), log.peak()), (2, 2));
        assert_eq!((log.peak_for("a"), log.peak_for("b"), log.peak_for("c")), (1, 1, 0));
    }

    #[test]
    fn paths_match_with_and_without_their_query() {
        let mut log = Log::default();
        begin(&mut log, "a", "/busy?key=1");
        begin(&mut log, "a", "/busy?key=2");
        begin(&mut log, "a", "/busybody");
        assert_eq!(log.count("/busy"), 2);
        assert_eq!(log.count("/busy?key=1"), 1);
        assert_eq!(log.in_flight_at("/busy"), 2);
    }

    #[test]
    fn clearing_forgets_all_but_what_is_in_flight() {
        let mut log = Log::default();
        let old = begin(&mut log, "a", "/old");
        let gone = begin(&mut log, "b", "/gone");
        log.end(gone, "b", Ending::Aborted, 2.0);
        log.clear();
        assert_eq!((log.in_flight(), log.peak(), log.peak_for("a")), (1, 1, 1));
        assert_eq!((log.aborted(), log.exchanges().len()), (0, 0));

        let new = begin(&mut log, "a", "/new");
        log.answer(old, 200, 3.0);
        log.end(old, "a", Ending::Aborted, 3.0);
        assert_eq!((log.in_flight(), log.aborted()), (1, 0));
        log.end(new, "a", Ending::Done, 4.0);
        assert_eq!(log.summary().done, 1);
    }
}
