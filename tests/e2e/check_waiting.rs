//! In mid-run: what rows wait for, and what the run waits for by name.

use crate::harness::Stage;

#[test]
fn rows_in_flight_and_queued_say_so_and_the_link_that_hangs_is_named() {
    Stage::new().run(async |page| {
        page.set_field("per-origin", 1).await;
        page.set_field("retries", 0).await;
        page.set_urls(["http://h1.test/held/gate", "http://h1.test/status/200", "http://h2.test/status/404"])
            .await;
        page.start().await;
        page.wait_cell(1, "verdict", "in flight").await;
        page.wait_cell(2, "verdict", "queued").await;
        page.wait_cell(3, "verdict", "HTTP 404").await;
        let named = "() => /^Waiting for h1\\.test\\/held\\/gate · \\d+ s$/
            .test(document.querySelector('[data-testid=waits-for]').innerText)";
        page.wait(named, &[]).await;
        let grows = "() => document.querySelector('[data-testid=row] .time-bar.is-growing')
            ?.style.transform.startsWith('scaleX(')";
        page.wait(grows, &[]).await;
        assert!(
            page.text("status").await.contains("This list allows 2 at once."),
            "two hosts of one: {}",
            page.text("status").await
        );
        let done = page.release_and_end().await;
        assert_eq!((done.totals.working, done.totals.broken), (2, 1));
        assert_eq!(page.text("waits-for").await, "");
        page.wait("() => !document.querySelector('[data-testid=row] .is-growing')", &[]).await;
    });
}

#[test]
fn a_row_that_is_to_be_retried_says_when_and_the_status_names_it_and_leads_there() {
    Stage::new().run(async |page| {
        page.set_field("retries", 2).await;
        page.set_urls(["http://h1.test/busy?times=9&key=w&after=30&expose=1"]).await;
        page.start().await;
        let told =
            "() => /^retry in \\d+ s$/.test(document.querySelector('[data-testid=cell-verdict]')?.textContent)
            && /^Retrying h1\\.test\\/busy\\S+ in \\d+ s · attempt 2 of 3$/
                .test(document.querySelector('[data-testid=waits-for]').innerText)";
        page.wait(told, &[]).await;
        page.click("waits-for").await;
        page.wait("() => document.querySelector('[data-testid=detail]')?.innerText.includes('h1.test')", &[])
            .await;
        page.click("stop").await;
        assert_eq!(page.wait_state("stopped").await.totals.cancelled, 1);
        assert_eq!(page.text("waits-for").await, "");
    });
}
