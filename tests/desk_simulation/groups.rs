//! The table under headings: what the page is sent, and what acts on a group.

use volley::protocol::{CodeScope, CodegenCommand, Command, RetryScope};
use volley::result::groups::{GroupName, Grouping, Heading};
use volley::result::section::Section;
use volley::result::verdict::Total;

use crate::runner::answered;
use crate::world::World;

/// A finished run of two hosts: one link of the first is broken, one of the second works, and one link cannot be sent.
fn mixed() -> World {
    let mut world = World::running_one_by_one("https://a.example/1\nhttps://b.example/1\nmailto:x@a.example");
    world.end(0, answered(500));
    world.settle();
    world.end(0, answered(200));
    world.settle();
    world
}

fn headings(world: &mut World) -> Vec<Heading> {
    world.settle();
    world.window();
    world.page.headings.clone()
}

fn names(world: &mut World) -> Vec<(GroupName, u32, String)> {
    headings(world)
        .into_iter()
        .map(|heading| (heading.name.clone(), heading.rows, heading.in_words()))
        .collect()
}

fn host(name: &str) -> GroupName {
    GroupName::Host(name.to_owned())
}

#[test]
fn hosts_with_most_problems_come_first() {
    let mut world = mixed();
    world.command(Command::SetGrouping { by: Grouping::Host });
    assert_eq!(
        names(&mut world),
        [
            (host("a.example"), 1, "1 broken".to_owned()),
            (host(""), 1, "1 not sent".to_owned()),
            (host("b.example"), 1, "1 working".to_owned()),
        ]
    );
    assert_eq!(world.page.rows.len(), 3);
}

#[test]
fn the_problems_are_in_sections_whatever_the_user_groups_by() {
    let mut world = mixed();
    world.command(Command::SetGrouping { by: Grouping::Host });
    world.command(Command::SetFilter { text: String::new(), totals: Total::PROBLEMS.to_vec() });
    let sections: Vec<GroupName> = names(&mut world).into_iter().map(|(name, ..)| name).collect();
    let section = |section| GroupName::Section(Some(section));
    assert_eq!(sections, [section(Section::Failed), section(Section::NotSent)]);
    world.command(Command::SetFilter { text: String::new(), totals: Vec::new() });
    assert_eq!(names(&mut world).len(), 3);
    world.command(Command::SetGrouping { by: Grouping::None });
    assert_eq!(names(&mut world), []);
}

#[test]
fn a_folded_group_sends_no_rows_and_another_list_folds_nothing() {
    let mut world = mixed();
    world.command(Command::SetGrouping { by: Grouping::Host });
    let group = Some(headings(&mut world)[0].group);
    let list = world.page.list;
    world.command(Command::Fold { list, group, is_folded: true });
    assert!(headings(&mut world)[0].is_folded);
    assert_eq!((world.page.rows.len(), world.page.shown), (2, 3));
    world.command(Command::Fold { list: volley::protocol::ListId(list.0 + 1), group, is_folded: false });
    assert!(headings(&mut world)[0].is_folded);
}

#[test]
fn a_retry_and_code_of_a_group_take_its_links_alone() {
    let mut world = mixed();
    world.command(Command::SetGrouping { by: Grouping::Host });
    let group = headings(&mut world)[2].group;
    let settings = volley::settings::RunSettings::default();
    world.settle_command(Command::Codegen(CodegenCommand::Show {
        tool: 0,
        settings,
        scope: CodeScope::Group(group),
    }));
    assert!(world.page.code.contains("b.example") && !world.page.code.contains("a.example"));
    world.settle_retry(RetryScope::Group { list: world.page.list, group });
    world.answer_all();
    let requested: Vec<_> = world.requested().into_iter().skip(2).map(|(_, url)| url).collect();
    assert_eq!(requested, ["https://b.example/1"]);
}
