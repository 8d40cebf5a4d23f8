//! What imported rows say and do not say: nothing unknown becomes 0, no reason is made up, no verdict changes.

use volley::export::{Exporter, Format};
use volley::ids::{LinkId, TargetId};
use volley::import::{ImportFormat, ImportResult};
use volley::input::link::Position;
use volley::input::list::LinkList;
use volley::network::NetworkErrorKind;
use volley::result::column::Column;
use volley::result::empty::Empty;
use volley::result::mask::Secrets;
use volley::result::outcome::{AttemptEnd, BodyEnd, Outcome};
use volley::result::row::{Detail, RowView};
use volley::result::table::ResultTable;
use volley::result::timing::{Measure, Provenance, Timing};
use volley::result::verdict::{Total, Verdict};
use volley::units::Millis;

use crate::{read, rows};

fn detail(imported: &ImportResult, row: u32) -> Detail {
    let (list, table) = imported.run.as_ref().expect("it has rows");
    Detail::of(list, table, LinkId(row), Secrets::Shown).expect("a row")
}

fn exported(list: &LinkList, table: &ResultTable, format: Format) -> String {
    let mut out = Vec::new();
    Exporter::new(format, Secrets::Shown).write(list, table, LinkId(0).take(list.links()), &mut out);
    String::from_utf8(out).expect("UTF-8")
}

/// A run of one target a row, that ended so.
fn a_run(cap: Option<u32>, ends: &[(AttemptEnd, bool)]) -> (LinkList, ResultTable) {
    let mut list = LinkList::default();
    let source = list.begin_source("a.md").expect("room for a source");
    for line in 1..=u32::try_from(ends.len()).expect("there are few") {
        let target = list.add_target(&format!("https://a.test/{line}"), "https://a.test").expect("room");
        list.add_link(Position { source, line, column: 1 }, target);
    }
    let mut table = ResultTable::new(&list, cap);
    for (target, &(end, possibly_browser_queued)) in (0..).zip(ends) {
        let queue = Some(Millis::new(0.0));
        table.apply(&Outcome {
            possibly_browser_queued,
            started: Some(Millis::ZERO),
            timing: Timing { provenance: Provenance::Clock, queue, total: queue, ..Timing::default() },
            ..Outcome::new(TargetId(target), 1, end)
        });
    }
    (list, table)
}

const fn answered(body: BodyEnd) -> AttemptEnd {
    AttemptEnd::Answered { status: 200, redirected: false, body }
}

#[test]
fn an_attempt_of_unknown_start_did_not_start_at_0() {
    let imported = read(
        "{\"tool\":\"httpx\",\"url\":\"http://a.test/\",\"verdict\":\"HTTP 200\",\"status\":200,\"total_ms\":9}\n",
    );
    let attempts = detail(&imported, 0).attempts;
    assert_eq!(attempts.len(), 1);
    assert_eq!((attempts[0].started, attempts[0].timing.total), (None, Some(Millis::new(9.0))));
    // The wait of a further attempt began somewhere in the run.
    let again = read(concat!(
        "{\"url\":\"http://a.test/\",\"verdict\":\"HTTP 200\",\"queue_ms\":5,\"total_ms\":9,\"attempts\":2,\"provenance\":\"clock\"}\n",
        "{\"url\":\"http://a.test/2\",\"verdict\":\"HTTP 200\",\"queue_ms\":5,\"total_ms\":9,\"attempts\":1,\"provenance\":\"clock\"}\n",
    ));
    assert_eq!(detail(&again, 0).attempts[0].started, None);
    assert_eq!(detail(&again, 1).attempts[0].started, Some(Millis::new(5.0)));
}

#[test]
fn attempts_that_the_file_only_counts_were_not_too_many() {
    let imported = read(
        "{\"tool\":\"httpx\",\"url\":\"http://a.test/\",\"verdict\":\"HTTP 200\",\"status\":200,\"attempts\":3,\"total_ms\":9}\n",
    );
    let detail = detail(&imported, 0);
    assert_eq!((detail.row.attempts, detail.attempts.len(), detail.dropped_attempts), (Some(3), 1, false));
}

