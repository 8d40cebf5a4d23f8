//! Every experiment on the built page, against the practice range and against the origin server.

use crate::harness::{Compared, Page, Stage};

/// Carries an experiment out in one round after the warm-up, and returns what it came to.
async fn carry_out(page: &Page, requests: Option<u32>) -> Compared {
    page.set_field("rounds", 1).await;
    if let Some(requests) = requests {
        page.set_field("trial-requests", requests).await;
    }
    page.run_compare().await;
    page.compared().await
}

/// Whether all rows were answered in full by `provenance`.
fn is_sound(compared: &Compared, provenance: &str) {
    let rows = compared.of("row");
    assert!(rows.len() >= 2, "{rows:#?}");
    for row in rows {
        assert_eq!((&row["failed"], &row["unseen"]), (&0.into(), &0.into()), "{row}");
        assert_eq!(row["answered"], row["requests"], "{row}");
        assert_eq!(row["provenance"], provenance, "{row}");
        assert!(row["p95_ms"].is_number() && row["rate"]["median"].is_number(), "{row}");
    }
}

#[test]
fn ways_of_asking_on_the_practice_range() {
    Stage::new().run(async |page| {
        page.open_compare("strategies", "practice").await;
        page.wait_cost("nothing is sent to any site").await;
        page.choose_ways(&["one", "two", "pool-10", "limit-20", "semaphore-60", "semaphore-100"]).await;
        is_sound(&carry_out(page, Some(12)).await, "practice");
        page.choose_ways(&["one", "session", "processes", "everything", "six-per-host", "self-tuning"]).await;
        let compared = carry_out(page, Some(12)).await;
        is_sound(&compared, "practice");
        assert_eq!(compared.row("Session, first pass (cold)")["rounds"], 1);
        assert_eq!(compared.row("Session")["stands_for"], "requests.Session");
        assert_eq!(page.request_count(), 0, "nothing was requested");
    });
}

#[test]
fn all_ways_of_asking_in_firefox() {
    Stage::new().in_firefox().run(async |page| {
        page.compare_links("strategies", &page.other("/cors/todos/[1-9]")).await;
        page.choose_ways(&[
            "one",
            "session",
            "two",
            "processes",
            "pool-10",
            "limit-20",
            "semaphore-60",
            "semaphore-100",
            "everything",
            "six-per-host",
            "self-tuning",
        ])
        .await;
        page.compare(12, 1).await;
        assert_eq!(
            page.count("[data-testid=\"compare-row\"]").await,
            12,
            "eleven ways, and the session's first pass"
        );
        assert_eq!(page.request_count(), 11 * 12 * 2);
        let notes = page.compare_notes().await;
        assert!(!notes.contains("Not compared"), "{notes}");
    });
}

#[test]
fn ten_delays_and_seven_sites_on_the_practice_range() {
    Stage::new().run(async |page| {
        page.open_compare("ten-delays", "practice").await;
        page.choose_ways(&["pool-10", "everything"]).await;
        let compared = carry_out(page, None).await;
        is_sound(&compared, "practice");
        let published = compared.of("published");
        let ours: Vec<_> = published.iter().map(|line| line["ours"].is_number()).collect();
        assert_eq!(ours, [false, false, false, true, true], "those that were tried: {published:#?}");
        page.choose_experiment("seven-sites").await;
        is_sound(&carry_out(page, None).await, "practice");
    });
}

#[test]
fn fifty_by_two_forty_and_thousands_of_todos_on_the_practice_range() {
    Stage::new().run(async |page| {
        for (experiment, requests) in [("fifty-by-two", 20), ("todos-40", 40), ("todos-4000", 400)] {
            page.open_compare(experiment, "practice").await;
            is_sound(&carry_out(page, Some(requests)).await, "practice");
        }
    });
}

#[test]
fn heads_and_bodies_on_the_practice_range() {
    Stage::new().run(async |page| {
        page.open_compare("heads", "practice").await;
        is_sound(&carry_out(page, Some(200)).await, "practice");
        page.open_compare("bodies", "practice").await;
        let compared = carry_out(page, None).await;
        is_sound(&compared, "practice");
        let held = |name: &str| compared.row(name)["held_bytes"].as_u64().expect("bytes are counted");
        let (streamed, buffered) = (held("Streamed"), held("Buffered"));
        assert!(buffered >= 1_000_000 && streamed * 2 < buffered, "{streamed} {buffered}");
    });
}

#[test]
fn every_experiment_against_the_origin_sends_what_it_said() {
    Stage::new().run(async |page| {
        for (experiment, path, requests, ways) in [
            ("strategies", "/cors/todos/[1-9]", 10, 4),
            ("ten-delays", "/cors/delay/20?n=[1-10]", 10, 5),
            ("fifty-by-two", "/cors/todos/[1-2]", 10, 4),
            ("seven-sites", "/cors/delay/[10-70:10]", 7, 3),
            ("todos-40", "/cors/todos/[1-40]", 10, 5),
            ("todos-4000", "/cors/todos/[1-4000]", 30, 5),
            ("heads", "/cors/todos/[1-800]", 20, 4),
            ("bodies", "/cors/bytes/300000?n=[1-12]", 4, 2),
        ] {
            let before = page.request_count();
            page.compare_links(experiment, &page.other(path)).await;
            page.set_field("trial-requests", requests).await;
            page.set_field("rounds", 1).await;
            let cost = requests * ways * 2;
            page.wait_cost(&format!("At most {cost} requests")).await;
            let compared = carry_out(page, Some(requests)).await;
            is_sound(&compared, "browser");
            let log = page.origin().log();
            let asked = &log[before..];
            assert_eq!(asked.len(), cost as usize, "{experiment}");
            let method = if experiment == "heads" { "HEAD" } else { "GET" };
            assert!(asked.iter().all(|one| one.method == method), "{experiment}");
        }
    });
}

#[test]
fn an_experiment_takes_the_list_of_the_check_tab_and_leaves_its_rows_alone() {
    Stage::new().run(async |page| {
        let urls: Vec<String> = (1..=3).map(|nth| page.origin().http_url(&format!("/todos/{nth}"))).collect();
        let before = page.check(&urls).await;
        page.open_compare("strategies", "list").await;
        page.choose_ways(&["one", "pool-10"]).await;
        let compared = carry_out(page, Some(6)).await;
        is_sound(&compared, "browser");
        let log = page.origin().log();
        let of = |path: &str| log.iter().filter(|one| one.path == path).count();
        assert_eq!((log.len(), of("/todos/1"), of("/todos/3")), (3 + 24, 9, 9), "round and round");
        let after = page.summary().await;
        assert_eq!((after.state.as_str(), after.totals), ("done", before.totals), "Check stays as it was");
        page.click("tab-check").await;
        page.run().await;
        assert_eq!(page.request_count(), 3 + 24 + 3);
    });
}
