//! What the page and its workers hold once a run is over.

use std::collections::BTreeMap;

use serde_json::json;

use crate::failure::Failure;
use crate::orders::number;
use crate::stage::Stage;

/// What the page and its workers hold, in bytes.
#[derive(Clone, Debug)]
pub(super) struct Held {
    /// All JS heaps after a collection of garbage: the browser's own count (`performance.measureUserAgentSpecificMemory`).
    /// Workers come to less than a memory of wasm has at least, so those seem not to be in it.
    pub(super) bytes: f64,
    /// The same by place: the page, each worker.
    parts: BTreeMap<String, f64>,
    /// What the tab's process holds of the machine; NaN where the system does not tell.
    pub(super) tab: f64,
}

impl Held {
    /// Has the browser count.
    pub(super) async fn read(stage: &Stage) -> Result<Self, Failure> {
        let answer = stage.ask(&json!({ "do": "memory" })).await?;
        let parts = answer["parts"].as_object().into_iter().flatten();
        #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52 bytes")]
        let tab = stage.memory().map_or(f64::NAN, |memory| memory.tab as f64);
        Ok(Self {
            bytes: number(&answer, "bytes")?,
            parts: parts.filter_map(|(name, bytes)| Some((name.clone(), bytes.as_f64()?))).collect(),
            tab,
        })
    }

    /// What each place holds, and how much more than `before`, in words.
    pub(super) fn beside(&self, before: &Self) -> String {
        let line = |(name, bytes): (&String, &f64)| {
            let more = bytes - before.parts.get(name).copied().unwrap_or(0.0);
            format!("{name} {:.2} ({:+.2})", bytes / 1e6, more / 1e6)
        };
        self.parts.iter().map(line).collect::<Vec<_>>().join(", ") + " MB"
    }
}
