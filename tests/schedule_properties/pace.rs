//! When the rate lets the next attempt start.

use volley::settings::{Limits, Strategy};
use volley::units::Millis;

/// The starts so far, or the next of those that come evenly.
#[derive(Debug)]
pub(crate) struct Pace {
    starts: Vec<Millis>,
    /// When the next start is due, where they wait for no answer.
    arrival: Option<Millis>,
}

impl Pace {
    pub(crate) fn new(limits: &Limits) -> Self {
        let mut this = Self { starts: Vec::new(), arrival: None };
        this.set(limits, Millis::ZERO);
        this
    }

    pub(crate) fn set(&mut self, limits: &Limits, now: Millis) {
        let is_open = limits.strategy == Strategy::Arrivals;
        self.arrival = is_open.then(|| self.arrival.unwrap_or(now));
    }

    /// Nothing holds the run any more.
    pub(crate) fn go_on(&mut self, now: Millis) {
        self.arrival = self.arrival.map(|next| next.max(now));
    }

    /// An attempt is started now, which was due then.
    pub(crate) fn start(&mut self, limits: &Limits, due: Millis, now: Millis) {
        assert!(self.allows(limits, now), "more starts than the rate allows");
        self.starts.push(now);
        let Some((next, rate)) = self.arrival.zip(limits.rate) else { return };
        assert!(due >= next && due <= now, "no start is due before its turn");
        self.arrival = Some(due + Millis::new(rate.window().get() / f64::from(rate.starts())));
    }

    pub(crate) fn allows(&self, limits: &Limits, now: Millis) -> bool {
        if let Some(next) = self.arrival {
            return next <= now;
        }
        let Some(rate) = limits.rate else { return true };
        let nth_latest = self.starts.len().checked_sub(rate.starts() as usize).map(|at| self.starts[at]);
        nth_latest.is_none_or(|start| start + rate.window() <= now)
    }
}
