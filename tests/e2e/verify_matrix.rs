//! What a page can find out of each kind of site and answer, with a probe and without: a table, held to in both browsers.

use std::collections::BTreeSet;

use crate::harness::{Page, Stage, Value, columns, json};

/// What is answered: the path, and the verdict where the site lets the page read it.
const ANSWERS: [(&str, &str); 9] = [
    ("/status/200", "HTTP 200"),
    ("/redirect/1?status=301", "HTTP 200 ↪"),
    ("/status/404", "HTTP 404"),
    ("/status/429", "HTTP 429"),
    ("/status/500", "HTTP 500"),
    ("/reset?", HIDDEN),
    ("/stall?bytes=10", "Timed out after 1500 ms"),
    ("/truncated?", "HTTP 200, cut short"),
    ("/never?", "Timed out after 1500 ms"),
];
const HIDDEN: &str = "No visible answer";
const ANSWERED: &str = "Answered, status hidden";

/// What the sites let others see, and who says it then.
const SITES: [(&str, &str); 4] =
    [("/tao", "browser"), ("/cors", "clock"), ("/closed", "probe"), ("/corp", "probe")];

/// The verdict, and who says it. `is_chromium`: of what was broken off by us it reports the times, Firefox does not.
fn expected(site: (&str, &str), answer: (&str, &str), probes: bool, is_chromium: bool) -> Value {
    let (path, readable) = answer;
    let is_readable = matches!(site.0, "/tao" | "/cors");
    let never = path.starts_with("/never");
    let verdict = match (is_readable || never, site.0) {
        (true, _) => readable,
        (false, "/closed") if probes && !path.starts_with("/reset") => ANSWERED,
        _ => HIDDEN,
    };
    let no_phases = readable == HIDDEN || never || (path.starts_with("/stall") && !is_chromium);
    let provenance = match () {
        () if verdict == ANSWERED || (verdict == HIDDEN && probes) => "probe",
        () if is_readable && !no_phases => site.1,
        () => "clock",
    };
    json!([verdict, provenance])
}

async fn is_as_expected(page: &Page, probes: bool, is_chromium: bool) {
    page.set_field("retries", 0).await;
    page.set_field("timeout-ms", 1_500).await;
    page.press_hidden("back-off").await;
    if probes {
        page.press_hidden("probe").await;
    }
    let cases = || SITES.into_iter().flat_map(|site| ANSWERS.map(|answer| (site, answer)));
    let urls = cases().map(|(site, (path, _))| page.other(&format!("{}{path}", site.0)));
    let summary = page.check(&urls.collect::<Vec<_>>()).await;
    let rows = page.rows_by_script().await;
    let seen = columns(&rows, &["verdict", "provenance"]);
    let expected: Vec<Value> =
        cases().map(|(site, answer)| expected(site, answer, probes, is_chromium)).collect();
    let seen = seen.as_array().into_iter().flatten();
    let differ = cases().zip(seen.zip(&expected)).filter(|(_, (seen, expected))| seen != expected);
    let differ: Vec<String> = differ
        .map(|((site, (path, _)), (seen, expected))| format!("{}{path}: {seen} and not {expected}", site.0))
        .collect();
    assert!(differ.is_empty(), "probes: {probes}\n{}", differ.join("\n"));
    assert_eq!(rows.len(), expected.len());
    let hidden = expected.iter().filter(|row| matches!(row[0].as_str(), Some(HIDDEN | ANSWERED))).count();
    // Two that were answered 429, for those to be read.
    assert_eq!(usize::try_from(summary.totals.unverified).ok(), Some(hidden + 2), "{summary:?}");
    assert!(rows.iter().all(|row| row["verdict"] != ANSWERED || row["status"].is_null()), "nobody knows it");
    // Browsers send one that was reset again, by themselves: which were sent counts, and not how often.
    let log = page.origin().log();
    let heads = log.iter().filter(|exchange| exchange.method == "HEAD" && !exchange.path.contains("/todos/"));
    let heads: BTreeSet<&str> = heads.map(|exchange| exchange.path.as_str()).collect();
    let hidden =
        rows.iter().filter(|row| probes && matches!(row["verdict"].as_str(), Some(HIDDEN | ANSWERED)));
    let hidden: BTreeSet<String> = hidden.map(|row| path_of(&row["url"])).collect();
    assert_eq!(
        heads,
        hidden.iter().map(String::as_str).collect(),
        "only what was hidden is probed, and all of it"
    );
}

fn path_of(url: &Value) -> String {
    let url = url::Url::parse(url.as_str().unwrap_or_default()).expect("a URL");
    url[url::Position::BeforePath..url::Position::AfterQuery].to_owned()
}

#[test]
fn each_kind_of_site_and_answer_has_its_verdict_and_its_evidence() {
    for probes in [false, true] {
        Stage::new().run(async |page| is_as_expected(page, probes, true).await);
    }
}

#[test]
fn in_firefox_too() {
    for probes in [false, true] {
        Stage::new().in_firefox().run(async |page| is_as_expected(page, probes, false).await);
    }
}
