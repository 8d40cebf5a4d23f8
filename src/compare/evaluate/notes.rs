//! The notes of a report, as sentences.

use super::{ComparisonReport, Difference, Experiment, TrialOutcome, Trials, least_rounds};
use crate::compare::presets::ExperimentKind;
use crate::compare::report::ReportState;
use crate::compare::strategy::ConcurrencyModel;
use crate::compare::trials::{FinishedTrial, MAX_P95_RISE, MAX_REPEATS, RampEnd};
use crate::format::counted;
use crate::stats::median::median;
use crate::stats::trend::kendall;
use crate::units::Fixed;

/// Chance of a trend by accident below which there is one.
const DRIFT_CHANCE: f64 = 0.01;
/// Least change between the first third of the trials and the last that is called a drift.
const LEAST_DRIFT: f64 = 0.05;

/// All notes, the most important first.
pub(super) fn all(
    experiment: &Experiment,
    trials: &Trials,
    targets: u32,
    report: &ComparisonReport,
) -> Vec<String> {
    let done = trials.done();
    let mut notes = Vec::new();
    nothing_answered(report, &mut notes);
    stopped(report, trials, &mut notes);
    failing(report, &mut notes);
    notes.extend(drift(done));
    repeated(trials, &mut notes);
    ramp(experiment, trials, &mut notes);
    if targets == 1 {
        notes.push("There is one target: every request is the same.".to_owned());
    }
    limited(experiment, &mut notes);
    significance(experiment, report, &mut notes);
    if experiment.variants.iter().any(|variant| variant.is_session) {
        notes.push(
            "A browser keeps connections by itself and cannot be told not to: only the very first pass can be cold."
                .to_owned(),
        );
    }
    if experiment.variants.iter().any(|variant| variant.strategy == Some(ConcurrencyModel::Processes)) {
        notes.push(match experiment.runners() {
            1 => "Processes: one runner sent the requests, so that your limit of starts held.".to_owned(),
            runners => format!(
                "Processes: {} share the requests. All workers of a browser share its network.",
                counted(runners, "runner", "runners")
            ),
        });
    }
    if experiment.preset.shape == ExperimentKind::Bodies {
        notes.push(
            "Bytes held: of bodies that the runner had in its hands at once. What the browser keeps behind them cannot be seen."
                .to_owned(),
        );
    }
    notes
}

fn nothing_answered(report: &ComparisonReport, notes: &mut Vec<String>) {
    let rows = || report.rows.iter().map(|row| &row.row);
    let requests: u32 = rows().map(|row| row.requests).sum();
    if requests == 0 || rows().any(|row| row.answered > 0) {
        return;
    }
    let unseen: u32 = rows().map(|row| row.unseen).sum();
    let why = if unseen * 2 > requests {
        "No response could be read, so there is nothing to compare: some sites don’t let web pages read their \
         response (CORS), or there is no network."
    } else {
        "Nothing was answered, so there is nothing to compare: every request failed."
    };
    notes.push(why.to_owned());
}

fn stopped(report: &ComparisonReport, trials: &Trials, notes: &mut Vec<String>) {
    if report.state == ReportState::Stopped {
        let (over, all) = trials.progress();
        notes.push(format!("Stopped after {over} of {all} trials: what was measured until then stays."));
    }
}

fn failing(report: &ComparisonReport, notes: &mut Vec<String>) {
    let is_poor = |row: &&crate::compare::report::ReportRow| row.row.answered > 0 && !row.row.is_answered();
    let names: Vec<&str> = report.rows.iter().filter(is_poor).map(|row| row.row.name.as_str()).collect();
    if !names.is_empty() {
        notes.push(format!(
            "Not compared, because more than one in twenty of its requests brought no answer: {}.",
            names.join(", ")
        ));
    }
}

