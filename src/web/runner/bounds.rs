//! What requests that must not be sent twice do to a run.

use crate::settings::{BROWSER_CONNECTIONS_PER_ORIGIN, Limits};

/// What a run may not do whatever its limits say.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bounds {
    /// Whether each target is asked at most once.
    pub(super) once: bool,
}

impl Bounds {
    /// For requests that a server may act upon each time they come.
    pub(super) const NON_IDEMPOTENT: Self = Self { once: true };

    /// `limits` within these bounds: without retries, and with no more at an origin than the browser has connections for,
    /// so that no timeout is doubtful and asked again.
    pub(super) fn apply(self, limits: Limits) -> Limits {
        if self.once {
            let per_origin = limits.per_origin.min(BROWSER_CONNECTIONS_PER_ORIGIN);
            Limits { retries: 0, second_tries: false, per_origin, ..limits }
        } else {
            limits
        }
    }
}
