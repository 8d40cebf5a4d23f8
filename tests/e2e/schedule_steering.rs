//! What the user does during a run and after it: recall, retry, leaving the tab.

use volley_origin::Ending;

use crate::harness::{Page, Stage, columns, json};

#[test]
fn what_is_recalled_in_a_pause_is_requested_again_and_ends_well() {
    Stage::new().run(async |page| {
        page.set_field("concurrency", 10).await;
        page.set_links("http://h{1,2,3,4,5}.test/held/gate?i=[1-4]").await;
        page.start().await;
        page.origin().wait_until(|log| log.in_flight() == 10).await.expect("the run begins");
        page.click("pause").await;
        page.wait_state("paused").await;
        page.wait_data("inFlight", 10).await;
        page.click("recall").await;
        page.origin().wait_until(|log| log.in_flight() == 0).await.expect("all are broken off");
        let paused = page.wait_data("inFlight", 0).await;
        assert_eq!((paused.state.as_str(), paused.done), ("paused", 0));
        assert_eq!(page.request_count(), 10, "nothing is sent in a pause");
        page.origin().release_all("gate");
        page.click("pause").await;
        assert_eq!(page.wait_state("done").await.totals.working, 20);
        let log = page.origin().log();
        let aborted = log.iter().filter(|exchange| exchange.ending == Some(Ending::Aborted)).count();
        assert_eq!((log.len(), aborted), (30, 10));
    });
}

#[test]
fn only_what_failed_is_retried_into_the_same_rows() {
    Stage::new().run(async |page| {
        page.set_urls([
            "http://h1.test/todos/1",
            "http://h1.test/flaky?key=a&fail=1&status=500",
            "http://h2.test/status/404",
            "http://h2.test/todos/2",
        ])
        .await;
        assert_eq!(page.run().await.totals.broken, 2);
        page.click("retry").await;
        page.click("retry-broken").await;
        page.origin().wait_until(|log| log.exchanges().len() == 6).await.expect("two are requested again");
        page.wait_data("broken", 1).await;
        let done = page.wait_state("done").await;
        assert_eq!((done.totals.working, done.done), (3, 4));
        let rows = page.rows().await;
        let expected =
            json!([[1, "HTTP 200", 1], [2, "HTTP 200", 2], [3, "HTTP 404", 2], [4, "HTTP 200", 1]]);
        assert_eq!(columns(&rows, &["index", "verdict", "attempts"]), expected);
        let paths: Vec<String> =
            page.origin().log()[4..].iter().map(|exchange| exchange.path.clone()).collect();
        assert!(paths.iter().all(|path| path.contains("flaky") || path == "/status/404"), "{paths:?}");
    });
}

#[test]
fn one_link_is_retried_from_its_detail_and_each_attempt_is_kept() {
    Stage::new().run(async |page| {
        page.check(&[page.other("/status/404"), page.other("/todos/1")]).await;
        page.wait_cell(1, "verdict", "HTTP 404").await;
        page.press_at("[data-testid=\"row\"][aria-rowindex=\"2\"]").await;
        page.wait("() => document.querySelectorAll('[data-testid=attempt]').length === 1", &[]).await;
        page.click("retry-link").await;
        page.wait("() => document.querySelectorAll('[data-testid=attempt]').length === 2", &[]).await;
        page.wait_state("done").await;
        let paths: Vec<String> = page.origin().log().iter().map(|exchange| exchange.path.clone()).collect();
        assert_eq!((paths.len(), paths[2].as_str()), (3, "/status/404"));
    });
}

/// Whether any tab or worker of the page's origin holds the lock that keeps the tab awake.
async fn holds_lock(page: &Page) -> bool {
    let script = "const done = arguments[0];
        navigator.locks.query().then(({ held }) => done(held.some(({ name }) => name === 'volley-run')));";
    page.browser().script_async(script, vec![]).await == true
}

