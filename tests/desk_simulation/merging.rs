//! Reports of other tools: their answers go into the rows that are not verified, and change no other.

use volley::protocol::{CodegenCommand, Command, MergeEnd, RetryScope, RunPhase};
use volley::result::outcome::AttemptEnd;
use volley::result::verdict::Total;
use volley::units::Millis;

use crate::runner::answered;
use crate::world::World;

const LINKS: &str = "https://a.example/1\nhttps://a.example/2#part\nhttps://b.example/1\nhttps://a.example/2";

fn row(url: &str, status: u16) -> String {
    format!(r#"{{"tool":"aiohttp","url":"{url}","verdict":"HTTP {status}","status":{status},"total_ms":12}}"#)
}

/// A run of `LINKS` in which a.example works once and shows nothing then, and b.example is not found.
fn ended() -> World {
    let mut world = World::new();
    world.set_text(LINKS);
    world.start();
    world.settle();
    for end in [answered(200), answered(404), AttemptEnd::NoVisibleAnswer] {
        world.end(0, end);
    }
    world.settle();
    assert_eq!(world.page.phase(), Some(RunPhase::Done));
    assert_eq!(world.page.summary.count(Total::Unverified), 2, "one target, two links");
    world
}

fn import(world: &mut World, rows: &[String]) -> MergeEnd {
    world.import(&format!("{}\n", rows.join("\n")));
    world.settle();
    world.page.merges.last().cloned().expect("an end of the import")
}

fn verdicts(world: &mut World) -> Vec<String> {
    world.window();
    world.page.verdicts()
}

#[test]
fn answers_go_into_the_rows_that_are_not_verified_and_change_no_other() {
    let mut world = ended();
    let list = world.page.list;
    let rows =
        [row("https://b.example/1", 200), row("https://a.example/2", 410), row("https://x.example/", 200)];
    assert_eq!(import(&mut world, &rows), MergeEnd::Merged { links: 2, others: 2 });
    assert_eq!(verdicts(&mut world), ["HTTP 200", "HTTP 410", "HTTP 404", "HTTP 410"]);
    assert!(world.page.list == list && world.page.imports_waiting.is_empty(), "it is the same run");
    assert_eq!(world.page.summary.count(Total::Unverified), 0);
    assert_eq!((world.page.summary.done, world.page.summary.links), (4, 4));
    world.command(Command::GetDetail { list, link: volley::ids::LinkId(1) });
    world.settle();
    let detail = world.page.detail.clone().expect("its detail");
    assert_eq!(detail.tool.as_deref(), Some("aiohttp"));
    let ends: Vec<String> = detail.attempts.iter().map(|attempt| attempt.end.to_string()).collect();
    assert_eq!(ends, ["No visible answer", "HTTP 410"], "what was seen before is kept");
}

#[test]
fn a_file_that_is_older_foreign_or_of_another_method_changes_nothing() {
    let mut world = ended();
    let before = verdicts(&mut world);
    let is_refused = |world: &mut World, rows: &[String], why: &str| {
        let end = import(world, rows);
        assert!(matches!(&end, MergeEnd::Refused(said) if said.contains(why)), "{end:?}");
        assert_eq!(verdicts(world), before, "{why}");
    };
    is_refused(&mut world, &[row("https://x.example/", 200)], "none of its addresses");
    world.written = Some(Millis::new(-1_000.0));
    is_refused(&mut world, &[row("https://a.example/2", 200)], "before these rows were checked");
    world.written = None;
    is_refused(
        &mut world,
        &[r#"{"url":"https://a.example/2","verdict":"Cancelled"}"#.to_owned()],
        "none of its",
    );
}

#[test]
fn what_was_merged_is_retried_like_any_other() {
    let mut world = ended();
    import(&mut world, &[row("https://a.example/2", 500)]);
    world.settle_retry(RetryScope::In(Total::Broken));
    world.answer_all();
    assert_eq!(verdicts(&mut world), ["HTTP 200", "HTTP 200", "HTTP 200", "HTTP 200"]);
}

#[test]
fn a_run_that_is_started_while_a_file_is_matched_takes_none_of_it() {
    let mut world = ended();
    world.import(&format!("{}\n", row("https://a.example/2", 200)));
    world.start();
    world.settle();
    assert!(world.page.troubles.join("\n").contains("was not imported"), "{:?}", world.page.troubles);
    world.answer_all();
    assert_eq!(world.page.summary.count(Total::Working), 4);
}

#[test]
fn two_files_that_are_refused_are_told_apart_and_one_may_be_dropped() {
    let mut world = ended();
    for path in ["x", "y"] {
        world.import(&format!("{}\n", row(&format!("https://far.example/{path}"), 200)));
    }
    world.settle();
    let [first, second] = world.page.imports_waiting[..] else { panic!("both wait") };
    world.settle_command(Command::Codegen(CodegenCommand::DropImported { import: second }));
    assert!(world.page.troubles.is_empty(), "{:?}", world.page.troubles);
    assert_eq!(verdicts(&mut world).len(), 4);
    world.run = world.run.next();
    let run = Some(world.run);
    world.settle_command(Command::Codegen(CodegenCommand::ShowImported { import: first, run }));
    world.window();
    assert_eq!(world.page.rows[0].url, "https://far.example/x");
}

#[test]
fn a_merge_that_is_cancelled_says_nothing_more() {
    let mut world = ended();
    let before = verdicts(&mut world);
    world.import(&format!("{}\n", row("https://a.example/2", 200)));
    world.command(Command::Codegen(CodegenCommand::CancelImport));
    world.settle();
    assert_eq!(verdicts(&mut world), before);
    assert!(world.page.merges.is_empty());
}

#[test]
fn a_file_given_before_the_run_began_is_no_answer_to_it() {
    let mut world = ended();
    world.written = Some(Millis::new(1e9));
    world.import(&format!("{}\n", row("https://a.example/2", 200)));
    world.start();
    world.deliver_commands();
    for end in [answered(200), answered(404), AttemptEnd::NoVisibleAnswer] {
        world.end(0, end);
    }
    world.settle();
    assert!(
        !world.page.merges.iter().any(|end| matches!(end, MergeEnd::Merged { .. })),
        "{:?}",
        world.page.merges
    );
}
