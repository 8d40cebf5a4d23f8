//! A report as the page shows it: text and shapes, with nothing left to compute.
#![expect(missing_docs, reason = "fields are named for what they hold")]

use serde::{Deserialize, Serialize};

use super::picture;
use super::report::{
    ComparisonReport, Difference, OwnFigure, PublishedLine, ReportRow, ReportState, SweepResult,
};
use super::row::{Estimate, EstimateBounds};
use crate::chart::picture::Picture;
use crate::format;
use crate::units::{Bytes, Fixed, Millis};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mood {
    #[default]
    Plain,
    Good,
    Bad,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewRow {
    /// One for each column; empty where unknown.
    pub cells: Vec<String>,
    pub below: String,
    /// The mood of the last cell.
    pub mood: Mood,
    pub is_knee: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ComparisonView {
    pub title: String,
    pub state: ReportState,
    pub status: String,
    /// Finished trials, and all.
    pub progress: (u32, u32),
    /// The result in one sentence; empty until there is one.
    pub headline: String,
    pub columns: Vec<String>,
    pub rows: Vec<ViewRow>,
    /// The wide picture and the one for phones.
    pub pictures: [Picture; 2],
    /// Published figures: what, theirs, ours, the source.
    pub published: Vec<[String; 4]>,
    pub notes: Vec<String>,
    pub knee: Option<u32>,
    /// The level that a sweep advises.
    pub best: Option<u32>,
    pub has_imported: bool,
}

impl ComparisonView {
    pub fn of_nothing() -> Self {
        Self { state: ReportState::Done, ..Self::default() }
    }

    pub fn of(report: &ComparisonReport, status: String, progress: (u32, u32)) -> Self {
        let is_sweep = report.sweep.is_some();
        let holds = report.rows.iter().any(|row| row.row.held_bytes.is_some());
        let mut columns: Vec<&str> = if is_sweep {
            vec!["At a time", "req/s", "Interval", "p50", "p95", "p99", "Failed", "vs. baseline"]
        } else {
            vec!["Strategy", "Time", "Interval", "req/s", "p50", "p95", "p99", "Failed", "vs. baseline"]
        };
        if holds {
            columns.push("Most bytes held");
        }
        if !is_sweep {
            columns.push("Difference");
        }
        let knee = report.sweep.and_then(|sweep| sweep.knee);
        let row = |row: &ReportRow| ViewRow {
            cells: cells(row, is_sweep, holds),
            below: below(row),
            mood: if is_failing(row) { Mood::Bad } else { mood(row.difference) },
            is_knee: knee.is_some() && row.level == knee,
        };
        Self {
            title: report.title.clone(),
            state: report.state,
            status,
            progress,
            headline: headline(report),
            columns: columns.into_iter().map(str::to_owned).collect(),
            rows: report.rows.iter().map(row).collect(),
            pictures: [picture::WIDE, picture::NARROW].map(|width| picture::of(report, width)),
            published: published(report),
            notes: report.notes.clone(),
            best: report.sweep.and_then(SweepResult::best).filter(|_| report.is_over()),
            knee: knee.filter(|_| report.is_over()),
            has_imported: false,
        }
    }
}

fn cells(row: &ReportRow, is_sweep: bool, holds: bool) -> Vec<String> {
    let of = &row.row;
    let ms = |value: Option<Millis>| value.map(|value| value.to_string()).unwrap_or_default();
    let rate = |of: Option<Estimate>| of.map(|of| format::rate(of.median)).unwrap_or_default();
    let mut cells = vec![of.name.clone()];
    if is_sweep {
        cells.extend([rate(of.rate), interval(of.rate, format::rate)]);
    } else {
        let time = |ms: f64| Millis::new(ms).to_string();
        cells.extend([
            of.total.map(|of| time(of.median)).unwrap_or_default(),
            interval(of.total, time),
            rate(of.rate),
        ]);
    }
    cells.extend([ms(of.p50), ms(of.p95), ms(of.p99), failed(row)]);
    cells.push(row.speed_up.map(|times| Fixed(times, 2).to_string()).unwrap_or_default());
    if holds {
        cells.push(of.held_bytes.map(|bytes| Bytes(bytes).to_string()).unwrap_or_default());
    }
    if !is_sweep {
        cells.push(if is_failing(row) {
            "not compared: too few answers".to_owned()
        } else {
            against(row.difference)
        });
    }
    cells
}

fn interval(of: Option<Estimate>, show: impl Fn(f64) -> String) -> String {
    match of {
        Some(of) if of.spread != EstimateBounds::One => format!("{} to {}", show(of.low), show(of.high)),
        _ => String::new(),
    }
}

fn failed(row: &ReportRow) -> String {
    let of = &row.row;
    match (of.failed, of.unseen) {
        _ if of.requests == 0 => String::new(),
        (0, 0) => "0".to_owned(),
        (failed, 0) => format::count(failed),
        (0, unseen) => format!("{} not seen", format::count(unseen)),
        (failed, unseen) => format!("{}, {} not seen", format::count(failed), format::count(unseen)),
    }
}

fn against(difference: Difference) -> String {
    let chance = |p: f64| if p < 0.001 { "p < 0.001".to_owned() } else { format!("p = {}", Fixed(p, 3)) };
    match difference {
        Difference::First => "baseline".to_owned(),
        Difference::Unknown => String::new(),
        Difference::Once => "measured once".to_owned(),
        Difference::NotCompared(why) => format!("not compared: {}", why.reason()),
        Difference::None { p } => format!("none shown, {}", chance(p)),
        Difference::Faster { p } => format!("faster, {}", chance(p)),
        Difference::Slower { p } => format!("slower, {}", chance(p)),
    }
}

/// Whether too few of its requests were answered to compare it.
fn is_failing(row: &ReportRow) -> bool {
    row.row.requests > 0 && !row.row.is_answered()
}

const fn mood(difference: Difference) -> Mood {
    match difference {
        Difference::Faster { .. } => Mood::Good,
        Difference::Slower { .. } => Mood::Bad,
        Difference::First
        | Difference::Unknown
        | Difference::Once
        | Difference::NotCompared(_)
        | Difference::None { .. } => Mood::Plain,
    }
}

fn below(row: &ReportRow) -> String {
    match (row.stands_for.is_empty(), row.row.remark.is_empty()) {
        (_, true) => row.stands_for.clone(),
        (true, false) => row.row.remark.clone(),
        (false, false) => format!("{}. {}", row.stands_for, row.row.remark),
    }
}

fn headline(report: &ComparisonReport) -> String {
    if report.rows.iter().all(|row| row.row.answered == 0) {
        return String::new();
    }
    if let Some(sweep) = report.sweep {
        return sweep.advice();
    }
    if !report.is_over() {
        return String::new();
    }
    let sure = |row: &&ReportRow| matches!(row.difference, Difference::Faster { .. });
    let fastest = report.rows.iter().filter(sure).max_by(|a, b| {
        let of = |row: &ReportRow| row.speed_up.unwrap_or(0.0);
        of(a).total_cmp(&of(b))
    });
    let first = report.rows.iter().find(|row| row.difference == Difference::First);
    match (fastest, first) {
        (Some(best), Some(first)) => {
            let mut alike: Vec<&ReportRow> = vec![best];
            for row in report.rows.iter().filter(sure) {
                if row.row.name != best.row.name && alike.iter().all(|other| overlaps(row, other)) {
                    alike.push(row);
                }
            }
            let times = alike.iter().map(|row| row.speed_up.unwrap_or(1.0));
            let factor = Fixed(times.fold(f64::INFINITY, f64::min), 1);
            let names: Vec<&str> = alike.iter().map(|row| row.row.name.as_str()).collect();
            match names.split_last() {
                Some((last, others)) if !others.is_empty() => format!(
                    "{} and {last} are at least {factor} times as fast as {}. Their own times overlap.",
                    others.join(", "),
                    first.row.name
                ),
                _ => format!("{} is {factor} times as fast as {}.", best.row.name, first.row.name),
            }
        }
        (None, Some(_)) if report.rows.iter().any(|row| row.difference.p().is_some()) => {
            "No strategy is faster than the first beyond chance.".to_owned()
        }
        _ => String::new(),
    }
}

/// Whether the times of two rows cannot be told apart by their intervals.
fn overlaps(one: &ReportRow, other: &ReportRow) -> bool {
    let times = one.row.total.zip(other.row.total);
    times.is_some_and(|(one, other)| one.low <= other.high && other.low <= one.high)
}

/// A published line as shown: what was tried, their figure, ours, the article.
fn published(report: &ComparisonReport) -> Vec<[String; 4]> {
    let line = |line: &PublishedLine| {
        let ours = match line.ours {
            None => String::new(),
            Some(OwnFigure::Seconds(seconds)) => {
                format!("{} ({})", Millis::new(seconds * 1_000.0), line.nearest)
            }
            Some(OwnFigure::Level(level)) => format!("{level} at a time ({})", line.nearest),
        };
        [line.way.clone(), line.figure.clone(), ours, line.article.clone()]
    };
    report.published.iter().map(line).collect()
}
