//! The tools: loaded when they are first needed, and said by name where they cannot be.

use volley_origin::Mount;

use crate::documents::drop_file;
use crate::harness::{Page, Stage};

fn stage() -> Stage {
    Stage::new().origin(|config| config.log_files = true)
}

fn lose_tools(page: &Page) {
    page.origin().set_mount(Mount::new("/").missing("tools_bg.wasm"));
}

#[test]
fn a_list_needs_no_tools_and_a_document_loads_them_once() {
    stage().run(async |page| {
        page.check(&[page.other("/todos/1")]).await;
        assert_eq!(page.origin().count("/tools.js"), 0);
        for number in [2, 3] {
            drop_file(
                page,
                &format!("{number}.md"),
                format!("[a]({})", page.other(&format!("/todos/{number}"))),
            )
            .await;
            page.wait_data("links", number).await;
        }
        assert_eq!(page.origin().count("/tools.js"), 1);
        assert_eq!(page.run().await.totals.working, 3);
    });
}

#[test]
fn tools_that_do_not_load_cost_one_document_and_are_started_again() {
    stage().run(async |page| {
        page.set_links(&page.other("/todos/1")).await;
        lose_tools(page);
        drop_file(page, "a.md", format!("[a]({})", page.other("/todos/2"))).await;
        let message = page.wait_trouble("The tools worker, which").await;
        assert!(message.contains("did not load") && message.contains("Reload"), "{message}");
        let summary = page.run().await;
        assert_eq!((summary.totals.working, summary.totals.not_sent), (1, 1), "{summary:?}");

        page.origin().set_mount(Mount::new("/"));
        drop_file(page, "a.md", format!("[a]({})", page.other("/todos/2"))).await;
        assert_eq!(page.run().await.totals.working, 2, "the file given again is read");
    });
}
