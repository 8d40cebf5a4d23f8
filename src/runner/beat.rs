//! Tells when the machine slept or the tab was frozen: the runner's timers came far too late.

use crate::units::Millis;

/// The runner's timers come at least five times a second; this late they were not merely busy.
const SLEPT_MS: f64 = 5_000.0;

/// The last sign of life.
#[derive(Clone, Copy, Debug)]
pub(super) struct Beat {
    at: Millis,
    /// The same on the wall clock: the monotonic one stands still in the sleep of some machines.
    wall_ms: f64,
}

impl Beat {
    pub(super) fn now(now: Millis) -> Self {
        Self { at: now, wall_ms: js_sys::Date::now() }
    }

    /// Notes that it is `now`, and whether that comes so late that the time between was slept through.
    pub(super) fn beat(&mut self, now: Millis) -> bool {
        let before = core::mem::replace(self, Self::now(now));
        let gap = now.since(before.at).get();
        gap > SLEPT_MS || self.wall_ms - before.wall_ms - gap > SLEPT_MS
    }
}
