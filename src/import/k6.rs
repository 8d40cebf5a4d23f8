//! k6's summary, as `handleSummary` gets it or as `--summary-export` writes it.

use super::figures::{Ends, count};
use super::row::number;
use crate::compare::row::{Estimate, ResultRow, RowProvenance};
use crate::units::Millis;

/// The figures that a row is made of.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct K6Summary {
    requests: Option<f64>,
    rate: Option<f64>,
    failed: Option<f64>,
    took_ms: Option<f64>,
    p50: Option<f64>,
    p95: Option<f64>,
    p99: Option<f64>,
}

impl K6Summary {
    /// Adds a value of the document.
    pub(super) fn take(&mut self, pointer: &str, text: &str) {
        let value = number(text);
        // The values are in an object of their own, except with `--summary-export`.
        match &*pointer.replace("/values/", "/") {
            "/state/testRunDurationMs" => self.took_ms = value,
            "/metrics/http_reqs/count" => self.requests = value,
            "/metrics/http_reqs/rate" => self.rate = value,
            "/metrics/http_req_failed/passes" => self.failed = value,
            "/metrics/http_req_duration/med" => self.p50 = value,
            "/metrics/http_req_duration/p(95)" => self.p95 = value,
            "/metrics/http_req_duration/p(99)" => self.p99 = value,
            _ => {}
        }
    }

    /// The row; `None` without a number of requests.
    pub(super) fn row(&self) -> Option<ResultRow> {
        let requests = count(self.requests?);
        let ends = Ends::of(requests, self.failed);
        let took = self.took_ms.or_else(|| self.rate.map(|rate| f64::from(requests) * 1e3 / rate));
        Some(ResultRow {
            name: "k6".to_owned(),
            provenance: RowProvenance::Tool("k6".to_owned()),
            rounds: 1,
            requests,
            answered: ends.answered,
            failed: ends.failed,
            unseen: ends.unseen,
            total: took.filter(|ms| ms.is_finite()).map(Estimate::single),
            rate: self.rate.map(Estimate::single),
            p50: self.p50.map(Millis::new),
            p95: self.p95.map(Millis::new),
            p99: self.p99.map(Millis::new),
            remark: ends
                .remark("k6 counts every attempt as a request, and every status from 400 on as failed."),
            ..ResultRow::default()
        })
    }
}
