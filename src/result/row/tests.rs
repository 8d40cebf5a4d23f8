//! Cells, details, and what they hide.

use super::*;
use crate::ids::{LinkId, SourceId, TargetId};
use crate::input::link::Position;
use crate::input::not_sent::NotSent;
use crate::network::{Hop, NetworkErrorKind};
use crate::result::outcome::{AttemptEnd, BodyEnd, Evidence, Outcome};
use crate::result::timing::Timing;
use crate::units::Millis;

fn outcome(attempt: u8, last: bool, end: AttemptEnd) -> Outcome {
    let total = Some(Millis::new(412.4));
    let timing = Timing { provenance: Provenance::Clock, total, ..Timing::default() };
    Outcome { last, started: Some(Millis::new(7.0)), timing, ..Outcome::new(TargetId(0), attempt, end) }
}

fn list() -> LinkList {
    let mut list = LinkList::default();
    let source = list.begin_source("a.md").expect("room for a source");
    let target = list.add_target("https://a.test/?token=1", "https://a.test").expect("room for a target");
    list.add_link(Position { source, line: 3, column: 5 }, target);
    list.add_link(Position { source, line: 4, column: 5 }, target);
    list.reject(Position { source, line: 5, column: 1 }, NotSent::Scheme, "mailto:me", "not a web address");
    list
}

fn cells(row: &RowView, columns: &[Column]) -> Vec<String> {
    columns.iter().map(|&column| cell_text(column, row)).collect()
}

#[test]
fn a_cell_shows_its_value_or_why_there_is_none() {
    use Column::{Bytes, DnsMs, FinalUrl, Host, Redirected, Source, Status, TotalMs, Type, Url, Verdict};
    let list = list();
    let mut table = ResultTable::new(&list, Some(65_536));
    let row = |table: &ResultTable, row| RowView::of(&list, table, row, Secrets::Masked).expect("a row");
    let waiting = cells(&row(&table, LinkId(0)), &[Url, Host, Verdict, Status, TotalMs, Bytes, Source]);
    assert_eq!(waiting, ["https://a.test/?token=***", "a.test", WAITING, "", "", "", "a.md:3:5"]);

    table.apply(&outcome(
        1,
        true,
        AttemptEnd::Answered { status: 200, redirected: false, body: BodyEnd::OverCap },
    ));
    let answered =
        cells(&row(&table, LinkId(1)), &[Verdict, Status, TotalMs, Bytes, DnsMs, Type, Redirected, FinalUrl]);
    assert_eq!(answered, ["HTTP 200", "200", "412 ms", "hidden", "hidden", "–", "no", "–"]);

    let rejected = cells(&row(&table, LinkId(2)), &[Url, Host, Verdict, Status, DnsMs]);
    assert_eq!(rejected, ["mailto:me", "–", "Not sent: not http or https", "–", "–"]);
    assert_eq!(RowView::of(&list, &table, LinkId(3), Secrets::Masked), None);
}

#[test]
fn a_detail_holds_every_attempt_and_the_reason() {
    let list = list();
    let mut table = ResultTable::new(&list, None);
    table.apply(&outcome(1, false, AttemptEnd::NoVisibleAnswer));
    let timed_out = AttemptEnd::TimedOut { status: Some(200), after_ms: 3_000 };
    table.apply(&outcome(2, true, timed_out));
    let detail = Detail::of(&list, &table, LinkId(0), Secrets::Masked).expect("a row");
    let ends: Vec<String> = detail.attempts.iter().map(|attempt| attempt.end.to_string()).collect();
    assert_eq!(ends, ["No visible answer", "Timed out after 3000 ms"]);
    assert_eq!((detail.links, detail.row.status, detail.row.attempts), (2, Some(200), Some(2)));
    assert_eq!(detail.row.place, Some(LinkPlace { source: Some(SourceId(0)), line: 3, column: 5 }));
    let rejected = Detail::of(&list, &table, LinkId(2), Secrets::Masked).expect("a row");
    assert_eq!((rejected.attempts.len(), rejected.explanation.as_str()), (0, "not a web address"));
}

