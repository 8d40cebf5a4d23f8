//! The timer of a worker's state machine, which says itself when it wants to be called next.

use gloo_timers::callback::Timeout;

use super::clock::Clock;
use crate::units::Millis;

/// One timer, set to the instant that the machine named last.
#[derive(Debug, Default)]
pub struct Alarm {
    set: Option<(Millis, Timeout)>,
}

impl Alarm {
    /// Calls `ring` at the instant `at` of `clock`, and nothing that was set before; nothing at all where it is `None`.
    /// What is set for the same instant already stays. `ring` is to [`clear`](Self::clear) it.
    pub fn set(&mut self, at: Option<Millis>, clock: &Clock, ring: impl FnOnce() + 'static) {
        if self.set.as_ref().map(|(set, _)| *set) == at {
            return;
        }
        self.set = at.map(|at| {
            let delay = at.since(clock.now()).get().ceil().clamp(0.0, f64::from(i32::MAX));
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a timer's range")]
            let delay = delay as u32;
            (at, Timeout::new(delay, ring))
        });
    }

    /// It rang, and may be set for the same instant again.
    pub fn clear(&mut self) {
        self.set = None;
    }
}
