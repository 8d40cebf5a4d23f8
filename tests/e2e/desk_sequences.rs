//! Sequences that the desk once got wrong, as a user meets them on the built page. Natively `tests/desk_simulation` has
//! them all; here is proved that the parts are wired so.

use crate::harness::{CATCH_WORKERS, Page, Stage, json};

/// Makes the runner die, as a panic does: with a message that it cannot take.
async fn kill_runner(page: &Page) {
    let script = "volleyWorkers.runner.postMessage({ bytes: new Uint8Array([255, 255, 255]) });";
    page.browser().script(script, vec![]).await;
    page.wait_trouble("The runner, which").await;
}

/// A1: after a run, a header had disabled Start.
#[test]
fn a_header_after_a_run_leaves_start_as_it_is() {
    Stage::new().run(async |page| {
        page.check(&[page.other("/cors/todos/1"), page.other("/cors/todos/2")]).await;
        page.press_hidden("headers").await;
        page.set_field("headers", "X-Key: 1").await;
        page.wait("() => document.querySelector('.cost').textContent.includes('of its own')", &[]).await;
        let disabled = "return document.querySelector('[data-testid=\"start\"]').disabled;";
        assert_eq!(page.browser().script(disabled, vec![]).await, false);
        page.start().await;
        page.wait_data("done", 2).await;
        page.wait_state("done").await;
        assert!(page.origin().log().len() >= 4, "it was run again");
    });
}

/// A2: *Look inside* had shown the answer of a link whose list was gone.
#[test]
fn what_was_seen_inside_a_link_is_not_shown_for_another_list() {
    Stage::new().run(async |page| {
        page.check(&[page.other("/cors/echo/first")]).await;
        page.click("row").await;
        page.click("inspect").await;
        page.wait("() => document.querySelector('[data-testid=\"inspection\"]') !== null", &[]).await;
        page.check(&[page.other("/cors/echo/second")]).await;
        let gone = "() => document.querySelector('[data-testid=\"inspect\"]') !== null
            && document.querySelector('[data-testid=\"inspection\"]') === null";
        page.wait(gone, &[]).await;
        page.click("inspect").await;
        page.wait("() => document.querySelector('[data-testid=\"inspection\"]') !== null", &[]).await;
        assert_eq!(page.origin().log().len(), 4);
    });
}

/// A5: an export had mixed two lists.
#[test]
fn an_export_holds_the_list_as_it_was_when_it_was_asked_for() {
    const EXPORT_AND_CHANGE: &str = "
        document.querySelector('[data-testid=\"export-links\"]').click();
        const links = document.querySelector('[data-testid=\"links\"]');
        links.value = arguments[0];
        links.dispatchEvent(new Event('input', { bubbles: true }));
    ";
    Stage::new().run(async |page| {
        page.set_links(&page.other("/echo/[1-30000]")).await;
        page.click("export").await;
        page.click("export-scope-all").await;
        let other = vec![json!(page.other("/other"))];
        let file = page.saved_by_script(EXPORT_AND_CHANGE, other, "txt").await;
        let text = String::from_utf8(file).expect("it is text");
        assert_eq!(text.lines().count(), 30_000);
        assert!(!text.contains("/other"));
        page.wait_data("links", 1).await;
    });
}

/// A8: a runner that died had left its run on for ever.
#[test]
fn a_runner_that_dies_ends_its_run_and_the_next_start_gets_another() {
    Stage::new().before_load(CATCH_WORKERS).run(async |page| {
        page.set_links(&page.other("/cors/held/gate?n=[1-4]")).await;
        page.start().await;
        page.origin().wait_until(|log| log.in_flight() == 4).await.expect("they are in flight");
        kill_runner(page).await;
        let summary = page.wait_state("stopped").await;
        assert_eq!((summary.done, summary.totals.cancelled), (4, 4), "{summary:?}");
        page.origin().release_all("gate");
        page.start().await;
        let summary = page.wait_state("done").await;
        assert_eq!((summary.done, summary.totals.working), (4, 4), "{summary:?}");
    });
}
