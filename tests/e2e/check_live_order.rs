//! A table whose order changes while it is looked at.

use crate::harness::{Page, Stage, json};

/// The address and the place on screen of the third row that is seen.
async fn third_row(page: &Page) -> (String, f64) {
    let script = "const head = document.querySelector('[data-testid=results] .head').getBoundingClientRect().bottom;
        const seen = Array.from(document.querySelectorAll('[data-testid=row]:not([hidden])'))
            .map((row) => [row.querySelector('[data-testid=cell-url]').textContent, row.getBoundingClientRect().top])
            .filter(([, top]) => top >= head).sort((one, other) => one[1] - other[1]);
        return seen[2];";
    let row = page.script(script).await;
    (row[0].as_str().expect("an address").to_owned(), row[1].as_f64().expect("a place"))
}

/// Starts a run of 200 links that the server holds, first those at the gate `first`, then those at `second`, ordered by time: what
/// is answered goes to the top.
async fn start_ordered(page: &Page) {
    page.set_field("concurrency", 120).await;
    page.set_field("per-origin", 60).await;
    page.set_links("http://h1.test/held/first?i=[1-100]\nhttp://h2.test/held/second?i=[1-100]").await;
    page.start_and_confirm_if_asked().await;
    page.wait_data("inFlight", 120).await;
    page.click("sort-total-ms").await;
    page.wait_filled().await;
}

#[test]
fn the_row_that_one_reads_stays_where_it_is() {
    Stage::new().run(async |page| {
        start_ordered(page).await;
        page.script("document.querySelector('[data-testid=results]').scrollTop = 1500;").await;
        page.wait(
            "() => /kept in place/.test(document.querySelector('[data-testid=shown]').textContent)",
            &[],
        )
        .await;
        let (address, top) = third_row(page).await;
        let bar = page.property("results", "scrollTop").await;
        page.origin().release("second", 30);
        page.wait_data("done", 30).await;
        // All thirty go to the top of the table, above the row.
        let has_moved = "(bar) => document.querySelector('[data-testid=results]').scrollTop > bar + 700";
        page.wait(has_moved, &[bar]).await;
        let stays =
            "(address, top) => Array.from(document.querySelectorAll('[data-testid=row]:not([hidden])'))
            .some((row) => row.querySelector('[data-testid=cell-url]').textContent === address
                && Math.abs(row.getBoundingClientRect().top - top) < 2)";
        page.wait(stays, &[json!(address), json!(top)]).await;
        page.click("stop").await;
        page.wait_state("stopped").await;
    });
}

#[test]
fn at_its_top_the_table_follows_what_comes() {
    Stage::new().run(async |page| {
        start_ordered(page).await;
        let (before, _) = third_row(page).await;
        // They were not on screen.
        page.origin().release("second", 30);
        page.wait_data("done", 30).await;
        page.wait(
            "() => document.querySelector('[data-testid=cell-verdict]').textContent.includes('200')",
            &[],
        )
        .await;
        assert_eq!(page.property("results", "scrollTop").await, json!(0), "{before}");
        page.click("stop").await;
        page.wait_state("stopped").await;
    });
}