/// Whether the servers became slower or faster while they were measured.
fn drift(done: &[FinishedTrial]) -> Option<String> {
    let counted: Vec<(usize, f64)> = done
        .iter()
        .filter(|done| done.outcome == TrialOutcome::Counts)
        .filter_map(|done| Some((done.assignment.variant, done.trial.steady_rate?.ln())))
        .collect();
    let usual = |variant: usize| {
        let own: Vec<f64> =
            counted.iter().filter(|(other, _)| *other == variant).map(|(_, rate)| *rate).collect();
        median(&own)
    };
    let left: Vec<f64> = counted.iter().filter_map(|(variant, rate)| Some(rate - usual(*variant)?)).collect();
    let (_, p) = kendall(&left)?;
    let third = left.len() / 3;
    let change = (median(left.get(left.len() - third..)?)? - median(left.get(..third)?)?).exp() - 1.0;
    if p >= DRIFT_CHANCE || change.abs() < LEAST_DRIFT {
        return None;
    }
    let way = if change < 0.0 { "slower" } else { "faster" };
    Some(format!(
        "It drifted: at the end everything was about {} % {way} than at the start (Kendall’s trend test, p < {}). \
         Turns were mixed, so this falls on all alike, but single figures mean less.",
        Fixed(change.abs() * 100.0, 0),
        Fixed(DRIFT_CHANCE, 2)
    ))
}

fn limited(experiment: &Experiment, notes: &mut Vec<String>) {
    let Some(limits) = experiment.variants.first().map(|variant| variant.limits) else { return };
    let rate = limits.rate.map(|rate| format!("{rate} a second"));
    let spacing =
        (limits.spacing_ms > 0).then(|| format!("{} between two starts to one host", limits.spacing()));
    let held: Vec<String> = rate.into_iter().chain(spacing).collect();
    if !held.is_empty() {
        notes.push(format!("Your own limit held: {}. What is faster looks alike.", held.join(", ")));
    }
}

fn repeated(trials: &Trials, notes: &mut Vec<String>) {
    let hidden = trials.hidden_rounds();
    if hidden == 0 {
        return;
    }
    let again = counted(hidden.min(MAX_REPEATS), "round was", "rounds were");
    let end = if hidden > MAX_REPEATS { " Then it was hidden once more, and that ended it." } else { "" };
    notes.push(format!(
        "The tab was hidden: {again} tried again, and what was measured meanwhile does not count.{end}"
    ));
}

fn ramp(experiment: &Experiment, trials: &Trials, notes: &mut Vec<String>) {
    let Some((place, why)) = trials.ramp_end() else { return };
    let level = |place: usize| experiment.variants.get(place).and_then(|variant| variant.level);
    if let (Some(last), Some(first)) = (level(place), level(0)) {
        let why = match why {
            RampEnd::Slower => format!("p95 was more than {} times that at {first}", Fixed(MAX_P95_RISE, 0)),
            RampEnd::Failing => "more requests brought no answer".to_owned(),
        };
        notes.push(format!("Levels above {last} were not tried: at {last}, twice, {why}."));
    }
}

/// What was tested, and whether the rounds could show anything.
fn significance(experiment: &Experiment, report: &ComparisonReport, notes: &mut Vec<String>) {
    if experiment.is_sweep() {
        notes.push(
            "The knee is the smallest level whose rate is within 5 % of the best; its interval comes from rates drawn anew \
             with the sweep’s own noise (residual bootstrap, Efron and Tibshirani 1993)."
                .to_owned(),
        );
        return;
    }
    let others = experiment.variants.len().saturating_sub(1);
    if others == 0 {
        return;
    }
    let needed = least_rounds(others);
    if experiment.rounds < needed {
        notes.push(format!(
            "{} cannot show a difference beyond chance between so many: it takes {needed}.",
            counted(experiment.rounds, "round", "rounds")
        ));
    }
    if report.rows.iter().any(|row| row.difference.p().is_some() && row.difference != Difference::First) {
        notes.push(
            "We report differences with p < 0.05: exact rank test of the rounds’ times (Mann and Whitney 1947), corrected \
             for all rows (Holm 1979)."
                .to_owned(),
        );
    }
}
