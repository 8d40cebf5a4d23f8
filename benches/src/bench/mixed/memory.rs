//! What the page and its workers hold once a run is over.

use std::collections::BTreeMap;

use crate::bench::prelude::*;

/// What the page and its workers hold, in bytes.
#[derive(Clone, Debug)]
pub(super) struct Held {
    /// All JS heaps after a collection of garbage: the browser's own count (`performance.measureUserAgentSpecificMemory`),
    /// which leaves out the workers' memories of wasm.
    pub(super) bytes: f64,
    /// The workers' memories of wasm, together.
    pub(super) wasm: f64,
    /// The same by worker.
    workers: BTreeMap<String, f64>,
    /// The same by place: the page, each worker.
    parts: BTreeMap<String, f64>,
    /// What the tab's process holds of the machine; NaN where the system does not tell.
    pub(super) tab: f64,
}

impl Held {
    /// Has the browser count.
    pub(super) async fn read(stage: &Stage) -> Result<Self, Failure> {
        let answer = stage.ask(&json!({ "do": "memory" })).await?;
        let by_name = |name: &str| -> BTreeMap<String, f64> {
            let entries = answer[name].as_object().into_iter().flatten();
            entries.filter_map(|(name, bytes)| Some((name.clone(), bytes.as_f64()?))).collect()
        };
        let workers = by_name("wasm");
        #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52 bytes")]
        let tab = stage.memory().map_or(f64::NAN, |memory| memory.tab as f64);
        Ok(Self {
            bytes: number(&answer, "bytes")?,
            wasm: workers.values().sum(),
            workers,
            parts: by_name("parts"),
            tab,
        })
    }

    /// What each JS heap holds, and how much more than `before`, in words.
    pub(super) fn heaps_beside(&self, before: &Self) -> String {
        beside(&self.parts, &before.parts)
    }

    /// The same of the workers' memories of wasm.
    pub(super) fn workers_beside(&self, before: &Self) -> String {
        beside(&self.workers, &before.workers)
    }
}

fn beside(now: &BTreeMap<String, f64>, before: &BTreeMap<String, f64>) -> String {
    let line = |(name, bytes): (&String, &f64)| {
        let more = bytes - before.get(name).copied().unwrap_or(0.0);
        format!("{name} {:.2} ({:+.2})", bytes / 1e6, more / 1e6)
    };
    now.iter().map(line).collect::<Vec<_>>().join(", ") + " MB"
}
