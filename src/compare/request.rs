//! What the form of Compare holds.

use serde::{Deserialize, Serialize};

use super::presets::{ExperimentKind, ExperimentPreset};
use super::strategy::ConcurrencyModel;

/// Where the targets come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExperimentHost {
    /// The list on the Check tab.
    #[default]
    List,
    /// The practice server, inside this browser.
    Practice,
    /// The lines given with the request.
    Given,
}

/// The form's values, not validated yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExperimentRequest {
    /// The index in [`presets::ALL`](super::presets::ALL).
    pub preset: u8,
    /// Where the targets come from.
    pub place: ExperimentHost,
    /// Lines of links, for [`ExperimentHost::Given`].
    pub given: String,
    /// The strategies, each a [bit](ConcurrencyModel::bit).
    pub strategies: u16,
    /// A variant of the user's own: requests at a time, over all and to one host.
    pub own: Option<(u32, u32)>,
    /// The levels of a sweep, as typed.
    pub levels: String,
    /// Rounds that count.
    pub rounds: u32,
    /// Requests of one trial; of a sweep the least of them.
    pub requests: u32,
}

impl Default for ExperimentRequest {
    fn default() -> Self {
        Self::of(0)
    }
}

impl ExperimentRequest {
    /// What kind of experiment it is.
    pub fn shape(&self) -> ExperimentKind {
        ExperimentPreset::at(self.preset).shape
    }

    /// The defaults of the preset at this index, or of the first.
    pub fn of(preset: u8) -> Self {
        let shape = ExperimentPreset::at(preset);
        Self {
            preset,
            place: ExperimentHost::List,
            given: shape.given.to_owned(),
            strategies: shape.strategies.iter().map(|strategy: &ConcurrencyModel| strategy.bit()).sum(),
            own: None,
            levels: String::new(),
            rounds: shape.rounds,
            requests: shape.requests,
        }
    }
}
