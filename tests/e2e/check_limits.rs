//! Bounded concurrency, by the server's own count: as many as the limit while more wait, never one more.

use crate::harness::{Page, Stage};

/// URLs that are not answered before the test lets them go, spread over so many hosts.
pub(crate) fn held(hosts: u32, at_each: u32) -> Vec<String> {
    (1..=hosts)
        .flat_map(|host| (1..=at_each).map(move |i| format!("http://h{host}.test/held/gate?i={i}")))
        .collect()
}

/// Returns once so many are in flight at the server and the page says the same.
pub(crate) async fn wait_in_flight(page: &Page, count: usize) {
    page.origin().wait_until(|log| log.in_flight() == count).await.expect("the limit is reached");
    page.wait_data("inFlight", count).await;
}

/// Starts these URLs, and returns once so many are in flight.
pub(crate) async fn start_held(page: &Page, urls: Vec<String>, in_flight: usize) {
    page.set_urls(urls).await;
    page.start().await;
    wait_in_flight(page, in_flight).await;
}

#[test]
fn the_peak_in_flight_equals_the_limit_while_more_wait() {
    Stage::new().run(async |page| {
        page.set_field("concurrency", 20).await;
        start_held(page, held(10, 10), 20).await;
        let summary = page.summary().await;
        assert_eq!((summary.state.as_str(), summary.done), ("running", 0), "80 wait");
        let summary = page.release_and_end().await;
        assert_eq!((summary.totals.working, summary.in_flight), (100, 0));
        assert_eq!(page.origin().peak(), 20);
        assert_eq!(page.request_count(), 100);
    });
}

#[test]
fn each_host_has_its_own_limit() {
    Stage::new().run(async |page| {
        page.set_field("per-origin", 3).await;
        start_held(page, held(4, 8), 12).await;
        page.release_and_end().await;
        let peaks: Vec<usize> =
            (1..=4).map(|host| page.origin().peak_for(&format!("h{host}.test"))).collect();
        assert_eq!(peaks, [3; 4]);
    });
}

#[test]
fn the_hosts_take_turns_from_the_start() {
    Stage::new().run(async |page| {
        page.set_field("concurrency", 4).await;
        // The first host has ten links up front; the others come last in the list.
        let mut urls = held(1, 10);
        urls.extend(held(4, 1).into_iter().skip(1));
        start_held(page, urls, 4).await;
        let hosts: std::collections::BTreeSet<String> =
            page.origin().log().iter().map(|exchange| exchange.host.to_string()).collect();
        assert_eq!(hosts.len(), 4, "{hosts:?}");
        page.release_and_end().await;
    });
}

#[test]
fn the_limit_can_be_changed_during_the_run() {
    Stage::new().run(async |page| {
        page.set_field("concurrency", 5).await;
        start_held(page, held(5, 6), 5).await;
        page.set_field("concurrency", 12).await;
        wait_in_flight(page, 12).await;
        page.set_field("concurrency", 2).await;
        page.origin().release("gate", 10);
        // Ten have ended, and none was started in their place.
        wait_in_flight(page, 2).await;
        page.wait_data("done", 10).await;
        assert_eq!(page.request_count(), 12);
        assert_eq!(page.release_and_end().await.totals.working, 30);
    });
}

#[test]
fn a_limit_over_its_ceiling_is_accepted_and_said() {
    Stage::new().run(async |page| {
        page.set_field("concurrency", 5_000).await;
        assert_eq!(page.value("concurrency").await, "5000", "the field keeps what was typed");
        page.wait("() => document.getElementById('said-concurrency').textContent.includes('1,000')", &[])
            .await;
    });
}
