//! A closer look at a link (A2, C4).

use volley::ids::LinkId;
use volley::protocol::{Command, ListId, LocalDenied, Work};

use crate::world::World;

fn ready(text: &str) -> World {
    let mut world = World::finished(text);
    world.window();
    world
}

fn inspect_row(world: &mut World, list: ListId, link: u32) {
    world.settle_command(Command::Inspect { list, link: LinkId(link), timeout_ms: 1_000 });
}

/// Looks into a link of the list that the page shows, and returns which that is.
fn inspect(world: &mut World, link: u32) -> ListId {
    let list = world.page.list;
    inspect_row(world, list, link);
    list
}

fn answer(world: &mut World) {
    let id = world.runner.expect("a runner");
    world.runners.get_mut(&id).expect("it is there").answer_inspection();
    world.settle();
}

#[test]
fn what_came_is_shown_for_its_own_link() {
    let mut world = ready("https://a.example/1\nhttps://a.example/2");
    let list = inspect(&mut world, 1);
    answer(&mut world);
    assert_eq!(world.page.inspected, [(list, 1, "https://a.example/2".to_owned())]);
}

#[test]
fn an_answer_for_a_list_that_was_replaced_is_dropped() {
    let mut world = ready("https://a.example/1");
    let list = inspect(&mut world, 0);
    world.set_text("https://b.example/1");
    world.run_to_end();
    answer(&mut world);
    assert!(world.page.inspected.is_empty());
    assert_ne!(world.page.list, list, "and the page knows that the rows are others");
    inspect_row(&mut world, list, 0);
    assert!(world.runners.values().all(|runner| runner.inspecting.is_empty()), "nor is an old row looked at");
}

#[test]
fn it_carries_the_headers_of_the_run() {
    let mut world = World::new();
    world.set_text("https://a.example/1");
    world.command(Command::SetPayload { headers: "X-Key: 1".to_owned(), write: None });
    world.run_to_end();
    world.window();
    world.command(Command::SetPayload { headers: String::new(), write: None });
    let list = world.page.list;
    world.command(Command::Inspect { list, link: LinkId(0), timeout_ms: 1_000 });
    world.deliver_commands();
    let Some((_, Work::Inspect { payload, .. }, _)) = world.work.back() else { panic!("none was sent") };
    assert_eq!(payload.headers.len(), 1);
}

#[test]
fn a_link_of_the_local_network_is_left_alone_where_that_was_denied() {
    let mut world = World::new();
    world.denied = LocalDenied { machine: true, network: false };
    world.set_text("http://localhost:8080/");
    world.run_to_end();
    world.window();
    inspect(&mut world, 0);
    assert!(world.page.troubles[0].contains("local network"), "{:?}", world.page.troubles);
    assert!(world.runners.values().all(|runner| runner.inspecting.is_empty()));
    assert_eq!(world.page.inspected.len(), 1, "the page waits for it no more");
}

#[test]
fn one_whose_runner_is_lost_ends() {
    let mut world = ready("https://a.example/1");
    inspect(&mut world, 0);
    world.lose_runner_and_settle();
    assert_eq!(world.page.inspected.len(), 1, "the page waits for it no more");
}

/// The rows of a run stay the same rows while the text area is edited.
#[test]
fn what_came_stays_while_the_list_in_the_form_is_edited() {
    let mut world = ready("https://a.example/1");
    let list = inspect(&mut world, 0);
    world.read_text("https://a.example/1\nhttps://a.example/2");
    answer(&mut world);
    assert_eq!(world.page.list, list);
    assert_eq!(world.page.inspected, [(list, 0, "https://a.example/1".to_owned())]);
}
