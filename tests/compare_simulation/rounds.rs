//! The order of trials, and what becomes of a hidden tab and of Stop.

use volley::compare::evaluate::report;
use volley::compare::experiment::Experiment;
use volley::compare::hosts::Hosts;
use volley::compare::report::ReportState;
use volley::compare::request::ExperimentRequest;
use volley::compare::trial::Trial;
use volley::compare::trials::{Assignment, TrialOutcome, TrialStatus, Trials};
use volley::settings::RunSettings;

fn experiment(preset: u8, rounds: u32, seed: u64) -> Experiment {
    let request = ExperimentRequest { rounds, ..ExperimentRequest::of(preset) };
    Experiment::of(&request, &RunSettings::default(), 40, 2, seed).expect("it can be carried out")
}

fn trial(p95: f64) -> Trial {
    Trial {
        total_ms: Some(p95),
        rate: Some(1.0),
        steady_rate: Some(1.0),
        requests: 40,
        answered: 40,
        times: vec![p95; 40],
        ..Trial::default()
    }
}

/// All that is tried when each trial measures the same.
fn all(trials: &mut Trials) -> Vec<Assignment> {
    let mut tried = Vec::new();
    while let Some(next) = trials.poll_trial() {
        assert_eq!(trials.poll_trial(), None, "one at a time");
        tried.push(next);
        trials.handle_trial(trial(10.0));
    }
    tried
}

#[test]
fn every_round_tries_each_once_in_another_order() {
    let experiment = experiment(0, 6, 42);
    let tried = all(&mut Trials::of(&experiment));
    assert_eq!(tried.len(), 4 * 7);
    let rounds: Vec<Vec<usize>> =
        tried.chunks(4).map(|round| round.iter().map(|one| one.variant).collect()).collect();
    for round in &rounds {
        let mut sorted = round.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, [0, 1, 2, 3]);
    }
    let mut different = rounds.clone();
    different.sort();
    different.dedup();
    assert!(different.len() > 3, "{rounds:?}");
    assert_eq!(all(&mut Trials::of(&experiment)), tried, "the seed decides");
}

#[test]
fn a_sweep_climbs_first_and_a_level_that_is_slow_by_accident_does_not_end_it() {
    let experiment = experiment(1, 2, 1);
    let mut trials = Trials::of(&experiment);
    let mut ramped = Vec::new();
    let mut is_first_look = true;
    while let Some(next) = trials.poll_trial() {
        if next.round == 0 {
            ramped.push(next.variant);
        }
        let p95 = match next.variant {
            3 if is_first_look => {
                is_first_look = false;
                25.0
            }
            6.. => 21.0,
            _ => 10.0,
        };
        trials.handle_trial(trial(p95));
    }
    assert_eq!(ramped, [0, 1, 2, 3, 3, 4, 5, 6, 6]);
    let later = trials.done().iter().filter(|done| done.assignment.round > 0);
    assert!(later.clone().all(|done| done.assignment.variant <= 6));
    assert_eq!(later.count(), 2 * 7);
    assert_eq!(trials.status(), TrialStatus::Done);
}

#[test]
fn the_round_in_which_the_tab_was_hidden_is_tried_again_and_marked() {
    let experiment = experiment(0, 2, 1);
    let mut trials = Trials::of(&experiment);
    let mut tried = 0;
    while let Some(next) = trials.poll_trial() {
        tried += 1;
        if tried == 7 {
            assert_eq!(next.round, 1);
            trials.handle_hidden(true);
        }
        trials.handle_trial(trial(10.0));
        if tried == 7 {
            assert_eq!((trials.poll_trial(), trials.status()), (None, TrialStatus::Hidden), "it waits");
            trials.handle_hidden(false);
        }
    }
    let count_of =
        |outcome: TrialOutcome| trials.done().iter().filter(|done| done.outcome == outcome).count();
    assert_eq!(
        (count_of(TrialOutcome::WarmedUp), count_of(TrialOutcome::Hidden), count_of(TrialOutcome::Counts)),
        (4, 3, 8)
    );
    let report = report(&experiment, &trials, 40, &Hosts::default());
    assert!(report.notes.iter().any(|note| note.starts_with("The tab was hidden: 1 round was tried again")));
    assert!(report.rows.iter().all(|row| row.row.rounds == 2));
}

#[test]
fn a_tab_that_is_hidden_all_the_time_ends_it() {
    let experiment = experiment(0, 2, 1);
    let mut trials = Trials::of(&experiment);
    while trials.poll_trial().is_some() {
        trials.handle_hidden(true);
        trials.handle_trial(trial(10.0));
        trials.handle_hidden(false);
    }
    assert_eq!((trials.status(), trials.done().len()), (TrialStatus::Stopped, 4));
    let report = report(&experiment, &trials, 40, &Hosts::default());
    let expected = "The tab was hidden: 3 rounds were tried again, and what was measured meanwhile does not count. Then it was";
    assert!(report.notes.iter().any(|note| note.starts_with(expected)), "{:?}", report.notes);
}

#[test]
fn a_tab_hidden_between_two_trials_spoils_none() {
    let mut trials = Trials::of(&experiment(0, 1, 1));
    trials.handle_hidden(true);
    assert_eq!(trials.poll_trial(), None);
    trials.handle_hidden(false);
    assert_eq!(all(&mut trials).len(), 8);
    assert!(trials.done().iter().all(|done| done.outcome != TrialOutcome::Hidden));
}

#[test]
fn stop_at_any_moment_keeps_what_was_measured() {
    for stop_after in 0..8 {
        let experiment = experiment(0, 1, 9);
        let mut trials = Trials::of(&experiment);
        for _ in 0..stop_after {
            trials.poll_trial().expect("there are more");
            trials.handle_trial(trial(10.0));
        }
        trials.poll_trial();
        trials.stop();
        assert_eq!(trials.status(), TrialStatus::Running, "the running one is still to be handed in");
        trials.handle_trial(trial(5.0));
        assert_eq!((trials.poll_trial(), trials.status()), (None, TrialStatus::Stopped));
        assert_eq!(trials.done().len(), stop_after + 1);
        assert_eq!(trials.done()[stop_after].outcome, TrialOutcome::Stopped);
        let report = report(&experiment, &trials, 40, &Hosts::default());
        assert_eq!(report.state, ReportState::Stopped);
        assert!(report.notes.iter().any(|note| note.starts_with("Stopped after")), "{:?}", report.notes);
        trials.handle_trial(trial(1.0));
        assert_eq!(trials.done().len(), stop_after + 1, "nothing is running any more");
    }
}

#[test]
fn progress_counts_what_is_over_and_ends_at_all() {
    let mut trials = Trials::of(&experiment(0, 2, 1));
    assert_eq!(trials.progress(), (0, 12));
    let mut before = 0;
    while trials.poll_trial().is_some() {
        assert_eq!(trials.progress(), (before, 12));
        trials.handle_trial(trial(10.0));
        before += 1;
    }
    assert_eq!(trials.progress(), (12, 12));
}
