//! Groups hold each row shown once, in the order of the table, under subtotals that add up.

use std::collections::BTreeMap;

use proptest::prelude::*;
use volley::ids::LinkId;
use volley::input::link::Position;
use volley::input::list::LinkList;
use volley::result::column::{Column, SortKey};
use volley::result::filter::Filter;
use volley::result::groups::{GroupName, Grouping, Heading, ItemAt};
use volley::result::outcome::Outcome;
use volley::result::row::RowView;
use volley::result::section::Section;
use volley::result::table::ResultTable;
use volley::result::verdict::Total;
use volley::result::view::{Refresh, View};
use volley_origin::cases;

use crate::CASES;
use crate::filter::filtered;
use crate::lists::lists;
use crate::order::{keys, plain};
use crate::outcomes::{outcomes, rows, table};

#[derive(Clone, Debug)]
enum Event {
    Group(Grouping),
    Order(Vec<SortKey>),
    Filter(&'static str, bool),
    Results(Vec<Outcome>),
    Fold(usize, bool),
    FoldAll(bool),
    Step(usize),
}

fn event() -> impl Strategy<Value = Event> {
    let by = prop_oneof![Just(Grouping::None), Just(Grouping::Host), Just(Grouping::File)];
    let filter = prop_oneof![Just(""), Just("a"), Just("status:200")];
    prop_oneof![
        3 => by.prop_map(Event::Group),
        1 => keys().prop_map(Event::Order),
        2 => (filter, any::<bool>()).prop_map(|(text, problems)| Event::Filter(text, problems)),
        1 => outcomes().prop_map(Event::Results),
        1 => (0..9_usize, any::<bool>()).prop_map(|(nth, is_folded)| Event::Fold(nth, is_folded)),
        1 => any::<bool>().prop_map(Event::FoldAll),
        2 => (1..300_usize).prop_map(Event::Step),
    ]
}

fn headings(view: &View, list: &LinkList) -> Vec<Heading> {
    (0..).map_while(|nth| view.heading(nth, list)).collect()
}

/// What holds at any time: the items are the headings, each before its rows, and no row is lost or twice.
fn check_items(view: &View, list: &LinkList) {
    let (headings, rows) = (headings(view, list), view.rows().map(<[LinkId]>::to_vec));
    let rows = rows.unwrap_or_else(|| LinkId(0).take(list.links()).collect());
    let mut left = rows.iter();
    let mut expected = Vec::new();
    if headings.is_empty() {
        expected.extend(left.by_ref().map(|row| ItemAt::Row(*row)));
    }
    for (nth, heading) in headings.iter().enumerate() {
        expected.push(ItemAt::Heading(nth));
        let own: Vec<LinkId> = left.by_ref().take(heading.rows as usize).copied().collect();
        assert_eq!(view.rows_of(heading.group), own);
        assert!(!own.is_empty() && heading.tally.done() <= heading.rows);
        if !heading.is_folded {
            expected.extend(own.into_iter().map(ItemAt::Row));
        }
    }
    assert_eq!(left.next(), None, "each row has a heading");
    assert_eq!(view.items() as usize, expected.len());
    assert_eq!(view.window(0, u32::MAX).collect::<Vec<_>>(), expected);
    assert_eq!(view.item_at(view.items()), None);
    let mut once = rows.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), rows.len());
}

/// The name of a row's group, as it sorts.
fn name(by: Grouping, list: &LinkList, row: &RowView) -> String {
    match by {
        Grouping::Host if row.host.is_empty() => "\u{10ffff}".to_owned(),
        Grouping::Host => row.host.clone(),
        Grouping::File => {
            let place = list.position(row.number.link()).expect("a row has a place");
            list.sources()[place.source.index()].to_string()
        }
        Grouping::Section | Grouping::None => {
            let section = row.verdict.and_then(Section::of);
            format!("{:02}", section.map_or(99, |section| section as usize))
        }
    }
}

/// The groups made plainly: for each its rows and subtotals, in their order.
fn plain_groups(
    by: Grouping,
    list: &LinkList,
    table: &ResultTable,
    shown: &[LinkId],
) -> Vec<(Vec<LinkId>, Vec<u32>)> {
    let views = rows(list, table);
    let mut groups: BTreeMap<String, Vec<LinkId>> = BTreeMap::new();
    for &row in shown {
        groups.entry(name(by, list, &views[row.index()])).or_default().push(row);
    }
    let with_totals = |rows: Vec<LinkId>| {
        let of = |total| rows.iter().filter(|row| views[row.index()].total == Some(total)).count();
        let totals = Total::ALL.map(|total| u32::try_from(of(total)).expect("few rows")).to_vec();
        (rows, totals)
    };
    let mut groups: Vec<_> = groups.into_values().map(with_totals).collect();
    if by != Grouping::Section {
        let problems =
            |totals: &[u32]| Total::PROBLEMS.iter().map(|total| totals[*total as usize]).sum::<u32>();
        groups.sort_by_key(|(_, totals)| core::cmp::Reverse(problems(totals)));
    }
    groups
}

