//! The targets of a comparison: a copy of the first of a list, so that the list may change meanwhile.

use crate::compare::hosts::Hosts;
use crate::desk::reading_view::local;
use crate::ids::TargetId;
use crate::input::addresses::is_private;
use crate::input::list::{LinkList, Origin};
use crate::protocol::{LocalTargets, RunKind};

/// See the [module](self).
#[derive(Debug, Default)]
pub(super) struct SampledTargets {
    /// The first targets of the list, each a literal.
    pub(super) list: LinkList,
    pub(super) kind: RunKind,
    pub(super) hosts: Hosts,
    /// Whether all of them are this machine or its network.
    pub(super) is_local: bool,
    /// One target of each local kind.
    pub(super) local: LocalTargets,
}

impl SampledTargets {
    /// The first `most` targets of `list`, each by its URL; `practice_folder` is where practice targets lie.
    pub(super) fn of(list: &LinkList, most: u32, is_practice: bool, practice_folder: &str) -> Self {
        let list = copy(list, most);
        let lies_there = |folder: &str| list.targets().starting_with(folder) == list.targets().len();
        let is_practice = is_practice
            || (!list.targets().is_empty() && !practice_folder.is_empty() && lies_there(practice_folder));
        Self {
            kind: if is_practice { RunKind::Practice } else { RunKind::Real },
            hosts: Hosts::of(list.origins().iter().map(Origin::shown_host)),
            is_local: list.origins().iter().all(|origin| is_private(&origin.text)),
            local: if is_practice { LocalTargets::default() } else { local(&list) },
            list,
        }
    }
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

/// Takes `requests` targets of `sample` from `first` on, wrapping around.
pub(super) fn take_round_robin(sample: &LinkList, first: u32, requests: u32) -> LinkList {
    let mut taken = LinkList::default();
    let mut url = String::new();
    let targets = sample.targets().len().max(1);
    for request in 0..requests {
        let target = (u64::from(first) + u64::from(request)) % u64::from(targets);
        let target = u32::try_from(target).unwrap_or(0);
        url.clear();
        if sample.targets().write_url(TargetId(target), &mut url)
            && let Some(origin) = sample.origin(TargetId(target))
        {
            taken.add_target(&url, &origin.text);
        }
    }
    taken
}
