//! What servers say and do: too many requests, a time to wait, failures in a row, no CORS, no HEAD.

use volley_origin::{Exchange, Method};

use crate::harness::{Page, Stage, json};

/// The paths requested of a host, in the order of their arrival.
fn asked(page: &Page, host: &str) -> Vec<String> {
    of_host(page, host).into_iter().map(|exchange| exchange.path).collect()
}

fn of_host(page: &Page, host: &str) -> Vec<Exchange> {
    page.origin().log().into_iter().filter(|exchange| &*exchange.host == host).collect()
}

/// Runs two healthy hosts, with a third or without, and returns what was requested of them.
fn logs_with(other: &'static str) -> [Vec<String>; 2] {
    let mut logs = [vec![], vec![]];
    Stage::new().run(async |page| {
        // One at a time at each host, so that the order at it is the order of the starts.
        page.set_field("per-origin", 1).await;
        page.set_links(&format!("{other}\nhttp://h{{2,3}}.test/todos/[1-10]")).await;
        let done = page.run().await;
        assert_eq!(done.totals.working, done.links, "all end well");
        if !other.is_empty() {
            let busy = of_host(page, "h1.test");
            assert_eq!(busy.len(), 8 + 2, "the two that were refused are requested again");
            let news = page.all_text("news").await;
            assert!(news.contains("h1.test answered 429, too many requests"), "{news}");
        }
        logs = [asked(page, "h2.test"), asked(page, "h3.test")];
    });
    logs
}

#[test]
fn a_host_that_gets_too_many_requests_is_slowed_and_the_others_do_not_feel_it() {
    let alone = logs_with("");
    assert_eq!(alone.each_ref().map(Vec::len), [10, 10]);
    assert_eq!(logs_with("http://h1.test/busy?times=2&key=a&i=[1-8]"), alone);
}

#[test]
fn a_readable_retry_after_is_obeyed() {
    Stage::new().run(async |page| {
        page.set_field("per-origin", 1).await;
        page.set_links("http://h1.test/busy?times=1&key=a&after=2&expose=1\nhttp://h1.test/todos/[1-3]")
            .await;
        assert_eq!(page.run().await.totals.working, 4);
        let log = of_host(page, "h1.test");
        assert_eq!((log.len(), log[0].status), (5, Some(429)));
        let waited = log[1].started_ms - log[0].answered_ms.expect("it was answered");
        // A millisecond for the steps of the browser's clock.
        assert!(waited >= 1_999.0, "the next one came after {waited} ms");
        assert!(page.all_text("news").await.contains("pauses for"), "{}", page.all_text("news").await);
    });
}

/// Starts a run in which `h1.test` only answers 500 and stops after five.
async fn start_failing(page: &Page) {
    page.set_field("per-origin", 1).await;
    page.set_field("stop-after", 5).await;
    page.press_hidden("back-off").await;
    page.set_links("http://h1.test/status/500?i=[1-40]\nhttp://h2.test/todos/[1-10]").await;
    page.start().await;
    wait_stopped_at(page, 5).await;
}

/// Waits until `h1.test` is shown as stopped, after this many requests.
async fn wait_stopped_at(page: &Page, count: usize) {
    let condition = "(waiting) => document.querySelector('[data-testid=lanes]')?.textContent
        .includes(`failures in a row; ${waiting} links wait`)";
    page.wait(condition, &[json!((40 - count).to_string())]).await;
    assert_eq!(of_host(page, "h1.test").len(), count);
}

#[test]
fn a_host_that_only_fails_stops_and_what_is_given_up_is_not_sent() {
    Stage::new().run(async |page| {
        start_failing(page).await;
        let summary = page.wait_data("working", 10).await;
        assert_eq!((summary.state.as_str(), summary.totals.broken), ("running", 5), "it asks");
        page.click("lane-skip").await;
        let done = page.wait_state("done").await;
        assert_eq!((done.totals.broken, done.totals.not_sent), (5, 35));
        assert_eq!(of_host(page, "h1.test").len(), 5);
        let verdicts = page.rows().await;
        assert!(
            verdicts[39]["verdict"].as_str().is_some_and(|verdict| verdict.contains("Not sent")),
            "{:?}",
            verdicts[39]
        );
    });
}

#[test]
fn a_host_that_stopped_goes_on_by_command_and_longer_when_allowed() {
    Stage::new().run(async |page| {
        start_failing(page).await;
        page.click("lane-resume").await;
        wait_stopped_at(page, 10).await;
        assert_eq!(page.text("lane-raise").await, "This run: allow each host 10 failures in a row");
        page.click("lane-raise").await;
        // Twice as many in a row: the five so far count.
        wait_stopped_at(page, 15).await;
        assert_eq!(page.text("lane-raise").await, "This run: allow each host 20 failures in a row");
        // Another knob takes nothing of it back.
        page.set_field("concurrency", 40).await;
        page.click("lane-resume").await;
        wait_stopped_at(page, 25).await;
        page.click("stop").await;
        let stopped = page.wait_state("stopped").await;
        assert_eq!((stopped.totals.broken, stopped.totals.cancelled), (25, 15));
        assert_eq!(page.value("stop-after").await, "5", "the settings stay");
        page.start().await;
        page.wait_data("broken", 5).await;
        let stands = "() => document.querySelector('[data-testid=lanes]')?.textContent
            .includes('stopped after 5 failures in a row')";
        page.wait(stands, &[]).await;
        page.click("stop").await;
        page.wait_state("stopped").await;
    });
}

#[test]
fn five_hundred_links_to_a_host_without_cors_are_no_reason_to_stop() {
    Stage::new().run(async |page| {
        page.set_links("http://h1.test/closed/todos/[1-500]").await;
        let done = page.confirm_and_run().await;
        assert_eq!((done.totals.unverified, done.done), (500, 500));
        assert_eq!(of_host(page, "h1.test").len(), 500, "each once: no answer is no failure");
        assert_eq!(page.all_text("lanes").await, "");
        let news = page.all_text("news").await;
        assert_eq!(news.matches("h1.test").count(), 1, "it is said once: {news}");
        assert!(news.contains("h1.test has shown no answer, ten times in a row"), "{news}");
    });
}

#[test]
fn where_head_is_refused_get_follows() {
    Stage::new().run(async |page| {
        page.set_field("method", "head-get").await;
        page.set_urls(["http://h1.test/by-method/405/200", "http://h2.test/todos/1"]).await;
        assert_eq!(page.run().await.totals.working, 2);
        let methods = |host| -> Vec<Method> {
            of_host(page, host).into_iter().map(|exchange| exchange.method).collect()
        };
        assert_eq!(methods("h1.test"), [Method::HEAD, Method::GET]);
        assert_eq!(methods("h2.test"), [Method::HEAD]);
    });
}
