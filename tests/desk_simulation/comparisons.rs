//! Compare: what was confirmed is what is sent (D1), and nothing is measured at the same time.

use volley::compare::presets::ExperimentPreset;
use volley::compare::request::{ExperimentHost, ExperimentRequest};
use volley::desk::Attached;
use volley::ids::{LinkId, RunnerId};
use volley::protocol::{Command, CompareCommand, LocalDenied, RunKind, RunPhase};
use volley::settings::RunSettings;

use crate::runner::answered;
use crate::world::World;

const TRIAL_RUNNER: RunnerId = RunnerId(1_000);

/// A request of two ways, one round.
fn request() -> ExperimentRequest {
    ExperimentRequest { rounds: 1, requests: 4, ..ExperimentRequest::default() }
}

fn lines_of(request: &ExperimentRequest) -> Option<String> {
    ExperimentPreset::at(request.preset).lines(request.place, &request.given)
}

fn plan(world: &mut World, number: u32, request: ExperimentRequest) {
    let settings = RunSettings::default();
    let request = Box::new(request);
    world.settle_command(Command::Compare(CompareCommand::Plan {
        number,
        lines: lines_of(&request),
        request,
        settings,
        processors: 2,
        has_preflights: true,
    }));
}

fn start(world: &mut World, plan: u32) {
    let denied = LocalDenied::default();
    world.settle_command(Command::Compare(CompareCommand::Start { plan, denied }));
}

fn connect(world: &mut World) {
    world.runners.entry(TRIAL_RUNNER).or_default();
    let connect = Command::Compare(CompareCommand::Connect { kind: RunKind::Real });
    world.commands.push_back((connect, Attached::Runner(TRIAL_RUNNER)));
}

fn ready(text: &str) -> World {
    let mut world = World::new();
    connect(&mut world);
    world.read_text(text);
    plan(&mut world, 1, request());
    world
}

/// The same with the number of the plan that its user confirms.
fn planned(text: &str) -> (World, u32) {
    let world = ready(text);
    let confirmed = world.page.plan.plan;
    (world, confirmed)
}

/// Answers all requests of trials until none follows.
fn finish(world: &mut World) {
    for _ in 0..200 {
        world.settle();
        let now = world.now;
        let Some(runner) = world.runners.get_mut(&TRIAL_RUNNER) else { return };
        if runner.in_flight() == 0 {
            return;
        }
        while runner.in_flight() > 0 {
            runner.end(0, answered(200), now);
        }
    }
}

#[test]
fn a_plan_is_carried_out_with_the_targets_it_was_made_of() {
    let mut world = ready("https://a.example/1\nhttps://a.example/2");
    let confirmed = world.page.plan.clone();
    assert_eq!(confirmed.problem, None, "{confirmed:?}");
    start(&mut world, confirmed.plan);
    finish(&mut world);
    let requested = world.requested();
    assert!(!requested.is_empty() && requested.len() <= confirmed.requests as usize, "{}", requested.len());
    assert!(requested.iter().all(|(_, url)| url.starts_with("https://a.example/")));
    assert!(world.page.compared, "and the result is published");
}

#[test]
fn a_plan_of_a_list_that_has_changed_is_refused() {
    let (mut world, confirmed) = planned("https://a.example/1");
    world.read_text("https://b.example/1");
    assert_ne!(world.page.plan.plan, confirmed, "the page hears of another");
    start(&mut world, confirmed);
    assert!(world.requested().is_empty());
    assert!(world.page.troubles[0].contains("changed after you confirmed"));
}

#[test]
fn other_headers_are_another_plan() {
    let (mut world, confirmed) = planned("https://a.example/1");
    world.command(Command::SetPayload { headers: "X-Key: 1".to_owned(), write: None });
    start(&mut world, confirmed);
    assert!(world.requested().is_empty());
}

