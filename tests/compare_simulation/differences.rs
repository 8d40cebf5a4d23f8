//! A difference is called one where there is one, and hardly ever where there is none.

use volley::compare::evaluate::report;
use volley::compare::experiment::Experiment;
use volley::compare::hosts::Hosts;
use volley::compare::report::{ComparisonReport, Difference, ReportState};
use volley::compare::request::ExperimentRequest;
use volley::compare::strategy::ConcurrencyModel;
use volley::compare::trial::Trial;
use volley::compare::trials::Trials;
use volley::compare::view::ComparisonView;
use volley::settings::RunSettings;

use crate::noise::Noise;
use crate::server::Server;
use crate::sweeps::{SHARED, carry_out};

pub(crate) const SERVER: Server =
    Server { places: 8, work: 20.0, sigma: 0.2, way: 0.0, thrash: 0.0, rejects_over: None };

pub(crate) fn strategies(chosen: &[ConcurrencyModel], rounds: u32, seed: u64) -> Experiment {
    let bits = chosen.iter().map(|strategy| strategy.bit()).sum();
    let request = ExperimentRequest { strategies: bits, rounds, ..ExperimentRequest::of(0) };
    Experiment::of(&request, &RunSettings::default(), 40, 2, seed).expect("it can be carried out")
}

pub(crate) fn of<'r>(report: &'r ComparisonReport, name: &str) -> &'r volley::compare::report::ReportRow {
    report.rows.iter().find(|row| row.row.name == name).expect(name)
}

#[test]
fn ten_at_a_time_is_faster_than_one_and_says_how_sure_that_is() {
    let experiment = strategies(
        &[ConcurrencyModel::OneAtATime, ConcurrencyModel::TwoWorkers, ConcurrencyModel::PoolOfTen],
        6,
        1,
    );
    let (_, report) = carry_out(&experiment, &SERVER, SHARED, 1);
    assert_eq!(of(&report, "One at a time").difference, Difference::First);
    for (name, least, most) in [("2 workers", 1.7, 2.2), ("Pool of 10", 6.0, 9.0)] {
        let row = of(&report, name);
        assert!(matches!(row.difference, Difference::Faster { p } if p < 0.05), "{row:?}");
        assert!(row.speed_up.is_some_and(|times| (least..most).contains(&times)), "{row:?}");
        let total = row.row.total.expect("a time");
        assert!(total.low <= total.median && total.median <= total.high);
    }
    assert_eq!(report.state, ReportState::Done);
}

#[test]
fn two_equal_strategies_are_hardly_ever_called_different() {
    // A pool of ten and a limit of twenty are the same to a server of eight places.
    let different = (0..60).filter(|seed| {
        let experiment =
            strategies(&[ConcurrencyModel::PoolOfTen, ConcurrencyModel::LimitOfTwenty], 6, *seed);
        let (_, report) = carry_out(&experiment, &SERVER, SHARED, *seed);
        !matches!(of(&report, "Limit 20").difference, Difference::None { .. })
    });
    let different = different.count();
    assert!(different <= 6, "{different} of 60 called different, 3 are to be expected");
}

#[test]
fn too_few_rounds_say_so_and_name_nothing() {
    let experiment = strategies(&[ConcurrencyModel::OneAtATime, ConcurrencyModel::PoolOfTen], 3, 1);
    let (_, report) = carry_out(&experiment, &SERVER, SHARED, 1);
    let row = of(&report, "Pool of 10");
    assert_eq!(row.difference, Difference::Unknown);
    assert!(row.speed_up.is_some(), "what was measured is shown all the same");
    assert!(report.notes.iter().any(|note| note.contains("3 rounds") && note.contains("it takes 4")));
}

#[test]
fn identical_results_are_no_difference() {
    let experiment = strategies(&[ConcurrencyModel::OneAtATime, ConcurrencyModel::PoolOfTen], 6, 1);
    let mut trials = Trials::of(&experiment);
    let trial = SERVER.trial(40, 8, 1.0, &mut Noise::new(1));
    while trials.poll_trial().is_some() {
        trials.handle_trial(trial.clone());
    }
    let report = report(&experiment, &trials, 40, &Hosts::default());
    assert_eq!(of(&report, "Pool of 10").difference, Difference::None { p: 1.0 });
    assert_eq!(of(&report, "Pool of 10").speed_up, Some(1.0));
}

