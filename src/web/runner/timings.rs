//! Collects the browser's Resource Timing entries, named by a fragment in each attempt's URL, and matches each with its ended
//! attempt, whichever comes first.

use hashbrown::HashMap;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{
    PerformanceObserver, PerformanceObserverEntryList, PerformanceObserverInit, PerformanceResourceTiming,
};

use crate::ids::RunId;
use crate::protocol::RunKind;
use crate::result::marks::Marks;
use crate::result::outcome::Outcome;
use crate::result::timing::{Provenance, Timing};
use crate::units::Millis;
use crate::web::ipc::clock::Clock;

/// How long an ended attempt waits for its entry; then its phases count as hidden.
pub(super) const ENTRY_WAIT_MS: f64 = 250.0;

#[derive(Debug, Default)]
pub(super) struct TimingCorrelator {
    run: RunId,
    kind: RunKind,
    /// Entries of attempts that have not ended.
    early: HashMap<u32, Entry>,
    /// Attempts without an entry, and when they ended.
    waiting: HashMap<u32, (Outcome, Millis)>,
    ready: Vec<Outcome>,
}

impl TimingCorrelator {
    /// For one run: entries of others are dropped. A practice run waits for none: a fetch that a service worker answers has
    /// no network phases.
    pub(super) fn new(run: RunId, kind: RunKind) -> Self {
        Self { run, kind, ..Self::default() }
    }

    pub(super) fn complete(&mut self, attempt: u32, mut outcome: Outcome, now: Millis) {
        if outcome.timing.provenance == Provenance::None {
            self.ready.push(outcome);
        } else if self.kind == RunKind::Practice {
            outcome.timing.provenance = Provenance::Practice;
            self.ready.push(outcome);
        } else if let Some(entry) = self.early.remove(&attempt) {
            self.ready.push(matched(outcome, entry));
        } else {
            self.waiting.insert(attempt, (outcome, now));
        }
    }

    /// Adds entries; those of attempts neither waiting nor `in_flight` are dropped.
    pub(super) fn take_entries(
        &mut self,
        entries: HashMap<(RunId, u32), Entry>,
        in_flight: impl Fn(u32) -> bool,
    ) {
        for ((run, attempt), entry) in entries {
            if run != self.run || self.kind == RunKind::Practice {
                continue;
            }
            if let Some((outcome, _)) = self.waiting.remove(&attempt) {
                self.ready.push(matched(outcome, entry));
            } else if in_flight(attempt) {
                self.early.insert(attempt, entry);
            }
        }
    }

    /// Takes all attempts that are matched or have waited long enough.
    pub(super) fn take_ready(&mut self, now: Millis) -> Vec<Outcome> {
        let overdue = Millis::new(ENTRY_WAIT_MS);
        let late: Vec<u32> = self
            .waiting
            .iter()
            .filter(|(_, (_, ended))| now.since(*ended) >= overdue)
            .map(|(&attempt, _)| attempt)
            .collect();
        for attempt in late {
            self.ready.extend(self.waiting.remove(&attempt).map(|(outcome, _)| outcome));
        }
        std::mem::take(&mut self.ready)
    }

    pub(super) fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Whether something can go to the desk.
    pub(super) fn has_ready(&self) -> bool {
        !self.ready.is_empty()
    }
}

/// The outcome with the entry's phases; the clock's total stays if those are hidden.
fn matched(mut outcome: Outcome, entry: Entry) -> Outcome {
    let Timing { queue, provenance, .. } = outcome.timing;
    if let Some(timing) = entry.timing {
        outcome.timing = Timing { queue, ..timing };
        if provenance == Provenance::Extension {
            outcome.timing.provenance = provenance;
        }
    }
    outcome.protocol = entry.protocol;
    outcome
}

/// The start of our fragment: `#v.<run>.<attempt>`. It is never sent, and stays in the entry's name.
pub(super) const FRAGMENT_START: &str = "#v.";

/// The entry of one attempt.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    /// The phases; `None` if the site does not allow them.
    pub(super) timing: Option<Timing>,
    /// The protocol as ALPN names it.
    pub(super) protocol: Option<Box<str>>,
}

pub(super) fn write_fragment(url: &mut String, run: RunId, attempt: u32) {
    use core::fmt::Write as _;
    // Writing to a String cannot fail.
    let _ = write!(url, "{FRAGMENT_START}{}.{attempt}", run.0);
}

/// The run and attempt in an entry's name.
fn read_fragment(name: &str) -> Option<(RunId, u32)> {
    read_mark(&name[name.rfind(FRAGMENT_START)? + FRAGMENT_START.len()..])
}

/// The run and attempt of `<run>.<attempt>`.
pub(super) fn read_mark(mark: &str) -> Option<(RunId, u32)> {
    let (run, attempt) = mark.split_once('.')?;
    Some((RunId(run.parse().ok()?), attempt.parse().ok()?))
}

/// Watches this thread's timeline.
#[derive(Debug)]
pub(super) struct Watch {
    observer: Option<PerformanceObserver>,
    _on_entries: Closure<dyn FnMut(PerformanceObserverEntryList)>,
}

impl Watch {
    /// Calls `each` with our entries, in batches, and keeps the timeline empty.
    pub(super) fn start(clock: Clock, mut each: impl FnMut(HashMap<(RunId, u32), Entry>) + 'static) -> Self {
        // A property of Chrome 133 and Firefox 152 that web-sys does not know, as an interned key.
        let headers_start = JsValue::from_str("finalResponseHeadersStart");
        let on_entries = Closure::<dyn FnMut(PerformanceObserverEntryList)>::new(
            move |list: PerformanceObserverEntryList| {
                let mut found = HashMap::new();
                for entry in list.get_entries() {
                    let entry: PerformanceResourceTiming = entry.unchecked_into();
                    if let Some(attempt) = read_fragment(&entry.name()) {
                        found.insert(attempt, read_entry(&entry, &headers_start));
                    }
                }
                if let Some(performance) = &clock.performance {
                    performance.clear_resource_timings();
                }
                each(found);
            },
        );
        let observer = PerformanceObserver::new(on_entries.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            let init = PerformanceObserverInit::new(&js_sys::Array::of1(&JsValue::from_str("resource")));
            observer.observe(&init);
        }
        Self { observer, _on_entries: on_entries }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

fn read_entry(entry: &PerformanceResourceTiming, headers_start: &JsValue) -> Entry {
    let protocol = entry.next_hop_protocol();
    let protocol = (!protocol.is_empty()).then(|| protocol.into());
    let request_start = entry.request_start();
    if request_start <= 0.0 {
        return Entry { timing: None, protocol };
    }
    let final_headers = js_sys::Reflect::get(entry, headers_start).ok().and_then(|value| value.as_f64());
    let marks = Marks {
        start_time: entry.start_time(),
        fetch_start: entry.fetch_start(),
        domain_lookup_start: entry.domain_lookup_start(),
        domain_lookup_end: entry.domain_lookup_end(),
        connect_start: entry.connect_start(),
        secure_connection_start: entry.secure_connection_start(),
        connect_end: entry.connect_end(),
        request_start,
        headers_start: final_headers.filter(|&at| at > 0.0).unwrap_or_else(|| entry.response_start()),
        response_end: entry.response_end(),
    };
    Entry { timing: marks.timing(), protocol }
}
