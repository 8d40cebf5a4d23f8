//! Random sequences of what the user, the runners and the channels do.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use volley::export::Format;
use volley::ids::{LinkId, RunId};
use volley::network::Transport;
use volley::protocol::{Command, ExportScope, RetryScope, RunCommand, RunPhase};
use volley::result::column::{Column, SortKey};
use volley::result::groups::Grouping;
use volley::result::outcome::AttemptEnd;
use volley::result::row::RowView;
use volley::result::verdict::Total;
use volley_origin::cases;

use crate::runner::answered;
use crate::world::World;

/// Something that happens.
#[derive(Clone, Copy, Debug)]
enum Happening {
    Text { links: u8 },
    File { links: u8 },
    RemoveSources,
    Start,
    Stop,
    Pause,
    Resume,
    SetLimits(u8),
    Retry(u8),
    OfferVisits(bool),
    Headers,
    Filter(u8),
    Group(u8),
    Order(u8),
    Export(bool),
    Import,
    ShowImported,
    Inspect(u8),
    AnswerInspection,
    LoseRunner,
    LoseTools,
    Window,
    Command,
    RunnerCommand,
    Work,
    Report,
    ToolsWork,
    StepTools,
    Piece,
    Step,
    End { nth: u8, how: u8 },
    Flush,
    Pass(u16),
}

fn happening() -> impl Strategy<Value = Happening> {
    use Happening as H;
    let user = prop_oneof![
        6 => (0..8_u8).prop_map(|links| H::Text { links }),
        2 => (0..4_u8).prop_map(|links| H::File { links }),
        1 => Just(H::RemoveSources),
        6 => Just(H::Start),
        4 => Just(H::Stop),
        2 => Just(H::Pause),
        2 => Just(H::Resume),
        1 => (1..4_u8).prop_map(H::SetLimits),
        5 => (0..6_u8).prop_map(H::Retry),
        2 => any::<bool>().prop_map(H::OfferVisits),
        1 => Just(H::Headers),
        2 => (0..6_u8).prop_map(H::Filter),
        1 => (0..3_u8).prop_map(H::Group),
        2 => (0..4_u8).prop_map(H::Order),
        3 => any::<bool>().prop_map(H::Export),
        2 => Just(H::Import),
        2 => Just(H::ShowImported),
        2 => (0..6_u8).prop_map(H::Inspect),
        1 => Just(H::AnswerInspection),
        1 => Just(H::LoseRunner),
        1 => Just(H::LoseTools),
        2 => Just(H::Window),
    ];
    let world = prop_oneof![
        4 => Just(H::Command),
        3 => Just(H::RunnerCommand),
        4 => Just(H::Work),
        4 => Just(H::Report),
        3 => Just(H::ToolsWork),
        3 => Just(H::StepTools),
        2 => Just(H::Piece),
        6 => Just(H::Step),
        6 => (0..4_u8, 0..4_u8).prop_map(|(nth, how)| H::End { nth, how }),
        3 => Just(H::Flush),
        2 => (1..400_u16).prop_map(H::Pass),
    ];
    prop_oneof![2 => user, 3 => world]
}

/// What an export must hold: the rows at the moment of the request.
type Expected = Vec<(String, Option<String>)>;

fn expected(rows: &[RowView]) -> Expected {
    let verdict = |row: &RowView| row.verdict.map(|verdict| verdict.to_string());
    rows.iter().map(|row| (row.url.clone(), verdict(row))).collect()
}

fn exported(ndjson: &str) -> Expected {
    let row = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).expect("a line is an object");
        let text = |key: &str| value.get(key).and_then(|value| value.as_str()).map(str::to_owned);
        (text("url").unwrap_or_default(), text("verdict"))
    };
    ndjson.lines().map(row).collect()
}

/// Asks for an export, and returns what it must hold.
fn export(world: &mut World, all: bool) -> Expected {
    world.window();
    let is_all = world.page.rows.len() == world.page.summary.links as usize;
    let scope = if all && is_all { ExportScope::All } else { ExportScope::Shown };
    world.export(Format::Ndjson, scope);
    world.window();
    let mut rows: Vec<_> = world.page.rows.clone();
    if scope == ExportScope::All {
        rows.sort_by_key(|row| row.number);
    }
    expected(&rows)
}

