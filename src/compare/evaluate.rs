//! Turns trials into a report: rows with their spread, and differences only where they are significant.

use super::experiment::{Experiment, MAX_ROUNDS, Variant};
use super::hosts::Hosts;
use super::presets::ExperimentKind;
use super::published::{Nearest, Published, of_preset};
use super::report::{
    ComparisonReport, Difference, OwnFigure, PublishedLine, ReportRow, ReportState, SweepResult, TrialLine,
    ratio,
};
use super::row::{Estimate, EstimateBounds, ResultRow, RowProvenance};
use super::strategy::ConcurrencyModel;
use super::sweep;
use super::trial::Trial;
use super::trials::{FinishedTrial, TrialOutcome, TrialStatus, Trials};
use crate::stats::median::{interval, median, sorted};
use crate::stats::quantile::of_sorted;
use crate::stats::rank_test::{corrected, least_p_value, p_value};
use crate::units::Millis;

mod notes;

/// A difference is significant when its corrected p value is below this.
pub const SIGNIFICANT: f64 = 0.05;

/// The report of the trials so far; `targets` is the number of different requests.
pub fn report(experiment: &Experiment, trials: &Trials, targets: u32, hosts: &Hosts) -> ComparisonReport {
    let done = trials.done();
    let mut rows: Vec<ReportRow> = Vec::new();
    for (place, variant) in experiment.variants.iter().enumerate() {
        let of = |outcome: TrialOutcome| {
            done.iter()
                .filter(move |done| done.assignment.variant == place && done.outcome == outcome)
                .map(|done| &done.trial)
        };
        let counted: Vec<&Trial> = of(TrialOutcome::Counts).collect();
        if variant.is_session {
            rows.extend(cold_row(experiment, variant, done, place));
        }
        if !counted.is_empty() {
            rows.push(row(experiment, variant, &counted));
        } else if let Some(partial) = of(TrialOutcome::Stopped).next() {
            let mut stopped = row(experiment, variant, &[partial]);
            stopped.row.rounds = 0;
            "Stopped on its way: the figures are of what had ended.".clone_into(&mut stopped.row.remark);
            rows.push(stopped);
        }
    }
    let is_over = matches!(trials.status(), TrialStatus::Done | TrialStatus::Stopped);
    compare(&mut rows, experiment, done, is_over);
    let sweep = experiment.is_sweep().then(|| sweep::found(experiment, done));
    let mut report = ComparisonReport {
        key: experiment.preset.key.to_owned(),
        title: experiment.preset.title.to_owned(),
        state: match trials.status() {
            TrialStatus::Running => ReportState::Running,
            TrialStatus::Hidden => ReportState::Hidden,
            TrialStatus::Done => ReportState::Done,
            TrialStatus::Stopped => ReportState::Stopped,
        },
        seed: experiment.seed,
        rounds: experiment.rounds,
        hosts: hosts.clone(),
        sweep,
        published: published(experiment, &rows, sweep),
        rows,
        notes: Vec::new(),
        trials: done.iter().filter_map(|done| line(experiment, done)).collect(),
    };
    report.notes = notes::all(experiment, trials, targets, &report);
    report
}

fn row(experiment: &Experiment, variant: &Variant, trials: &[&Trial]) -> ReportRow {
    let of = |get: fn(&Trial) -> Option<f64>| -> Vec<f64> {
        trials.iter().filter_map(|trial| get(trial)).collect()
    };
    let sum = |get: fn(&Trial) -> u32| trials.iter().map(|trial| get(trial)).sum::<u32>();
    let mut times: Vec<f64> = trials.iter().flat_map(|trial| trial.times.iter().copied()).collect();
    times = sorted(&times);
    let quantile = |share: f64| of_sorted(&times, share).map(Millis::new);
    let rates = if experiment.is_sweep() { of(|trial| trial.steady_rate) } else { of(|trial| trial.rate) };
    let provenance = if trials.iter().any(|trial| trial.practice) {
        RowProvenance::Practice
    } else if trials.iter().any(|trial| trial.extension) {
        RowProvenance::Extension
    } else {
        RowProvenance::Browser
    };
    ReportRow {
        row: ResultRow {
            name: variant.name.clone(),
            provenance,
            rounds: u32::try_from(trials.len()).unwrap_or(u32::MAX),
            requests: sum(|trial| trial.requests),
            answered: sum(|trial| trial.answered),
            failed: sum(|trial| trial.failed),
            unseen: sum(|trial| trial.unseen),
            total: estimate(&of(|trial| trial.total_ms)),
            rate: estimate(&rates),
            p50: quantile(0.5),
            p95: quantile(0.95),
            p99: quantile(0.99),
            held_bytes: trials.iter().filter_map(|trial| trial.held_bytes).max(),
            remark: String::new(),
        },
        stands_for: variant.stands_for.clone(),
        level: variant.level,
        p95_of_rounds: estimate(&of(|trial| trial.quantile(0.95))),
        ..ReportRow::default()
    }
}

/// The row of a variant's first pass, before its connections were open.
fn cold_row(
    experiment: &Experiment,
    variant: &Variant,
    done: &[FinishedTrial],
    place: usize,
) -> Option<ReportRow> {
    let first = done.iter().find(|done| done.assignment.variant == place)?;
    let trial = &first.trial;
    let remark = if first.was_hidden {
        "The tab was hidden meanwhile, and a first pass cannot be tried again: its times say little."
    } else if trial.split.seen == 0 {
        "Whether connections were opened is hidden."
    } else if trial.split.opening > 0.0 {
        ""
    } else {
        "No connection was opened: they were open already."
    };
    let mut cold = row(experiment, variant, &[trial]);
    cold.row.name.push_str(", first pass (cold)");
    remark.clone_into(&mut cold.row.remark);
    cold.p95_of_rounds = None;
    Some(cold)
}

