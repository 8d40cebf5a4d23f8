//! The requests that a comparison draws from: a copy of the first of a list, so that the list may go on changing.

use crate::compare::hosts::Hosts;
use crate::compare::presets::Preset;
use crate::compare::wish::{Place, Wish};
use crate::desk::Desk;
use crate::input::addresses::{is_loopback, is_private};
use crate::input::list::{LinkList, Origin};
use crate::input::reader::{ReadOptions, Reader};
use crate::protocol::{LocalTargets, RunKind};
use crate::wire::place::practice_folder;

/// Most bytes of lines given with a wish.
const MAX_GIVEN_BYTES: usize = 20_000;

/// What a comparison draws from.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// The first targets of the list, each a literal.
    pub(super) list: LinkList,
    /// Who answers them.
    pub(super) kind: RunKind,
    /// Their hosts.
    pub(super) hosts: Hosts,
    /// Whether all of them are this machine or its network.
    pub(super) is_local: bool,
    /// One target of each local kind.
    pub(super) local: LocalTargets,
}

/// The first `most` targets that `wish` speaks of.
///
/// # Errors
/// In words, why they cannot be had.
pub(super) fn draw(desk: &Desk, wish: &Wish, most: u32) -> Result<Drawn, &'static str> {
    let folder = practice_folder().unwrap_or_default();
    let lines = Preset::at(wish.preset).lines(wish.place, &wish.given, &folder);
    let list = match lines {
        Some(lines) if lines.len() > MAX_GIVEN_BYTES => {
            return Err("These are too many lines to be given here: use the list of the Check tab.");
        }
        Some(lines) => {
            let options = ReadOptions { page: desk.readings.options.page, ..ReadOptions::default() };
            let mut reader = Reader::new(options);
            reader.begin_source("", None);
            reader.push(&lines);
            reader.end_source();
            while reader.step() {}
            copy(reader.list(), most)
        }
        None if !desk.readings.done => return Err("The list is still being read."),
        None => copy(current_list(desk), most),
    };
    let texts = || list.origins().iter().map(|origin| &*origin.text);
    let is_practice = wish.place == Place::Practice
        || (!list.targets().is_empty() && list.targets().starting_with(&folder) == list.targets().len());
    let mut local = LocalTargets::default();
    for origin in texts().filter(|origin| is_private(origin)) {
        let place = if is_loopback(origin) { &mut local.machine } else { &mut local.network };
        place.get_or_insert_with(|| format!("{origin}/"));
    }
    Ok(Drawn {
        kind: if is_practice { RunKind::Practice } else { RunKind::Real },
        hosts: Hosts::of(list.origins().iter().map(Origin::shown_host)),
        is_local: texts().all(is_private),
        local: if is_practice { LocalTargets::default() } else { local },
        list,
    })
}

/// The list as it stands on the Check tab: a run may hold it.
fn current_list(desk: &Desk) -> &LinkList {
    desk.runs.list_of(desk.readings.input).map_or_else(|| desk.readings.list(), std::rc::Rc::as_ref)
}

/// The first `most` targets of `list`, each by its URL.
fn copy(list: &LinkList, most: u32) -> LinkList {
    let mut copied = LinkList::default();
    let mut url = String::new();
    for target in 0..list.targets().len().min(most) {
        url.clear();
        if list.targets().write_url(target, &mut url)
            && let Some(origin) = list.origin(target)
        {
            copied.add_target(&url, &origin.text);
        }
    }
    copied
}

/// `requests` of `drawn` from the `first` on, round and round.
pub(super) fn cut(drawn: &LinkList, first: u32, requests: u32) -> LinkList {
    let mut cut = LinkList::default();
    let mut url = String::new();
    let targets = drawn.targets().len().max(1);
    for request in 0..requests {
        let target = (u64::from(first) + u64::from(request)) % u64::from(targets);
        let target = u32::try_from(target).unwrap_or(0);
        url.clear();
        if drawn.targets().write_url(target, &mut url)
            && let Some(origin) = drawn.origin(target)
        {
            cut.add_target(&url, &origin.text);
        }
    }
    cut
}
