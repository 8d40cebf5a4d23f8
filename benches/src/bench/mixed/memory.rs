//! What the page and its workers hold once a run is over.

use std::collections::BTreeMap;

use crate::bench::prelude::*;

/// Bytes by name.
type Sizes = BTreeMap<String, f64>;

/// What the page and its workers hold, in bytes.
#[derive(Clone, Debug)]
pub(super) struct Held {
    /// All JS heaps after a collection of garbage: the browser's own count (`performance.measureUserAgentSpecificMemory`),
    /// which leaves out the workers' memories of wasm.
    pub(super) bytes: f64,
    /// The same by place: the page, each worker.
    pub(super) parts: Sizes,
    /// The workers' memories of wasm.
    pub(super) workers: Sizes,
    /// What the tab's process holds of the machine; NaN where the system does not report it.
    pub(super) tab: f64,
}

impl Held {
    /// Has the browser count.
    pub(super) async fn read(stage: &Stage) -> Result<Self, Failure> {
        let answer = stage.ask(&json!({ "do": "memory" })).await?;
        let by_name = |name: &str| -> Sizes {
            let entries = answer[name].as_object().into_iter().flatten();
            entries.filter_map(|(name, bytes)| Some((name.clone(), bytes.as_f64()?))).collect()
        };
        let bytes = number(&answer, "bytes")?;
        Ok(Self { bytes, parts: by_name("parts"), workers: by_name("wasm"), tab: stage.tab_bytes() })
    }

    pub(super) fn wasm(&self) -> f64 {
        self.workers.values().sum()
    }
}

/// What each holds, and how much more than before, in words.
pub(super) fn grown(now: &Sizes, before: &Sizes) -> String {
    let line = |(name, bytes): (&String, &f64)| {
        let more = bytes - before.get(name).copied().unwrap_or(0.0);
        format!("{name} {:.2} ({:+.2})", bytes / 1e6, more / 1e6)
    };
    now.iter().map(line).collect::<Vec<_>>().join(", ") + " MB"
}
