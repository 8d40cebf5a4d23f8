//! Pictures of Compare: its form, a comparison that runs, is done, with one way failing, a sweep.

use crate::screenshots::{stage, take_fitting, take_part};

#[test]
fn the_form_a_comparison_on_and_done() {
    stage().run(async |page| {
        page.open_compare("todos-40", "practice").await;
        page.wait_cost("At most").await;
        take_fitting(page, "compare-form", "body").await;
        page.compare_links("todos-40", "http://api.example.test/tao/delay/15?n=[1-40]").await;
        page.set_field("rounds", 5).await;
        page.set_field("trial-requests", 30).await;
        page.start_compare().await;
        page.wait("() => document.querySelectorAll('[data-testid=\"compare-row\"]').length > 3", &[]).await;
        take_part(page, "compare-running", ".compare-outcome").await;
        page.wait_compare("done").await;
        take_fitting(page, "compare-done", ".compare-outcome").await;
    });
}

#[test]
fn one_way_that_fails() {
    stage().run(async |page| {
        page.compare_links(
            "strategies",
            "http://api.example.test/tao/capacity/4/15?reject=1&line=a&n=[1-40]",
        )
        .await;
        page.choose_ways(&["one", "two", "six-per-host", "semaphore-60"]).await;
        page.set_field("trial-requests", 30).await;
        page.run_compare().await;
        take_fitting(page, "compare-failing", ".compare-outcome").await;
    });
}

#[test]
fn a_sweep() {
    stage().run(async |page| {
        let links = page.origin().http_url("/practice/capacity/8/120?n=[1-200]");
        page.compare_links("sweep", &links).await;
        page.set_field("rounds", 3).await;
        page.set_field("trial-requests", 12).await;
        page.run_compare().await;
        take_fitting(page, "compare-sweep", ".compare-outcome").await;
    });
}
