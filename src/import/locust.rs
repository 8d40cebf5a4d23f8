//! Locust's statistics: the table `…_stats.csv`, and what it prints with `--json`.

use hashbrown::HashMap;

use super::figures::{ToolSummary, count};
use super::row::number;
use crate::compare::row::ResultRow;
use crate::sort::sort_by;

/// Most different times that are kept as they are: many times what Locust's own rounding leaves.
const MAX_TIMES: usize = 10_000;

/// A time as Locust rounds it: to two digits. There are some 700 of them.
fn rounded(ms: u32) -> u32 {
    let scale = 10_u32.pow(ms.max(1).ilog10().saturating_sub(1));
    ms / scale * scale
}

#[derive(Clone, Debug, Default)]
pub(super) struct Stats {
    summary: ToolSummary,
    /// Of the JSON: how often each rounded time came, by its milliseconds.
    times: HashMap<u32, f64>,
    began: Option<f64>,
    ended: Option<f64>,
}

impl Stats {
    /// Adds a line of the table; only the one that sums them up counts.
    pub(super) fn take_record(&mut self, names: &[String], cells: &[String]) {
        let cell = |name: &str| {
            let at = names.iter().position(|of| of == name)?;
            cells.get(at).map(String::as_str)
        };
        if cell("Name") != Some("Aggregated") {
            return;
        }
        let value = |name| cell(name).and_then(number);
        self.summary.requests = value("Request Count");
        self.summary.failed = value("Failure Count");
        self.summary.rate = value("Requests/s").filter(|rate| *rate > 0.0);
        self.summary.p50 = value("50%");
        self.summary.p95 = value("95%");
        self.summary.p99 = value("99%");
    }

    pub(super) fn take(&mut self, pointer: &str, text: &str) {
        let mut parts = pointer.split('/').skip(2);
        let (Some(key), value) = (parts.next(), number(text)) else { return };
        let Some(value) = value else { return };
        match key {
            "num_requests" => self.summary.requests = Some(self.summary.requests.unwrap_or(0.0) + value),
            "num_failures" => self.summary.failed = Some(self.summary.failed.unwrap_or(0.0) + value),
            "start_time" => self.began = Some(self.began.map_or(value, |began| began.min(value))),
            "last_request_timestamp" => self.ended = Some(self.ended.map_or(value, |ended| ended.max(value))),
            "response_times" => {
                let Some(ms) = parts.next().and_then(number) else { return };
                let ms = count(ms);
                let is_known = self.times.contains_key(&ms) || self.times.len() < MAX_TIMES;
                *self.times.entry(if is_known { ms } else { rounded(ms) }).or_default() += value;
            }
            _ => {}
        }
    }

    pub(super) fn row(&self) -> Option<ResultRow> {
        let summary = self.summary;
        let requests = f64::from(count(summary.requests?));
        let took_s = match (self.began, self.ended) {
            (Some(began), Some(ended)) => Some(ended - began),
            _ => summary.rate.map(|rate| requests / rate),
        };
        let took_s = took_s.filter(|seconds| *seconds > 0.0);
        let quantile = |given: Option<f64>, share| given.or_else(|| self.quantile(share));
        let summary = ToolSummary {
            took_ms: took_s.map(|seconds| seconds * 1e3),
            rate: summary.rate.or(took_s.map(|seconds| requests / seconds)),
            p50: quantile(summary.p50, 0.5),
            p95: quantile(summary.p95, 0.95),
            p99: quantile(summary.p99, 0.99),
            ..summary
        };
        summary.row(
            "Locust",
            "Locust counts every attempt as a request, and every status from 400 on as failed; its quantiles are \
             rounded.",
        )
    }

    /// The time that no more than `share` of all are below, as Locust itself takes it from rounded times.
    fn quantile(&self, share: f64) -> Option<f64> {
        let mut times: Vec<(u32, f64)> = self.times.iter().map(|(ms, count)| (*ms, *count)).collect();
        sort_by(&mut times, |a, b| a.0.cmp(&b.0));
        let all: f64 = times.iter().map(|(_, count)| count).sum();
        let mut passed = 0.0;
        let slowest = times.iter().find(|(_, count)| {
            passed += *count;
            passed >= all * share
        });
        slowest.map(|(ms, _)| f64::from(*ms))
    }
}
