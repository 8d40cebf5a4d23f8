//! Every order is that of a plain stable sort, whatever the steps.

use core::cmp::Ordering;

use proptest::prelude::*;
use volley::ids::{LinkId, TargetId};
use volley::input::list::LinkList;
use volley::result::column::{CellValue, Column, SortKey};
use volley::result::order::{SortJob, UrlRanks};
use volley::result::row::RowView;
use volley::result::table::ResultTable;
use volley::result::verdict::{Total, Verdict};
use volley_origin::cases;

use crate::CASES;
use crate::lists::{lists, target_of};
use crate::outcomes::{outcomes, rows, table};

/// What a cell is compared by: one of these, or nothing when it is hidden.
#[derive(Debug, PartialEq, PartialOrd)]
enum Cell {
    Number(f64),
    Text(String),
    Numbers(u8, u8, u32),
}

fn cell(list: &LinkList, column: Column, row: &RowView) -> Option<Cell> {
    match column {
        Column::Source => Some(Cell::Number(f64::from(row.number.0))),
        Column::Url => {
            // A fragment is shown and not sorted by.
            let mut url = row.url.clone();
            if let Some(target) = target_of(list, row.number.link().0) {
                list.targets().write_url(TargetId(target), &mut url);
            }
            Some(Cell::Text(url))
        }
        Column::Verdict => row.verdict.map(|verdict| {
            let (kind, more) = match verdict {
                Verdict::Http { status, redirected } => (u8::from(redirected), u32::from(status)),
                Verdict::CutShort { status } => (2, u32::from(status)),
                Verdict::TimedOut { after_ms, .. } => (3, after_ms),
                Verdict::NotSent(reason) => (4, reason as u32),
                Verdict::NetworkError(kind) => (5, kind as u32),
                Verdict::NoVisibleAnswer => (6, 0),
                Verdict::AnsweredHidden => (7, 0),
                Verdict::Refused => (8, 0),
                Verdict::Cancelled | Verdict::Interrupted => (9, 0),
            };
            let severity = match verdict.total() {
                Total::Working => 0,
                Total::Ignored => 1,
                Total::Cancelled => 2,
                Total::NotSent => 3,
                Total::Unverified => 4,
                Total::Broken => 5,
            };
            Cell::Numbers(severity, kind, more)
        }),
        column => Some(match column.value(row)? {
            CellValue::Number(number) => Cell::Number(f64::from(number)),
            CellValue::Bytes(size) => {
                // What is larger is all one.
                let size = u32::try_from(size.0).unwrap_or(u32::MAX).min(u32::MAX - 1);
                Cell::Number(f64::from(size))
            }
            CellValue::Millis(ms) => Cell::Number(f64::from(ms)),
            CellValue::Flag(flag) => Cell::Number(f64::from(u8::from(flag))),
            CellValue::Text(text) => Cell::Text(text.into_owned()),
        }),
    }
}

fn compare(a: Option<&Cell>, b: Option<&Cell>, descending: bool) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => {
            let order = a.partial_cmp(b).expect("no NaN");
            if descending { order.reverse() } else { order }
        }
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

pub(crate) fn plain(list: &LinkList, table: &ResultTable, keys: &[SortKey]) -> Vec<LinkId> {
    let views = rows(list, table);
    let cells = |key: &SortKey| views.iter().map(|row| cell(list, key.column, row)).collect::<Vec<_>>();
    let columns: Vec<Vec<Option<Cell>>> = keys.iter().map(cells).collect();
    let mut order: Vec<usize> = (0..views.len()).collect();
    order.sort_by(|&a, &b| {
        let by_key = keys
            .iter()
            .zip(&columns)
            .map(|(key, cells)| compare(cells[a].as_ref(), cells[b].as_ref(), key.descending));
        by_key.fold(Ordering::Equal, Ordering::then)
    });
    order.into_iter().map(|row| LinkId(u32::try_from(row).expect("a few rows"))).collect()
}

/// One key of an order.
pub(crate) fn keys() -> impl Strategy<Value = Vec<SortKey>> {
    let key = (0..Column::ALL.len(), any::<bool>())
        .prop_map(|(at, descending)| SortKey { column: Column::ALL[at], descending });
    proptest::collection::vec(key, 0..4)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(CASES)))]

    #[test]
    fn a_sort_is_a_plain_stable_sort(
        list in lists(),
        outcomes in outcomes(),
        keys in keys(),
        again in keys(),
        budget in 1..200_usize,
    ) {
        let table = table(&list, &outcomes);
        let mut urls = UrlRanks::default();
        for keys in [keys, again] {
            let mut job = SortJob::new(&keys, urls);
            while !job.step(&list, &table, budget) {}
            let (order, ranks) = job.finish();
            prop_assert_eq!(order, plain(&list, &table, &keys));
            urls = ranks;
        }
    }
}

#[test]
fn many_texts_are_sorted_through_every_kind_of_step() {
    // Enough for groups that are split, with long beginnings that are shared, and texts that begin others.
    let mut list = LinkList::default();
    let source = list.begin_source("").expect("room for a source");
    let mut seed = 1_u32;
    for line in 1..=30_000 {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let deep = "x".repeat((seed >> 28) as usize);
        let url = format!("https://a.test/one/common/beginning/{deep}{:x}", seed % 9_000);
        let target = list.add_target(&url, "https://a.test").expect("room for a target");
        list.add_link(volley::input::link::Position { source, line, column: 1 }, target);
    }
    let table = table(&list, &[]);
    let keys = [SortKey { column: Column::Url, descending: true }];
    for budget in [777, usize::MAX] {
        let mut job = SortJob::new(&keys, UrlRanks::default());
        while !job.step(&list, &table, budget) {}
        assert_eq!(job.finish().0, plain(&list, &table, &keys));
    }
}
