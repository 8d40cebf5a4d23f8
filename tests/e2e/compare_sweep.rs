//! The sweep on the built page: it climbs, stops where it must, finds the knee and sets the knobs.

use crate::harness::Stage;

#[test]
fn a_sweep_stops_past_the_knee_and_its_level_can_be_used() {
    Stage::new().run(async |page| {
        page.open_compare("sweep", "practice").await;
        page.set_field("given", "").await;
        page.set_field("place", "given").await;
        // Long answers: what else the machine does weighs little beside them.
        let url = page.origin().http_url("/practice/capacity/4/300?n=[1-50]");
        page.set_field("given", url).await;
        page.set_field("levels", "2, 4, 8, 16, 32").await;
        page.set_field("trial-requests", 8).await;
        page.set_field("rounds", 1).await;
        page.wait_cost("nothing is sent to any site").await;
        let done = page.run_compare().await;
        assert_eq!(done["knee"], "4", "{done}");
        let compared = page.compared().await;
        let tried: Vec<i64> = compared.of("row").iter().filter_map(|row| row["level"].as_i64()).collect();
        assert!(tried.starts_with(&[2, 4, 8]) && !tried.contains(&32), "{tried:?}");
        assert!(page.compare_notes().await.contains("were not tried"));
        assert_eq!(compared.experiment()["bound"], "practice");

        let best = compared.experiment()["knee_low"].to_string();
        page.click("use-this").await;
        assert_eq!([page.value("concurrency").await, page.value("per-origin").await], [best.clone(), best]);
    });
}

#[test]
fn six_connections_to_an_http_1_host_are_named_as_what_bounds_it() {
    Stage::new().run(async |page| {
        page.compare_links("sweep", &page.other("/tao/delay/250?n=[1-50]")).await;
        page.set_field("levels", "3, 6, 12, 18").await;
        let done = page.compare(8, 1).await;
        assert_eq!(done["knee"], "6", "{done}");
        let compared = page.compared().await;
        assert_eq!(compared.experiment()["bound"], "browser", "{:?}", compared.of("row"));
        assert!(page.text("compare-headline").await.contains("6 connections"));
    });
}

#[test]
fn what_bounds_it_is_hidden_where_a_site_allows_no_timing() {
    Stage::new().run(async |page| {
        page.compare_links("sweep", &page.other("/cors/capacity/2/100?line=a&n=[1-50]")).await;
        page.set_field("levels", "1, 2, 4, 6").await;
        page.compare(8, 1).await;
        assert_eq!(page.compared().await.experiment()["bound"], "hidden");
        assert!(page.text("compare-headline").await.contains("does not allow timing"));
    });
}
