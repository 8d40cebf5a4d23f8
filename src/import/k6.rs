//! k6's summary, as `handleSummary` gets it or as `--summary-export` writes it.

use super::figures::{ToolSummary, count};
use super::row::number;
use crate::compare::row::ResultRow;

pub(super) fn take(summary: &mut ToolSummary, pointer: &str, text: &str) {
    let value = number(text);
    // The values are in an object of their own, except with `--summary-export`.
    match &*pointer.replace("/values/", "/") {
        "/state/testRunDurationMs" => summary.took_ms = value,
        "/metrics/http_reqs/count" => summary.requests = value,
        "/metrics/http_reqs/rate" => summary.rate = value,
        "/metrics/http_req_failed/passes" => summary.failed = value,
        "/metrics/http_req_duration/med" => summary.p50 = value,
        "/metrics/http_req_duration/p(95)" => summary.p95 = value,
        "/metrics/http_req_duration/p(99)" => summary.p99 = value,
        _ => {}
    }
}

pub(super) fn row(summary: &ToolSummary) -> Option<ResultRow> {
    let requests = f64::from(count(summary.requests?));
    let took_ms = summary.took_ms.or_else(|| summary.rate.map(|rate| requests * 1e3 / rate));
    ToolSummary { took_ms: took_ms.filter(|ms| ms.is_finite()), ..*summary }
        .row("k6", "k6 counts every attempt as a request, and every status from 400 on as failed.")
}
