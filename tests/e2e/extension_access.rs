//! The extension's access as a state: asked for in Start's click, given, refused, never answered, taken back in the middle of a
//! run, given from outside; and the question about this machine, which browsers do not ask there.

use crate::harness::{Access, Page, Stage, json};

/// Waits until the page says that its access is so.
async fn wait_access(page: &Page, access: &str) {
    let condition =
        "(access) => document.querySelector('[data-testid=\"summary\"]')?.dataset.access === access";
    page.wait(condition, &[json!(access)]).await;
}

/// Runs a test in both browsers.
fn in_both(access: Access, test: &impl AsyncFn(&Page)) {
    Stage::new().in_extension(access).run(test);
    Stage::new().in_extension(access).in_firefox().run(test);
}

async fn verdicts(page: &Page) -> Vec<String> {
    let rows = page.rows_by_script().await;
    rows.iter().map(|row| row["verdict"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_web_page_has_no_access_to_ask_for() {
    Stage::new().run(async |page| {
        wait_access(page, "web").await;
        assert!(page.text("what-is-seen").await.contains("CORS"));
    });
}

#[test]
fn start_asks_and_what_is_given_is_seen_at_once() {
    in_both(Access::Grantable, &async |page: &Page| {
        wait_access(page, "none").await;
        assert!(page.text("what-is-seen").await.contains("asks you when you press Start"));
        page.set_urls([page.url("h1.test", "/closed/status/404")]).await;
        page.click("start").await;
        let done = page.wait_state("done").await;
        wait_access(page, "granted").await;
        assert_eq!((done.totals.broken, verdicts(page).await), (1, vec!["HTTP 404".to_owned()]));
    });
}

#[test]
fn a_question_that_is_never_answered_holds_nothing_up() {
    Stage::new().in_extension(Access::Absent).run(async |page| {
        page.set_urls([page.url("h1.test", "/closed/status/404"), page.url("h1.test", "/cors/status/404")])
            .await;
        page.click("start").await;
        wait_access(page, "pending").await;
        assert_eq!(page.request_count(), 0, "nothing is sent before the answer");
        assert!(page.text("start").await.starts_with("Start without access"));
        page.click("start").await;
        let done = page.wait_state("done").await;
        assert_eq!((done.totals.broken, done.totals.unverified), (1, 1), "as in a web page");
        assert_eq!(verdicts(page).await, ["No visible answer", "HTTP 404"]);
        let rows = page.rows_by_script().await;
        assert_eq!(rows[0]["provenance"], "clock");
        wait_access(page, "pending").await;
    });
}

#[test]
fn start_waits_for_an_answer_only_so_long() {
    Stage::new().in_extension(Access::Absent).run(async |page| {
        page.set_urls([page.url("h1.test", "/cors/status/404")]).await;
        page.click("start").await;
        // It waits for the page's own patience, twenty seconds.
        assert_eq!(page.wait_state("done").await.totals.broken, 1);
        page.wait_trouble("was not answered").await;
        wait_access(page, "none").await;
    });
}

#[test]
fn a_double_click_on_start_does_not_go_on_without_access() {
    Stage::new().in_extension(Access::Absent).run(async |page| {
        page.set_urls([page.url("h1.test", "/cors/status/200")]).await;
        let center = "const { x, y, width, height } = document.querySelector('[data-testid=start]').getBoundingClientRect();
            return [x + width / 2, y + height / 2];";
        let center = page.script(center).await;
        for click in [1, 2] {
            for kind in ["mousePressed", "mouseReleased"] {
                let event = json!({
                    "type": kind, "x": center[0], "y": center[1], "button": "left", "clickCount": click,
                });
                page.browser().protocol("Input.dispatchMouseEvent", event).await;
            }
        }
        let waits = "() => /Start without/.test(document.querySelector('[data-testid=start]').innerText)";
        page.wait(waits, &[]).await;
        wait_access(page, "pending").await;
        assert_eq!(page.request_count(), 0);
    });
}

#[test]
fn a_no_is_obeyed_said_and_not_asked_about_again() {
    // The browser's question has no buttons that a driver could press: the answer of its function is no.
    let refuse = "if (globalThis.chrome?.permissions) chrome.permissions.request = async () => false;";
    Stage::new().in_extension(Access::Absent).before_load(refuse).run(async |page| {
        page.set_urls([page.url("h1.test", "/closed/status/404")]).await;
        page.click("start").await;
        assert_eq!(page.wait_state("done").await.totals.unverified, 1);
        page.wait_trouble("was not given access").await;
        wait_access(page, "none").await;
        assert!(page.text("advice").await.contains("allow access"), "{}", page.text("advice").await);
        // Start does not ask again; the button at the top does.
        page.script("chrome.permissions.request = () => new Promise(() => {});").await;
        page.click("start").await;
        page.wait_state("done").await;
        assert_eq!(page.request_count(), 2);
        page.click("allow-access").await;
        wait_access(page, "pending").await;
    });
}

#[test]
fn what_is_taken_back_in_the_middle_of_a_run_leaves_a_web_page_and_no_hole() {
    const LINKS: u32 = 1_000;
    in_both(Access::Granted, &async |page: &Page| {
        page.set_field("concurrency", LINKS).await;
        page.set_field("per-origin", LINKS).await;
        page.set_field("retries", 0).await;
        page.set_links(&page.url("h1.test", "/closed/held/gate?n=[1-1000]")).await;
        page.start_and_confirm().await;
        page.wait("() => document.querySelector('[data-testid=summary]').dataset.inFlight > 900", &[]).await;
        page.revoke_access().await;
        wait_access(page, "revoked").await;
        let done = page.release_and_end().await;
        assert_eq!((done.done, done.totals.sum()), (LINKS, LINKS), "each ends in one verdict");
        page.wait_trouble("taken back").await;
        // Given again from outside of the page, and seen at once.
        page.grant_access().await;
        wait_access(page, "granted").await;
        page.check(&[page.url("h1.test", "/closed/status/404")]).await;
        assert_eq!(verdicts(page).await, ["HTTP 404"]);
    });
}

#[test]
fn volley_asks_about_this_machine_before_each_run_and_sends_nothing_that_is_left_out() {
    in_both(Access::Granted, &async |page: &Page| {
        let local = page.other("/closed/status/200");
        page.set_urls([local, page.url("h1.test", "/closed/status/200")]).await;
        page.click("start").await;
        assert!(page.text("confirm-local").await.contains("127.0.0.1"));
        page.click("confirm-cancel").await;
        page.click("start").await;
        page.click("confirm-without-local").await;
        let done = page.wait_state("done").await;
        assert_eq!((done.totals.not_sent, done.totals.working), (1, 1));
        assert_eq!(page.request_count(), 1);
        page.click("start").await;
        page.click("confirm-start").await;
        assert_eq!(page.wait_state("done").await.totals.working, 2);
    });
}

#[test]
fn practice_is_absent() {
    in_both(Access::Granted, &async |page: &Page| {
        page.wait_state("empty").await;
        assert!(!page.has("practice").await);
        assert_eq!(page.count("[data-testid=try-it]:not([hidden], [hidden] *)").await, 0);
        page.click("tab-compare").await;
        page.wait("() => document.querySelector('[data-testid=place]')", &[]).await;
        assert_eq!(page.count("[data-testid=place] option[value=practice]").await, 0);
    });
}