async fn the_lock_is_held_during_a_run(page: &Page) {
    page.set_links(&page.other("/held/gate")).await;
    assert!(!holds_lock(page).await);
    page.start().await;
    page.origin().wait_until(|log| log.in_flight() == 1).await.expect("the run has begun");
    assert!(holds_lock(page).await);
    page.release_and_end().await;
    assert!(!holds_lock(page).await);
}

#[test]
fn the_tab_is_kept_awake_during_a_run() {
    Stage::new().run(the_lock_is_held_during_a_run);
}

#[test]
fn the_tab_is_kept_awake_in_firefox_too() {
    Stage::new().in_firefox().run(the_lock_is_held_during_a_run);
}

#[test]
fn a_run_goes_on_in_a_hidden_tab_and_the_picture_shows_when() {
    Stage::new().run(async |page| {
        page.set_field("per-origin", 2).await;
        page.set_links("http://h{1,2}.test/held/gate?i=[1-20]").await;
        page.start().await;
        page.origin().wait_until(|log| log.in_flight() == 4).await.expect("the run has begun");
        let client = page.browser().client();
        let own = client.window().await.expect("there is a window");
        let tab = client.new_window(true).await.expect("a tab opens");
        client.switch_to_window(tab.handle).await.expect("the tab can be looked at");
        page.origin().release_all("gate");
        // Nobody looks at the page, and all are requested.
        page.origin().wait_until(|log| log.summary().done == 40).await.expect("the run goes on");
        client.close_window().await.expect("the tab closes");
        client.switch_to_window(own).await.expect("the page can be looked at");
        assert_eq!(page.wait_state("done").await.totals.working, 40);
        page.wait("() => document.querySelector('[data-testid=story] path.is-hidden') !== null", &[]).await;
    });
}

/// Turns Firefox's own switch: what Chromium's protocol offers for this does not reach workers.
async fn work_offline(page: &Page, offline: bool) {
    page.browser().privileged_script(&format!("Services.io.offline = {offline};"), vec![]).await;
}

#[test]
fn offline_nothing_is_sent_and_back_online_it_goes_on() {
    Stage::new().in_firefox().run(async |page| {
        let port = page.origin().http_addr().port();
        page.set_field("concurrency", 4).await;
        page.set_links(&format!("http://h{{1,2}}.test:{port}/held/gate?i=[1-10]")).await;
        page.start().await;
        page.origin().wait_until(|log| log.in_flight() == 4).await.expect("the run has begun");
        work_offline(page, true).await;
        page.wait("() => !document.querySelector('[data-testid=offline]').hidden", &[]).await;
        page.origin().wait_until(|log| log.in_flight() == 0).await.expect("what was in flight is given up");
        page.origin().release_all("gate");
        assert_eq!(page.wait_data("inFlight", 0).await.done, 0);
        assert_eq!(page.request_count(), 4, "nothing is sent");
        work_offline(page, false).await;
        assert_eq!(page.wait_state("done").await.totals.working, 20);
        assert_eq!(page.request_count(), 24, "what was in flight is requested again");
    });
}

#[test]
fn who_knows_better_goes_on_offline() {
    Stage::new().in_firefox().run(async |page| {
        let port = page.origin().http_addr().port();
        page.set_links(&format!("http://h1.test:{port}/todos/[1-3]")).await;
        work_offline(page, true).await;
        page.start().await;
        page.wait("() => !document.querySelector('[data-testid=resume-offline]').hidden", &[]).await;
        assert_eq!(page.request_count(), 0);
        page.click("resume-offline").await;
        assert_eq!(page.wait_state("done").await.done, 3);
        work_offline(page, false).await;
    });
}

#[test]
fn a_list_of_this_machine_s_own_goes_on_offline() {
    Stage::new().in_firefox().run(async |page| {
        work_offline(page, true).await;
        page.check(&[page.other("/todos/1")]).await;
        work_offline(page, false).await;
    });
}