#[test]
fn an_unknown_size_keeps_its_reason() {
    let ends = [BodyEnd::OverCap, BodyEnd::Absent, BodyEnd::Unreported].map(|body| (answered(body), false));
    let (list, table) = a_run(Some(65_536), &ends);
    for format in [Format::Csv, Format::Ndjson] {
        let text = exported(&list, &table, format);
        let back = read(&text);
        let why: Vec<String> = rows(&back)
            .iter()
            .map(|row| Empty::of(Column::Bytes, row).map_or_else(String::new, |empty| empty.to_string()))
            .collect();
        assert_eq!(why, ["over 65536 bytes", "no body", "not told by the browser"], "{text}");
        let (list, table) = back.run.as_ref().expect("it has rows");
        let again = exported(list, table, format);
        let reasons = |text: &str| text.matches("bytes: over 65536 bytes").count();
        assert_eq!((reasons(&text), reasons(&again)), (1, 1), "{again}");
    }
}

#[test]
fn a_table_of_urls_and_statuses_says_no_more_than_that() {
    let imported = read("url,status\nhttp://a.test/,200\nhttp://b.test/,404\n");
    for row in rows(&imported) {
        assert_eq!(row.provenance, Provenance::Tool, "this page measured nothing of it");
        for column in [Column::Bytes, Column::Type, Column::TotalMs, Column::Protocol, Column::FinalUrl] {
            let why = Empty::of(column, &row).map(|empty| empty.to_string());
            let wanted = if column == Column::FinalUrl { "not redirected" } else { "not told by the tool" };
            // Whether a redirect was followed is unknown too.
            let wanted = if row.redirected.is_none() { "not told by the tool" } else { wanted };
            assert_eq!(why.as_deref(), Some(wanted), "{column:?}");
        }
    }
}

#[test]
fn a_timeout_of_unknown_deadline_has_none() {
    let link = |more: &str| {
        format!(
            "{{\"timeout_map\":{{\"a.md\":[{{\"url\":\"http://a.test/\",\"status\":{{\"text\":\"Timeout\"}}{more}}}]}},\"success_map\":{{}}}}"
        )
    };
    for (more, took) in [("", None), (",\"duration\":{\"secs\":7,\"nanos\":0}", Some(7_000.0))] {
        let imported = read(&link(more));
        let row = rows(&imported).remove(0);
        let verdict = row.verdict.expect("it has one");
        assert_eq!((verdict.to_string().as_str(), verdict.total()), ("Timed out", Total::Broken));
        assert_eq!(row.measured(Measure::Total), took, "what all its tries and pauses took is no deadline");
    }
}

#[test]
fn a_doubtful_timeout_stays_one() {
    let end = AttemptEnd::TimedOut { status: None, after_ms: 3_000 };
    let with_headers = AttemptEnd::TimedOut { status: Some(200), after_ms: 3_000 };
    let (list, table) = a_run(None, &[(end, true), (end, false), (with_headers, true)]);
    let totals = [Total::Unverified, Total::Broken, Total::Broken];
    for format in [Format::Csv, Format::Ndjson] {
        let back = rows(&read(&exported(&list, &table, format)));
        let told: Vec<Option<Total>> = back.iter().map(|row| row.total).collect();
        assert_eq!(told, totals.map(Some), "{format:?}");
    }
}

#[test]
fn an_error_that_a_tool_saw_is_kept_and_counts_as_broken() {
    let why = "[Errno -2] Name or service not known";
    let imported = read(&format!(
        "{}\n{}\n{}\n{}\n",
        format_args!(
            "{{\"tool\":\"httpx\",\"url\":\"http://a.test/\",\"verdict\":\"No visible answer\",\"status\":null,\"total_ms\":1,\"error\":\"{why}\"}}"
        ),
        "{\"tool\":\"httpx\",\"url\":\"http://b.test/\",\"verdict\":\"HTTP 200, cut short\",\"status\":200,\"error\":\"reset\"}",
        "{\"tool\":\"httpx\",\"url\":\"http://c.test/\",\"verdict\":\"No visible answer\",\"status\":null,\"error\":null}",
        "{\"tool\":\"httpx\",\"url\":\"http://d.test/\",\"verdict\":\"HTTP 200\",\"status\":200}",
    ));
    assert_eq!(imported.problems.first, []);
    let seen = rows(&imported);
    let told: Vec<(String, Option<Total>, Option<&str>)> = seen
        .iter()
        .map(|row| (row.verdict.map_or_else(String::new, |v| v.to_string()), row.total, row.error.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            ("Network error".to_owned(), Some(Total::Broken), Some(why)),
            ("HTTP 200, cut short".to_owned(), Some(Total::Broken), Some("reset")),
            ("No visible answer".to_owned(), Some(Total::Unverified), None),
            ("HTTP 200".to_owned(), Some(Total::Working), None),
        ]
    );
    assert_eq!((imported.row.answered, imported.row.failed, imported.row.unseen), (1, 2, 1));
    assert_eq!(detail(&imported, 0).attempts[0].end, Verdict::NetworkError(NetworkErrorKind::Other));
    // There and back.
    let (list, table) = imported.run.as_ref().expect("it has rows");
    for format in [Format::Csv, Format::Ndjson] {
        let back = rows(&read(&exported(list, table, format)));
        for (before, after) in seen.iter().zip(&back) {
            assert_eq!((before.verdict, &before.error), (after.verdict, &after.error), "{format:?}");
        }
    }
}

