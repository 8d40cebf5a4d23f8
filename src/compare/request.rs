//! What the form of Compare holds.

use serde::{Deserialize, Serialize};

use super::presets::{ALL, ExperimentKind, ExperimentPreset};
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

    /// What the form holds at first: the first card, sent to where it needs no list.
    pub fn first(has_practice: bool) -> Self {
        let place = if has_practice { ExperimentHost::Practice } else { ExperimentHost::Given };
        Self { place, ..Self::of(number(ExperimentPreset::is_of_an_article)) }
    }

    /// Replaces what a preset says of, by the one of this key.
    pub fn choose(&mut self, key: &str) {
        *self = Self {
            place: self.place,
            levels: core::mem::take(&mut self.levels),
            own: self.own,
            ..Self::of(number(|preset| preset.key == key))
        };
    }
}

/// The number of the first preset like this, or of the first of all.
fn number(is_it: impl Fn(&ExperimentPreset) -> bool) -> u8 {
    let place = ALL.iter().position(is_it);
    place.and_then(|place| u8::try_from(place).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_keeps_what_is_the_users_and_replaces_what_is_the_presets() {
        let mut request = ExperimentRequest::first(true);
        assert_eq!(request.place, ExperimentHost::Practice);
        (request.own, request.rounds) = (Some((3, 2)), 99);
        "1, 9".clone_into(&mut request.levels);
        request.choose("sweep");
        let sweep = ExperimentRequest::of(1);
        let expected =
            ExperimentRequest { place: request.place, own: Some((3, 2)), levels: "1, 9".to_owned(), ..sweep };
        assert_eq!(request, expected);
        request.choose("none of this name");
        assert_eq!((request.preset, ExperimentRequest::first(false).place), (0, ExperimentHost::Given));
    }
}
