//! Ready-made politeness towards the servers requested: one name for several limits.

use serde::{Deserialize, Serialize};

use super::Limits;

/// A set of limits with a name. What it does not speak of (timeout, retries, rate, time) it leaves as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Preset {
    /// Two at a time and a pause between: for small sites of other people.
    Gentle,
    /// As a browser itself does: the default.
    Normal,
    /// More than a browser would: for many hosts, or few strong ones.
    Fast,
    /// As much as the browser can: for a server of one's own, which is not spared when it fails.
    OwnServer,
}

impl Preset {
    /// All presets, the gentlest first.
    pub const ALL: [Self; 4] = [Self::Gentle, Self::Normal, Self::Fast, Self::OwnServer];

    /// Its name, as the user reads it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gentle => "gentle",
            Self::Normal => "normal",
            Self::Fast => "fast",
            Self::OwnServer => "my own server",
        }
    }

    /// `limits` with this preset's knobs turned.
    #[must_use]
    pub fn apply(self, limits: Limits) -> Limits {
        let normal = Limits::default();
        let (concurrency, per_origin, spacing_ms) = match self {
            Self::Gentle => (16, 2, 50),
            Self::Normal => (normal.concurrency, normal.per_origin, normal.spacing_ms),
            Self::Fast => (128, 24, 0),
            Self::OwnServer => (256, 256, 0),
        };
        let (back_off, stop_after) = match self {
            Self::OwnServer => (false, None),
            _ => (normal.back_off, normal.stop_after),
        };
        Limits { concurrency, per_origin, spacing_ms, back_off, stop_after, ..limits }
    }

    /// The preset whose knobs `limits` has; `None` when they are the user's own.
    pub fn of(limits: &Limits) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.apply(*limits) == *limits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presets_are_told_apart_and_recognised_whatever_the_other_knobs() {
        let own = Limits { timeout_ms: 3_000, retries: 7, time_budget_ms: Some(60_000), ..Limits::default() };
        for preset in Preset::ALL {
            let limits = preset.apply(own);
            assert_eq!(Preset::of(&limits), Some(preset));
            assert_eq!((limits.timeout_ms, limits.retries), (3_000, 7));
            assert_eq!(limits.clamped(), limits);
        }
        assert_eq!(Preset::of(&Limits { per_origin: 5, ..own }), None);
    }

    #[test]
    fn gentle_is_two_per_origin_with_fifty_milliseconds_between() {
        let gentle = Preset::Gentle.apply(Limits::default());
        assert_eq!((gentle.per_origin, gentle.spacing_ms), (2, 50));
    }

    #[test]
    fn normal_is_the_default() {
        assert_eq!(Preset::Normal.apply(Limits::default()), Limits::default());
    }
}
