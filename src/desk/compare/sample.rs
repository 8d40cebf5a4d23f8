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
    let list = copy(list, most);
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

/// The first `most` targets of `list`, each by its URL.
fn copy(list: &LinkList, most: u32) -> LinkList {
    let mut copied = LinkList::default();
    let mut url = String::new();
    for target in 0..list.targets().len().min(most) {
        url.clear();
        if list.targets().write_url(TargetId(target), &mut url)
            && let Some(origin) = list.origin(TargetId(target))
        {
            copied.add_target(&url, &origin.text);
        }
    }
    copied
}