#[test]
fn one_that_fails_is_not_called_fast_and_is_named() {
    let experiment = strategies(&[ConcurrencyModel::OneAtATime, ConcurrencyModel::PoolOfTen], 6, 1);
    let mut trials = Trials::of(&experiment);
    let fails = Server { rejects_over: Some(1), ..SERVER };
    while let Some(next) = trials.poll_trial() {
        let server = if next.variant == 1 { fails } else { SERVER };
        let in_flight = experiment.variants[next.variant].limits.concurrency;
        trials.handle_trial(server.trial(40, in_flight, 1.0, &mut Noise::new(next.round.into())));
    }
    let report = report(&experiment, &trials, 40, &Hosts::default());
    let row = of(&report, "Pool of 10");
    assert!(row.row.failed > 0 && row.speed_up.is_none(), "{row:?}");
    assert_eq!(row.difference, Difference::Unknown);
    assert!(report.notes.iter().any(|note| note.contains("Not compared") && note.contains("Pool of 10")));
}

#[test]
fn where_nothing_is_answered_there_is_nothing_to_compare() {
    for preset in [0, 1] {
        let experiment = Experiment::of(&ExperimentRequest::of(preset), &RunSettings::default(), 1, 2, 1)
            .expect("it can be");
        let mut trials = Trials::of(&experiment);
        while trials.poll_trial().is_some() {
            trials.handle_trial(Trial { requests: 40, failed: 40, ..Trial::default() });
        }
        let report = report(&experiment, &trials, 1, &Hosts::default());
        assert!(report.notes[0].starts_with("Nothing was answered"), "{:?}", report.notes);
        assert!(report.notes.iter().any(|note| note.starts_with("There is one target")));
        assert!(report.rows.iter().all(|row| row.row.rate.is_none() && row.row.p95.is_none()));
        assert_eq!(report.sweep.and_then(|sweep| sweep.knee), None);
    }
}

#[test]
fn a_session_has_a_cold_row_and_a_warm_one() {
    let experiment = strategies(&[ConcurrencyModel::OneAtATime, ConcurrencyModel::Session], 6, 1);
    let (trials, report) = carry_out(&experiment, &SERVER, SHARED, 1);
    assert_eq!(trials.done()[0].assignment.variant, 1, "the first pass of all finds no connection open");
    assert_eq!(of(&report, "Session, first pass (cold)").row.rounds, 1);
    assert_eq!(of(&report, "Session").row.rounds, 6);
    assert_eq!(of(&report, "One at a time").difference, Difference::First);
}

#[test]
fn a_tie_at_the_top_has_no_winner() {
    // A pool of ten and a limit of twenty are the same to a server of eight places.
    let chosen = [ConcurrencyModel::OneAtATime, ConcurrencyModel::PoolOfTen, ConcurrencyModel::LimitOfTwenty];
    let (_, report) = carry_out(&strategies(&chosen, 6, 1), &SERVER, SHARED, 1);
    let headline = |report| ComparisonView::of(report, String::new(), (18, 18)).headline;
    let told = headline(&report);
    let names = ["Pool of 10 and Limit 20 are at least ", "Limit 20 and Pool of 10 are at least "];
    assert!(names.iter().any(|names| told.starts_with(names)), "{told}");
    assert!(told.ends_with("times as fast as One at a time. Their own times overlap."), "{told}");
    let (_, report) = carry_out(&strategies(&chosen[..2], 6, 1), &SERVER, SHARED, 1);
    let told = headline(&report);
    assert!(
        told.starts_with("Pool of 10 is ") && told.ends_with("times as fast as One at a time."),
        "{told}"
    );
}

#[test]
fn the_baseline_is_the_first_strategy_from_its_first_round_on() {
    let chosen = [ConcurrencyModel::OneAtATime, ConcurrencyModel::TwoWorkers, ConcurrencyModel::PoolOfTen];
    let experiment = strategies(&chosen, 6, 3);
    let mut trials = Trials::of(&experiment);
    let mut saw_others_first = false;
    while let Some(next) = trials.poll_trial() {
        let in_flight = experiment.variants[next.variant].limits.concurrency;
        trials.handle_trial(SERVER.trial(40, in_flight, 1.0, &mut Noise::new(next.round.into())));
        let report = report(&experiment, &trials, 40, &Hosts::default());
        let firsts = report.rows.iter().filter(|row| row.difference == Difference::First);
        let firsts: Vec<&str> = firsts.map(|row| row.row.name.as_str()).collect();
        saw_others_first |= firsts.is_empty();
        let is_measured = report.rows.iter().any(|row| row.row.name == "One at a time" && row.row.rounds > 0);
        assert_eq!(firsts.is_empty(), !is_measured);
        assert!(firsts.is_empty() || firsts == ["One at a time"], "{firsts:?}");
    }
    assert!(saw_others_first, "another seed is needed: the first round began with the first strategy");
}
