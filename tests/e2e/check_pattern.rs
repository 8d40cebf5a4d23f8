//! Thousands of requests by one line: a pattern.

use std::collections::BTreeSet;

use crate::harness::{Stage, columns, json};

#[test]
fn four_thousand_targets_of_a_pattern_are_requested_once_each() {
    Stage::new().run(async |page| {
        page.set_field("concurrency", 60).await;
        page.set_field("per-origin", 60).await;
        let ready = page.set_links(&page.other("/todos/[1-4000]")).await;
        assert_eq!((ready.links, ready.targets, ready.done), (4_000, 4_000, 0));
        let summary = page.confirm_and_run().await;
        assert_eq!((summary.done, summary.totals.working), (4_000, 4_000), "{summary:?}");

        let log = page.origin().log();
        let paths: BTreeSet<&str> = log.iter().map(|exchange| exchange.path.as_str()).collect();
        assert_eq!((log.len(), paths.len()), (4_000, 4_000), "each was requested once");
        assert!(page.origin().peak() <= 60);

        let rows = page.rows().await;
        assert_eq!(rows.len(), 4_000);
        for (row, number) in rows.iter().zip(1..) {
            assert_eq!(row["url"], page.other(&format!("/todos/{number}")));
            assert_eq!(row["attempts"], 1);
        }
    });
}

#[test]
fn identical_targets_are_fetched_once_and_each_link_has_its_row() {
    Stage::new().run(async |page| {
        let urls = ["/todos/1", "/todos/2", "/todos/1#part", "/todos/1"].map(|path| page.other(path));
        let summary = page.check(&urls).await;
        assert_eq!((summary.links, summary.targets, summary.totals.working), (4, 2, 4));
        assert_eq!(page.request_count(), 2);
        let rows = page.rows().await;
        assert_eq!(rows[2]["url"], urls[2], "the user's own fragment is shown");
        assert_eq!(rows[0]["total_ms"], rows[3]["total_ms"], "both rows show the one request");

        page.set_field("duplicates", "each").await;
        page.wait_data("targets", 4).await;
        page.run().await;
        assert_eq!(page.request_count(), 2 + 4);
    });
}

#[test]
fn what_fails_for_a_while_is_tried_again() {
    Stage::new().run(async |page| {
        let urls = ["/flaky?key=a&fail=2", "/flaky?key=b&fail=3", "/busy?times=1&key=c&after=0"];
        let summary = page.check(&urls.map(|path| page.other(path))).await;
        let expected = json!([["HTTP 200", 3], ["HTTP 503", 3], ["HTTP 200", 2]]);
        assert_eq!(columns(&page.rows().await, &["verdict", "attempts"]), expected);
        assert_eq!((summary.totals.working, summary.totals.broken), (2, 1));
        let asked = urls.map(|path| page.origin().count(path));
        assert_eq!(asked, [3, 3, 2], "two retries, and no more");
    });
}
