//! What rows without a verdict say, and what the page is told that a run waits for.

use volley::ids::LinkId;
use volley::protocol::{Command, RunCommand};
use volley::result::column::Column;
use volley::result::row::cell_text;

use crate::runner::answered;
use crate::world::World;

const TWO: &str = "https://a.example/1\nhttps://a.example/2";

fn states(world: &World) -> Vec<String> {
    world.page.rows.iter().map(|row| cell_text(Column::Verdict, row)).collect()
}

fn waits_for(world: &World) -> Option<String> {
    world.page.progress.as_ref()?.waits_for.as_ref().map(ToString::to_string)
}

/// A run of one link that was answered 503 and gets two retries.
fn failed_once() -> World {
    let mut world = World::new();
    (world.limits.retries, world.limits.back_off) = (2, false);
    world.read_text("https://a.example/1");
    world.start();
    world.settle();
    world.window();
    world.end(0, answered(503));
    world
}

#[test]
fn rows_say_what_they_wait_for_and_that_comes_by_itself() {
    let mut world = World::new();
    world.limits.per_origin = 1;
    world.read_text(TWO);
    world.window();
    assert_eq!(states(&world), ["not started", "not started"]);
    world.start();
    world.settle();
    assert_eq!(states(&world), ["in flight", "queued"]);
    world.end(0, answered(404));
    world.settle();
    assert_eq!(states(&world), ["HTTP 404", "in flight"]);
    world.end(0, answered(200));
    world.settle();
    assert_eq!(states(&world), ["HTTP 404", "HTTP 200"]);
    assert!(world.page.rows.iter().all(|row| row.waiting.is_none()));
}

/// Results do not change while one link hangs: what is told of it does.
#[test]
fn the_link_that_hangs_is_named_and_its_time_goes_on() {
    let mut world = World::running_one_by_one(TWO);
    world.window();
    world.end(0, answered(200));
    world.settle();
    world.pass(1_000.0);
    world.settle();
    let before = world.page.rows[1].waiting.expect("it waits").in_flight_for().expect("in flight");
    assert!(waits_for(&world).is_some_and(|line| line.starts_with("Waiting for a.example/2 · ")));
    world.pass(7_000.0);
    world.settle();
    let after = world.page.rows[1].waiting.expect("it waits").in_flight_for().expect("in flight");
    assert!(after.since(before).get() >= 7_000.0, "{before} {after}");
    world.answer_all();
    assert_eq!(waits_for(&world), None);
}

#[test]
fn a_link_that_is_to_be_retried_says_when() {
    let mut world = failed_once();
    world.flush();
    while world.deliver_report() {}
    world.pass(200.0);
    let state = states(&world).remove(0);
    assert!(state.starts_with("retry in "), "{state}");
    let line = waits_for(&world).expect("it is told");
    assert!(line.starts_with("Retrying a.example/1 in ") && line.ends_with(" · attempt 2 of 3"), "{line}");
}

#[test]
fn a_stopped_run_waits_for_nothing() {
    let mut world = World::running_one_by_one(TWO);
    world.window();
    world.pass(5_000.0);
    world.settle();
    assert!(waits_for(&world).is_some());
    world.send(RunCommand::Stop);
    world.settle();
    assert_eq!(waits_for(&world), None);
    assert_eq!(states(&world), ["Cancelled", "Cancelled"]);
    assert_eq!(
        (world.page.summary.done, world.page.summary.checked()),
        (2, 0),
        "what is cancelled was not checked"
    );
    assert!(world.runners.values().all(|runner| runner.in_flight() == 0));
}

#[test]
fn the_runner_that_is_lost_leaves_nothing_to_wait_for() {
    let mut world = World::running_one_by_one(TWO);
    world.window();
    world.pass(5_000.0);
    world.settle();
    world.lose_runner_and_settle();
    assert_eq!(waits_for(&world), None);
    assert_eq!(states(&world), ["Cancelled", "Cancelled"]);
}

/// While nothing is sent no time goes on for what waits.
#[test]
fn while_paused_nothing_counts_down() {
    let mut world = failed_once();
    world.send_at_once(RunCommand::Pause);
    world.settle();
    assert_eq!(states(&world), ["retry later"]);
    assert_eq!(waits_for(&world), None);
}

#[test]
fn the_detail_says_what_the_row_says() {
    let mut world = World::running_one_by_one(TWO);
    world.window();
    let list = world.page.list;
    world.settle_command(Command::GetDetail { list, link: LinkId(1) });
    let detail = world.page.detail.as_ref().expect("a detail");
    assert_eq!(cell_text(Column::Verdict, &detail.row), "queued");
}

/// Fifteen hundred hosts wait for a retry: no row that was requested says that it is queued.
#[test]
fn of_too_many_to_name_each_says_that_it_is_to_be_retried() {
    let mut world = World::new();
    (world.limits.retries, world.limits.back_off, world.limits.concurrency) = (2, false, 1_000);
    world.limits.retry_share_percent = 100;
    let hosts: Vec<String> = (1..=900).map(|host| format!("https://h{host}.example/")).collect();
    world.read_text(&hosts.join("\n"));
    world.start();
    world.settle();
    world.window();
    for _ in 0..900 {
        world.end(0, answered(503));
    }
    world.flush();
    while world.deliver_report() {}
    world.pass(200.0);
    let states = states(&world);
    let later = states.iter().filter(|state| *state == "retry later").count();
    let soon = states.iter().filter(|state| state.starts_with("retry in ")).count();
    assert!(later > 0 && soon > 0 && later + soon == 500, "{later} {soon}");
}
