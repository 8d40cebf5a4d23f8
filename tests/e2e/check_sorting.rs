//! Sorting: each order on screen and in exports equals a sort that the test does on the rows.

use std::cmp::Ordering;

use volley::input::not_sent::NotSent;

use crate::check_exports::COLUMNS;
use crate::harness::{Page, Stage, Value, columns, json};
use crate::mixed;

/// What rises at the first click; numbers come largest first, as do the worst verdict and what was redirected.
const RISING: [&str; 7] = ["url", "host", "type", "protocol", "final-url", "source", "provenance"];

/// What a value is sorted by; `None` is hidden.
#[derive(Debug, PartialEq, PartialOrd)]
enum Key {
    Number(f64),
    Text(String),
    Place(usize, f64),
}

fn key(row: &Value, column: &str) -> Option<Key> {
    let value = &row[column.replace('-', "_")];
    match column {
        // Places are in the order of the list.
        "source" => row["index"].as_f64().map(Key::Number),
        "verdict" => value.as_str().map(verdict_key),
        "redirected" => value.as_bool().map(|redirected| Key::Number(f64::from(u8::from(redirected)))),
        _ => {
            value.as_f64().map(Key::Number).or_else(|| value.as_str().map(|text| Key::Text(text.to_owned())))
        }
    }
}

/// Verdicts go by how bad their total is, then by what happened, then by status or reason.
fn verdict_key(verdict: &str) -> Key {
    const WORKING: usize = 0;
    const NOT_SENT: usize = 100;
    const UNVERIFIED: usize = 200;
    const BROKEN: usize = 300;
    if let Some(reason) = verdict.strip_prefix("Not sent: ") {
        let place =
            NotSent::ALL.iter().position(|not_sent| not_sent.reason() == reason).expect("a known reason");
        return Key::Place(NOT_SENT + place, 0.0);
    }
    if verdict == "No visible answer" {
        return Key::Place(UNVERIFIED + 4, 0.0);
    }
    if verdict.starts_with("Timed out") {
        return Key::Place(BROKEN + 3, 400.0);
    }
    let rest = verdict.strip_prefix("HTTP ").expect("a known verdict");
    let status: f64 = rest[..3].parse().expect("a status");
    let kind = if rest.ends_with("cut short") { 2 } else { usize::from(rest.ends_with('↪')) };
    let total = match &rest.as_bytes()[..3] {
        _ if kind == 2 => BROKEN,
        [b'2', ..] => WORKING,
        b"429" => UNVERIFIED,
        _ => BROKEN,
    };
    Key::Place(total + kind, status)
}

/// The rows' indices in the order of the keys; what is hidden comes last, what is equal in the order of the list.
fn sorted(rows: &[Value], keys: &[(&str, bool)]) -> Vec<u64> {
    let mut rows: Vec<&Value> = rows.iter().collect();
    rows.sort_by(|a, b| {
        let by = |&(column, descending): &(&str, bool)| match (key(a, column), key(b, column)) {
            (Some(a), Some(b)) => {
                let order = a.partial_cmp(&b).expect("no value is NaN");
                if descending { order.reverse() } else { order }
            }
            (a, b) => b.is_some().cmp(&a.is_some()),
        };
        keys.iter().map(by).find(|order| *order != Ordering::Equal).unwrap_or(Ordering::Equal)
    });
    indices(&rows)
}

fn indices(rows: &[impl std::borrow::Borrow<Value>]) -> Vec<u64> {
    rows.iter().map(|row| row.borrow()["index"].as_u64().expect("each row has its place")).collect()
}

/// Asserts that screen and export have this order.
async fn assert_order(page: &Page, expected: &[u64], what: &str) {
    let shown = indices(&page.rows_shown().await);
    assert_eq!(shown, expected, "the export by {what}");
    let count = u32::try_from(expected.len()).expect("a few rows");
    for row in [1, count / 2, count] {
        page.wait_row_shows(row, count, &expected[row as usize - 1].into()).await;
    }
}

#[test]
fn every_column_sorts_both_ways_on_screen_and_in_exports() {
    Stage::new().run(async |page| {
        mixed::run(page).await;
        page.show_all_columns().await;
        let rows = page.rows().await;
        // A web page has no value in these, nor has a plain list.
        let empty = ["error", "redirect-chain", "server-ip", "link-text", "hidden"];
        for column in COLUMNS.into_iter().filter(|column| !empty.contains(column)) {
            let first = !RISING.contains(&column);
            for descending in [first, !first] {
                let state = page.sort(column, false).await;
                assert_eq!(state, if descending { "descending" } else { "ascending" }, "{column}");
                let expected = sorted(&rows, &[(column, descending)]);
                assert_order(page, &expected, &format!("{column}, {state}")).await;
            }
            assert_eq!(page.sort(column, false).await, "none", "the third click leads back");
        }
        assert_eq!(indices(&page.rows_shown().await), indices(&rows), "to the order of the list");
    });
}

#[test]
fn the_first_click_on_the_verdict_sorts_the_worst_first() {
    Stage::new().run(async |page| {
        let urls =
            ["/status/200", "/status/404", "/closed/todos/1", "/status/500"].map(|path| page.other(path));
        page.check(&urls).await;
        page.sort("verdict", false).await;
        let expected = json!([["HTTP 500"], ["HTTP 404"], ["No visible answer"], ["HTTP 200"]]);
        assert_eq!(columns(&page.rows_shown().await, &["verdict"]), expected);
    });
}

#[test]
fn a_shift_click_adds_a_second_key() {
    Stage::new().run(async |page| {
        mixed::run(page).await;
        page.show_all_columns().await;
        let rows = page.rows().await;
        page.sort("provenance", false).await;
        page.sort("bytes", true).await;
        assert_order(page, &sorted(&rows, &[("provenance", false), ("bytes", true)]), "provenance, bytes")
            .await;
        page.sort("bytes", true).await;
        assert_order(page, &sorted(&rows, &[("provenance", false), ("bytes", false)]), "provenance, -bytes")
            .await;
        page.sort("status", false).await;
        assert_order(page, &sorted(&rows, &[("status", true)]), "status alone").await;
    });
}

#[test]
fn an_order_is_kept_while_answers_come() {
    Stage::new().run(async |page| {
        page.set_links("http://h{1,2,3}.test/held/gate?i=[1-4]").await;
        page.sort("total-ms", false).await;
        page.start().await;
        for released in 1..=12_u32 {
            page.origin().release("gate", 1);
            page.wait_data("done", released).await;
        }
        page.wait_state("done").await;
        page.wait_settled().await;
        let rows = page.rows().await;
        assert_order(page, &sorted(&rows, &[("total-ms", true)]), "total-ms, live").await;
    });
}
