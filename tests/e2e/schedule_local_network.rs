//! Links to this machine, from a page in the public network: the browser asks first, by one request.

use crate::harness::{Page, Stage, json};

/// Answers the browser's question for the page.
async fn set_permission(page: &Page, setting: &str) {
    let parameters = json!({
        "permission": { "name": "loopback-network" }, "setting": setting, "origin": "https://page.test",
    });
    page.browser().protocol("Browser.setPermission", parameters).await;
}

#[test]
fn what_is_denied_is_not_sent_and_says_so() {
    Stage::new().in_public().expecting_error("permission").run(async |page| {
        // This browser has no user: it takes its own question for a no.
        page.set_links(&page.other("/todos/[1-20]")).await;
        let done = page.run().await;
        assert_eq!((done.totals.not_sent, done.done), (20, 20));
        assert_eq!(page.request_count(), 0);
        page.wait_cell(1, "verdict", "local network not permitted").await;
    });
}

#[test]
fn what_is_permitted_is_requested_without_more_ado() {
    Stage::new().in_public().run(async |page| {
        set_permission(page, "granted").await;
        page.set_links(&page.other("/todos/[1-20]")).await;
        assert_eq!(page.run().await.totals.working, 20);
        assert_eq!(page.request_count(), 20, "no request but the list's");
    });
}

#[test]
fn a_page_on_this_machine_needs_no_permission() {
    Stage::new().run(async |page| {
        page.check(&[page.other("/todos/1")]).await;
        assert_eq!(page.request_count(), 1);
    });
}
