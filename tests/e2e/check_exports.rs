//! Exports before, during and after a run, as files in the user's downloads.

use std::collections::BTreeMap;

use crate::harness::{Page, Stage, Value};
use crate::mixed;

pub(crate) const COLUMNS: [&str; 27] = [
    "index",
    "url",
    "host",
    "verdict",
    "status",
    "total-ms",
    "queue-ms",
    "browser-queue-ms",
    "dns-ms",
    "connect-ms",
    "tls-ms",
    "wait-ms",
    "download-ms",
    "bytes",
    "type",
    "protocol",
    "attempts",
    "redirected",
    "final-url",
    "source",
    "provenance",
    "error",
    "hops",
    "redirect-chain",
    "server-ip",
    "link-text",
    "hidden",
];

/// The CSV export, a map from column to cell for each row.
async fn csv_rows(page: &Page) -> Vec<BTreeMap<String, String>> {
    let file = page.export("csv").await;
    let mut reader = csv::Reader::from_reader(file.as_slice());
    assert_eq!(reader.headers().expect("a header").iter().collect::<Vec<_>>(), COLUMNS);
    reader.deserialize().map(|row| row.expect("each line has all cells")).collect()
}

/// What the CSV cell holds of an NDJSON value.
fn as_cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) if text.starts_with(['=', '+', '-', '@']) => format!("'{text}"),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[test]
fn csv_and_ndjson_say_the_same_of_every_row() {
    Stage::new().run(async |page| {
        let summary = mixed::run(page).await;
        let (csv, ndjson) = (csv_rows(page).await, page.rows().await);
        assert_eq!((csv.len(), ndjson.len()), (summary.links as usize, summary.links as usize));
        for (cells, row) in csv.iter().zip(&ndjson) {
            let keys: Vec<String> = row.as_object().expect("an object").keys().cloned().collect();
            assert_eq!(keys.len(), COLUMNS.len());
            for column in COLUMNS {
                let value = &row[column.replace('-', "_")];
                match value.as_f64() {
                    Some(number) => assert_eq!(cells[column].parse(), Ok(number), "{column} of {row:#}"),
                    None => assert_eq!(cells[column], as_cell(value), "{column} of {row:#}"),
                }
            }
        }
    });
}

#[test]
fn what_is_hidden_is_empty_and_has_its_reason() {
    Stage::new().run(async |page| {
        mixed::run(page).await;
        for row in page.rows().await {
            let object = row.as_object().expect("an object");
            // That there was no error hides nothing.
            let empty = object
                .iter()
                .filter(|(name, value)| !matches!(name.as_str(), "hidden" | "error") && value.is_null())
                .count();
            let told = row["hidden"].as_str().unwrap_or_default();
            assert_eq!(empty == 0, told.is_empty(), "{row:#}");
            if row["status"].is_null() {
                assert!(told.contains("status"), "{row:#}");
            }
        }
    });
}

#[test]
fn secrets_are_masked_in_exports() {
    Stage::new().run(async |page| {
        page.set_links(&format!(
            "{}\nhttp://user:hidden-word@example.test/",
            page.other("/todos/1?token=hidden-word")
        ))
        .await;
        for format in ["csv", "ndjson", "links", "file-line"] {
            let file = String::from_utf8(page.export(format).await).expect("text");
            assert!(file.contains("***") && !file.contains("hidden-word"), "{format}: {file}");
        }
    });
}

#[test]
fn addresses_can_be_exported_as_given_one_file_at_a_time() {
    Stage::new().run(async |page| {
        page.set_links(&page.other("/todos/1?token=hidden-word")).await;
        for format in ["csv", "ndjson", "links", "file-line"] {
            let file = String::from_utf8(page.export_as_given(format).await).expect("text");
            assert!(!file.contains("***") && file.contains("token=hidden-word"), "{format}: {file}");
            let file = String::from_utf8(page.export(format).await).expect("text");
            assert!(file.contains("token=***"), "the next file is masked again: {file}");
        }
    });
}

#[test]
fn rows_can_be_exported_before_during_and_after_a_run() {
    Stage::new().run(async |page| {
        page.set_links("http://h{1,2}.test/held/gate?i=[1-3]\nnonsense").await;
        let verdicts = async || {
            let rows = page.rows().await;
            rows.iter().map(|row| row["verdict"].as_str().unwrap_or("-").to_owned()).collect::<Vec<_>>()
        };
        let told = |answered: usize| {
            move |verdicts: &[String]| {
                verdicts.iter().filter(|verdict| *verdict == "HTTP 200").count() == answered
            }
        };
        let before = verdicts().await;
        assert!(told(0)(&before) && before[6] == "Not sent: not a URL", "{before:?}");
        page.start().await;
        page.origin().release("gate", 2);
        page.wait_data("done", 3).await;
        let during = verdicts().await;
        assert!(told(2)(&during) && during.len() == 7, "{during:?}");
        page.release_and_end().await;
        assert!(told(6)(&verdicts().await));
    });
}

#[test]
fn shown_links_can_be_saved_as_a_list_and_with_their_places() {
    Stage::new().run(async |page| {
        let urls = ["/todos/1", "/status/404", "/todos/2"].map(|path| page.other(path));
        page.check(&urls).await;
        page.filter("status:404").await;
        let list = String::from_utf8(page.export_shown("links").await).expect("text");
        assert_eq!(list, format!("{}\n", urls[1]));
        let places = String::from_utf8(page.export_shown("file-line").await).expect("text");
        assert_eq!(places, format!("2 {}\n", urls[1]));
    });
}
