//! What the desk has done by the tools, and what becomes of it when they are slow, cannot be had or end.

use volley::desk::ToolsAttachment;
use volley::ids::{LinkId, SourceId};
use volley::input::detect::Form;
use volley::protocol::{CodeScope, CodegenCommand, Command};
use volley::settings::RunSettings;

use crate::world::World;

const MARKDOWN: &str = "# Title\n\n[a](https://a.example/) and [b](https://b.example/)\n";
const RESULTS: &str = "{\"url\":\"https://r.example/\",\"verdict\":\"HTTP 200\",\"status\":200}\n";

fn urls(world: &mut World) -> Vec<String> {
    world.window();
    world.page.rows.iter().map(|row| row.url.clone()).collect()
}

fn show_code(world: &mut World) {
    let settings = RunSettings::default();
    world.command(Command::Codegen(CodegenCommand::Show { tool: 0, settings, scope: CodeScope::Shown }));
}

#[test]
fn the_tools_are_asked_for_once_and_only_for_documents() {
    let mut world = World::new();
    world.read_text("https://a.example/\nsome https://b.example/ prose");
    assert_eq!(world.tools_wanted, 0);
    world.read_files(&[
        ("a.md", MARKDOWN),
        ("b.csv", "url\nhttps://c.example/"),
        ("c.txt", "https://d.example/"),
    ]);
    assert_eq!(world.tools_wanted, 1);
    let found = urls(&mut world);
    assert_eq!(
        found[..4],
        ["https://a.example/", "https://b.example/", "https://c.example/", "https://d.example/"]
    );
    let forms: Vec<_> = world.page.reading.sources.iter().map(|source| source.form).collect();
    assert_eq!(forms, [Form::Markdown, Form::Csv, Form::List]);
}

#[test]
fn a_document_of_many_pieces_is_given_piece_by_piece() {
    let mut world = World::new();
    let rows = "https://a.example/,x\n".repeat(150_000);
    world.read_files(&[("a.csv", &rows)]);
    assert_eq!(world.page.reading.links, 150_000);
    assert!(world.most_tools_work <= 1, "the next piece waits until the last is read");
}

#[test]
fn nothing_that_comes_late_of_a_document_gets_into_another_list() {
    let mut world = World::new();
    world.read_text(MARKDOWN);
    for text in ["https://c.example/", "# T\n\n[d](https://d.example/)\n", ""] {
        world.set_text(&MARKDOWN.repeat(50_000));
        world.deliver_commands();
        while world.step() {}
        world.deliver_tools_work();
        // The tools have read it, and the user has typed something else.
        world.set_text(text);
        world.deliver_commands();
        world.settle();
        let expected: Vec<_> =
            ["https://c.example/", "https://d.example/"].iter().filter(|url| text.contains(**url)).collect();
        assert_eq!(urls(&mut world).iter().collect::<Vec<_>>(), expected, "{text}");
    }
}

#[test]
fn tools_that_cannot_be_had_cost_one_document_and_nothing_else() {
    let mut world = World::new();
    world.has_no_tools = true;
    world.read_files(&[("a.md", MARKDOWN), ("b.txt", "https://c.example/")]);
    assert!(world.page.reading.done);
    assert_eq!(world.page.reading.rejected, 1);
    let problem = &world.page.reading.problems[0];
    assert_eq!((problem.source, problem.place.as_str()), (Some(SourceId(0)), "a.md:1:1"));
    assert!(problem.message.contains("could not be loaded"), "{}", problem.message);
    assert_eq!(urls(&mut world), ["", "https://c.example/"]);
    // They are asked for again when they are next needed.
    world.has_no_tools = false;
    world.read_text(MARKDOWN);
    assert_eq!(world.tools_wanted, 2);
    assert_eq!(world.page.reading.links, 4, "the file's problem stays until it is read again");
}

#[test]
fn tools_that_end_within_a_document_leave_what_they_had_read() {
    let mut world = World::new();
    let rows = "https://a.example/,x\n".repeat(150_000);
    world.add_files(&[("a.csv", &rows), ("b.txt", "https://c.example/")]);
    world.deliver_commands();
    while world.page.reading.links < 1_000 {
        world.deliver_piece();
        world.step();
        world.deliver_command();
        world.deliver_tools_work();
        world.step_tools();
        world.pass(10.0);
    }
    world.lose_tools();
    world.settle();
    let links = world.page.reading.links;
    assert!(links > 1_000 && links < 150_000, "{links}");
    assert_eq!((world.page.reading.rejected, world.page.reading.done), (1, true));
    world.command(Command::GetDetail { list: world.page.list, link: LinkId(links - 1) });
    world.settle();
    assert_eq!(world.page.detail.as_ref().map(|detail| detail.row.url.as_str()), Some("https://c.example/"));
}

