//! Pictures of the extension: empty, asking for access, refused, running, done with errors by name, a redirect chain, new
//! addresses; `target/screenshots/extension-*.png`.

use crate::harness::{Access, MISSING_HOST, Page, Stage};
use crate::screenshots::{take, take_fitting};

fn redirect(page: &Page, host: &str, status: u16, to: &str) -> String {
    let to: String = url::form_urlencoded::byte_serialize(to.as_bytes()).collect();
    page.url(host, &format!("/closed/redirect/1?status={status}&to={to}"))
}

/// A list as people have it: most of it on sites that let no web page see their answers.
fn list(page: &Page) -> String {
    let at = |host: &str, path: &str| page.url(host, &format!("/closed{path}"));
    let end = at("docs.example.test", "/todos/1");
    let moved = redirect(page, "old.example.test", 301, &redirect(page, "www.example.test", 308, &end));
    let mut lines = vec![
        at("docs.example.test", "/json"),
        at("blog.example.test", "/status/404"),
        moved,
        redirect(page, "go.example.test", 302, &end),
        page.refused_url("api.example.test", "/v1/users"),
        page.url(MISSING_HOST, "/about"),
        at("shop.example.test", "/reset"),
        at("files.example.test", "/truncated"),
        at("old.example.test", "/redirect-loop"),
        at("api.example.test", "/busy"),
        at("shop.example.test", "/status/500"),
    ];
    let page_of = |n: u32| at("docs.example.test", &format!("/todos/{n}"));
    lines.extend((1..30).map(page_of));
    lines.join("\n")
}

#[test]
fn without_access() {
    Stage::new().in_extension(Access::Absent).run(async |page| {
        page.wait_state("empty").await;
        take_fitting(page, "extension-empty", "body").await;
        page.set_links(&list(page)).await;
        page.click("start").await;
        page.wait("() => document.querySelector('[data-access=pending]')", &[]).await;
        take(page, "extension-pending").await;
    });
}

#[test]
fn refused() {
    let refuse = "if (globalThis.chrome?.permissions) chrome.permissions.request = async () => false;";
    Stage::new().in_extension(Access::Absent).before_load(refuse).run(async |page| {
        page.set_field("retries", 0).await;
        page.set_links(&list(page)).await;
        page.run().await;
        page.wait_trouble("was not given access").await;
        take(page, "extension-refused").await;
    });
}

#[test]
fn running_and_done() {
    Stage::new().in_extension(Access::Granted).run(async |page| {
        page.set_field("retries", 0).await;
        page.set_field("per-origin", 60).await;
        let held = page.url("slow.example.test", "/closed/held/gate?n=[1-12]");
        page.set_links(&format!("{}\n{held}", list(page))).await;
        page.start().await;
        page.wait("() => document.querySelector('[data-testid=summary]').dataset.inFlight === '12'", &[])
            .await;
        take(page, "extension-running").await;
        page.release_and_end().await;
        take_fitting(page, "extension-done", "body").await;
        page.press_at("[data-testid=\"row\"][aria-rowindex=\"4\"]").await;
        page.wait("() => document.querySelectorAll('[data-testid=hop]').length === 2", &[]).await;
        take(page, "extension-redirects").await;
        page.click("detail-close").await;
        page.press_at("[data-testid=\"row\"][aria-rowindex=\"6\"]").await;
        page.wait("() => document.querySelector('[data-testid=detail-error]')", &[]).await;
        take(page, "extension-error").await;
        page.click("detail-close").await;
        page.click("new-addresses").await;
        take(page, "extension-moved").await;
    });
}

#[test]
fn the_question_about_this_machine() {
    Stage::new().in_extension(Access::Granted).run(async |page| {
        page.set_urls([page.other("/closed/todos/1"), page.url("h1.test", "/closed/todos/1")]).await;
        page.click("start").await;
        take(page, "extension-local").await;
        page.click("confirm-cancel").await;
    });
}

#[test]
fn visits_and_cookies() {
    Stage::new().in_extension(Access::Granted).run(async |page| {
        page.set_field("retries", 0).await;
        let at = |path: &str| page.tls_url("h1.test", &format!("/closed{path}"));
        page.set_links(
            &[
                at("/wall/page?article=[1-5]"),
                at("/wall/page?status=404"),
                at("/wall/password"),
                page.tls_url("h2.test", "/closed/wall/to?to=volley-test:nothing"),
                at("/status/403?do=unsubscribe"),
                page.other("/closed/status/403"),
                at("/status/200"),
            ]
            .join("\n"),
        )
        .await;
        page.start_and_confirm_if_asked().await;
        page.wait_state("done").await;
        page.click("retry").await;
        take(page, "extension-retry").await;
        page.click("visit-turned-away").await;
        page.wait("() => document.querySelector('[data-testid=visits][open]') !== null", &[]).await;
        take(page, "extension-visits").await;
        page.click("visits-start").await;
        page.wait_data("working", 6).await;
        page.wait_state("done").await;
        take(page, "extension-visited").await;
        page.press_first_row().await;
        page.wait("() => document.querySelector('[data-testid=watch-link]')?.hidden === false", &[]).await;
        take(page, "extension-visited-detail").await;
        page.click("watch-link").await;
        page.wait("() => document.querySelector('[data-testid=visits][open]') !== null", &[]).await;
        take(page, "extension-watch").await;
        page.click("visits-cancel").await;
        page.click("detail-close").await;
        page.set_links(&at("/login/page?n=[1-3]")).await;
        page.press_hidden("cookies").await;
        page.click("start").await;
        take(page, "extension-cookies").await;
        page.click("confirm-cancel").await;
    });
}
