//! Signs of life, on two clocks: a gap between them shows that the machine slept or the tab was frozen.

use crate::schedule::sleep::Gap;
use crate::units::Millis;

/// The last sign of life.
#[derive(Clone, Copy, Debug)]
pub(super) struct SleepDetector {
    at: Millis,
    /// The same on the wall clock: the monotonic one stands still in the sleep of some machines.
    wall_ms: f64,
}

impl SleepDetector {
    pub(super) fn now(now: Millis) -> Self {
        Self { at: now, wall_ms: js_sys::Date::now() }
    }

    /// Notes that it is `now`, and what happened since the last time.
    pub(super) fn check(&mut self, now: Millis) -> Gap {
        let before = core::mem::replace(self, Self::now(now));
        Gap::of(now.since(before.at).get(), self.wall_ms - before.wall_ms)
    }
}
