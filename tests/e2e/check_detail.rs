//! A row's detail: all attempts, what was seen and how that is known.

use fantoccini::key::Key;

use crate::documents::drop_file;
use crate::harness::{Page, Stage, json};

/// Opens the detail of the row at this place on screen, from 1.
async fn open(page: &Page, row: u32) {
    page.wait_cell(row, "index", "").await;
    page.press_at(&format!("[data-testid=\"row\"][aria-rowindex=\"{}\"]", row + 1)).await;
}

async fn wait_detail(page: &Page, text: &str) {
    let condition = "(text) => document.querySelector('[data-testid=\"detail\"]')?.innerText.includes(text)";
    page.wait(condition, &[json!(text)]).await;
}

async fn wait_closed(page: &Page) {
    page.wait("() => document.querySelector('[data-testid=\"detail\"]') === null", &[]).await;
}

#[test]
fn the_detail_shows_every_attempt() {
    Stage::new().run(async |page| {
        page.check(&[page.other("/todos/1"), page.other("/flaky?fail=2")]).await;
        open(page, 2).await;
        wait_detail(page, "/flaky?fail=2").await;
        let attempts = "() => {
            const rows = Array.from(document.querySelectorAll('[data-testid=\"attempt\"]'));
            return rows.length === 3 && rows.map((row) => row.innerText);
        }";
        let attempts = page.wait(attempts, &[]).await;
        let ends = ["HTTP 503", "HTTP 503", "HTTP 200"];
        for (attempt, end) in attempts.as_array().expect("a list").iter().zip(ends) {
            assert!(attempt.as_str().unwrap_or_default().contains(end), "{attempt}");
        }
    });
}

#[test]
fn the_detail_says_what_a_page_cannot_know() {
    Stage::new().run(async |page| {
        page.check(&["/closed/todos/1", "/cors/todos/1", "/tao/redirect/1"].map(|path| page.other(path)))
            .await;
        open(page, 1).await;
        wait_detail(page, "The browser showed this page no answer").await;
        page.click("detail-next").await;
        wait_detail(page, "the phases are hidden, not zero").await;
        page.click("detail-next").await;
        wait_detail(page, "Taken by the browser itself").await;
        wait_detail(page, &page.other("/tao/todos/1")).await;
    });
}

#[test]
fn the_detail_of_a_bad_line_says_where_it_is_and_why() {
    Stage::new().run(async |page| {
        page.set_links(&format!("{}\nhttp://example.test:25/", page.other("/todos/1"))).await;
        open(page, 2).await;
        wait_detail(page, "blocked port").await;
        wait_detail(page, "2:1").await;
    });
}

#[test]
fn the_place_of_a_link_leads_into_its_source_while_that_is_the_list() {
    Stage::new().run(async |page| {
        page.wait_state("empty").await;
        let text = format!("# Start here\n\nSee [this]({}).\n", page.other("/status/404"));
        drop_file(page, "onboarding.md", text).await;
        page.wait_state("ready").await;
        page.type_into("links", &page.other("/todos/1")).await;
        page.wait_data("links", 2).await;
        page.wait_state("ready").await;
        page.run().await;
        open(page, 1).await;
        wait_detail(page, "HTTP 404").await;
        assert_eq!(page.text("detail-place").await, "onboarding.md:3:12");
        page.click("detail-place").await;
        let marked = "() => document.querySelector('.viewer .marked')?.innerText";
        assert!(page.wait(marked, &[]).await.as_str().is_some_and(|line| line.starts_with("See [this]")));
        page.click("viewer-close").await;
        page.click("detail-next").await;
        page.wait("() => document.querySelector('[data-testid=detail-place]')?.innerText === '1:1'", &[])
            .await;
        page.click("detail-place").await;
        let focused = "return document.activeElement.dataset.testid;";
        assert_eq!(page.script(focused).await, "links");
        // Of another list its places say nothing.
        page.set_links("https://a.test/").await;
        wait_detail(page, "at 1:1").await;
        page.wait("() => document.querySelector('[data-testid=detail-place]') === null", &[]).await;
    });
}

#[test]
fn the_keyboard_opens_the_detail_and_closes_it() {
    Stage::new().run(async |page| {
        page.check(&["/todos/1", "/todos/2", "/todos/3"].map(|path| page.other(path))).await;
        page.wait_cell(3, "index", "3").await;
        let focus = "document.querySelector('[data-testid=\"results\"]').focus();";
        page.script(focus).await;
        page.press(Key::Down).await;
        page.press(Key::Down).await;
        let active = "() => document.getElementById(document.querySelector('[data-testid=\"results\"]')
            .getAttribute('aria-activedescendant'))?.getAttribute('aria-rowindex') === '3'";
        page.wait(active, &[]).await;
        page.press(Key::Enter).await;
        wait_detail(page, "/todos/2").await;
        page.press(Key::Escape).await;
        wait_closed(page).await;
        let focused = "return document.activeElement.dataset.testid;";
        assert_eq!(page.script(focused).await, "results", "the focus goes back");
    });
}

#[test]
fn the_detail_knows_the_keys_of_its_row_and_keeps_the_focus() {
    Stage::new().run(async |page| {
        page.check(&["/todos/1", "/todos/2"].map(|path| page.other(path))).await;
        page.wait_cell(2, "index", "2").await;
        page.script("document.querySelector('[data-testid=\"results\"]').focus();").await;
        page.press(Key::Down).await;
        page.press(Key::Enter).await;
        wait_detail(page, "/todos/1").await;
        let title = page.browser().client().active_element().await.expect("the title has the focus");
        title.send_keys("r").await.expect("it takes keys");
        wait_attempts(page, 2).await;
        // By its button, which goes until the answer is there.
        page.press_hidden("retry-link").await;
        wait_attempts(page, 3).await;
        let focused =
            "return document.querySelector('[data-testid=detail]').contains(document.activeElement);";
        assert_eq!(page.script(focused).await, true);
        // From elsewhere, too, but not out of a field.
        page.click("filter").await;
        page.press(Key::Escape).await;
        assert!(page.has("detail").await);
        page.script("document.querySelector('[data-testid=start]').focus();").await;
        page.press(Key::Escape).await;
        wait_closed(page).await;
    });
}

/// Waits until the detail lists so many attempts.
async fn wait_attempts(page: &Page, attempts: usize) {
    let condition =
        "(attempts) => document.querySelectorAll('[data-testid=\"attempt\"]').length === attempts";
    page.wait(condition, &[json!(attempts)]).await;
}

#[test]
fn headers_and_body_that_were_fetched_are_in_sight() {
    Stage::new().run(async |page| {
        page.resize(1280, 500).await;
        page.check(&[page.other("/todos/1")]).await;
        open(page, 1).await;
        let is_seen = "() => {
            const [shown, body] = ['[data-testid=inspection]', '.detail-body']
                .map((selector) => document.querySelector(selector)?.getBoundingClientRect());
            return shown && shown.top >= body.top && shown.bottom <= Math.min(body.bottom, innerHeight);
        }";
        page.press_hidden("inspect").await;
        page.wait(is_seen, &[]).await;
    });
}
