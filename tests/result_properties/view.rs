//! The view ends where a sort and a filter made at once would be, whatever came in between.

use proptest::prelude::*;
use volley::ids::LinkId;
use volley::input::list::LinkList;
use volley::result::column::SortKey;
use volley::result::filter::Filter;
use volley::result::groups::ItemAt;
use volley::result::outcome::Outcome;
use volley::result::verdict::Total;
use volley::result::view::{Refresh, View};
use volley_origin::cases;

use crate::CASES;
use crate::filter::filtered;
use crate::lists::lists;
use crate::order::{keys, plain};
use crate::outcomes::{outcomes, table};

/// What may happen to a view.
#[derive(Clone, Debug)]
enum Event {
    Order(Vec<SortKey>),
    Filter(&'static str, bool),
    Results(Vec<Outcome>),
    Step(usize),
}

fn event() -> impl Strategy<Value = Event> {
    let filter = prop_oneof![Just(""), Just("a"), Just("status:200"), Just("-b time:<2")];
    prop_oneof![
        keys().prop_map(Event::Order),
        (filter, any::<bool>()).prop_map(|(text, broken)| Event::Filter(text, broken)),
        outcomes().prop_map(Event::Results),
        (1..300_usize).prop_map(Event::Step),
    ]
}

/// The rows on screen, without headings.
fn rows(view: &View) -> Vec<LinkId> {
    let row = |item| match item {
        ItemAt::Row(row) => Some(row),
        ItemAt::Heading(_) => None,
    };
    view.window(0, u32::MAX).filter_map(row).collect()
}

/// A link is found where it is, and nowhere where it is not shown.
pub(crate) fn check_places(view: &View) {
    for place in 0..view.items() {
        if let Some(ItemAt::Row(link)) = view.item_at(place) {
            assert_eq!(view.place_of(link), Some(place));
        }
    }
    let shown = rows(view);
    assert!((0..view.links()).map(LinkId).all(|link| view.place_of(link).is_some() == shown.contains(&link)));
}

fn filter(text: &str, broken: bool) -> Filter {
    Filter::parse(text).only(if broken { &[Total::Broken] } else { &[] }, false)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(CASES)))]

    #[test]
    fn it_ends_where_all_at_once_would_be(list in lists(), events in proptest::collection::vec(event(), 0..12)) {
        let mut results = table(&list, &[]);
        let mut view = View::default();
        view.list_changed(&list);
        let (mut keys, mut shown) = (Vec::new(), filter("", false));
        for event in events {
            match event {
                Event::Order(wanted) => {
                    view.set_order(&wanted);
                    keys = wanted;
                }
                Event::Filter(text, broken) => {
                    shown = filter(text, broken);
                    view.set_filter(shown.clone());
                }
                Event::Results(outcomes) => {
                    for outcome in &outcomes {
                        results.apply(outcome);
                    }
                    view.results_changed();
                }
                Event::Step(budget) => {
                    view.refresh_step(&list, &results, budget);
                }
            }
            prop_assert_eq!(view.window(0, u32::MAX).count(), view.rows_shown() as usize);
        }
        while view.refresh_step(&list, &results, 100) != Refresh::Fresh {}
        prop_assert!(!view.is_stale());
        let order = plain(&list, &results, &keys);
        let wanted = filtered(shown, &list, &results, Some(&order), 100);
        prop_assert_eq!(rows(&view), wanted);
        check_places(&view);
    }
}

fn view_of(links: u32) -> (LinkList, View) {
    let mut list = LinkList::default();
    let source = list.begin_source("").expect("room for a source");
    for line in 1..=links {
        let target = list.add_target("https://a.test/", "https://a.test").expect("room for a target");
        list.add_link(volley::input::link::Position { source, line, column: 1 }, target);
    }
    let mut view = View::default();
    view.list_changed(&list);
    (list, view)
}

#[test]
fn a_view_in_the_order_of_the_list_is_never_stale() {
    let (list, mut view) = view_of(3);
    let before = view.revision();
    view.results_changed();
    assert!(!view.is_stale() && view.rows().is_none());
    assert_ne!(view.revision(), before, "cells changed");
    assert_eq!(view.window(1, 9).collect::<Vec<_>>(), [1, 2].map(|link| ItemAt::Row(LinkId(link))));
    assert_eq!(view.item_at(3), None);
    let results = table(&list, &[]);
    assert_eq!(view.refresh_step(&list, &results, 1), Refresh::Fresh);
}

#[test]
fn a_filter_that_cannot_be_read_leaves_the_rows_of_the_last_that_could() {
    let (list, mut view) = view_of(3);
    let results = table(&list, &[]);
    let mut shown = |text: &str, totals: &[Total]| {
        view.set_filter(Filter::parse(text).only(totals, false));
        while view.refresh_step(&list, &results, 100) != Refresh::Fresh {}
        (rows(&view).iter().map(|link| link.0).collect::<Vec<_>>(), view.filter().problems().len())
    };
    let none: &[u32] = &[];
    assert_eq!(shown("no-such-text", &[]), (none.to_vec(), 0));
    assert_eq!(shown("no-such-text is:wonderful", &[]), (none.to_vec(), 1));
    assert_eq!(shown("is:wonderful", &[]), (none.to_vec(), 1));
    assert_eq!(shown("time:abc is:wonderful a.test", &[]), (none.to_vec(), 2));
    assert_eq!(shown("a.test", &[]), (vec![0, 1, 2], 0), "it can be read again");
    assert_eq!(shown("a.test is:wonderful", &[Total::Broken]), (none.to_vec(), 1), "the chips go on working");
    assert_eq!(shown("a.test is:wonderful", &[]), (vec![0, 1, 2], 1));
    assert_eq!(shown("", &[]), (vec![0, 1, 2], 0));
}

#[test]
fn results_make_only_those_views_stale_that_depend_on_them() {
    use volley::result::column::Column;
    let (list, mut view) = view_of(3);
    let results = table(&list, &[]);
    for (column, text, stale) in
        [(Column::Url, "a host:b", false), (Column::TotalMs, "", true), (Column::Source, "is:waiting", true)]
    {
        view.set_order(&[SortKey { column, descending: false }]);
        view.set_filter(Filter::parse(text));
        while view.refresh_step(&list, &results, 100) != Refresh::Fresh {}
        view.results_changed();
        assert_eq!(view.is_stale(), stale, "{column:?} {text}");
    }
}
