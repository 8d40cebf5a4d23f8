//! A report as a JSON object a line: first the experiment, then its rows, its published figures and its trials.

use crate::compare::report::{ComparisonReport, OwnFigure, ReportRow};
use crate::compare::row::{Estimate, EstimateBounds};
use crate::format::{append, trimmed};
use crate::settings::stored::quote;
use crate::units::Millis;

/// Decimals of a number from 1 on, and of one below, such as a probability.
const DECIMALS: (u32, u32) = (6, 12);

/// `report` as NDJSON; unknown values are `null`.
pub fn ndjson(report: &ComparisonReport) -> Vec<u8> {
    let mut out = String::new();
    experiment(&mut out, report);
    for of in &report.rows {
        row(&mut out, of);
    }
    for figure in &report.published {
        let (seconds, level) = match figure.ours {
            None => (None, None),
            Some(OwnFigure::Seconds(seconds)) => (Some(seconds), None),
            Some(OwnFigure::Level(level)) => (None, Some(level)),
        };
        let mut line = Object::begin(&mut out, "published");
        line.text("article", &figure.article).text("way", &figure.way).text("figure", &figure.figure);
        line.float("seconds", figure.seconds).text("nearest", &figure.nearest);
        line.float("ours", seconds).whole("ours_level", level);
    }
    for trial in &report.trials {
        let mut line = Object::begin(&mut out, "trial");
        line.text("name", &trial.name).whole("round", Some(trial.round)).text("fate", &trial.outcome);
        line.whole("requests", Some(trial.requests)).whole("answered", Some(trial.answered));
        line.whole("failed", Some(trial.failed)).float("total_ms", trial.total_ms);
        line.float("rate", trial.rate).float("p95_ms", trial.p95_ms);
    }
    out.into_bytes()
}

fn experiment(out: &mut String, report: &ComparisonReport) {
    let sweep = report.sweep.filter(|sweep| sweep.knee.is_some());
    let mut line = Object::begin(out, "experiment");
    line.text("experiment", &report.key).text("title", &report.title).text("state", report.state.name());
    line.whole("seed", Some(report.seed)).whole("rounds", Some(report.rounds));
    line.texts("hosts", &report.hosts.named).whole("more_hosts", Some(report.hosts.more));
    line.texts("notes", &report.notes);
    line.whole("knee", sweep.and_then(|sweep| sweep.knee)).whole("knee_low", sweep.map(|sweep| sweep.low));
    line.whole("knee_high", sweep.map(|sweep| sweep.high));
    line.word("bound", sweep.map_or("", |sweep| sweep.bound.name()));
}

fn row(out: &mut String, row: &ReportRow) {
    let of = &row.row;
    let mut line = Object::begin(out, "row");
    line.text("name", &of.name).text("stands_for", &row.stands_for).text("provenance", of.provenance.name());
    line.whole("level", row.level).whole("rounds", Some(of.rounds)).whole("requests", Some(of.requests));
    line.whole("answered", Some(of.answered))
        .whole("failed", Some(of.failed))
        .whole("unseen", Some(of.unseen));
    line.estimate("total_ms", of.total).estimate("rate", of.rate);
    line.millis("p50_ms", of.p50).millis("p95_ms", of.p95).millis("p99_ms", of.p99);
    line.estimate("p95_ms_of_rounds", row.p95_of_rounds).float("speed_up", row.speed_up);
    line.word("difference", row.difference.name()).float("p", row.difference.p());
    line.whole("held_bytes", of.held_bytes).word("remark", &of.remark);
}

/// An object being written; dropped, it is closed with its line.
struct Object<'o> {
    out: &'o mut String,
}

impl<'o> Object<'o> {
    fn begin(out: &'o mut String, kind: &str) -> Self {
        out.push('{');
        quote(out, "kind");
        out.push(':');
        quote(out, kind);
        Self { out }
    }

    fn key(&mut self, key: &str) {
        self.out.push(',');
        quote(self.out, key);
        self.out.push(':');
    }

    fn text(&mut self, key: &str, text: &str) -> &mut Self {
        self.key(key);
        quote(self.out, text);
        self
    }

    /// A text, or `null` for an empty one.
    fn word(&mut self, key: &str, text: &str) -> &mut Self {
        if text.is_empty() { self.whole(key, None::<u32>) } else { self.text(key, text) }
    }

    fn texts(&mut self, key: &str, texts: &[String]) -> &mut Self {
        self.key(key);
        self.out.push('[');
        for (nth, text) in texts.iter().enumerate() {
            if nth > 0 {
                self.out.push(',');
            }
            quote(self.out, text);
        }
        self.out.push(']');
        self
    }

    fn whole(&mut self, key: &str, number: Option<impl Into<u64>>) -> &mut Self {
        self.key(key);
        match number {
            Some(number) => append(self.out, format_args!("{}", number.into())),
            None => self.out.push_str("null"),
        }
        self
    }

    fn float(&mut self, key: &str, number: Option<f64>) -> &mut Self {
        self.key(key);
        self.write_float(number);
        self
    }

    fn millis(&mut self, key: &str, time: Option<Millis>) -> &mut Self {
        self.float(key, time.map(Millis::get))
    }

    fn write_float(&mut self, number: Option<f64>) {
        match number.filter(|number| number.is_finite()) {
            Some(number) if number.abs() < 1.0 => self.out.push_str(&trimmed(number, DECIMALS.1)),
            Some(number) => self.out.push_str(&trimmed(number, DECIMALS.0)),
            None => self.out.push_str("null"),
        }
    }

    fn estimate(&mut self, key: &str, of: Option<Estimate>) -> &mut Self {
        self.key(key);
        let Some(of) = of else {
            self.out.push_str("null");
            return self;
        };
        let spread = match of.spread {
            EstimateBounds::One => None,
            EstimateBounds::Range => Some("range"),
            EstimateBounds::Confidence => Some("95 % interval of the median"),
        };
        self.out.push_str("{\"median\":");
        self.write_float(Some(of.median));
        if let Some(spread) = spread {
            self.float("low", Some(of.low)).float("high", Some(of.high)).text("spread", spread);
        }
        self.out.push('}');
        self
    }
}

impl Drop for Object<'_> {
    fn drop(&mut self) {
        self.out.push_str("}\n");
    }
}
