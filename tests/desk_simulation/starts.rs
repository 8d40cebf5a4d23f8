//! Start, Stop and what comes between them.

use volley::ids::SourceId;
use volley::protocol::{Command, RetryScope, RunCommand, RunPhase};
use volley::request::{Write, WriteMethod};
use volley::result::verdict::Total;

use crate::world::World;

const LIST: &str = "https://a.example/1\nhttps://a.example/2\nhttps://b.example/3";

#[test]
fn a_list_is_read_run_and_done() {
    let mut world = World::finished(LIST);
    world.window();
    assert_eq!(world.page.phase(), Some(RunPhase::Done));
    assert_eq!(world.page.verdicts(), ["HTTP 200"; 3]);
    assert_eq!(world.requested().len(), 3);
}

/// A1: a header, a body, a page of sources after Start had emptied the reading, and with it Start.
#[test]
fn headers_after_a_run_leave_the_reading_as_it_is() {
    let mut world = World::finished(LIST);
    world.settle_command(Command::SetPayload { headers: "Authorization: Bearer x".to_owned(), write: None });
    assert_eq!((world.page.reading.links, world.page.reading.targets), (3, 3));
    assert_eq!(world.page.reading.preflights, 3, "and what they cost is counted");
    world.settle_command(Command::ShowSources { first: SourceId(0) });
    assert_eq!(world.page.reading.busiest.len(), 2);
    world.run_to_end();
    assert_eq!(world.requested().len(), 6, "the list can be run again");
}

#[test]
fn the_list_can_be_edited_during_its_run() {
    let mut world = World::running(LIST);
    world.set_text("https://c.example/");
    world.answer_all();
    world.window();
    assert_eq!(world.page.rows.len(), 3, "the run's rows stay");
    assert_eq!(world.page.reading.links, 1);
    world.run_to_end();
    world.window();
    assert_eq!(world.page.rows.len(), 1);
    assert_eq!(world.page.verdicts(), ["HTTP 200"]);
}

#[test]
fn a_run_that_is_replaced_while_it_is_planned_requests_nothing() {
    let mut world = World::new();
    world.set_text(LIST);
    world.settle();
    world.start();
    world.deliver_commands();
    world.step();
    assert!(world.work.is_empty(), "it takes more than one slice");
    world.start();
    world.answer_all();
    let runs: Vec<_> = world.requested().iter().map(|(run, _)| *run).collect();
    assert_eq!(runs, [world.run; 3]);
}

#[test]
fn a_retry_while_the_run_is_planned_is_told_to_wait() {
    let mut world = World::new();
    world.set_text(LIST);
    world.settle();
    world.start();
    world.retry(RetryScope::Shown);
    world.deliver_commands();
    assert!(world.page.troubles[0].contains("only beginning"), "{:?}", world.page.troubles);
    world.answer_all();
    assert_eq!(world.requested().len(), 3);
}

#[test]
fn a_run_waits_for_its_list_and_is_refused_another() {
    let mut world = World::new();
    world.set_text(LIST);
    world.start();
    world.read_text("https://other.example/");
    assert!(world.requested().is_empty(), "nothing of the other list was requested");
    assert_eq!(world.page.phase(), Some(RunPhase::Stopped));
    assert!(!world.page.offers_stop(world.run));
    assert_eq!(world.page.troubles.len(), 1);
    world.run_to_end();
    assert_eq!(world.requested().len(), 1);
}

#[test]
fn stop_gives_every_link_its_verdict() {
    let mut world = World::new();
    world.limits.concurrency = 1;
    world.set_text(LIST);
    world.start();
    world.settle();
    world.send(RunCommand::Stop);
    world.settle();
    assert_eq!(world.page.phase(), Some(RunPhase::Stopped));
    assert_eq!(world.page.summary.count(Total::Cancelled), 3);
    assert_eq!(world.requested().len(), 1);
}

/// Stop is pressed while its Start is still with the desk.
#[test]
fn stop_is_never_overtaken_by_its_start() {
    let mut world = World::new();
    world.read_text(LIST);
    world.start();
    world.send_at_once(RunCommand::Stop);
    world.settle();
    assert!(world.requested().is_empty());
    assert_eq!(world.page.summary.count(Total::Cancelled), 3);
}

/// D9: what a run carries is what was set when it started, wherever its runner comes from.
#[test]
fn a_run_that_may_change_data_is_not_retried_even_if_the_method_is_taken_back() {
    let mut world = World::new();
    let write = Write { method: WriteMethod::Post, body: String::new() };
    world.set_text(LIST);
    world.command(Command::SetPayload { headers: String::new(), write: Some(write) });
    world.start();
    world.settle();
    world.command(Command::SetPayload { headers: String::new(), write: None });
    world.answer_all();
    world.settle_retry(RetryScope::In(Total::Working));
    assert_eq!(world.requested().len(), 3);
    assert!(world.page.troubles[0].contains("may have changed data"), "{:?}", world.page.troubles);
}

#[test]
fn cookies_go_with_the_run_they_were_chosen_for_and_with_none_that_may_change_data() {
    let carries = |world: &World| world.runners.values().any(|runner| runner.with_cookies);
    let mut world = World::new();
    world.with_cookies = true;
    world.set_text(LIST);
    world.run_to_end();
    assert!(carries(&world));
    world.settle_retry(RetryScope::Shown);
    assert_eq!((world.requested().len(), world.page.troubles.len()), (3, 1), "no retry without a question");
    world.with_cookies = false;
    world.run_to_end();
    assert!(!carries(&world), "the next run is another");
    world.with_cookies = true;
    let write = Write { method: WriteMethod::Put, body: String::new() };
    world.command(Command::SetPayload { headers: String::new(), write: Some(write) });
    world.run_to_end();
    assert!(!carries(&world));
}