/// The median over rounds with its spread; `None` when no round has a value.
fn estimate(values: &[f64]) -> Option<Estimate> {
    let median = median(values)?;
    if values.len() == 1 {
        return Some(Estimate::single(median));
    }
    if let Some((low, high)) = interval(values, 0.95) {
        return Some(Estimate { median, low, high, spread: EstimateBounds::Confidence });
    }
    let sorted = sorted(values);
    Some(Estimate { median, low: *sorted.first()?, high: *sorted.last()?, spread: EstimateBounds::Range })
}

/// Compares each row with that of the first variant; where that has no rounds in the end, with the first one that has.
fn compare(rows: &mut [ReportRow], experiment: &Experiment, done: &[FinishedTrial], is_over: bool) {
    let totals = |name: &str| -> Vec<f64> {
        let is_it = |done: &&FinishedTrial| {
            done.outcome == TrialOutcome::Counts
                && experiment.variants.get(done.assignment.variant).is_some_and(|of| of.name == name)
        };
        done.iter().filter(is_it).filter_map(|done| done.trial.total_ms).collect()
    };
    let is_measured =
        |row: &ReportRow| row.row.rounds > 0 && totals(&row.row.name).len() == row.row.rounds as usize;
    // Turns are mixed: whoever has its first round first is no baseline, and another soon.
    let is_first = |row: &ReportRow| {
        is_over || experiment.variants.first().is_some_and(|first| first.name == row.row.name)
    };
    let Some(first) = rows.iter().position(|row| is_first(row) && is_measured(row)) else { return };
    let Some(base) = rows.get(first).cloned() else { return };
    let base_totals = totals(&base.row.name);
    let mut tests: Vec<(usize, f64, f64)> = Vec::new();
    for (place, row) in rows.iter_mut().enumerate() {
        let times = base.row.total.zip(row.row.total);
        row.speed_up = times.and_then(|(base, own)| ratio(base.median, own.median));
        if place == first {
            row.difference = Difference::First;
            continue;
        }
        // Levels send different numbers of requests, so their times cannot be compared.
        if experiment.is_sweep() {
            row.speed_up =
                base.row.rate.zip(row.row.rate).and_then(|(base, own)| ratio(own.median, base.median));
            continue;
        }
        let own = totals(&row.row.name);
        let is_sound = row.row.is_answered() && base.row.is_answered();
        if let Some(p) = p_value(&base_totals, &own).filter(|_| is_sound && own.len() > 1) {
            tests.push((place, p, row.speed_up.unwrap_or(1.0)));
        }
        if !is_sound {
            row.speed_up = None;
        }
    }
    let chances = corrected(&tests.iter().map(|(_, p, _)| *p).collect::<Vec<f64>>());
    let count = tests.len();
    for ((place, _, speed_up), p) in tests.into_iter().zip(chances) {
        let Some(row) = rows.get_mut(place) else { continue };
        row.difference = match p {
            p if p < SIGNIFICANT && speed_up > 1.0 => Difference::Faster { p },
            p if p < SIGNIFICANT => Difference::Slower { p },
            p if can_tell(base.row.rounds.min(row.row.rounds), count) => Difference::None { p },
            _ => Difference::Unknown,
        };
    }
}

/// Whether this many rounds could show a significant difference in this many tests.
fn can_tell(rounds: u32, tests: usize) -> bool {
    #[expect(clippy::cast_precision_loss, reason = "there are few tests")]
    let tests = tests.max(1) as f64;
    least_p_value(rounds) * tests < SIGNIFICANT
}

/// The fewest rounds that could show a significant difference in this many tests.
fn least_rounds(tests: usize) -> u32 {
    (1..=MAX_ROUNDS).find(|rounds| can_tell(*rounds, tests)).unwrap_or(MAX_ROUNDS)
}

fn published(experiment: &Experiment, rows: &[ReportRow], sweep: Option<SweepResult>) -> Vec<PublishedLine> {
    let seconds = |strategy: ConcurrencyModel| {
        let total = rows.iter().find(|row| row.row.name == strategy.name())?.row.total?;
        Some(OwnFigure::Seconds(total.median / 1_000.0))
    };
    let line = |figure: &Published| PublishedLine {
        article: figure.article.name.to_owned(),
        way: figure.way.to_owned(),
        figure: figure.figure.to_owned(),
        seconds: figure.seconds,
        nearest: figure.nearest.name().to_owned(),
        ours: match figure.nearest {
            Nearest::Strategy(strategy) => seconds(strategy),
            Nearest::Knee => sweep.and_then(|sweep| sweep.knee).map(OwnFigure::Level),
            Nearest::Pattern => None,
        },
    };
    of_preset(experiment.preset.key).iter().map(line).collect()
}

fn line(experiment: &Experiment, done: &FinishedTrial) -> Option<TrialLine> {
    let trial = &done.trial;
    let is_sweep = experiment.preset.shape == ExperimentKind::Sweep;
    Some(TrialLine {
        name: experiment.variants.get(done.assignment.variant)?.name.clone(),
        round: done.assignment.round,
        outcome: done.outcome.name().to_owned(),
        requests: trial.requests,
        answered: trial.answered,
        failed: trial.failed,
        total_ms: trial.total_ms,
        rate: if is_sweep { trial.steady_rate } else { trial.rate },
        p95_ms: trial.quantile(0.95),
    })
}