#[test]
fn a_browser_cannot_name_an_error_and_a_row_of_it_stays_unverified() {
    // Rows of Volley's own have no tool; whatever is in their error is not what this page saw.
    let text = "{\"url\":\"http://a.test/\",\"verdict\":\"No visible answer\",\"total_ms\":1,\"provenance\":\"clock\"}\n";
    let row = rows(&read(text)).remove(0);
    assert_eq!((row.total, row.error), (Some(Total::Unverified), None));
}

#[test]
fn lychee_says_why_it_got_no_answer() {
    let imported = read(include_str!("lychee.json"));
    let broken: Vec<RowView> = rows(&imported).into_iter().filter(|row| row.status.is_none()).collect();
    assert_eq!(broken.len(), 2);
    for row in broken {
        assert_eq!(
            (row.verdict, row.total),
            (Some(Verdict::NetworkError(NetworkErrorKind::Other)), Some(Total::Broken))
        );
        assert!(row.error.is_some_and(|error| error.starts_with("Connection failed")), "its own words");
    }
}

#[test]
fn reports_of_older_lychees_are_read() {
    let imported = read(
        "{\"success_map\":{},\"fail_map\":{\"a.md\":[{\"url\":\"https://a.example/404\",\"status\":{\"code\":404}}]}}",
    );
    assert_eq!(imported.kind, ImportFormat::Lychee);
    assert_eq!(rows(&imported).iter().map(|row| row.status).collect::<Vec<_>>(), [Some(404)]);
    assert_eq!(ImportFormat::of("{\"fail_map\":{\"a.md\":["), Some(ImportFormat::Lychee));
}

#[test]
fn a_summary_of_k6_is_known_however_many_checks_come_before_its_figures() {
    let check = |number| {
        format!(
            "{{\"name\":\"check number {number} with a name\",\"path\":\"::check\",\"id\":\"0123456789abcdef\",\"passes\":1,\"fails\":0}}"
        )
    };
    let checks: Vec<String> = (0..900).map(check).collect();
    let text = format!(
        "{{\"root_group\":{{\"name\":\"\",\"path\":\"\",\"groups\":[],\"checks\":[{}]}},\"metrics\":{{\"http_reqs\":{{\"values\":{{\"count\":40,\"rate\":4}}}}}}}}",
        checks.join(",")
    );
    assert!(text.len() > 65_536 + 4_096, "{}", text.len());
    let imported = read(&text);
    assert_eq!((imported.kind, imported.row.requests), (ImportFormat::K6, 40));
}

#[test]
fn a_statistic_of_locust_costs_no_more_however_its_times_are_ordered() {
    const TIMES: u32 = 300_000;
    let times: Vec<String> = (1..=TIMES).rev().map(|ms| format!("\"{ms}\":1")).collect();
    let text = format!(
        "[{{\"num_requests\":{TIMES},\"num_failures\":0,\"response_times\":{{{}}}}}]",
        times.join(",")
    );
    let row = read(&text).row;
    let p50 = row.p50.map(Millis::get).expect("it has times");
    // Past as many different times as Locust's own rounding leaves, they are exact to one in a hundred.
    assert!((p50 - 150_000.0).abs() <= 1_500.0, "{p50}");
    assert_eq!(row.requests, TIMES);
}

#[test]
fn the_time_of_a_run_that_volley_exported_says_what_it_counts() {
    let own = read(
        "{\"url\":\"http://a.test/\",\"verdict\":\"HTTP 200\",\"queue_ms\":5000,\"total_ms\":9,\"provenance\":\"clock\"}\n",
    );
    assert_eq!(own.row.total.map(|total| total.median), Some(5_009.0));
    assert!(own.row.remark.contains("pauses"), "{}", own.row.remark);
    let tool = read(
        "{\"tool\":\"curl\",\"url\":\"http://a.test/\",\"verdict\":\"HTTP 200\",\"total_ms\":9,\"ended_ms\":12}\n",
    );
    assert_eq!((tool.row.total.map(|total| total.median), tool.row.remark.as_str()), (Some(12.0), ""));
}
