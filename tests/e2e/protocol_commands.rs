//! Orders go straight from the page to the runner, each with its run's number: none is lost, none overtaken.

use volley::ids::RunId;
use volley::protocol::{Control, Generation, RunCommand};

use crate::harness::{CATCH_WORKERS, Page, Stage, json};

/// Waits until this worker listens: what is said to it before is lost. A list must have been read, which starts it.
async fn wait_listening(page: &Page, worker: &str) {
    let script = "const [name, done] = arguments;
        if (volleyHeard[name].length > 0) done();
        else volleyWorkers[name].addEventListener('message', () => done(), { once: true });";
    page.browser().script_async(script, vec![json!(worker)]).await;
}

/// An command that is newer than all that the page gives here.
fn command(run: u32, command: RunCommand) -> Control {
    Control::Command { run: RunId(run), generation: Generation(1_000), command }
}

/// Says this to the runner, as the page does.
async fn tell_runner(page: &Page, control: &Control) {
    wait_listening(page, "runner").await;
    let bytes = postcard::to_allocvec(control).expect("a control has bytes");
    let script = "volleyWorkers.runner.postMessage({ bytes: new Uint8Array(arguments[0]) });";
    page.script_with(script, vec![json!(bytes)]).await;
}

/// Returns once the runner has taken in all that the page has said to it: it answers an command for run 0, which never
/// is, after everything that came before.
async fn wait_for_runner(page: &Page) {
    tell_runner(page, &command(0, RunCommand::Pause)).await;
    page.wait_trouble("run 0").await;
}

/// Holds back what the page says to the desk from now on.
async fn hold_desk(page: &Page) {
    page.script("volleyHeld.desk = [];").await;
}

async fn let_desk_go(page: &Page) {
    page.script("volleyLetGo('desk');").await;
}

#[test]
fn a_stop_before_the_work_has_come_stops_the_run() {
    Stage::new().before_load(CATCH_WORKERS).run(async |page| {
        let urls: Vec<String> = (1..=20).map(|i| page.other(&format!("/todos/{i}"))).collect();
        page.set_urls(&urls).await;
        hold_desk(page).await;
        page.start().await;
        page.click("stop").await;
        wait_for_runner(page).await;
        let_desk_go(page).await;
        let summary = page.wait_state("stopped").await;
        assert_eq!((summary.done, summary.totals.cancelled), (20, 20), "{summary:?}");
        assert_eq!(page.request_count(), 0, "no request was sent");
        assert!(page.rows().await.iter().all(|row| row["verdict"] == "Cancelled"));
    });
}

#[test]
fn a_pause_before_the_work_has_come_holds_the_run() {
    Stage::new().before_load(CATCH_WORKERS).run(async |page| {
        page.set_links(&page.other("/todos/[1-20]")).await;
        hold_desk(page).await;
        page.start().await;
        page.click("pause").await;
        wait_for_runner(page).await;
        let_desk_go(page).await;
        let summary = page.wait_state("paused").await;
        assert_eq!((summary.done, summary.in_flight), (0, 0));
        assert_eq!(page.request_count(), 0, "no request was sent");
        page.click("pause").await;
        assert_eq!(page.wait_state("done").await.totals.working, 20);
    });
}

#[test]
fn an_order_for_an_ended_run_does_nothing_to_the_next() {
    Stage::new().before_load(CATCH_WORKERS).run(async |page| {
        page.check(&[page.other("/todos/1")]).await;
        tell_runner(page, &command(1, RunCommand::Stop)).await;
        wait_for_runner(page).await;
        page.set_links(&page.other("/todos/2")).await;
        assert_eq!(page.run().await.totals.working, 1);
    });
}

#[test]
fn an_order_for_an_unknown_run_is_said() {
    Stage::new().before_load(CATCH_WORKERS).run(async |page| {
        page.set_links("https://a.test/").await;
        tell_runner(page, &command(0, RunCommand::Stop)).await;
        let message = page.wait_trouble("run 0").await;
        assert!(message.contains("did not reach run 0"), "{message}");
    });
}

#[test]
fn a_message_that_makes_no_sense_is_said() {
    Stage::new().before_load(CATCH_WORKERS).run(async |page| {
        page.set_links("https://a.test/").await;
        for worker in ["desk", "runner"] {
            let script =
                "volleyWorkers[arguments[0]].postMessage({ bytes: new Uint8Array([255, 255, 255]) });";
            wait_listening(page, worker).await;
            page.script_with(script, vec![json!(worker)]).await;
            let told = page.wait_trouble(&format!("The {worker}, which")).await;
            assert!(told.contains("a message of another build"), "{told}");
        }
    });
}
