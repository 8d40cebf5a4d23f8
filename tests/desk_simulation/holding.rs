//! A row that is held while the order of a live table changes.

use volley::ids::LinkId;
use volley::protocol::{Command, ListId};
use volley::result::column::{Column, SortKey};
use volley::result::groups::Grouping;
use volley::result::verdict::Total;

use crate::runner::answered;
use crate::world::World;

/// A run of so many links of one host, ordered by status, the least first; what waits comes last. The page looks at five rows
/// from the second on.
fn ordered(count: u32) -> World {
    let urls: Vec<String> = (1..=count).map(|link| format!("https://a.example/{link}")).collect();
    let mut world = World::running(&urls.join("\n"));
    world.settle_command(Command::SetOrder {
        keys: vec![SortKey { column: Column::Status, descending: false }],
    });
    world.settle_command(Command::GetWindow { first: 1, count: 5 });
    world
}

fn hold(world: &mut World, link: u32) {
    let list = world.page.list;
    world.settle_command(Command::HoldRow { list, link: Some(LinkId(link)) });
}

#[test]
fn a_row_stays_where_it_is_among_those_at_hand() {
    let mut world = ordered(20);
    let link = world.page.rows[1].number.link();
    hold(&mut world, link.0);
    // The last in flight is the first to answer: it goes to the top, and those before it go down by one.
    for nth in 1..=5 {
        let last = world.runners[&world.runner.expect("a runner")].in_flight() - 1;
        world.end(last, answered(200));
        world.settle();
        assert_eq!(world.page.held, Some((link, 2 + nth)));
        assert_eq!(world.page.first, 1 + nth, "the window has moved with it");
        assert_eq!(world.page.rows[1].number, link.number());
    }
}

#[test]
fn without_a_held_row_the_page_keeps_its_places() {
    let mut world = ordered(20);
    world.end(5, answered(200));
    world.settle();
    assert_eq!((world.page.first, world.page.held), (1, None));
}

#[test]
fn a_row_that_is_filtered_out_is_held_again_when_it_is_back() {
    let mut world = ordered(20);
    hold(&mut world, 7);
    let filter = |totals: &[Total]| Command::SetFilter { text: String::new(), totals: totals.to_vec() };
    world.settle_command(filter(&[Total::Broken]));
    assert_eq!((world.page.held, world.page.rows.len()), (None, 0));
    world.settle_command(filter(&[]));
    assert_eq!(world.page.held, Some((LinkId(7), 7)));
}

#[test]
fn under_headings_its_place_counts_them_too() {
    let mut world = World::running("https://b.example/1\nhttps://a.example/1\nhttps://a.example/2");
    world.settle_command(Command::SetGrouping { by: Grouping::Host });
    world.window();
    hold(&mut world, 0);
    assert_eq!(world.page.held, Some((LinkId(0), 4)), "two headings and two rows are before it");
    let list = world.page.list;
    world.settle_command(Command::Fold { list, group: None, is_folded: true });
    assert_eq!(world.page.held, None);
}

#[test]
fn a_row_of_another_list_is_not_held() {
    let mut world = ordered(20);
    let ListId(list) = world.page.list;
    world.settle_command(Command::HoldRow { list: ListId(list.wrapping_sub(1)), link: Some(LinkId(3)) });
    world.end(5, answered(200));
    world.settle();
    assert_eq!(world.page.held, None);
    hold(&mut world, 3);
    world.read_text("https://a.example/other");
    world.run_to_end();
    world.window();
    assert_eq!(world.page.held, None, "nor is it of the list after it");
}