/// A list of so many lines: one link cannot be sent, one is there twice, one is many, sorted and filtered in several slices.
fn text(links: u32, host: u32) -> String {
    let line = |link| match link {
        3 => format!("ftp://t{host}.example/{link}"),
        4 => format!("https://t{host}.example/0"),
        5 => format!("https://t{host}.example/[1-40]"),
        _ => format!("https://t{host}.example/{link}"),
    };
    (0..links).map(line).collect::<Vec<_>>().join("\n")
}

#[expect(clippy::too_many_lines, reason = "one list of all that may happen")]
fn happens(world: &mut World, happening: Happening, exports: &mut Vec<Expected>) {
    let offers_stop = world.page.offers_stop(world.run);
    match happening {
        Happening::Text { links } => {
            let host = world.input + 1;
            world.set_text(&text(links.into(), host));
        }
        Happening::File { links } => {
            let host = world.input + 1;
            let lines: Vec<String> =
                (0..links).map(|link| format!("https://f{host}.example/{link}")).collect();
            let text = lines.join("\n");
            world.add_files(&[("f.txt", &text), ("g.md", "[g](https://g.example/)"), ("h.txt", &text)]);
        }
        Happening::RemoveSources => {
            let input = world.next_input();
            world.command(Command::RemoveSources { input });
        }
        Happening::Start if !offers_stop => world.start(),
        Happening::Stop if offers_stop => world.send(RunCommand::Stop),
        Happening::Pause if offers_stop => world.send(RunCommand::Pause),
        Happening::Resume if offers_stop => world.send(RunCommand::Resume),
        Happening::SetLimits(per_origin) => {
            world.limits.per_origin = u32::from(per_origin);
            world.send(RunCommand::SetLimits(world.limits));
        }
        Happening::Retry(which) => world.retry(match which {
            0 => RetryScope::Shown,
            1 => RetryScope::In(Total::Broken),
            2 => RetryScope::In(Total::Cancelled),
            3 => RetryScope::TimedOut,
            // What was offered last, if anything was.
            4 => RetryScope::Offered(world.page.offer.number),
            _ => RetryScope::Link { list: world.page.list, link: LinkId(0) },
        }),
        Happening::OfferVisits(shown) => {
            let scope = [RetryScope::TurnedAway, RetryScope::Shown][usize::from(shown)];
            world.command(Command::OfferVisits { scope, transport: Transport::BackgroundTab });
        }
        Happening::Headers => {
            world.command(Command::SetPayload { headers: "X-Test: 1".to_owned(), write: None });
        }
        Happening::Filter(which) => {
            let (text, totals) = match which {
                0 => ("", vec![]),
                1 => ("", vec![Total::Broken]),
                2 => ("", Total::PROBLEMS.to_vec()),
                // The name of a file, a word of URLs, and one that few have.
                3 => ("f.txt", vec![]),
                4 => ("example", vec![]),
                _ => ("-1", vec![]),
            };
            world.command(Command::SetFilter { text: text.to_owned(), totals });
        }
        Happening::Group(which) => {
            let by = [Grouping::None, Grouping::Host, Grouping::File][usize::from(which)];
            world.command(Command::SetGrouping { by });
        }
        Happening::Order(which) => {
            let columns = [&[][..], &[Column::Url], &[Column::Verdict], &[Column::Verdict, Column::Url]];
            let key = |&column| SortKey { column, descending: true };
            let keys = columns[usize::from(which)].iter().map(key).collect();
            world.command(Command::SetOrder { keys });
        }
        Happening::Export(all) => exports.push(export(world, all)),
        Happening::Import => {
            world.import("{\"url\":\"https://i.example/1\",\"verdict\":\"HTTP 404\",\"status\":404}\n");
        }
        Happening::ShowImported if !offers_stop => world.show_imported(),
        Happening::Inspect(link) => {
            let (list, link) = (world.page.list, u32::from(link));
            world.command(Command::Inspect { list, link: LinkId(link), timeout_ms: 1_000 });
        }
        Happening::AnswerInspection => {
            world.runners.values_mut().for_each(crate::runner::Runner::answer_inspection);
        }
        Happening::LoseRunner => world.lose_runner(),
        Happening::LoseTools => world.lose_tools(),
        Happening::Window => world.command(Command::GetWindow { first: 0, count: 500 }),
        Happening::Command => drop(world.deliver_command()),
        Happening::RunnerCommand => drop(world.deliver_run_command()),
        Happening::Work => drop(world.deliver_work()),
        Happening::Report => drop(world.deliver_report()),
        Happening::ToolsWork => drop(world.deliver_tools_work()),
        Happening::StepTools => drop(world.step_tools()),
        Happening::Piece => drop(world.deliver_piece()),
        Happening::Step => drop(world.step()),
        Happening::End { nth, how } => {
            let end = match how {
                0 => answered(200),
                1 => answered(404),
                2 => AttemptEnd::NoVisibleAnswer,
                _ => answered(503),
            };
            world.end(usize::from(nth), end);
        }
        Happening::Flush => world.flush(),
        Happening::Pass(ms) => world.pass(f64::from(ms)),
        Happening::Start
        | Happening::Stop
        | Happening::Pause
        | Happening::Resume
        | Happening::ShowImported => {}
    }
}

