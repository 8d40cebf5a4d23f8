//! Watches this thread's timeline for the Resource Timing entries of our attempts.

use js_sys::Array;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{PerformanceObserver, PerformanceObserverEntryList, PerformanceObserverInit};

use crate::attempt::entry::{FRAGMENT_START, MARKS, TimingEntry, read_entries};
use crate::ids::RunId;
use crate::schedule::action::AttemptId;
use crate::web::ipc::clock::Clock;

#[wasm_bindgen(module = "/src/web/runner/entries.js")]
extern "C" {
    /// A line for each of `entries` that has our fragment, and its instants in `instants`: see the script.
    fn read(entries: &JsValue, fragment: &str, instants: &mut [f64]) -> String;
}

/// Watches the timeline until it is dropped.
#[derive(Debug)]
pub(super) struct Watch {
    observer: Option<PerformanceObserver>,
    _on_entries: Closure<dyn FnMut(PerformanceObserverEntryList)>,
}

impl Watch {
    /// Calls `take` with our entries, as they come, and keeps the timeline empty.
    pub(super) fn start(
        clock: Clock,
        mut take: impl FnMut(&mut dyn Iterator<Item = (RunId, AttemptId, TimingEntry)>) + 'static,
    ) -> Self {
        let on_entries = Closure::<dyn FnMut(PerformanceObserverEntryList)>::new(
            move |list: PerformanceObserverEntryList| {
                let entries = list.get_entries();
                let mut instants = vec![0.0; entries.length() as usize * MARKS];
                let lines = read(&entries, FRAGMENT_START, &mut instants);
                if let Some(performance) = &clock.performance {
                    performance.clear_resource_timings();
                }
                take(&mut read_entries(&lines, &instants));
            },
        );
        let observer = PerformanceObserver::new(on_entries.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            let init = PerformanceObserverInit::new(&Array::of1(&JsValue::from_str("resource")));
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