fn filter(text: &str, problems: bool) -> Filter {
    Filter::parse(text).only(if problems { &Total::PROBLEMS } else { &[] }, false)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(CASES)))]

    #[test]
    fn they_end_where_all_at_once_would_be(list in lists(), events in proptest::collection::vec(event(), 0..16)) {
        let mut results = table(&list, &[]);
        let mut view = View::default();
        view.list_changed(&list);
        let (mut by, mut keys, mut shown) = (Grouping::None, Vec::new(), filter("", false));
        for event in events {
            match event {
                Event::Group(wanted) => {
                    view.set_grouping(wanted);
                    by = wanted;
                }
                Event::Order(wanted) => {
                    view.set_order(&wanted);
                    keys = wanted;
                }
                Event::Filter(text, problems) => {
                    shown = filter(text, problems);
                    view.set_filter(shown.clone());
                }
                Event::Results(outcomes) => {
                    for outcome in &outcomes {
                        results.apply(outcome);
                    }
                    view.results_changed();
                }
                Event::Fold(nth, is_folded) => {
                    let heading = view.heading(nth, &list);
                    if let Some(heading) = heading {
                        view.fold(Some(heading.group), is_folded);
                        prop_assert_eq!(view.heading(nth, &list).map(|heading| heading.is_folded), Some(is_folded));
                    }
                }
                Event::FoldAll(is_folded) => {
                    view.fold(None, is_folded);
                    prop_assert!(headings(&view, &list).iter().all(|heading| heading.is_folded == is_folded));
                }
                Event::Step(budget) => {
                    view.refresh_step(&list, &results, budget);
                }
            }
            check_items(&view, &list);
        }
        while view.refresh_step(&list, &results, 7) != Refresh::Fresh {}
        prop_assert!(!view.is_stale());
        check_items(&view, &list);
        crate::view::check_places(&view);
        let by = if shown.is_of_problems() { Grouping::Section } else { by };
        prop_assert_eq!(view.size().grouping, by);
        let order = plain(&list, &results, &keys);
        let wanted = filtered(shown, &list, &results, Some(&order), 100);
        if by == Grouping::None {
            prop_assert_eq!(view.rows().map_or(order, <[LinkId]>::to_vec), wanted);
        } else {
            let made: Vec<_> = headings(&view, &list).iter().map(|heading| {
                let totals = Total::ALL.map(|total| heading.tally.of(total)).to_vec();
                (view.rows_of(heading.group).to_vec(), totals)
            }).collect();
            prop_assert_eq!(made, plain_groups(by, &list, &results, &wanted));
        }
    }
}

/// A list of `hosts` with two links each.
fn list_of(hosts: u32) -> LinkList {
    let mut list = LinkList::default();
    let source = list.begin_source("").expect("room for a source");
    for line in 0..2 * hosts {
        let origin = format!("https://h{}.test", line % hosts);
        let target = list.add_target(&format!("{origin}/{line}"), &origin).expect("room for a target");
        list.add_link(Position { source, line, column: 1 }, target);
    }
    list
}

#[test]
fn a_hundred_thousand_hosts_are_grouped_in_slices_and_folded_at_once() {
    let (list, slice) = (list_of(100_000), 10_000);
    let results = table(&list, &[]);
    let mut view = View::default();
    view.list_changed(&list);
    view.set_grouping(Grouping::Host);
    let mut steps = 0;
    while view.refresh_step(&list, &results, slice) == Refresh::Busy {
        steps += 1;
        assert_eq!(view.items(), 200_000, "the old rows stay until all are grouped");
    }
    assert!(steps > 50, "{steps} steps");
    assert_eq!((view.items(), view.rows_shown()), (300_000, 200_000));
    view.fold(None, true);
    assert_eq!((view.items(), view.rows_shown()), (100_000, 200_000));
    let hindmost = view.heading(99_999, &list).expect("a heading");
    assert_eq!(hindmost.name, GroupName::Host("h99999.test".to_owned()));
    view.fold(Some(hindmost.group), false);
    assert_eq!(view.window(99_999, 9).count(), 3);
}

#[test]
fn folds_outlive_results_and_orders_but_not_another_list_or_grouping() {
    let list = list_of(3);
    let results = table(&list, &[]);
    let mut view = View::default();
    view.list_changed(&list);
    let mut folded = |change: &dyn Fn(&mut View)| {
        change(&mut view);
        while view.refresh_step(&list, &results, 100) != Refresh::Fresh {}
        headings(&view, &list).iter().filter(|heading| heading.is_folded).count()
    };
    let by_url = SortKey { column: Column::Url, descending: true };
    assert_eq!(folded(&|view| view.set_grouping(Grouping::Host)), 0);
    assert_eq!(folded(&|view| view.fold(view.heading(1, &list).map(|heading| heading.group), true)), 1);
    assert_eq!(folded(&|view| view.set_order(&[by_url])), 1);
    assert_eq!(folded(&View::results_changed), 1);
    assert_eq!(folded(&|view| view.set_filter(Filter::parse("h1 h"))), 1);
    assert_eq!(folded(&|view| view.set_grouping(Grouping::File)), 0);
    assert_eq!(folded(&|view| view.fold(None, true)), 1);
    assert_eq!(folded(&|view| view.list_changed(&list)), 0);
}

#[test]
fn a_heading_says_its_subtotals_in_words() {
    let list = list_of(1);
    let mut view = View::default();
    view.list_changed(&list);
    view.set_grouping(Grouping::Host);
    let mut results = table(&list, &[]);
    let mut words = |results: &ResultTable| {
        view.results_changed();
        while view.refresh_step(&list, results, 100) != Refresh::Fresh {}
        view.heading(0, &list).map(|heading| heading.in_words())
    };
    assert_eq!(words(&results).as_deref(), Some("2 to come"));
    results.skip(volley::ids::TargetId(0));
    assert_eq!(words(&results).as_deref(), Some("1 not sent, 1 to come"));
    results.cancel_rest();
    assert_eq!(words(&results).as_deref(), Some("1 not sent, 1 cancelled"));
}
