//! Whether the machine slept, by two clocks. A monotonic clock counts sleep in some browsers and systems and stops in
//! others, and timers follow it: there, sleep looks like a wall clock set forward. So it is only a suspicion: see
//! [`Scheduler::suspect_sleep`](super::scheduler::Scheduler::suspect_sleep).

/// The driver's timers fire at least five times a second; one this late was not merely busy. In milliseconds.
const SLEPT_MS: f64 = 5_000.0;

/// What happened since the last timer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// The clocks agree, and the timer was on time.
    None,
    /// Only the wall clock has jumped: the machine slept, or somebody set that clock.
    Suspicious,
    /// The machine slept, or the tab was frozen.
    Slept,
}

impl Gap {
    /// Of so many milliseconds on the monotonic clock and on the wall clock.
    pub fn of(monotonic_ms: f64, wall_ms: f64) -> Self {
        if monotonic_ms > SLEPT_MS {
            Self::Slept
        } else if wall_ms - monotonic_ms > SLEPT_MS {
            Self::Suspicious
        } else {
            Self::None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jump_of_the_wall_clock_alone_is_only_a_suspicion() {
        for (monotonic, wall, gap) in [
            (200.0, 200.0, Gap::None),
            (4_900.0, 4_900.0, Gap::None),
            (5_001.0, 5_001.0, Gap::Slept),
            // Sleep that the wall clock does not show, as one that is set back at waking.
            (9_000.0, -50.0, Gap::Slept),
            (200.0, 3_600_200.0, Gap::Suspicious),
            (200.0, 5_100.0, Gap::None),
            (200.0, -3_600_000.0, Gap::None),
        ] {
            assert_eq!(Gap::of(monotonic, wall), gap, "{monotonic} {wall}");
        }
    }
}
