//! Restricts runs whose requests must not be sent twice.

use crate::settings::{BROWSER_CONNECTIONS_PER_ORIGIN, Limits};

/// Restrictions that override a run's limits.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bounds {
    /// Whether each target is requested at most once.
    pub(super) once: bool,
}

impl Bounds {
    /// For requests that a server may act upon each time.
    pub(super) const NON_IDEMPOTENT: Self = Self { once: true };

    /// `limits` within these bounds: no retries, and per origin no more than the browser's connections, so that no timeout
    /// is suspect.
    pub(super) fn apply(self, limits: Limits) -> Limits {
        if self.once {
            let per_origin = limits.per_origin.min(BROWSER_CONNECTIONS_PER_ORIGIN);
            Limits { retries: 0, second_tries: false, per_origin, ..limits }
        } else {
            limits
        }
    }
}
