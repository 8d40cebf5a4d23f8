//! Visits: what is offered, and that only what was confirmed is visited.

use volley::ids::LinkId;
use volley::network::Transport;
use volley::protocol::{Command, RetryScope, RunCommand, RunPhase};
use volley::result::outcome::AttemptEnd;

use crate::runner::answered;
use crate::world::World;

const LINKS: &str = "https://a.example/1\nhttps://a.example/2\nhttps://b.example/1\nhttps://b.example/logout?token=0123456789abcdef0123\n\
                     http://127.0.0.1/1\nhttps://a.example/1";

/// A run whose targets were answered with these, in the order of the requests: each host in turn.
fn ended_in(links: &str, ends: &[AttemptEnd]) -> World {
    let mut world = World::new();
    world.limits.retries = 0;
    world.set_text(links);
    world.start();
    world.settle();
    for end in ends {
        world.end(0, *end);
    }
    world.settle();
    assert_eq!(world.page.phase(), Some(RunPhase::Done));
    world
}

/// The same of `LINKS`, all turned away but the second, which works.
fn turned_away() -> World {
    ended_in(LINKS, &[answered(403), answered(999), answered(429), answered(200), answered(503)])
}

fn offer(world: &mut World, scope: RetryScope) {
    world.command(Command::OfferVisits { scope, transport: Transport::BackgroundTab });
    world.settle();
}

fn visited(world: &World) -> Vec<&str> {
    world.runners.values().flat_map(|runner| &runner.visited).map(String::as_str).collect()
}

#[test]
fn those_turned_away_are_offered_without_what_may_act_or_is_private() {
    let mut world = turned_away();
    offer(&mut world, RetryScope::TurnedAway);
    let offered = &world.page.offer;
    assert_eq!((offered.targets, offered.private, offered.acting, offered.more_hosts), (2, 1, 1, 0));
    assert_eq!(offered.hosts, [("a.example".to_owned(), 1), ("b.example".to_owned(), 1)]);
    assert_eq!(offered.examples, ["https://b.example/logout?token=***"], "secrets are masked");
    assert!(visited(&world).is_empty(), "nothing is sent before it is confirmed");
    let number = offered.number;
    world.settle_retry(RetryScope::Offered(number));
    assert_eq!(visited(&world), ["https://a.example/1", "https://b.example/1"]);
    world.answer_all();
    world.window();
    assert_eq!(
        world.page.verdicts(),
        ["HTTP 200", "HTTP 200", "HTTP 200", "HTTP 503", "HTTP 429", "HTTP 200"]
    );
}

#[test]
fn an_answer_is_visited_once_whatever_it_is() {
    let mut world = turned_away();
    offer(&mut world, RetryScope::TurnedAway);
    world.settle_retry(RetryScope::Offered(world.page.offer.number));
    world.end(0, answered(503));
    world.settle();
    world.end(0, AttemptEnd::TimedOut { status: None, after_ms: 15_000 });
    world.settle();
    assert_eq!(world.page.phase(), Some(RunPhase::Done));
    assert_eq!(visited(&world).len(), 2, "no retry, no other method");
}

#[test]
fn an_offer_of_another_list_visits_nothing() {
    let mut world = turned_away();
    offer(&mut world, RetryScope::Shown);
    let number = world.page.offer.number;
    assert_eq!(world.page.offer.targets, 3, "each target once");
    world.read_text("https://c.example/1\nhttps://c.example/2\nhttps://c.example/3\nhttps://c.example/4");
    world.run_to_end();
    world.settle_retry(RetryScope::Offered(number));
    assert!(visited(&world).is_empty());
    world.settle_retry(RetryScope::Offered(number + 1));
    assert!(visited(&world).is_empty(), "nor one that was never made");
    assert!(world.page.troubles.iter().all(|said| said.contains("was about other rows")));
    assert_eq!(world.page.troubles.len(), 2);
}

#[test]
fn visits_and_fetches_never_mix() {
    let mut world = World::running("https://a.example/1\nhttps://a.example/2");
    offer(&mut world, RetryScope::Shown);
    assert_eq!(world.page.troubles.len(), 1, "not in the middle of a run");
    world.answer_all();
    offer(&mut world, RetryScope::Shown);
    let number = world.page.offer.number;
    // Pressed before the desk has heard that the visits are admitted, and after.
    world.retry(RetryScope::Offered(number));
    world.retry(RetryScope::Shown);
    world.settle();
    world.settle_retry(RetryScope::Shown);
    assert_eq!(world.page.troubles.len(), 3);
    assert_eq!(visited(&world).len(), 1, "one to a host");
    world.limits.concurrency = 1_000;
    world.limits.per_origin = 1_000;
    world.send(RunCommand::SetLimits(world.limits));
    world.settle();
    assert_eq!(visited(&world).len(), 1, "the settings of the run are not those of visits");
    world.answer_all();
    assert_eq!(visited(&world).len(), 2);
    world.settle_retry(RetryScope::Shown);
    world.answer_all();
    assert_eq!((visited(&world).len(), world.requested().len()), (2, 6), "then it is fetched again");
}

#[test]
fn stop_ends_visits_and_the_rest_keeps_its_verdicts() {
    let mut world = turned_away();
    offer(&mut world, RetryScope::Shown);
    world.settle_retry(RetryScope::Offered(world.page.offer.number));
    world.end(0, answered(200));
    world.settle();
    let before = visited(&world).len();
    world.send(RunCommand::Stop);
    world.settle();
    assert_eq!(world.page.phase(), Some(RunPhase::Stopped));
    assert_eq!(visited(&world).len(), before);
    assert_eq!((world.page.summary.done, world.page.summary.links), (6, 6));
}

#[test]
fn an_offer_of_nothing_says_so() {
    let mut world = World::finished("https://a.example/1");
    offer(&mut world, RetryScope::TurnedAway);
    assert_eq!((world.page.offer.number, world.page.offer.targets), (1, 0));
    assert!(world.page.offer.nothing().is_some());
}

#[test]
fn of_one_that_is_watched_the_address_is_shown_and_masked() {
    let mut world = World::finished("https://a.example/x?token=0123456789abcdef0123");
    let (list, link) = (world.page.list, LinkId(0));
    world.command(Command::OfferVisits {
        scope: RetryScope::Link { list, link },
        transport: Transport::WatchedTab,
    });
    world.settle();
    let offered = &world.page.offer;
    assert_eq!(offered.hosts, [("https://a.example/x?token=***".to_owned(), 1)]);
    assert_eq!(offered.action(), "Open");
}
