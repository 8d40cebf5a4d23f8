//! A validated experiment: its variants, rounds and number of requests.
#![expect(missing_docs, reason = "fields are named for what they hold")]

use thiserror::Error;

use super::levels::{self, LevelsFault};
use super::presets::{ExperimentKind, ExperimentPreset};
use super::request::ExperimentRequest;
use super::strategy::{ConcurrencyModel, MAX_RUNNERS, at_a_time};
use crate::settings::{Limits, Method, RunSettings};

pub const MAX_ROUNDS: u32 = 50;
pub const MAX_REQUESTS_OF_A_TRIAL: u32 = 20_000;
pub const MAX_REQUESTS: u32 = 200_000;
/// Requests to other people's servers above which a second confirmation is needed.
pub const ASK_AGAIN_OVER_REQUESTS: u32 = 1_000;
/// Requests of a sweep's trial per request in flight: four measured waves between one to fill and one to drain.
pub(super) const WAVES: u32 = 6;

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RequestFault {
    #[error("There is no link to request: give a list on the Check tab, or choose another place.")]
    NoTargets,
    #[error(
        "This is too long to be tried in rounds. Put the pattern into the list: it says what it costs before anything is sent."
    )]
    Pattern,
    #[error("Choose a strategy, or give one of your own.")]
    NothingChosen,
    #[error(transparent)]
    Levels(#[from] LevelsFault),
    #[error("Rounds are 1 to {MAX_ROUNDS}.")]
    Rounds,
    #[error("A trial has 1 to {MAX_REQUESTS_OF_A_TRIAL} requests.")]
    Requests,
    #[error("Your own strategy has 1 to 1000 requests in flight, and as many to a host.")]
    Own,
    #[error(
        "These are {0} requests in all, and {MAX_REQUESTS} are the most: fewer rounds, strategies or requests."
    )]
    TooMuch(u64),
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Variant {
    /// Its unique name.
    pub name: String,
    /// Its counterpart in other tools; empty for none.
    pub stands_for: String,
    /// Its limits, over all its runners.
    pub limits: Limits,
    /// Runners that share its requests.
    pub runners: u32,
    pub requests: u32,
    pub level: Option<u32>,
    /// Whether its first pass, before any connection is open, is a row of its own.
    pub is_session: bool,
    /// Whether bodies are held to their end.
    pub holds_bodies: bool,
    pub strategy: Option<ConcurrencyModel>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Experiment {
    pub preset: &'static ExperimentPreset,
    /// The others are compared with the first.
    pub variants: Vec<Variant>,
    /// Rounds that count, after one that warms up.
    pub rounds: u32,
    /// The seed of the order of trials.
    pub seed: u64,
    pub method: Method,
    /// Most of a body that is read, in bytes; `None` reads all of it.
    pub body_cap: Option<u32>,
}

impl Experiment {
    /// Validates `request`; `own` settings fill in what it leaves open.
    ///
    /// # Errors
    /// When the request is invalid.
    pub fn of(
        request: &ExperimentRequest,
        own: &RunSettings,
        targets: u32,
        processors: u32,
        seed: u64,
    ) -> Result<Self, RequestFault> {
        let preset = ExperimentPreset::at(request.preset);
        if targets == 0 && preset.shape != ExperimentKind::Pattern {
            return Err(RequestFault::NoTargets);
        }
        if !(1..=MAX_ROUNDS).contains(&request.rounds) {
            return Err(RequestFault::Rounds);
        }
        if !(1..=MAX_REQUESTS_OF_A_TRIAL).contains(&request.requests) {
            return Err(RequestFault::Requests);
        }
        let limits = Limits { timeout_ms: preset.timeout_ms.unwrap_or(own.limits.timeout_ms), ..own.limits };
        // Runners do not know of each other's starts.
        let is_paced = limits.rate.is_some() || limits.spacing_ms > 0;
        let runners = if is_paced { 1 } else { processors.clamp(2, MAX_RUNNERS) };
        let variants = match preset.shape {
            ExperimentKind::Strategies => strategies(request, &limits, runners)?,
            ExperimentKind::Sweep => sweep(request, &limits)?,
            ExperimentKind::Bodies => bodies(request, &limits),
            ExperimentKind::Pattern => return Err(RequestFault::Pattern),
        };
        let is_bodies = preset.shape == ExperimentKind::Bodies;
        let method = if preset.method == Method::Get && !is_bodies { own.method } else { preset.method };
        let experiment = Self {
            preset,
            variants,
            rounds: request.rounds,
            seed,
            method,
            body_cap: if is_bodies { None } else { own.body_cap },
        };
        let requests = experiment.requests_in_all();
        if requests > u64::from(MAX_REQUESTS) {
            return Err(RequestFault::TooMuch(requests));
        }
        Ok(experiment)
    }

    pub fn is_sweep(&self) -> bool {
        self.preset.shape == ExperimentKind::Sweep
    }

    /// All requests, warm-up included, if nothing ends early or repeats; the maximum is [`Cost`](super::cost::Cost).
    pub fn requests_in_all(&self) -> u64 {
        let a_round: u64 = self.variants.iter().map(|variant| u64::from(variant.requests)).sum();
        a_round * (u64::from(self.rounds) + self.rounds_to_warm_up())
    }

    /// Most rounds the warm-up can take: a sweep may try each level twice.
    pub(super) fn rounds_to_warm_up(&self) -> u64 {
        if self.is_sweep() { 2 } else { 1 }
    }

    /// The most runners that a variant needs.
    pub fn runners(&self) -> u32 {
        self.variants.iter().map(|variant| variant.runners).max().unwrap_or(1)
    }
}

fn strategies(
    request: &ExperimentRequest,
    limits: &Limits,
    runners: u32,
) -> Result<Vec<Variant>, RequestFault> {
    let named = ConcurrencyModel::of_bits(request.strategies).map(|strategy| Variant {
        name: strategy.name().to_owned(),
        stands_for: strategy.python().to_owned(),
        limits: strategy.limits(limits, runners),
        runners: if strategy == ConcurrencyModel::Processes { runners } else { 1 },
        requests: request.requests,
        is_session: strategy == ConcurrencyModel::Session,
        strategy: Some(strategy),
        ..Variant::default()
    });
    let mut variants: Vec<Variant> = named.collect();
    if let Some((concurrency, per_origin)) = request.own {
        let own = at_a_time(limits, concurrency, per_origin);
        if (own.concurrency, own.per_origin) != (concurrency, per_origin) {
            return Err(RequestFault::Own);
        }
        let name = format!("Own: {concurrency}, {per_origin} per host");
        variants.push(variant(name, own, request.requests));
    }
    if variants.is_empty() { Err(RequestFault::NothingChosen) } else { Ok(variants) }
}

fn sweep(request: &ExperimentRequest, limits: &Limits) -> Result<Vec<Variant>, RequestFault> {
    let levels = levels::parse(&request.levels)?;
    let of = |level: u32| Variant {
        level: Some(level),
        ..variant(level.to_string(), at_a_time(limits, level, level), request.requests.max(WAVES * level))
    };
    Ok(levels.into_iter().map(of).collect())
}

fn bodies(request: &ExperimentRequest, limits: &Limits) -> Vec<Variant> {
    let limits = at_a_time(limits, 6, 6);
    let streamed = Variant {
        stands_for: "stream=True, iter_content".to_owned(),
        ..variant("Streamed".to_owned(), limits, request.requests)
    };
    let buffered = Variant {
        stands_for: "response.content".to_owned(),
        holds_bodies: true,
        ..variant("Buffered".to_owned(), limits, request.requests)
    };
    vec![streamed, buffered]
}

fn variant(name: String, limits: Limits, requests: u32) -> Variant {
    Variant { name, limits, runners: 1, requests, ..Variant::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::presets::ALL;
    use crate::settings::Rate;

    fn made(request: &ExperimentRequest) -> Result<Experiment, RequestFault> {
        Experiment::of(request, &RunSettings::default(), 10, 4, 1)
    }

    #[test]
    fn every_preset_can_be_carried_out_as_it_is() {
        for (place, preset) in (0..).zip(ALL).filter(|(_, preset)| preset.shape != ExperimentKind::Pattern) {
            let experiment = made(&ExperimentRequest::of(place)).expect(preset.key);
            assert!(experiment.variants.len() >= 2, "{}", preset.key);
            assert!(experiment.requests_in_all() > 0);
        }
    }

    #[test]
    fn the_cost_counts_every_contender_in_every_round_and_the_one_that_warms_up() {
        let request = ExperimentRequest { rounds: 5, requests: 10, ..ExperimentRequest::of(2) };
        assert_eq!(made(&request).map(|made| made.requests_in_all()), Ok(5 * 10 * 6));
        let sweep = ExperimentRequest {
            levels: "1, 10".to_owned(),
            rounds: 2,
            requests: 24,
            ..ExperimentRequest::of(1)
        };
        assert_eq!(made(&sweep).map(|made| made.requests_in_all()), Ok((24 + 60) * 4));
    }

    #[test]
    fn what_cannot_be_carried_out_says_why() {
        let base = ExperimentRequest::of(0);
        for (request, fault) in [
            (ExperimentRequest { rounds: 0, ..base.clone() }, RequestFault::Rounds),
            (ExperimentRequest { rounds: 51, ..base.clone() }, RequestFault::Rounds),
            (ExperimentRequest { requests: 0, ..base.clone() }, RequestFault::Requests),
            (ExperimentRequest { strategies: 0, ..base.clone() }, RequestFault::NothingChosen),
            (ExperimentRequest { own: Some((0, 4)), ..base.clone() }, RequestFault::Own),
            (ExperimentRequest { own: Some((4, 1_001)), ..base.clone() }, RequestFault::Own),
            (ExperimentRequest { requests: 20_000, ..base.clone() }, RequestFault::TooMuch(560_000)),
            (ExperimentRequest::of(u8::try_from(ALL.len() - 1).expect("few presets")), RequestFault::Pattern),
            (
                ExperimentRequest { levels: "4".to_owned(), ..ExperimentRequest::of(1) },
                RequestFault::Levels(LevelsFault::TooFew),
            ),
        ] {
            assert_eq!(made(&request), Err(fault));
        }
        assert_eq!(Experiment::of(&base, &RunSettings::default(), 0, 4, 1), Err(RequestFault::NoTargets));
        assert_eq!(
            made(&ExperimentRequest { strategies: 0, own: Some((7, 3)), ..base })
                .map(|made| made.variants.len()),
            Ok(1)
        );
    }

    #[test]
    fn one_runner_for_each_processor_within_reason() {
        let request =
            ExperimentRequest { strategies: ConcurrencyModel::Processes.bit(), ..ExperimentRequest::of(0) };
        for (processors, runners) in [(0, 2), (1, 2), (4, 4), (64, 8)] {
            let made =
                Experiment::of(&request, &RunSettings::default(), 5, processors, 1).expect("it can be");
            assert_eq!(made.runners(), runners);
        }
        for limits in [
            Limits { rate: Rate::per_second(5.0), ..Limits::default() },
            Limits { spacing_ms: 1, ..Limits::default() },
        ] {
            let own = RunSettings { limits, ..RunSettings::default() };
            let made = Experiment::of(&request, &own, 5, 4, 1).expect("it can be");
            assert_eq!(made.runners(), 1, "several would each keep to a limit of their own");
        }
    }
}
