//! A browser that gives the page no wasm, no workers or no modules: a message, never a blank page.

use crate::harness::{Page, Stage, dist};

/// The text of the page before it has started.
async fn boot_text(page: &Page) -> String {
    let text = page.script("return document.getElementById('boot').innerText;").await;
    text.as_str().expect("the text is there").to_owned()
}

/// Waits until the page says that it could not start, and why.
async fn wait_refused(page: &Page) -> String {
    page.wait("() => document.getElementById('boot')?.dataset.failed === 'true'", &[]).await;
    boot_text(page).await
}

#[test]
fn without_wasm_the_page_says_so() {
    Stage::new().before_load("delete window.WebAssembly;").run(async |page| {
        let text = wait_refused(page).await;
        assert!(
            text.contains("Volley could not start") && text.contains("WebAssembly is turned off"),
            "{text}"
        );
    });
}

#[test]
fn without_workers_the_page_says_so() {
    Stage::new().before_load("delete window.Worker;").run(async |page| {
        let text = wait_refused(page).await;
        assert!(text.contains("Volley could not start") && text.contains("no workers"), "{text}");
    });
}

#[test]
fn a_policy_that_forbids_wasm_is_said_too() {
    let stage = Stage::new().origin(|config| {
        let policy = config.csp.take().expect("pages have a policy");
        config.csp = Some(policy.replace(" 'wasm-unsafe-eval'", ""));
    });
    stage.expecting_reports().expecting_error("WebAssembly").run(async |page| {
        let text = wait_refused(page).await;
        assert!(text.contains("Volley could not start"), "{text}");
    });
}

#[test]
fn opened_as_a_file_the_page_says_what_to_do() {
    // The browser says on the console that it loads no module from a file.
    Stage::new().expecting_error("file://").run(async |page| {
        let index = dist().join("index.html");
        page.browser().go(&format!("file://{}", index.display())).await;
        let text = boot_text(page).await;
        assert!(text.contains("Opened as a file? Serve the folder over HTTP"), "{text}");
    });
}
