//! The targets of a comparison: a copy of the first of a list, so that the list may change meanwhile.

use crate::compare::hosts::Hosts;
use crate::desk::reading_view::local;
use crate::ids::TargetId;
use crate::input::addresses::is_private;
use crate::input::list::{LinkList, Origin};
use crate::protocol::{ExperimentSample, LocalTargets, RunKind};

/// The first `most` targets of `list`, each by its URL, and what is known of them; `practice_folder` is where practice
/// targets are.
pub(super) fn of(
    list: &LinkList,
    most: u32,
    is_practice: bool,
    practice_folder: &str,
) -> (LinkList, ExperimentSample) {
    let list = list.copy_of(TargetId(0).take(list.targets().len().min(most)));
    let all_in = |folder: &str| list.targets().starting_with(folder) == list.targets().len();
    let is_practice =
        is_practice || (!list.targets().is_empty() && !practice_folder.is_empty() && all_in(practice_folder));
    let sample = ExperimentSample {
        kind: if is_practice { RunKind::Practice } else { RunKind::Real },
        hosts: Hosts::of(list.origins().iter().map(Origin::shown_host)),
        is_local: list.origins().iter().all(|origin| is_private(&origin.text)),
        local: if is_practice { LocalTargets::default() } else { local(&list) },
        with_preflight: 0,
    };
    (list, sample)
}
