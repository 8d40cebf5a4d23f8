//! HTTP/2 over TLS, and the page itself over TLS.

use std::collections::BTreeSet;

use volley_origin::Version;

use crate::harness::Stage;

#[test]
fn over_tls_the_protocol_is_http_2_and_one_connection_does_for_all() {
    Stage::new().run(async |page| {
        page.set_links("https://h1.test/todos/[1-50]").await;
        page.set_field("per-origin", 20).await;
        let summary = page.run().await;
        assert_eq!(summary.totals.working, 50);
        let log = page.origin().log();
        assert!(log.iter().all(|exchange| exchange.version == Version::HTTP_2), "{log:#?}");
        let connections: BTreeSet<u64> = log.iter().map(|exchange| exchange.connection).collect();
        assert_eq!((log.len(), connections.len()), (50, 1));
        // A browser that is late leaves a protocol hidden; what it shows is true.
        let rows = page.rows().await;
        let told: BTreeSet<&str> = rows.iter().filter_map(|row| row["protocol"].as_str()).collect();
        assert_eq!(told, BTreeSet::from(["h2"]));
    });
}

#[test]
fn what_is_past_the_cap_is_broken_off_and_harms_no_other_answer() {
    Stage::new().run(async |page| {
        let big = "https://big.test/bytes/3000000?i=[1-300]";
        page.set_links(&format!("{big}\nhttps://other.test/todos/1\nhttps://big.test/todos/2")).await;
        page.set_field("per-origin", 48).await;
        let summary = page.confirm_and_run().await;
        assert_eq!(summary.totals.working, 302, "{summary:?}");
        let rows = page.rows().await;
        assert!(rows[..300].iter().all(|row| row["bytes"].is_null() && row["status"] == 200));
        assert!(rows[300..].iter().all(|row| row["bytes"].is_u64()), "{:#?}", &rows[300..]);
        page.set_links("https://big.test/todos/3\nhttps://third.test/todos/4").await;
        assert_eq!(page.run().await.totals.working, 2, "later requests go on");
    });
}

/// Firefox's network thread may spin for ever when a body is broken off: see `src/web/runner/answer.js`. At six at once, which is
/// the default, it always did.
#[test]
fn in_firefox_too_what_is_past_the_cap_is_broken_off_and_harms_no_other_answer() {
    Stage::new().in_firefox().run(async |page| {
        let port = page.origin().https_addr().port();
        let (big, other) =
            (format!("https://127.0.0.1:{port}/cors"), format!("https://localhost:{port}/cors"));
        page.set_links(&format!("{big}/bytes/3000000?i=[1-60]\n{big}/todos/1\n{other}/todos/2")).await;
        let summary = page.run().await;
        assert_eq!(summary.totals.working, 62, "{summary:?}");
        page.set_links(&format!("{big}/todos/3\n{other}/todos/4")).await;
        assert_eq!(page.run().await.totals.working, 2, "later requests go on");
        let log = page.origin().log();
        let asked = log.iter().filter(|exchange| exchange.path.starts_with("/cors/"));
        assert!(asked.clone().count() == 64 && asked.clone().all(|one| one.version == Version::HTTP_2));
    });
}

#[test]
fn the_whole_download_is_measured_on_request() {
    Stage::new().run(async |page| {
        page.set_links("https://big.test/bytes/3000000").await;
        page.press_at("[data-testid=\"whole\"]").await;
        page.run().await;
        assert_eq!(page.only_row().await["bytes"], 3_000_000);
    });
}

#[test]
fn a_page_over_tls_sends_nothing_without_it_but_to_this_machine() {
    Stage::new().run(async |page| {
        page.browser().go(&page.origin().https_url("/")).await;
        let lines = [
            "http://h1.test/todos/1".to_owned(),
            "https://h1.test/todos/2".to_owned(),
            page.other("/todos/3"),
        ];
        let ready = page.set_urls(&lines).await;
        assert_eq!(ready.totals.not_sent, 1);
        assert_eq!(page.run().await.totals.working, 2);
        assert_eq!(page.rows().await[0]["verdict"], "Not sent: http on an https page");
        assert_eq!(page.origin().count("/todos/1"), 0);
    });
}
