//! Numbers that vary as measurements do, from a seed.

use volley::random::Random;

/// What a machine and a network add.
#[derive(Debug)]
pub(crate) struct Noise {
    random: Random,
}

impl Noise {
    pub(crate) const fn new(seed: u64) -> Self {
        Self { random: Random::new(seed) }
    }

    /// Evenly spread between the two.
    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.random.next_unit()
    }

    /// Log-normal around 1; `sigma` is the deviation of its logarithm.
    pub(crate) fn factor(&mut self, sigma: f64) -> f64 {
        let (u, v) = (1.0 - self.random.next_unit(), self.random.next_unit());
        (sigma * (-2.0 * u.ln()).sqrt() * (core::f64::consts::TAU * v).cos()).exp()
    }

    /// Whether something happens that does in that share of cases.
    pub(crate) fn happens(&mut self, share: f64) -> bool {
        self.random.next_unit() < share
    }
}