/// What must hold when all that was on its way has come.
fn check(world: &mut World, exports: &[Expected]) -> Result<(), TestCaseError> {
    world.settle();
    world.answer_all();
    if world.page.offers_stop(world.run) {
        world.send(RunCommand::Stop);
        world.settle();
        prop_assert!(!world.page.offers_stop(world.run), "Stop ends what offers it");
    }
    let summary = &world.page.summary;
    if let Some(phase) = world.page.phase().filter(|_| world.run > RunId::NONE) {
        prop_assert!(matches!(phase, RunPhase::Done | RunPhase::Stopped), "{phase:?}");
    }
    let made: Vec<Expected> = world.page.saved.iter().map(|(_, content)| exported(content)).collect();
    prop_assert_eq!(made.as_slice(), exports, "exports are of the rows as they were");
    let has_rows_of_run = world.page.progress.as_ref().is_some_and(|progress| progress.elapsed.get() > 0.0);
    if has_rows_of_run {
        prop_assert_eq!(summary.done, summary.links, "every link ends in one verdict");
    }
    Ok(())
}

#[test]
fn whatever_happens_every_link_has_one_verdict_and_nothing_follows_stop() {
    let config = Config {
        cases: cases(1_000),
        failure_persistence: None,
        max_shrink_iters: 4_000,
        ..Config::default()
    };
    let mut runner = TestRunner::new(config);
    let happenings = prop::collection::vec(happening(), 1..120);
    let slices = prop_oneof![1..6_usize, Just(60_000)];
    let result = runner.run(&(slices, happenings), |(slice, happenings)| {
        let mut world = World::in_slices_of(slice);
        let mut exports = Vec::new();
        for happening in happenings {
            happens(&mut world, happening, &mut exports);
        }
        check(&mut world, &exports)?;
        // And the page can go on from here.
        world.set_text("https://last.example/1\nhttps://last.example/2");
        world.run_to_end();
        prop_assert_eq!(world.page.phase(), Some(RunPhase::Done));
        prop_assert_eq!(world.page.summary.done, world.page.summary.links);
        Ok(())
    });
    if let Err(failure) = result {
        panic!("{failure}");
    }
}

/// A Retry that came just before the page shows imported results as a run of its own.
#[test]
fn a_retry_before_imported_results_are_shown_leaves_no_run_without_end() {
    use Happening as H;
    let mut world = World::new();
    let mut exports = Vec::new();
    let steps = [H::Step, H::Step, H::Step];
    let first = [H::Import, H::Export(false)].into_iter().chain(steps);
    // The file's only piece, and then its end, are read by the tools.
    let read = [H::Piece, H::Step, H::Command, H::ToolsWork, H::StepTools, H::Step, H::ToolsWork];
    let then = read.into_iter().chain([H::StepTools, H::Retry(0)]).chain(steps);
    for happening in first.chain(then).chain([H::ShowImported, H::Text { links: 0 }]) {
        happens(&mut world, happening, &mut exports);
    }
    check(&mut world, &exports).unwrap_or_else(|failure| panic!("{failure}"));
    assert_eq!(world.run, RunId(1), "results were shown");
}