#[test]
fn an_import_and_code_that_are_lost_are_said_and_work_when_tried_again() {
    let mut world = World::new();
    world.read_text("https://a.example/");
    world.has_no_tools = true;
    world.import(RESULTS);
    show_code(&mut world);
    world.settle();
    let troubles = world.page.troubles.join("\n");
    assert!(troubles.contains("Couldn't import “results.ndjson”"), "{troubles}");
    assert!(troubles.contains("The code was not written"), "{troubles}");
    assert_eq!((world.page.imports_waiting.len(), world.page.code.as_str()), (0, ""));
    world.has_no_tools = false;
    show_code(&mut world);
    world.import(RESULTS);
    world.settle();
    assert!(world.page.code.contains("https://a.example/"), "{}", world.page.code);
    assert_eq!(world.page.imports_waiting.len(), 1);
}

#[test]
fn a_file_of_code_comes_in_pieces_and_is_dropped_with_the_tools() {
    let mut world = World::new();
    let links: Vec<_> = (0..30_000).map(|link| format!("https://a.example/{link}")).collect();
    world.read_text(&links.join("\n"));
    let save = |world: &mut World| {
        let settings = RunSettings::default();
        world.command(Command::Codegen(CodegenCommand::Save {
            tool: None,
            settings,
            scope: CodeScope::Shown,
        }));
    };
    save(&mut world);
    world.settle();
    assert_eq!(world.page.saved.len(), 1);
    assert!(world.last_file().contains("https://a.example/29999\n"));
    save(&mut world);
    world.deliver_commands();
    while world.step() {}
    for _ in 0..5 {
        world.deliver_tools_work();
        world.step_tools();
    }
    world.lose_tools();
    world.settle();
    assert_eq!((world.page.saved.len(), world.page.troubles.len()), (1, 1));
    assert!(world.outputs.is_empty(), "half a file is dropped");
}

#[test]
fn what_waits_for_the_tools_stays_short_however_long_they_take() {
    let mut world = World::new();
    world.holds_tools = true;
    for key in 0..100 {
        world.read_text(&format!("{MARKDOWN}\n[{key}](https://k.example/{key})\n"));
        world.settle_command(Command::TabHidden { hidden: key % 2 == 0 });
    }
    world.release_tools();
    assert!(world.most_tools_work <= 3, "{} at once", world.most_tools_work);
    world.settle();
    assert_eq!(world.tools_wanted, 1);
    assert_eq!(urls(&mut world), ["https://a.example/", "https://b.example/", "https://k.example/99"]);
}

#[test]
fn tools_that_cannot_be_had_are_asked_for_once_a_reading_not_once_a_document() {
    let mut world = World::new();
    world.has_no_tools = true;
    world.read_files(&[
        ("a.md", MARKDOWN),
        ("b.md", MARKDOWN),
        ("c.txt", "https://c.example/"),
        ("d.csv", "a,b"),
    ]);
    assert_eq!((world.tools_wanted, world.page.reading.rejected, world.page.reading.links), (1, 3, 4));
    world.import(RESULTS);
    world.import(RESULTS);
    world.settle();
    assert_eq!((world.tools_wanted, world.page.troubles.len()), (2, 2), "{:?}", world.page.troubles);
    world.read_text("https://e.example/");
    assert_eq!((world.tools_wanted, world.page.reading.links), (2, 5), "and a list needs none");
}

#[test]
fn a_document_that_was_read_to_its_end_is_no_problem_when_the_tools_are_lost_then() {
    let mut world = World::new();
    let links: Vec<_> = (0..3_000).map(|link| format!("- [l](https://a.example/{link})")).collect();
    world.set_text(&format!("# T\n{}\n", links.join("\n")));
    world.deliver_commands();
    while world.step() {}
    world.deliver_commands();
    assert!(world.deliver_tools_work());
    // All links have come to the desk, which has taken none of them.
    while world.step_tools() {}
    world.lose_tools();
    world.settle();
    assert_eq!((world.page.reading.links, world.page.reading.rejected), (3_000, 0));
}

#[test]
fn reading_that_waits_for_tools_can_be_ended_and_the_rest_be_sent() {
    let mut world = World::new();
    world.holds_tools = true;
    world.read_files(&[("a.txt", "https://c.example/"), ("b.md", MARKDOWN), ("c.txt", "https://d.example/")]);
    assert!(!world.page.reading.done, "it waits");
    let input = world.next_input();
    world.settle_command(Command::CancelReading { input });
    assert!(world.page.reading.done);
    assert_eq!(urls(&mut world), ["https://c.example/", ""]);
    let problem = &world.page.reading.problems[0];
    assert!(problem.message.contains("read no further"), "{}", problem.message);
    // Another text is tried again, and what comes late of the other document is of no list.
    world.set_text("# T\n\n[e](https://e.example/)\n");
    world.deliver_commands();
    world.settle();
    world.release_tools();
    world.settle();
    assert_eq!(urls(&mut world), ["https://c.example/", "", "https://e.example/"]);
}

#[test]
fn a_document_with_nothing_in_it_needs_no_tools() {
    let mut world = World::new();
    world.read_files(&[("a.md", ""), ("b.json", ""), ("c.html", ""), ("d.csv", "")]);
    assert_eq!((world.tools_wanted, world.page.reading.rejected), (0, 0), "{:?}", world.page.reading);
}

