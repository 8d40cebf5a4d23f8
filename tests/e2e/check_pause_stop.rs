//! Pause, resume and stop, by the server's own log.

use volley_origin::Ending;

use crate::harness::{Page, Stage};

/// Starts a run of 60 targets of which 10 are in flight, held back by the server.
async fn start_held(page: &Page) {
    page.set_field("concurrency", 10).await;
    page.set_links("http://h{1,2,3,4,5}.test/held/gate?i=[1-12]").await;
    page.start().await;
    page.origin().wait_until(|log| log.in_flight() == 10).await.expect("the run begins");
}

/// How long the run says that it has taken, as its hook carries it.
async fn elapsed(page: &Page) -> String {
    let script = "return document.querySelector('[data-testid=\"summary\"]').dataset.elapsedMs;";
    page.script(script).await.to_string()
}

#[test]
fn nothing_new_is_sent_between_pause_and_resume() {
    Stage::new().run(async |page| {
        start_held(page).await;
        page.click("pause").await;
        page.wait_state("paused").await;
        page.origin().release_all("gate");
        // What was in flight goes on to its end, and its places stay empty.
        page.wait_data("done", 10).await;
        let paused = page.wait_data("inFlight", 0).await;
        assert_eq!(paused.state, "paused");
        assert_eq!(page.request_count(), 10);
        assert_eq!(elapsed(page).await, elapsed(page).await, "pauses take no time");
        page.click("pause").await;
        let done = page.wait_state("done").await;
        assert_eq!(done.totals.working, 60);
        assert_eq!(page.request_count(), 60, "each was requested once");
    });
}

#[test]
fn a_stop_ends_what_is_in_flight_and_starts_nothing() {
    Stage::new().run(async |page| {
        start_held(page).await;
        page.origin().release("gate", 4);
        page.wait_data("done", 4).await;
        page.origin().wait_until(|log| log.in_flight() == 10).await.expect("four more are started");
        page.click("stop").await;
        let summary = page.wait_state("stopped").await;
        assert_eq!((summary.totals.working, summary.totals.cancelled, summary.in_flight), (4, 56, 0));
        assert_eq!(summary.totals.sum(), summary.links);
        let said = page.text("summary").await;
        assert!(
            said.contains("56 cancelled") && !said.contains("of 60"),
            "what is cancelled is not done: {said}"
        );
        page.origin().wait_until(|log| log.in_flight() == 0).await.expect("the server sees them go");
        let log = page.origin().log();
        let aborted = log.iter().filter(|exchange| exchange.ending == Some(Ending::Aborted)).count();
        assert_eq!((log.len(), aborted), (14, 10));
    });
}

#[test]
fn a_paused_run_can_be_stopped() {
    Stage::new().run(async |page| {
        start_held(page).await;
        page.click("pause").await;
        page.wait_state("paused").await;
        page.click("stop").await;
        let summary = page.wait_state("stopped").await;
        assert_eq!(summary.totals.cancelled, 60);
        page.origin().wait_until(|log| log.aborted() == 10).await.expect("those in flight are broken off");
        assert_eq!(page.request_count(), 10);
    });
}

#[test]
fn a_stopped_list_can_be_run_again() {
    Stage::new().run(async |page| {
        start_held(page).await;
        page.click("stop").await;
        page.wait_state("stopped").await;
        page.origin().release_all("gate");
        assert_eq!(page.run().await.totals.working, 60);
    });
}

#[test]
fn the_list_may_be_edited_during_a_run_without_touching_it() {
    Stage::new().run(async |page| {
        start_held(page).await;
        page.type_into("links", "\nhttp://h9.test/todos/1").await;
        page.origin().release_all("gate");
        // The list was changed: what is done is shown as of the list that was run.
        page.wait_rows(60).await;
        let state = page.wait_state("ready").await;
        assert_eq!(state.links, 61);
        assert_eq!(page.request_count(), 60);
        assert_eq!(page.run().await.totals.working, 61);
    });
}
