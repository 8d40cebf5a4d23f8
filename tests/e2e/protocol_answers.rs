//! One URL through real HTTP to one true row: what the browser lets the page see, and what it hides.

use crate::harness::{Stage, Value};

/// What a browser shows only of sites that allow it.
const PHASES: [&str; 6] = ["browser_queue_ms", "dns_ms", "connect_ms", "tls_ms", "wait_ms", "download_ms"];

fn ms(row: &Value, column: &str) -> f64 {
    row[column].as_f64().unwrap_or_else(|| panic!("{column} is no number in {row:#}"))
}

#[test]
fn a_site_that_allows_timing_shows_where_the_time_went() {
    Stage::new().run(async |page| {
        let summary = page.check(&[page.other("/tao/delay/200")]).await;
        assert_eq!((summary.done, summary.totals.working), (1, 1));
        let row = page.only_row().await;
        assert_eq!(row["verdict"], "HTTP 200");
        assert_eq!(row["provenance"], "browser");
        assert_eq!(row["protocol"], "http/1.1");
        assert!(ms(&row, "wait_ms") >= 200.0, "{row:#}");
        assert!(ms(&row, "total_ms") >= ms(&row, "wait_ms"), "{row:#}");
        assert!(PHASES.iter().all(|phase| ms(&row, phase) >= 0.0), "{row:#}");
    });
}

#[test]
fn a_site_that_does_not_hides_its_phases_and_nothing_else() {
    Stage::new().run(async |page| {
        page.check(&[page.other("/cors/delay/200")]).await;
        let row = page.only_row().await;
        assert_eq!(row["verdict"], "HTTP 200");
        assert_eq!(row["provenance"], "clock");
        assert!(ms(&row, "total_ms") >= 200.0, "{row:#}");
        assert!(PHASES.iter().all(|phase| row[phase].is_null()), "hidden is never 0: {row:#}");
        let hidden = row["hidden"].as_str().unwrap_or_default();
        assert!(hidden.contains("phases") && hidden.contains("not allowed by the site"), "{row:#}");
    });
}

#[test]
fn a_status_is_shown_where_the_site_shares_it_and_never_guessed_where_it_does_not() {
    Stage::new().run(async |page| {
        let urls =
            ["/cors/status/404", "/closed/status/404", "/closed/status/200"].map(|path| page.other(path));
        let summary = page.check(&urls).await;
        assert_eq!((summary.totals.broken, summary.totals.unverified, summary.totals.working), (1, 2, 0));
        let rows = page.rows().await;
        let verdicts: Vec<&Value> = rows.iter().map(|row| &row["verdict"]).collect();
        assert_eq!(verdicts, ["HTTP 404", "No visible answer", "No visible answer"]);
        assert_eq!(rows[0]["status"], 404);
        assert!(rows[1..].iter().all(|row| row["status"].is_null()), "{rows:#?}");
        page.wait_cell(1, "verdict", "HTTP 404").await;
        page.wait_cell(2, "verdict", "No visible answer").await;
        let seen: Vec<Option<u16>> = page.origin().log().iter().map(|exchange| exchange.status).collect();
        assert_eq!(seen.len(), 3, "each was requested once");
        assert!(seen.contains(&Some(200)), "a server answered all the same");
    });
}

#[test]
fn a_server_that_fails_gives_its_target_the_verdict_and_the_others_theirs() {
    Stage::new().run(async |page| {
        page.set_field("timeout-ms", 300).await;
        page.set_field("retries", 0).await;
        let verdicts = [
            ("/todos/1", "HTTP 200", "working"),
            ("/reset", "No visible answer", "unverified"),
            ("/never", "Timed out after 300 ms", "broken"),
            ("/stall", "Timed out after 300 ms", "broken"),
            ("/truncated", "HTTP 200, cut short", "broken"),
            ("/reset-after-headers", "HTTP 200, cut short", "broken"),
            ("/todos/2", "HTTP 200", "working"),
        ];
        let summary = page.check(&verdicts.map(|(path, ..)| page.other(path))).await;
        let rows = page.rows().await;
        for (row, (path, verdict, _)) in rows.iter().zip(verdicts) {
            assert_eq!(row["verdict"], verdict, "{path}: {row:#}");
            let cut = verdict.ends_with("cut short");
            assert_eq!(
                row["hidden"].as_str().unwrap_or_default().contains("bytes: cut short"),
                cut,
                "{path}: {row:#}"
            );
        }
        let count = |total| verdicts.iter().filter(|(.., of)| *of == total).count();
        let totals = summary.totals;
        let counted = [totals.working, totals.unverified, totals.broken].map(|count| count as usize);
        assert_eq!(counted, ["working", "unverified", "broken"].map(count));
        assert_eq!(totals.sum(), summary.links);
        page.origin().wait_until(|log| log.in_flight() == 0).await.expect("nothing is left hanging");
        assert_eq!(page.origin().aborted(), 2, "what timed out was broken off");
    });
}

#[test]
fn a_body_is_counted_up_to_the_cap_and_its_size_unknown_past_it() {
    Stage::new().run(async |page| {
        let paths = ["/bytes/0", "/bytes/65536", "/bytes/65537?chunked=1", "/gzip-bomb/1000000"];
        let summary = page.check(&paths.map(|path| page.other(path))).await;
        assert_eq!(summary.totals.working, 4, "a long answer is an answer");
        let rows = page.rows().await;
        let sizes: Vec<Option<u64>> = rows.iter().map(|row| row["bytes"].as_u64()).collect();
        assert_eq!(sizes, [Some(0), Some(65_536), None, None]);
        for row in &rows[2..] {
            assert!(
                row["hidden"].as_str().unwrap_or_default().contains("bytes: over 65536 bytes"),
                "{row:#}"
            );
        }
    });
}

#[test]
fn a_redirect_is_followed_and_said() {
    Stage::new().run(async |page| {
        page.check(&[page.other("/tao/redirect/2"), page.other("/todos/3")]).await;
        let rows = page.rows().await;
        assert_eq!(rows[0]["verdict"], "HTTP 200 ↪");
        assert_eq!(rows[0]["redirected"], true);
        assert_eq!(rows[0]["final_url"], page.other("/tao/todos/1"));
        assert_eq!(rows[1]["redirected"], false);
        assert!(rows[1]["final_url"].is_null(), "{:#}", rows[1]);
    });
}
