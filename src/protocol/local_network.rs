//! Targets on this machine and its network, and which of them the browser blocks.

use serde::{Deserialize, Serialize};

use crate::input::addresses::{is_loopback, is_private};

/// A target of each kind that may need the user's permission.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalTargets {
    /// A URL on this machine.
    pub machine: Option<String>,
    /// A URL elsewhere in its network.
    pub network: Option<String>,
}

/// What the user has denied the page in the browser's prompt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalDenied {
    /// This machine.
    pub machine: bool,
    /// Its network.
    pub network: bool,
}

impl LocalDenied {
    /// Whether `origin` is denied.
    pub fn covers(self, origin: &str) -> bool {
        (self.machine || self.network)
            && is_private(origin)
            && if is_loopback(origin) { self.machine } else { self.network }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_denied_is_denied_for_its_own_kind() {
        let covered = |denied: LocalDenied| {
            ["http://localhost", "http://10.0.0.1", "https://example.org"].map(|origin| denied.covers(origin))
        };
        assert_eq!(covered(LocalDenied::default()), [false; 3]);
        assert_eq!(covered(LocalDenied { machine: true, network: false }), [true, false, false]);
        assert_eq!(covered(LocalDenied { machine: true, network: true }), [true, true, false]);
    }
}
