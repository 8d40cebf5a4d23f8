//! Sequences that the desk once got wrong, as a user meets them on the built page. Natively `tests/desk_simulation` has
//! them all; here is proved that the parts are wired so.

use crate::codegen::{bring, wait_code};
use crate::documents::drop_file;
use crate::harness::{CATCH_WORKERS, Page, Stage, json};

/// Makes the runner die, as a panic does: with a message that it cannot take.
async fn kill_runner(page: &Page) {
    let script = "volleyWorkers.runner.postMessage({ bytes: new Uint8Array([255, 255, 255]) });";
    page.script(script).await;
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
        assert_eq!(page.property("start", "disabled").await, false);
        page.start().await;
        page.wait_data("done", 2).await;
        page.wait_state("done").await;
        assert!(page.request_count() >= 4, "it was run again");
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
        assert_eq!(page.request_count(), 4);
    });
}

/// A5: an export had mixed two lists.
#[test]
fn an_export_holds_the_list_as_it_was_when_it_began() {
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
        let summary = page.run().await;
        assert_eq!((summary.done, summary.totals.working), (4, 4), "{summary:?}");
    });
}

/// A4: a comparison had ignored the user's rate, unsaid.
#[test]
fn a_comparison_keeps_to_the_rate_and_says_so() {
    Stage::new().run(async |page| {
        page.wait_mounted().await;
        page.set_field("rate", 50).await;
        page.compare_ways(&["one", "pool-10"], &page.other("/cors/todos/[1-4]")).await;
        page.set_field("trial-requests", 4).await;
        page.set_field("rounds", 1).await;
        page.wait_cost("At most 16 requests: ").await;
        let cost = page.wait_cost("Your limit of 50 a second holds here too").await;
        assert!(cost.contains("does not slow down here where a host answers 429"), "{cost}");
        page.run_compare().await;
        assert_eq!(page.request_count(), 16, "and no more is sent than was said");
    });
}

/// E2, E5: what documents and lists had lost without a word.
#[test]
fn bare_links_of_markdown_are_sent_and_idle_directives_are_reported() {
    Stage::new().run(async |page| {
        page.wait_state("empty").await;
        let text = "## www.rustbook.test\n\nand www.other.test/x too\n";
        drop_file(page, "a.md", text).await;
        let read = page.wait_data("links", 2).await;
        assert_eq!(read.totals.not_sent, 0, "{read:?}");
        page.set_links("https://a.test/\n#repeat 500").await;
        page.wait_data("notSent", 1).await;
        assert!(page.all_text("problems").await.contains("#repeat 500"));
    });
}

/// E17: a file that was mended and dropped again had become a second source.
#[test]
fn a_file_dropped_again_replaces_the_one_of_its_name() {
    Stage::new().run(async |page| {
        page.wait_state("empty").await;
        let list = |paths: &[&str]| paths.iter().map(|path| page.other(path) + "\n").collect::<String>();
        drop_file(page, "a.txt", list(&["/todos/1", "/todos/2"])).await;
        page.wait_data("links", 2).await;
        drop_file(page, "a.txt", list(&["/todos/3"])).await;
        page.wait_data("links", 1).await;
        page.wait_trouble("replaces the file of the same name").await;
    });
}

/// E6: the script had held what filter and chips left out.
#[test]
fn code_is_of_the_links_shown() {
    Stage::new().run(async |page| {
        page.check(&[page.other("/cors/todos/1"), page.other("/cors/status/404")]).await;
        page.filter("status:404").await;
        page.wait_rows(1).await;
        page.click("export-code").await;
        let code = wait_code(page, "import requests").await;
        assert!(code.contains("/cors/status/404") && !code.contains("/cors/todos/1"), "{code}");
    });
}

/// E8: after a retry the numbers had been those of the first run alone.
#[test]
fn what_a_retry_took_is_shown_separately() {
    Stage::new().run(async |page| {
        page.check(&[page.other("/cors/status/404")]).await;
        page.click("retry").await;
        page.click("retry-broken").await;
        let told = "() => document.querySelector('[data-testid=\"summary\"]').innerText.includes('the last retry in')";
        page.wait(told, &[]).await;
        assert_eq!(page.wait_state("done").await.totals.broken, 1);
        assert_eq!(page.request_count(), 2);
    });
}

/// E9: what a tool saw of a broken connection had been explained by a browser's CORS.
#[test]
fn the_error_that_a_tool_saw_is_on_screen() {
    Stage::new().run(async |page| {
        page.wait_state("empty").await;
        let row = "{\"tool\":\"node\",\"url\":\"http://far.test/1\",\"verdict\":\"No visible answer\",\
                   \"error\":\"other side closed\",\"total_ms\":3.5}\n";
        bring(page, &[("mine.ndjson", row.to_owned())]).await;
        let summary = page.wait_state("done").await;
        assert_eq!((summary.totals.broken, summary.totals.unverified), (1, 0), "{summary:?}");
        page.click("row").await;
        page.wait("() => document.querySelector('[data-testid=\"detail\"]')?.innerText.includes('other side closed')", &[])
            .await;
        assert!(!page.text("detail").await.contains("CORS"));
    });
}