#[test]
fn a_link_of_the_text_area_has_a_place_and_no_source() {
    let mut list = LinkList::default();
    let source = list.begin_source("").expect("room for a source");
    list.reject(Position { source, line: 2, column: 1 }, NotSent::Scheme, "mailto:me", "");
    let detail =
        Detail::of(&list, &ResultTable::new(&list, None), LinkId(0), Secrets::Masked).expect("a row");
    assert_eq!(detail.row.place, Some(LinkPlace { source: None, line: 2, column: 1 }));
}

#[test]
fn a_target_that_waited_when_the_run_was_stopped_is_cancelled_and_keeps_its_attempts() {
    let list = list();
    let mut table = ResultTable::new(&list, None);
    table.apply(&outcome(1, false, AttemptEnd::NoVisibleAnswer));
    table.withdraw(TargetId(0));
    let detail = Detail::of(&list, &table, LinkId(0), Secrets::Masked).expect("a row");
    assert_eq!(detail.row.verdict, Some(Verdict::Cancelled));
    assert_eq!(detail.attempts.len(), 1);
    assert_eq!(table.tally().of(Total::Cancelled), 2);
}

#[test]
fn a_row_says_what_of_it_is_masked_and_a_label_hides_as_much() {
    let mut list = LinkList::default();
    let source = list.begin_source("a.md").expect("room for a source");
    for (line, url) in [(1, "https://a.test/***"), (2, "https://a.test/?sig=1")] {
        let target = list.add_target(url, "https://a.test").expect("room for a target");
        let row = list.add_link(Position { source, line, column: 1 }, target);
        list.add_label(row, "https://me:pass@a.test/");
    }
    list.reject(
        Position { source, line: 3, column: 1 },
        NotSent::Credentials,
        "https://me:x@a.test",
        "of https://me:x@a.test",
    );
    let mut table = ResultTable::new(&list, None);
    let mut failed = outcome(1, true, AttemptEnd::NetworkError(NetworkErrorKind::Other));
    let hop = Hop::new(301, "https://b.test/?token=1", false);
    failed.observed = Some(Box::new(Evidence { hops: vec![hop], is_whole: true, server_ip: None }));
    failed.final_url = Some("https://b.test/?token=1".into());
    failed.error = Some("no answer of https://a.test/?sig=1 yet".into());
    table.apply(&failed);
    let detail = |row, secrets| Detail::of(&list, &table, row, secrets).expect("a row");

    let own = detail(LinkId(0), Secrets::Masked);
    assert_eq!((own.row.url.as_str(), own.row.url_is_masked), ("https://a.test/***", false));
    assert_eq!((own.row.final_url_is_masked, own.row.label.as_deref()), (true, Some("https://***@a.test/")));
    assert_eq!(own.row.error.as_deref(), Some("no answer of https://a.test/?sig=*** yet"));
    assert_eq!(own.row.hops.as_deref(), Some("301 https://b.test/?token=***"));
    assert!(detail(LinkId(1), Secrets::Masked).row.url_is_masked);
    let rejected = detail(LinkId(2), Secrets::Masked);
    assert_eq!(
        (rejected.row.url.as_str(), rejected.explanation.as_str()),
        ("https://***@a.test", "of https://***@a.test")
    );

    let shown = detail(LinkId(0), Secrets::Shown);
    assert!(!shown.row.url_is_masked && !shown.row.final_url_is_masked);
    assert_eq!(shown.row.label.as_deref(), Some("https://me:pass@a.test/"));
    assert_eq!(detail(LinkId(2), Secrets::Shown).explanation, "of https://me:x@a.test");
}

#[test]
fn a_visit_says_what_it_is_and_why_it_has_no_time() {
    let list = list();
    let mut table = ResultTable::new(&list, None);
    let end = AttemptEnd::Answered { status: 200, redirected: false, body: BodyEnd::Unreported };
    let timing = Timing { provenance: Provenance::Visit, ..Timing::default() };
    table.apply(&Outcome { timing, ..outcome(1, true, end) });
    let row = RowView::of(&list, &table, LinkId(0), Secrets::Masked).expect("a row");
    assert_eq!(cells(&row, &[Column::Verdict, Column::TotalMs]), ["HTTP 200, by a visit", "–"]);
    for column in [Column::TotalMs, Column::Bytes, Column::Protocol] {
        assert_eq!(Empty::of(column, &row), Some(Empty::NotOfVisits), "{column:?}");
    }
    assert_eq!(table.tally().of(Total::Working), 2);
}