#[test]
fn code_for_few_rows_of_a_long_list_takes_those_alone_along() {
    let mut world = World::new();
    let links: Vec<_> = (0..500).map(|link| format!("https://a.example/{link}")).collect();
    world.read_text(&links.join("\n"));
    world.settle_command(Command::SetFilter { text: "/42".to_owned(), totals: Vec::new() });
    show_code(&mut world);
    world.deliver_commands();
    while world.step() {}
    // The tools that the desk asked for are there.
    world.deliver_commands();
    let sent = world.tools_work.iter().find_map(|(_, attached)| match attached {
        ToolsAttachment::Targets(targets) => Some(targets.list.targets().len()),
        _ => None,
    });
    assert_eq!(sent, Some(11), "42 and 420 to 429");
    world.settle();
    assert!(world.page.code.contains("https://a.example/429"), "{}", world.page.code);
    assert!(!world.page.code.contains("https://a.example/430"));
}

#[test]
fn small_documents_are_given_before_their_turn_and_their_links_stay_in_order() {
    let mut world = World::new();
    let files: Vec<(String, String)> = (0..200)
        .map(|nth| match nth % 5 {
            0 => (format!("{nth}.txt"), format!("https://a.example/{nth}")),
            1 => (format!("{nth}.md"), String::new()),
            2 => (format!("{nth}.csv"), format!("url\nhttps://a.example/{nth}\n")),
            3 => (format!("{nth}.png"), "\u{89}PNG\r\n\u{1a}\n\0\0".to_owned()),
            _ => (format!("{nth}.md"), format!("# T\n\n[a](https://a.example/{nth})\n")),
        })
        .collect();
    let files: Vec<_> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    world.add_files(&files);
    let mut most = 0;
    while !world.page.reading.done {
        world.deliver_commands();
        while world.deliver_piece() || world.step() {}
        most = most.max(world.tools_work.len());
        world.deliver_tools_work();
        while world.step_tools() {}
        world.pass(10.0);
    }
    world.settle();
    assert!((5..=17).contains(&most), "{most} at once");
    let expected: Vec<String> = (0..200)
        .filter(|nth| nth % 5 != 1)
        .map(|nth| if nth % 5 == 3 { String::new() } else { format!("https://a.example/{nth}") })
        .collect();
    world.settle_command(Command::GetWindow { first: 0, count: 200 });
    let found: Vec<_> = world.page.rows.iter().map(|row| row.url.clone()).collect();
    assert_eq!(found, expected);
    assert_eq!((world.tools_wanted, world.page.reading.done), (1, true));
}

/// A world in the middle of reading this many Markdown files: some are read, others were given ahead.
fn midway(count: usize) -> World {
    let mut world = World::new();
    let files: Vec<(String, &str)> = (0..count).map(|nth| (format!("{nth}.md"), MARKDOWN)).collect();
    let files: Vec<_> = files.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    world.add_files(&files);
    world.deliver_commands();
    while world.page.reading.links < 8 {
        world.deliver_piece();
        world.step();
        world.deliver_command();
        world.deliver_tools_work();
        world.step_tools();
        world.pass(10.0);
    }
    world
}

#[test]
fn documents_given_for_a_list_that_has_changed_are_not_read_for_the_next() {
    let mut world = midway(40);
    let input = world.next_input();
    world.settle_command(Command::RemoveSources { input });
    world.read_text("[c](https://c.example/)\n\n# T\n");
    assert_eq!(urls(&mut world), ["https://c.example/"]);
}

#[test]
fn tools_lost_with_documents_given_ahead_leave_one_problem_for_each() {
    let mut world = midway(30);
    world.lose_tools();
    world.settle();
    let reading = &world.page.reading;
    assert!(reading.done && reading.rejected > 0, "{reading:?}");
    assert_eq!((reading.links - reading.rejected) / 2 + reading.rejected, 30, "each is read or is a problem");
}

#[test]
fn what_was_read_ahead_is_kept_when_a_later_document_kills_the_tools() {
    let mut world = World::new();
    let names: Vec<String> = (1..=10).map(|nth| format!("{nth}.md")).collect();
    let files: Vec<_> = names.iter().map(|name| (name.as_str(), MARKDOWN)).collect();
    world.add_files(&files);
    // The first is answered; the second goes out, and the eight after it ahead of their turn.
    for _ in 0..2 {
        world.deliver_commands();
        while world.deliver_piece() || world.step() || world.deliver_command() {}
        if world.tools_work.len() == 1 {
            world.deliver_tools_work();
            while world.step_tools() {}
        }
    }
    while world.deliver_piece() || world.step() {}
    assert_eq!(world.tools_work.len(), 9);
    for _ in 2..=6 {
        world.deliver_tools_work();
        while world.step_tools() {}
    }
    world.lose_tools();
    world.settle();
    let reading = &world.page.reading;
    assert_eq!((reading.done, reading.links, reading.rejected), (true, 6 * 2 + 4, 4), "six are read");
    assert_eq!(world.tools_wanted, 1, "the tools are not asked for the rest");
}
