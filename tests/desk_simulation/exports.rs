//! Files are made of the rows as they were at the request (A5, E6).

use volley::export::Format;
use volley::protocol::{CodeScope, CodegenCommand, Command, ExportScope};
use volley::result::column::{Column, SortKey};
use volley::result::verdict::Total;
use volley::settings::RunSettings;

use crate::runner::answered;
use crate::world::World;

fn lines(count: u32, host: &str) -> String {
    let urls: Vec<String> = (1..=count).map(|link| format!("https://{host}/{link}")).collect();
    urls.join("\n")
}

#[test]
fn an_export_is_of_the_list_it_was_started_on() {
    let mut world = World::new();
    world.read_text(&lines(4_000, "a.example"));
    world.export(Format::Links, ExportScope::All);
    world.deliver_commands();
    world.step();
    world.read_text(&lines(10, "b.example"));
    assert_eq!(world.last_file().lines().count(), 4_000);
    assert!(world.last_file().lines().all(|line| line.starts_with("https://a.example/")));
}

#[test]
fn rows_are_copied_in_their_order_on_screen_and_not_too_many() {
    let mut world = World::new();
    world.read_text(&lines(12_000, "a.example"));
    let keys = vec![SortKey { column: Column::Index, descending: true }];
    world.settle_command(Command::SetOrder { keys });
    let copy = |first, count| {
        let columns = vec![Column::Url, Column::Index];
        Command::CopyRows { format: Format::Tsv, first, count, columns }
    };
    world.settle_command(copy(1, 2));
    let text = world.last_file();
    assert_eq!(text, "url\tindex\nhttps://a.example/11999\t11999\nhttps://a.example/11998\t11998\n");
    world.settle_command(copy(0, u32::MAX));
    assert_eq!(world.last_file().lines().count(), 10_001);
    world.settle_command(copy(12_000, 5));
    assert_eq!(world.last_file().lines().count(), 1, "past the end there is only the heading");
}

#[test]
fn an_export_of_a_run_is_not_changed_by_what_comes_meanwhile() {
    let mut world = World::running(&lines(4_000, "a.example"));
    world.export(Format::Ndjson, ExportScope::All);
    world.deliver_commands();
    world.step();
    for _ in 0..100 {
        world.end(0, answered(404));
    }
    world.answer_all();
    assert_eq!(world.last_file().lines().count(), 4_000);
    assert!(!world.last_file().contains("HTTP"), "none had a verdict when it was asked for");
    assert_eq!(world.page.summary.done, 4_000);
}

#[test]
fn code_is_written_of_the_links_shown() {
    let mut world = World::running("https://a.example/1\nhttps://a.example/2\nhttps://a.example/3");
    world.end(1, answered(404));
    world.answer_all();
    world.settle_command(Command::SetFilter { text: String::new(), totals: vec![Total::Broken] });
    let settings = RunSettings::default();
    world.settle_command(Command::Codegen(CodegenCommand::Show {
        tool: 0,
        settings,
        scope: CodeScope::Shown,
    }));
    let count = |link: u32| world.page.code.matches(&format!("a.example/{link}")).count();
    assert_eq!([count(1), count(2), count(3)], [0, 1, 0], "{}", world.page.code);
}

#[test]
fn a_zip_survives_a_change_of_its_list() {
    let mut world = World::new();
    world.read_text(&lines(9_000, "a.example"));
    let settings = RunSettings::default();
    world.command(Command::Codegen(CodegenCommand::Save { tool: None, settings, scope: CodeScope::Shown }));
    world.deliver_commands();
    for _ in 0..3 {
        world.step();
    }
    world.read_text("https://b.example/");
    let (name, content) = world.page.saved.last().expect("it is made");
    assert_eq!(name, "volley-code.zip");
    assert!(content.contains("https://a.example/9000") && !content.contains("b.example"));
}
