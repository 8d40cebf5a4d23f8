//! The kind of a run.

use serde::{Deserialize, Serialize};

/// Who answers a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RunKind {
    /// The sites that the links name.
    #[default]
    Real,
    /// The practice server, a service worker of the page's own, on which every target lies.
    Practice,
}
