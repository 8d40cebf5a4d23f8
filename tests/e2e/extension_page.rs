//! The links of a page that is open in another tab: by the page's address in Chromium, by a real press on the toolbar button in
//! Firefox.

use volley_origin::{Extra, HeaderValue};

use crate::harness::{Access, Page, Stage, json};

/// A page with this many links and texts, one to this machine, and two frames: one with a link, and one where an error of the
/// browser is shown, which no extension may read. The addresses of both are links too.
const LINKS: usize = 10_000;
const HOST: &str = "h1.test";

fn with_pages(stage: Stage) -> Stage {
    let mut page = "<!doctype html><title>Many</title><base href='/base/'>\n".to_owned();
    let link = |number| format!("<p><a href='to/{number}?q=1&amp;r=2'>Text of {number}</a></p>\n");
    page.extend((0..LINKS).map(link));
    page.push_str("<a href='http://127.0.0.1:8080/private'>private</a>");
    page.push_str("<iframe src='/frame'></iframe><iframe src='http://h2.test:1/refused'></iframe>");
    let html = HeaderValue::from_static("text/html");
    stage.origin(move |config| {
        config.page_hosts.push(HOST.to_owned());
        config.csp = None;
        config.extra.push(Extra::new("/the/page", page).typed(html.clone()));
        config.extra.push(Extra::new("/frame", "<a href=framed>In a frame</a>").typed(html));
    })
}

/// Opens an address in a tab of its own, and goes back to Volley's; returns the handle of the new one.
async fn open_beside(page: &Page, address: &str) {
    let client = page.browser().client();
    let volley = client.window().await.expect("a window");
    let other = client.new_window(true).await.expect("a tab").handle;
    client.switch_to_window(other).await.expect("it is there");
    page.browser().go(address).await;
    page.wait("() => document.readyState === 'complete'", &[]).await;
    client.switch_to_window(volley).await.expect("it is there");
}

/// The number of the newest tab, as the extension has it.
async fn newest_tab(page: &Page) -> String {
    let tabs = "return (await chrome.tabs.query({})).map((tab) => tab.id).sort((a, b) => b - a)[0];";
    page.browser().script_awaited(&format!("return (async () => {{ {tabs} }})();"), vec![]).await.to_string()
}

/// Waits until the links of the page are read, and looks at them.
async fn assert_read(page: &Page) {
    let read = "(links) => {
        const { state, links: read } = document.querySelector('[data-testid=summary]')?.dataset ?? {};
        return state === 'ready' && read === links;
    }";
    page.wait(read, &[json!((LINKS + 4).to_string())]).await;
    assert_eq!(
        page.summary().await.targets as usize,
        LINKS + 2,
        "the link to this machine is left out, and port 1 is none for browsers"
    );
    let url = page.url(HOST, "/base/to/0?q=1&r=2").replace("http://", "");
    page.wait_cell(1, "link-text", "Text of 0").await;
    let shown = page.script("return document.querySelector('[data-testid=cell-url]').textContent;").await;
    assert!(shown.as_str().is_some_and(|shown| shown.ends_with(&url)), "{shown}");
    let sources = page
        .script("return [...document.querySelectorAll('.source-name')].map((name) => name.textContent);")
        .await;
    let named = |path: &str| page.url(HOST, path).replace("http://", "");
    assert_eq!(sources, json!([format!("{}.html", named("/the/page")), format!("{}.html", named("/frame"))]));
    assert!(
        page.wait_trouble("1 of the page’s 2 frames could not be read.").await.contains("Filter and repeat")
    );
    assert_eq!(page.property("links", "value").await, "", "the list of the last visit is not among them");
    let log = page.origin().log();
    assert!(
        log.iter().all(|request| request.path == "/favicon.ico"),
        "nothing is requested to read a page that is open"
    );
    page.press_hidden("skip-private").await;
    page.wait_data("targets", LINKS + 3).await;
}

#[test]
fn the_links_of_a_tab_are_read_with_texts_and_frames() {
    with_pages(Stage::new()).in_extension(Access::Granted).run(async |page| {
        page.set_links("http://h1.test/mine").await;
        open_beside(page, &page.url(HOST, "/the/page")).await;
        let tab = newest_tab(page).await;
        page.open(&format!("/index.html?from={tab}")).await;
        assert_read(page).await;
        assert_eq!(page.script("return location.search;").await, "", "read once, not again by a reload");
        // The list and the choices of other visits are what they were.
        page.open("/index.html").await;
        page.wait_state("ready").await;
        assert_eq!(page.property("links", "value").await, "http://h1.test/mine");
        assert_eq!(page.property("skip-private", "checked").await, false);
    });
}

#[test]
fn a_tab_that_is_closed_or_not_to_be_read_says_so() {
    Stage::new().in_extension(Access::Granted).run(async |page| {
        page.open("/index.html?from=123456789").await;
        page.wait_trouble("That tab is closed.").await;
        page.wait_state("empty").await;
        open_beside(page, "chrome://version").await;
        let tab = newest_tab(page).await;
        page.open(&format!("/index.html?from={tab}")).await;
        let told = page.wait_trouble("The browser lets no extension read that page.").await;
        assert!(told.contains("chrome://"), "{told}");
        page.open("/index.html?from=no-number").await;
        page.wait_state("empty").await;
        assert!(!page.has("trouble").await);
    });
}

#[test]
fn the_toolbar_button_offers_the_page_where_it_was_pressed() {
    with_pages(Stage::new()).in_extension(Access::Grantable).in_firefox().run(async |page| {
        page.wait_state("empty").await;
        let client = page.browser().client();
        let volley = client.window().await.expect("a window");
        let other = client.new_window(true).await.expect("a tab").handle;
        client.switch_to_window(other).await.expect("it is there");
        page.browser().go(&page.url(HOST, "/the/page")).await;
        page.press_toolbar_button().await;
        client.switch_to_window(volley).await.expect("it is there");
        page.wait("() => document.querySelector('[data-testid=read-tab]')?.hidden === false", &[]).await;
        assert!(page.text("read-tab").await.starts_with("Read the links of h1.test"));
        page.click("read-tab").await;
        assert_read(page).await;
    });
}
