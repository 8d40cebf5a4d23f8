//! The politeness of the page: it confirms before much is sent, starts nothing by itself, remembers, and shows its state.

use fantoccini::key::Key;

use crate::harness::{Page, Stage, json};

async fn wait_title(page: &Page, text: &str) {
    // A title is not part of the body, but its text is a change of the document like any other.
    page.wait("(text) => document.title.includes(text)", &[json!(text)]).await;
}

/// Whether the question before a big run is open.
async fn asks(page: &Page) -> bool {
    let script = "return document.querySelector('[data-testid=\"confirm\"]')?.open ?? false;";
    page.script(script).await == true
}

#[test]
fn an_empty_page_invites_and_a_practice_list_only_fills_the_form() {
    Stage::new().run(async |page| {
        page.wait_state("empty").await;
        assert!(page.text("welcome").await.contains("not verified"), "it says what a browser hides");
        let ready = page.give_demo().await;
        assert!(ready.links > 3, "{ready:?}");
        assert_eq!(page.request_count(), 0, "nothing starts by itself");
        let done = page.run().await;
        assert_eq!(done.totals.sum(), done.links, "{done:?}");
        assert_eq!(page.request_count(), 0, "and nothing is requested");
    });
}

#[test]
fn a_big_run_needs_confirmation_with_its_hosts_and_counts() {
    Stage::new().run(async |page| {
        page.set_links(&page.other("/todos/[1-101]")).await;
        page.click("start").await;
        assert!(asks(page).await, "over a hundred at one host");
        let question = page.text("confirm").await;
        assert!(question.contains("101") && question.contains("127.0.0.1"), "{question}");
        page.click("confirm-cancel").await;
        assert!(!asks(page).await);
        assert_eq!(page.summary().await.state, "ready");
        assert_eq!(page.request_count(), 0);
        assert_eq!(page.confirm_and_run().await.totals.working, 101);
        assert_eq!(page.run().await.totals.working, 101);
    });
}

#[test]
fn a_hundred_at_one_host_need_no_confirmation() {
    Stage::new().run(async |page| {
        page.set_links(&page.other("/todos/[1-100]")).await;
        assert_eq!(page.run().await.totals.working, 100);
    });
}

#[test]
fn ctrl_enter_starts() {
    Stage::new().run(async |page| {
        page.set_links(&page.other("/todos/1")).await;
        page.type_into("links", &format!("{}{}", char::from(Key::Control), char::from(Key::Enter))).await;
        assert_eq!(page.wait_state("done").await.totals.working, 1);
    });
}

#[test]
fn the_title_shows_how_far_it_is() {
    Stage::new().run(async |page| {
        page.set_links("http://h{1,2}.test/held/gate?i=[1-2]").await;
        page.start().await;
        wait_title(page, "0%").await;
        page.origin().release("gate", 1);
        wait_title(page, "25%").await;
        page.click("pause").await;
        wait_title(page, "Paused at 25%").await;
        page.click("pause").await;
        page.origin().release_all("gate");
        wait_title(page, "Done").await;
    });
}

#[test]
fn settings_and_a_small_list_are_remembered() {
    Stage::new().run(async |page| {
        let url = page.other("/todos/1");
        page.set_links(&url).await;
        page.set_field("concurrency", 7).await;
        page.set_field("timeout-ms", 1_234).await;
        page.set_field("method", "head").await;
        page.open("/").await;
        let ready = page.wait_state("ready").await;
        assert_eq!(ready.links, 1, "the list is there again, and nothing was started");
        let values = "return ['links', 'concurrency', 'timeout-ms', 'method']
            .map((hook) => document.querySelector(`[data-testid=\"${hook}\"]`).value);";
        assert_eq!(page.script(values).await, json!([url, "7", "1234", "head"]));
        page.run().await;
        assert_eq!(page.origin().log()[0].method, volley_origin::Method::HEAD);
    });
}

#[test]
fn leaving_during_a_run_needs_confirmation() {
    Stage::new().run(async |page| {
        page.set_links("http://h1.test/held/gate").await;
        let prevented = "const event = new Event('beforeunload', { cancelable: true });
            return !window.dispatchEvent(event);";
        assert_eq!(page.script(prevented).await, false);
        page.start().await;
        page.origin().wait_until(|log| log.in_flight() == 1).await.expect("the run has begun");
        assert_eq!(page.script(prevented).await, true);
        page.release_and_end().await;
        assert_eq!(page.script(prevented).await, false);
    });
}

#[test]
fn editing_keeps_the_rows_until_start_replaces_them() {
    Stage::new().run(async |page| {
        page.check(&[page.other("/todos/1"), page.other("/todos/2")]).await;
        let ready = page.set_links(&page.other("/status/404")).await;
        assert_eq!((ready.state.as_str(), ready.links, ready.done), ("ready", 1, 0));
        page.wait_rows(2).await;
        page.wait_cell(1, "verdict", "HTTP 200").await;
        assert!(page.text("status").await.contains("the rows are of the last run until Start"));
        page.run().await;
        page.wait_rows(1).await;
        page.wait_cell(1, "verdict", "HTTP 404").await;
    });
}

#[test]
fn a_window_that_grows_shows_more_rows() {
    Stage::new().run(async |page| {
        page.set_links("https://a.test/[1-90]").await;
        for height in [500, 900, 1_400] {
            page.resize(1_440, height).await;
            page.wait_filled().await;
        }
    });
}

#[test]
fn the_page_requests_nothing_but_its_own_files_and_its_targets() {
    let stage = Stage::new().origin(|config| config.log_files = true);
    stage.run(async |page| {
        page.check(&[page.other("/todos/1")]).await;
        let log = page.origin().log();
        let missing: Vec<&str> = log
            .iter()
            .filter(|exchange| exchange.status == Some(404))
            .map(|exchange| exchange.path.as_str())
            .collect();
        assert!(missing.is_empty(), "the page requests what is not there: {missing:?}");
        assert_eq!(log.iter().filter(|exchange| exchange.path == "/todos/1").count(), 1);
    });
}
