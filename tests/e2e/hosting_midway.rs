//! Workers that start after the page has loaded, when the host is gone or serves another build: said by name, with *Reload*, and
//! nothing else is lost.

use volley_origin::Mount;

use crate::harness::{Page, Stage};

/// The host loses this file from now on.
fn lose(page: &Page, file: &str) {
    page.origin().set_mount(Mount::new("/").missing(file));
}

/// The host is as it was.
fn restore(page: &Page) {
    page.origin().set_mount(Mount::new("/"));
}

/// Waits until this worker is said not to have loaded, with a way to reload.
async fn wait_not_loaded(page: &Page, worker: &str) {
    let message = page.wait_trouble(&format!("The {worker}, which")).await;
    assert!(message.contains("did not load") && message.contains("Reload"), "{message}");
    assert_eq!(page.count("[data-testid=\"reload\"]").await, 1, "{message}");
}

#[test]
fn a_runner_that_does_not_load_leaves_the_list_and_start_tries_again() {
    for file in ["worker.js", "runner.js", "runner_bg.wasm"] {
        Stage::new().run(async |page| {
            page.set_links("not a link").await;
            lose(page, file);
            let links = page.other("/todos/1");
            page.set_links(&links).await;
            wait_not_loaded(page, "runner").await;
            assert_eq!(page.value("links").await, links);

            page.start().await;
            assert_eq!(page.wait_state("stopped").await.totals.cancelled, 1, "{file}");
            assert_eq!(page.value("links").await, links);
            restore(page);
            assert_eq!(page.run().await.totals.working, 1, "{file}");
        });
    }
}

#[test]
fn what_is_typed_on_after_a_runner_did_not_load_does_not_start_it_again() {
    Stage::new().origin(|config| config.log_files = true).run(async |page| {
        page.set_links("not a link").await;
        lose(page, "runner.js");
        for number in 1..=3 {
            page.set_links(&page.other(&format!("/todos/{number}"))).await;
            wait_not_loaded(page, "runner").await;
        }
        assert_eq!(page.origin().count("/runner.js"), 1);
    });
}

#[test]
fn a_practice_runner_that_does_not_load_leaves_the_list_and_start_tries_again() {
    Stage::new().run(async |page| {
        page.give_demo().await;
        let links = page.value("links").await;
        lose(page, "practice/worker.js");
        page.start().await;
        wait_not_loaded(page, "practice runner").await;
        page.wait_state("stopped").await;
        assert_eq!(page.value("links").await, links);
        restore(page);
        assert!(page.run().await.totals.working > 0);
    });
}

#[test]
fn a_runner_of_a_comparison_that_does_not_load_leaves_the_form_and_compare_tries_again() {
    Stage::new().run(async |page| {
        let links = page.other("/cors/todos/[1-4]");
        page.compare_ways(&["one", "two"], &links).await;
        page.set_field("trial-requests", 4).await;
        page.set_field("rounds", 1).await;
        page.wait_cost("At most").await;
        lose(page, "runner_bg.wasm");
        page.start_compare().await;
        wait_not_loaded(page, "runner of the comparison").await;
        assert_eq!(page.value("given").await, links);
        restore(page);
        page.run_compare().await;
    });
}

#[test]
fn what_was_run_can_still_be_saved_when_the_host_is_gone() {
    Stage::new().run(async |page| {
        page.check(&[page.other("/todos/1")]).await;
        lose(page, "worker.js");
        assert_eq!(page.only_row().await["verdict"], "HTTP 200");
        assert_eq!(page.run().await.totals.working, 1, "the workers that are there go on");
    });
}
