//! A filter shows the rows that a plain predicate holds for, in their order.

use std::rc::Rc;

use proptest::prelude::*;
use volley::ids::LinkId;
use volley::input::list::LinkList;
use volley::input::reader::{ReadOptions, Reader};
use volley::result::filter::{Filter, FilterJob};
use volley::result::row::RowView;
use volley::result::table::ResultTable;
use volley::result::timing::Measure;
use volley::result::verdict::Total;
use volley_origin::cases;

use crate::CASES;
use crate::lists::lists;
use crate::order::{keys, plain};
use crate::outcomes::{outcomes, rows, table};

type Predicate = Rc<dyn Fn(&RowView) -> bool>;

/// A term as it is typed, and what it says.
#[derive(Clone)]
struct Typed {
    text: String,
    holds: Predicate,
}

impl core::fmt::Debug for Typed {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.text)
    }
}

fn typed(text: impl Into<String>, holds: impl Fn(&RowView) -> bool + 'static) -> Typed {
    Typed { text: text.into(), holds: Rc::new(holds) }
}

fn holds_text(text: &str, part: &str) -> bool {
    text.to_ascii_lowercase().contains(&part.to_ascii_lowercase())
}

fn source_name(row: &RowView) -> &str {
    row.source.rsplitn(3, ':').nth(2).unwrap_or("")
}

fn term() -> impl Strategy<Value = Typed> {
    let part = "[abAB/1]{1,2}";
    let limit = 0..40_u32;
    prop_oneof![
        part.prop_map(|part| typed(part.clone(), move |row| {
            holds_text(&row.url, &part) || holds_text(source_name(row), &part)
        })),
        part.prop_map(|part| typed(format!("url:{part}"), move |row| holds_text(&row.url, &part))),
        part.prop_map(|part| typed(format!("host:\"{part}\""), move |row| holds_text(&row.host, &part))),
        part.prop_map(|part| typed(format!("source:{part}"), move |row| holds_text(&row.source, &part))),
        "[#tb]{1,2}".prop_map(|part| typed(format!("\"{part}\""), move |row| {
            holds_text(&row.url, &part) || holds_text(source_name(row), &part)
        })),
        Just(typed("status:404", |row| row.status == Some(404))),
        Just(typed("status:2xx", |row| matches!(row.status, Some(200..300)))),
        Just(typed("status:>=429", |row| row.status >= Some(429))),
        limit.clone().prop_map(|tenth| {
            #[expect(clippy::cast_precision_loss, reason = "a small number")]
            let limit = tenth as f32 / 10.0;
            typed(format!("time:>{limit}"), move |row| {
                row.measured(Measure::Total).is_some_and(|ms| ms > limit)
            })
        }),
        limit.prop_map(|ms| {
            #[expect(clippy::cast_precision_loss, reason = "a small number")]
            let limit = ms as f32;
            typed(format!("WAIT:..{ms}ms"), move |row| {
                row.measured(Measure::Wait).is_some_and(|ms| ms <= limit)
            })
        }),
        Just(typed("bytes:>2", |row| row.bytes.is_ok_and(|bytes| bytes.0 > 2))),
        Just(typed("bytes:>5GB", |row| row.bytes.is_ok_and(|bytes| bytes.0 > 5_000_000_000))),
        Just(typed("attempts:1..2", |row| matches!(row.attempts, Some(1..=2)))),
        Just(typed("type:JSON", |row| row.content_type.as_deref() == Some("application/json"))),
        Just(typed("protocol:h2", |row| row.protocol.as_deref() == Some("h2"))),
        Just(typed("final:z.", |row| row.final_url.as_deref() == Some("https://z.test/"))),
        // Also a connection that timed out, by its error's name.
        Just(typed("verdict:timed", |row| row
            .verdict
            .is_some_and(|verdict| holds_text(&verdict.to_string(), "timed")))),
        Just(typed("verdict:waiting", |row| row.verdict.is_none())),
        Just(typed("is:redirected", |row| row.redirected == Some(true))),
        Just(typed("is:answered", |row| row.redirected.is_some())),
        Just(typed("is:waiting", |row| row.verdict.is_none())),
        Just(typed("is:not-sent", |row| row.total == Some(Total::NotSent))),
    ]
}

pub(crate) fn filtered(
    filter: Filter,
    list: &LinkList,
    table: &ResultTable,
    order: Option<&[LinkId]>,
    budget: usize,
) -> Vec<LinkId> {
    let mut job = FilterJob::new(filter, list);
    while !job.step(list, table, order, budget) {}
    job.finish()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(CASES)))]

    #[test]
    fn a_filter_shows_what_a_plain_predicate_holds_for(
        list in lists(),
        outcomes in outcomes(),
        terms in proptest::collection::vec((any::<bool>(), term()), 0..4),
        totals in proptest::collection::vec(0..Total::ALL.len(), 0..3),
        waiting in any::<bool>(),
        keys in keys(),
        budget in 1..200_usize,
    ) {
        let table = table(&list, &outcomes);
        let totals: Vec<Total> = totals.into_iter().map(|at| Total::ALL[at]).collect();
        let text: Vec<String> =
            terms.iter().map(|(negated, term)| format!("{}{}", if *negated { "-" } else { "" }, term.text)).collect();
        let filter = Filter::parse(&text.join(" ")).only(&totals, waiting);
        prop_assert!(filter.problems().is_empty(), "{:?}", filter.problems());
        let views = rows(&list, &table);
        let shows = |row: &RowView| {
            let chosen = totals.is_empty() && !waiting
                || row.total.map_or(waiting, |total| totals.contains(&total));
            chosen && terms.iter().all(|(negated, term)| (term.holds)(row) != *negated)
        };
        let order = plain(&list, &table, &keys);
        let wanted: Vec<_> = order.iter().copied().filter(|&row| shows(&views[row.index()])).collect();
        prop_assert_eq!(filtered(filter.clone(), &list, &table, Some(&order), budget), wanted.clone(), "{:?}", text);
        let mut in_list_order = wanted;
        in_list_order.sort_unstable();
        prop_assert_eq!(filtered(filter, &list, &table, None, budget), in_list_order, "{:?}", text);
    }

    #[test]
    fn whatever_is_typed_is_read(text in "\\PC{0,40}") {
        let filter = Filter::parse(&text);
        prop_assert!(filter.problems().iter().all(|problem| !problem.is_empty()));
    }
}

#[test]
fn fragments_are_part_of_what_is_looked_into() {
    let mut reader = Reader::new(ReadOptions::default());
    reader.begin_source("", None);
    reader.push(
        "https://a.test/x#Install\nhttps://a.test/x\nhttps://a.test/[1-3]#part[7-7]\nhttps://b.test/\n",
    );
    reader.end_source();
    while reader.step() {}
    let list = reader.into_list();
    let table = table(&list, &[]);
    for (text, rows) in [
        ("install", vec![0]),
        ("x#inst", vec![0]),
        ("#PART", vec![2, 3, 4]),
        ("3#p", vec![4]),
        ("#", vec![0, 2, 3, 4]),
    ] {
        assert_eq!(
            filtered(Filter::parse(text), &list, &table, None, 2),
            rows.into_iter().map(LinkId).collect::<Vec<_>>(),
            "{text}"
        );
    }
}
