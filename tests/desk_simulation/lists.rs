//! What is read: sources, the text area, imports.

use volley::ids::SourceId;
use volley::protocol::{Command, RunPhase};

use crate::world::World;

#[test]
fn the_text_area_is_read_behind_the_sources_which_are_read_once() {
    let mut world = World::new();
    world.read_files(&[
        ("a.txt", "https://a.example/1\nhttps://a.example/2"),
        ("b.txt", "https://b.example/1"),
    ]);
    assert_eq!(world.page.reading.links, 3);
    world.set_text("https://c.example/");
    world.deliver_commands();
    world.settle();
    assert_eq!(world.page.reading.links, 4);
    let sources: Vec<_> =
        world.page.reading.sources.iter().map(|source| (source.name.as_str(), source.links)).collect();
    assert_eq!(sources, [("a.txt", Some(2)), ("b.txt", Some(1))]);
    world.window();
    assert_eq!(world.page.rows[3].url, "https://c.example/");
}

#[test]
fn typing_while_a_file_is_read_does_not_read_it_again() {
    let mut world = World::new();
    let long = "https://a.example/1\n".repeat(200_000);
    world.add_files(&[("a.txt", &long)]);
    world.deliver_commands();
    let mut reads = 0;
    for key in 0..200 {
        reads += usize::from(world.deliver_piece());
        world.step();
        if key % 10 == 0 {
            world.set_text(&"https://b.example/\n".repeat(key + 1));
            world.deliver_commands();
        }
    }
    while world.deliver_piece() {
        reads += 1;
        world.settle();
    }
    world.settle();
    assert_eq!(reads, long.len().div_ceil(1_048_576));
    assert_eq!(world.page.reading.links, 200_000 + 191);
}

/// E17: a file that was mended and is dropped again is one source.
#[test]
fn a_file_given_again_replaces_the_earlier_one() {
    let mut world = World::new();
    world.read_files(&[("a.md", "https://a.example/old"), ("b.md", "https://b.example/")]);
    world.read_files(&[("a.md", "https://a.example/new")]);
    world.window();
    let urls: Vec<_> = world.page.rows.iter().map(|row| row.url.as_str()).collect();
    assert_eq!(urls, ["https://a.example/new", "https://b.example/"]);
    assert_eq!(world.page.notes, ["“a.md” replaces the file of the same name."]);
}

#[test]
fn files_of_one_name_that_are_given_together_are_two() {
    let mut world = World::new();
    world.read_files(&[("a.md", "https://a.example/1"), ("a.md", "https://a.example/2")]);
    assert_eq!(world.page.reading.links, 2);
}

#[test]
fn a_reading_that_is_cut_short_keeps_what_it_read() {
    let mut world = World::new();
    let long = "https://a.example/1\n".repeat(120_000);
    world.add_files(&[("a.txt", &long), ("b.txt", "https://b.example/")]);
    world.deliver_commands();
    world.step();
    world.deliver_piece();
    world.step();
    world.step();
    let input = world.next_input();
    world.settle_command(Command::CancelReading { input });
    let links = world.page.reading.links;
    assert!(links > 0 && links < 120_000, "{links}");
    assert!(world.page.reading.sources.iter().all(|source| source.is_cut));
    let input = world.next_input();
    world.settle_command(Command::ReadWhole { input, source: SourceId(0) });
    assert_eq!(world.page.reading.links, 120_000);
}

const IMPORTED: &str = "{\"url\":\"https://i.example/1\",\"verdict\":\"HTTP 404\",\"status\":404}\n";

#[test]
fn an_import_leaves_the_list_of_the_form_alone() {
    let mut world = World::finished("https://a.example/1\nhttps://a.example/2");
    world.import(IMPORTED);
    world.settle();
    world.show_imported();
    world.settle();
    world.window();
    assert_eq!(world.page.rows[0].url, "https://i.example/1");
    assert_eq!(world.page.reading.links, 2);
    world.run_to_end();
    world.window();
    assert_eq!(world.page.rows.len(), 2);
    assert_eq!(world.page.phase(), Some(RunPhase::Done));
}

#[test]
fn an_import_is_refused_during_a_run() {
    let mut world = World::running("https://a.example/1");
    world.import(IMPORTED);
    world.settle();
    assert!(world.page.imports_waiting.is_empty());
    assert!(world.page.troubles[0].contains("not imported"));
    world.answer_all();
    assert_eq!(world.page.phase(), Some(RunPhase::Done));
}

#[test]
fn an_excerpt_is_read_from_the_file() {
    let mut world = World::new();
    world.read_files(&[("a.txt", "one\nhttps://a.example/\nthree")]);
    world.settle_command(Command::GetExcerpt { source: SourceId(0), line: 2, target: (2, 1) });
    assert_eq!(world.page.excerpt, ["https://a.example/", "three"]);
}

/// Wherever a reading is cut short, a source is read whole or said to be cut.
#[test]
fn no_source_is_lost_by_cutting_a_reading_short() {
    for steps in 0..60 {
        let mut world = World::new();
        let files =
            ["a.txt", "b.txt", "c.txt"].map(|name| (name, "https://a.example/1\nhttps://a.example/2"));
        world.add_files(&files);
        world.deliver_commands();
        for _ in 0..steps {
            if !world.step() {
                world.deliver_piece();
            }
        }
        let input = world.next_input();
        world.settle_command(Command::CancelReading { input });
        for source in &world.page.reading.sources {
            assert!(source.links == Some(2) || source.is_cut, "after {steps} steps: {source:?}");
        }
    }
}

/// A long list that a run holds is read again in slices when the text area changes: to copy it would take one long step.
#[test]
fn a_long_list_that_a_run_holds_is_read_again() {
    let mut world = World::new();
    let urls: Vec<String> = (0..200_001).map(|link| format!("https://a.example/{link}")).collect();
    let long = urls.join("\n");
    world.read_files(&[("a.txt", &long)]);
    world.start();
    world.settle();
    world.set_text("https://b.example/");
    world.deliver_commands();
    assert!(world.step() && !world.reads.is_empty(), "its file is read again");
    world.settle();
    assert_eq!(world.page.reading.links, 200_002);
    assert_eq!(world.page.summary.links, 200_001, "and the run's rows stay");
}
