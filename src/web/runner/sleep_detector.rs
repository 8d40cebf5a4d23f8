//! Compares two clocks: a gap between checks shows that the machine slept or the tab was frozen.

use crate::schedule::sleep::Gap;
use crate::units::Millis;

/// The last check.
#[derive(Clone, Copy, Debug)]
pub(super) struct SleepDetector {
    at: Millis,
    /// The wall clock: on some machines the monotonic one stops during sleep.
    wall_ms: f64,
}

impl SleepDetector {
    pub(super) fn now(now: Millis) -> Self {
        Self { at: now, wall_ms: js_sys::Date::now() }
    }

    /// Returns the gap since the last check.
    pub(super) fn check(&mut self, now: Millis) -> Gap {
        let before = core::mem::replace(self, Self::now(now));
        Gap::of(now.since(before.at).get(), self.wall_ms - before.wall_ms)
    }
}
