//! Imported rows next to those measured here.

use volley::compare::imported::{ImportedRows, MAX_ROWS};
use volley::compare::report::{ComparisonReport, Difference};
use volley::compare::row::{Estimate, NotCompared, ResultRow, RowProvenance};
use volley::compare::strategy::ConcurrencyModel;

use crate::differences::{SERVER, of, strategies};
use crate::sweeps::{SHARED, carry_out, sweep};

#[test]
fn a_tools_row_is_shown_with_ours() {
    let experiment = strategies(&[ConcurrencyModel::OneAtATime, ConcurrencyModel::PoolOfTen], 6, 1);
    let (_, ours) = carry_out(&experiment, &SERVER, SHARED, 1);
    let first = of(&ours, "One at a time").row.clone();
    let round = first.requests / first.rounds;
    let tool = ResultRow {
        name: "aiohttp, 10".to_owned(),
        provenance: RowProvenance::Tool("aiohttp".to_owned()),
        rounds: 1,
        requests: round,
        answered: round,
        total: Some(Estimate::single(100.0)),
        ..ResultRow::default()
    };
    let mut imported = ImportedRows::default();
    assert_eq!(imported.add("a.ndjson", tool.clone()), None);
    assert_eq!(imported.add("a.ndjson", tool.clone()), None);
    let report = imported.append_to(Some(&ours)).expect("there is a result");
    assert_eq!(report.rows.len(), 3, "given twice it is one row");
    let row = of(&report, "aiohttp, 10");
    assert!(row.speed_up.is_some_and(|times| times > 5.0));
    assert_eq!((row.difference, row.stands_for.as_str()), (Difference::Once, "a.ndjson"));

    // Of another number of requests, or hardly answered, or without a time: nothing is made of it, and that is said.
    for (other, why) in [
        (ResultRow { requests: round * 2, answered: round * 2, ..tool.clone() }, NotCompared::OtherRequests),
        (
            ResultRow { answered: round / 2, failed: round - round / 2, ..tool.clone() },
            NotCompared::FewAnswers,
        ),
        (ResultRow { provenance: RowProvenance::Practice, ..tool.clone() }, NotCompared::Practice),
        (ResultRow { total: None, ..tool.clone() }, NotCompared::NoTime),
    ] {
        imported.add("a.ndjson", other);
        let report = imported.append_to(Some(&ours)).expect("there is a result");
        let row = of(&report, "aiohttp, 10");
        assert_eq!((row.speed_up, row.difference), (None, Difference::NotCompared(why)));
    }
}

#[test]
fn imported_rows_are_alone_until_something_is_compared_and_never_shown_with_a_sweep() {
    let mut imported = ImportedRows::default();
    assert_eq!(imported.append_to(None), None);
    let tool = ResultRow {
        name: "aiohttp".to_owned(),
        provenance: RowProvenance::Tool("aiohttp".to_owned()),
        rounds: 1,
        requests: 40,
        answered: 40,
        total: Some(Estimate::single(100.0)),
        ..ResultRow::default()
    };
    imported.add("at-5.ndjson", tool.clone());
    imported.add("at-20.ndjson", ResultRow { total: Some(Estimate::single(50.0)), ..tool.clone() });
    let report = imported.append_to(None).expect("there are rows");
    let rows: Vec<(&str, Option<f64>, Difference)> =
        report.rows.iter().map(|row| (row.row.name.as_str(), row.speed_up, row.difference)).collect();
    assert_eq!(rows, [("aiohttp", None, Difference::First), ("aiohttp 2", Some(2.0), Difference::Once)]);

    // Before anything of ours is measured they are not called the first of it.
    let nothing_yet = ComparisonReport { title: "Ways".to_owned(), ..ComparisonReport::default() };
    assert_eq!(imported.append_to(Some(&nothing_yet)).map(|report| report.rows.len()), Some(0));
    let (_, sweep) = carry_out(&sweep(1), &SERVER, SHARED, 1);
    let shown = imported.append_to(Some(&sweep)).expect("there is a result");
    assert_eq!(shown.rows, sweep.rows);
    assert!(shown.notes.iter().any(|note| note.contains("not with a sweep")));

    // Kept and shown again it says so once.
    let again = imported.append_to(Some(&shown)).expect("there is a result");
    assert_eq!(again.notes, shown.notes);

    // One more than fits: the oldest is dropped, and its name returned.
    for number in 3..=MAX_ROWS {
        assert_eq!(imported.add(&format!("{number}.ndjson"), tool.clone()), None);
    }
    assert_eq!(imported.add("more.ndjson", tool), Some("aiohttp".to_owned()));
    assert_eq!(imported.append_to(None).map(|report| report.rows.len()), Some(MAX_ROWS));
    imported.clear();
    assert!(imported.is_empty());
}
