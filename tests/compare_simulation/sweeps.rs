//! A sweep from its request to its report, against a simulated server on a noisy machine.

use volley::compare::evaluate::report;
use volley::compare::experiment::Experiment;
use volley::compare::hosts::Hosts;
use volley::compare::report::ComparisonReport;
use volley::compare::request::ExperimentRequest;
use volley::compare::trials::Trials;
use volley::settings::RunSettings;

use crate::noise::Noise;
use crate::server::Server;

/// What a machine adds to a server.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Machine {
    /// Deviation of the logarithm of each trial's time.
    pub(crate) trial: f64,
    /// The same of what a round does to all its trials.
    pub(crate) round: f64,
    /// Share of trials in which something else held the machine up.
    pub(crate) hitches: f64,
    /// How much slower each round is than the one before it.
    pub(crate) drift: f64,
}

/// A machine that is shared: what was seen of the one this was written on.
pub(crate) const SHARED: Machine = Machine { trial: 0.025, round: 0.04, hitches: 0.05, drift: 0.0 };

/// Levels close enough to each other that the knee of any server is near one.
pub(crate) const LEVELS: [u32; 15] = [1, 2, 4, 6, 8, 12, 16, 24, 32, 48, 60, 80, 100, 150, 200];

/// A sweep of all [`LEVELS`].
pub(crate) fn sweep(seed: u64) -> Experiment {
    let levels = LEVELS.map(|level| level.to_string()).join(",");
    of(&ExperimentRequest { levels, rounds: 6, ..ExperimentRequest::of(1) }, seed)
}

/// The sweep that is offered.
pub(crate) fn default_sweep(seed: u64) -> Experiment {
    of(&ExperimentRequest::of(1), seed)
}

fn of(request: &ExperimentRequest, seed: u64) -> Experiment {
    Experiment::of(request, &RunSettings::default(), 200, 2, seed).expect("a sweep")
}

pub(crate) fn carry_out(
    experiment: &Experiment,
    server: &Server,
    machine: Machine,
    seed: u64,
) -> (Trials, ComparisonReport) {
    let mut trials = Trials::of(experiment);
    let mut noise = Noise::new(seed);
    let mut rounds: Vec<f64> = Vec::new();
    while let Some(next) = trials.poll_trial() {
        while rounds.len() <= next.round as usize {
            let drift = (1.0 + machine.drift).powi(i32::try_from(rounds.len()).expect("few rounds"));
            rounds.push(noise.factor(machine.round) * drift);
        }
        let hitch = if noise.happens(machine.hitches) { noise.between(1.1, 1.5) } else { 1.0 };
        let slow = rounds[next.round as usize] * noise.factor(machine.trial) * hitch;
        let variant = &experiment.variants[next.variant];
        let trial = server.trial(variant.requests, variant.limits.concurrency, slow, &mut noise);
        trials.handle_trial(trial);
    }
    let report = report(experiment, &trials, 200, &Hosts::of(core::iter::once("sim.example")));
    (trials, report)
}
