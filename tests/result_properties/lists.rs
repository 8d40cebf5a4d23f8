//! Random lists: repeated links, shared beginnings, patterns, rejected links, several sources.

use proptest::prelude::*;
use volley::ids::{LinkId, TargetId};
use volley::input::link::{LinkKind, Position};
use volley::input::list::LinkList;
use volley::input::not_sent::NotSent;
use volley::input::pattern::Pattern;

/// One thing that is added to a list.
#[derive(Clone, Debug)]
pub(crate) enum Entry {
    /// A target of its own at this host, with this path and fragment.
    Target(u8, String, Option<String>),
    /// One more link to a target that is there.
    Again(usize),
    /// A pattern of up to 15 targets.
    Pattern(u8, u8),
    /// A link that cannot be sent.
    Rejected(String),
    /// What comes now is from a file of this name.
    Source(String),
}

fn entry() -> impl Strategy<Value = Entry> {
    prop_oneof![
        8 => (0..4_u8, "(/?[abB]{0,3}|/shared/long/beginning/[ab]{0,9})", proptest::option::weighted(0.2, "[ab]{0,2}"))
            .prop_map(|(host, path, fragment)| Entry::Target(host, path, fragment)),
        3 => any::<usize>().prop_map(Entry::Again),
        1 => (0..4_u8, 2..15_u8).prop_map(|(host, count)| Entry::Pattern(host, count)),
        2 => "[ab:@ ]{0,12}".prop_map(Entry::Rejected),
        1 => "[abB]{1,3}\\.md".prop_map(Entry::Source),
    ]
}

pub(crate) fn lists() -> impl Strategy<Value = LinkList> {
    proptest::collection::vec(entry(), 0..60).prop_map(|entries| list(&entries))
}

pub(crate) fn list(entries: &[Entry]) -> LinkList {
    let mut list = LinkList::default();
    let mut source = list.begin_source("").expect("room for a source");
    for (line, entry) in (1..).zip(entries) {
        let place = Position { source, line, column: 1 };
        match entry {
            Entry::Target(host, path, fragment) => {
                let origin = origin(*host);
                let path = if path.starts_with('/') { path.clone() } else { format!("/{path}") };
                let target = list.add_target(&format!("{origin}{path}"), &origin).expect("room for a target");
                list.add_link(place, target);
                if let Some(fragment) = fragment {
                    list.add_fragment(fragment);
                }
            }
            Entry::Again(which) => {
                if let Some(target) = which.checked_rem(list.targets().len() as usize) {
                    list.add_link(place, TargetId(u32::try_from(target).expect("a few targets")));
                }
            }
            Entry::Pattern(host, count) => {
                let origin = origin(*host);
                let pattern =
                    Pattern::parse(&format!("{origin}/[1-{count}]b")).expect("a pattern").expect("a range");
                list.add_pattern(place, pattern, &origin).expect("room for a pattern");
            }
            Entry::Rejected(text) => {
                list.reject(place, NotSent::ALL[text.len() % NotSent::ALL.len()], text, "");
            }
            Entry::Source(name) => source = list.begin_source(name).expect("room for a source"),
        }
    }
    list
}

fn origin(host: u8) -> String {
    let scheme = if host == 3 { "http" } else { "https" };
    format!("{scheme}://{}.test", ["b", "a", "aa", "a"][usize::from(host)])
}

/// The target of a row.
pub(crate) fn target_of(list: &LinkList, row: u32) -> Option<u32> {
    match list.kind(LinkId(row))? {
        LinkKind::Target(target) => Some(target.0),
        LinkKind::Rejected(_) => None,
    }
}
