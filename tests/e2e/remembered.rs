//! What outlives the page, and where: secrets in this tab alone, nothing old for something new.

use crate::harness::{Page, Stage, json};

/// The names of the storages that hold this text anywhere.
const HOLDERS: &str = "(text) => ['localStorage', 'sessionStorage']
    .filter((name) => Object.values({ ...window[name] }).some((value) => value.includes(text)))";

/// Waits until exactly these storages hold this text.
async fn wait_kept(page: &Page, text: &str, holders: &[&str]) {
    let condition = format!("(text, wanted) => ({HOLDERS})(text).join() === wanted");
    page.wait(&condition, &[json!(text), json!(holders.join(","))]).await;
}

async fn is_announced(page: &Page) -> bool {
    page.property("kept-in-tab", "hidden").await == false
}

#[test]
fn a_list_with_a_secret_stays_in_its_tab() {
    Stage::new().run(async |page| {
        page.wait_state("empty").await;
        let welcome = page.text("welcome").await;
        assert!(welcome.contains("only in this tab"), "{welcome}");
        let plain = page.other("/todos/1?plain");
        page.set_links(&plain).await;
        wait_kept(page, "?plain", &["localStorage", "sessionStorage"]).await;
        assert!(!is_announced(page).await);
        let secret = page.other("/todos/1?token=hush");
        page.set_links(&format!("{plain}\n{secret}")).await;
        wait_kept(page, "hush", &["sessionStorage"]).await;
        wait_kept(page, "?plain", &["sessionStorage"]).await;
        assert!(is_announced(page).await);
        // A run takes the list away to run it: that makes it no less secret.
        page.run().await;
        page.set_field("headers", "X-A: 1").await;
        page.wait("() => document.querySelector('.requests').innerText.includes('1 header')", &[]).await;
        wait_kept(page, "hush", &["sessionStorage"]).await;
        page.open("/").await;
        assert_eq!(page.wait_state("ready").await.links, 2, "the tab has it still");
        wait_kept(page, "hush", &["sessionStorage"]).await;
        page.set_links(&plain).await;
        wait_kept(page, "hush", &[]).await;
        wait_kept(page, "?plain", &["localStorage", "sessionStorage"]).await;
    });
}

#[test]
fn what_links_are_chosen_by_may_be_secret_too() {
    Stage::new().run(async |page| {
        page.set_links(&page.other("/todos/1?plain")).await;
        page.set_field("exclude", "blog").await;
        wait_kept(page, "blog", &["localStorage", "sessionStorage"]).await;
        page.set_field("exclude", "?token=hush").await;
        page.wait("() => !document.querySelector('[data-testid=kept-in-tab]').hidden", &[]).await;
        wait_kept(page, "hush", &["sessionStorage"]).await;
        wait_kept(page, "?plain", &["sessionStorage"]).await;
    });
}

/// A storage that has no room while `volleyIsFull`.
const FULL: &str = "
    const put = Storage.prototype.setItem;
    Storage.prototype.setItem = function (...what) {
        if (window.volleyIsFull) throw new DOMException('no room', 'QuotaExceededError');
        return put.apply(this, what);
    };
";

#[test]
fn a_full_storage_keeps_nothing_old_and_says_so_once() {
    Stage::new().before_load(FULL).run(async |page| {
        page.set_links(&page.other("/todos/1?old")).await;
        wait_kept(page, "?old", &["localStorage", "sessionStorage"]).await;
        page.script("window.volleyIsFull = true;").await;
        page.set_links(&page.other("/todos/1?new")).await;
        wait_kept(page, "?old", &[]).await;
        page.wait_trouble("no room left to remember").await;
        page.press_at("[data-testid=trouble] .quiet").await;
        page.set_links(&page.other("/todos/1?newer")).await;
        assert_eq!(page.count("[data-testid=trouble]").await, 0);
        page.open("/").await;
        page.wait_state("empty").await;
    });
}

#[test]
fn what_another_version_kept_is_named_and_the_list_too() {
    Stage::new().run(async |page| {
        page.wait_state("empty").await;
        let keep = "for (const thing of ['list', 'settings']) localStorage.setItem(`volley.json.${thing}`, arguments[0]);";
        page.script_with(keep, vec![json!("{\"version\":99}")]).await;
        page.open("/").await;
        let said = page.wait_trouble("another version of this page kept").await;
        assert!(said.contains("the list and the settings"), "{said}");
        assert_eq!(page.count("[data-testid=trouble]").await, 1);
    });
}