#[test]
fn a_run_that_begins_ends_a_comparison() {
    let (mut world, confirmed) = planned("https://a.example/1");
    start(&mut world, confirmed);
    world.run_to_end();
    finish(&mut world);
    assert_eq!(world.page.phase(), Some(RunPhase::Done));
    assert_eq!(world.page.notes, ["The comparison was stopped: a run began."]);
}

#[test]
fn no_link_is_inspected_during_a_comparison() {
    let mut world = ready("https://a.example/1\nhttps://a.example/2");
    world.run_to_end();
    world.window();
    plan(&mut world, 2, request());
    let confirmed = world.page.plan.plan;
    start(&mut world, confirmed);
    let list = world.page.list;
    world.settle_command(Command::Inspect { list, link: LinkId(0), timeout_ms: 1_000 });
    assert!(world.page.troubles[0].contains("comparison is running"), "{:?}", world.page.troubles);
    assert!(world.runners.values().all(|runner| runner.inspecting.is_empty()));
    assert_eq!(world.page.inspected.len(), 1, "the page waits for it no more");
}

#[test]
fn a_comparison_whose_runner_is_lost_ends() {
    let (mut world, confirmed) = planned("https://a.example/1");
    start(&mut world, confirmed);
    world.runners.remove(&TRIAL_RUNNER);
    world.settle_command(Command::Compare(CompareCommand::Disconnect { kind: RunKind::Real }));
    world.run_to_end();
    assert_eq!(world.page.phase(), Some(RunPhase::Done), "and a run may follow");
    assert!(world.page.notes.is_empty(), "it was over before: {:?}", world.page.notes);
}

#[test]
fn a_comparison_whose_tools_are_lost_ends_and_another_can_follow() {
    let (mut world, confirmed) = planned("https://a.example/1");
    start(&mut world, confirmed);
    world.lose_tools();
    world.settle();
    assert!(world.page.troubles[0].contains("comparison ended"), "{:?}", world.page.troubles);
    let list = world.page.list;
    world.settle_command(Command::Inspect { list, link: LinkId(0), timeout_ms: 1_000 });
    assert!(!world.page.troubles[1..].iter().any(|trouble| trouble.contains("comparison is running")));
    let before = world.requested().len();
    connect(&mut world);
    start(&mut world, confirmed);
    assert_eq!(world.requested().len(), before, "what was confirmed was lost with the tools");
    assert_eq!((world.tools_wanted, &world.page.plan.problem), (2, &None));
    let next = world.page.plan.plan;
    assert_ne!(next, confirmed, "the page hears of another plan");
    start(&mut world, next);
    finish(&mut world);
    assert!(world.requested().len() > before && world.page.compared);
}

#[test]
fn a_plan_that_was_lost_is_made_again_when_it_is_wanted_and_not_for_each_list() {
    let (mut world, _) = planned("https://a.example/1");
    world.lose_tools();
    world.has_no_tools = true;
    for text in ["https://b.example/", "https://c.example/"] {
        world.read_text(text);
    }
    assert_eq!(world.tools_wanted, 1);
    world.has_no_tools = false;
    plan(&mut world, 2, request());
    assert_eq!((world.tools_wanted, &world.page.plan.problem), (2, &None));
}

/// B1: two million hosts in a line are read no further than is sampled, a slice at a time.
#[test]
fn given_lines_are_read_in_slices_and_only_as_far_as_needed() {
    let mut world = ready("");
    let given = "https://[1-2000000].example/".to_owned();
    let request = Box::new(ExperimentRequest { place: ExperimentHost::Given, given, ..request() });
    let settings = RunSettings::default();
    world.command(Command::Compare(CompareCommand::Plan {
        number: 2,
        lines: lines_of(&request),
        request,
        settings,
        processors: 2,
        has_preflights: true,
    }));
    world.deliver_commands();
    let mut steps = 0;
    while world.step() {
        steps += 1;
    }
    assert!((2..20).contains(&steps), "{steps}");
    world.settle();
    assert_eq!(world.page.plan.number, 2);
    assert_eq!(world.page.plan.problem, None);
}
