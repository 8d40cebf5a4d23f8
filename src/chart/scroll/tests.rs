//! Tables short and long, scrolled by wheel, thumb and key.

use super::{MAX_HEIGHT_PX, Scroll};

const ROW: f64 = 30.0;
const VIEW: f64 = 600.0;

fn table(rows: u32) -> Scroll {
    let mut scroll = Scroll::default();
    scroll.set_view(VIEW, ROW);
    scroll.set_rows(rows);
    scroll
}

#[test]
fn a_table_without_rows_or_without_a_screen_shows_nothing() {
    assert_eq!(table(0).visible(), 0..0);
    let unseen = Scroll::default();
    assert_eq!((unseen.visible(), unseen.slots()), (0..0, 0));
}

#[test]
fn a_table_shorter_than_the_screen_stands_still() {
    let mut scroll = table(5);
    scroll.bar_moved(40.0);
    assert_eq!(scroll.visible(), 0..5);
    assert!(scroll.hidden_px().abs() < f64::EPSILON);
}

#[test]
fn an_unscaled_table_follows_the_bar_pixel_by_pixel() {
    let mut scroll = table(1_000);
    assert!((scroll.height_px() - 30_000.0).abs() < f64::EPSILON);
    scroll.bar_moved(45.0);
    assert_eq!(scroll.visible(), 1..22);
    assert!((scroll.hidden_px() - 15.0).abs() < 1e-9);
    assert_eq!(scroll.settle(), None);
}

#[test]
fn no_more_rows_are_visible_than_there_are_slots() {
    let mut scroll = table(1_000);
    for bar in 0_u32..400 {
        scroll.bar_moved(f64::from(bar) * 0.7);
        assert!(scroll.visible().len() <= scroll.slots() as usize, "at {bar}");
    }
}

#[test]
fn the_scrolled_element_is_never_higher_than_browsers_allow() {
    for rows in [266_667, 1_000_000, 5_000_000, u32::MAX] {
        assert!((table(rows).height_px() - MAX_HEIGHT_PX).abs() < f64::EPSILON, "{rows}");
    }
}

#[test]
fn both_ends_of_the_bar_are_both_ends_of_the_rows() {
    for rows in [100, 1_000_000, 5_000_000] {
        let mut scroll = table(rows);
        scroll.bar_moved(scroll.height_px() - VIEW);
        assert_eq!(scroll.visible().end, rows);
        scroll.bar_moved(0.0);
        assert_eq!(scroll.visible().start, 0);
    }
}

#[test]
fn dragging_the_thumb_half_way_goes_half_way() {
    let mut scroll = table(5_000_000);
    scroll.bar_moved((MAX_HEIGHT_PX - VIEW) / 2.0);
    assert!(scroll.visible().start.abs_diff(2_500_000) <= 20);
    assert_eq!(scroll.settle(), None);
}

#[test]
fn a_turn_of_the_wheel_skips_no_row_however_long_the_table() {
    let mut scroll = table(5_000_000);
    scroll.bar_moved(4_000_000.0);
    let before = scroll.visible();
    scroll.bar_moved(4_000_100.0);
    let after = scroll.visible();
    assert!((3..=4).contains(&(after.start - before.start)));
}

#[test]
fn a_fling_of_several_screens_between_two_events_is_no_drag_of_the_thumb() {
    let mut scroll = table(5_000_000);
    scroll.bar_moved(4_000_000.0);
    let before = scroll.visible().start;
    scroll.bar_moved(4_000_000.0 + 3.0 * VIEW);
    assert_eq!(scroll.visible().start - before, 60);
}

#[test]
fn rows_that_come_while_the_wheel_turns_do_not_make_its_next_turn_a_leap() {
    let mut scroll = table(1_000_000);
    for turn in 1_u32..=10 {
        scroll.bar_moved(300.0 * f64::from(turn));
        scroll.set_rows(1_000_000);
        scroll.set_view(VIEW, ROW);
    }
    assert_eq!(scroll.visible().start, 100);
}

#[test]
fn at_rest_the_bar_is_put_where_the_rows_are() {
    let mut scroll = table(5_000_000);
    scroll.bar_moved(4_000_000.0);
    for turn in 1_u32..=50 {
        scroll.bar_moved(4_000_000.0 + 100.0 * f64::from(turn));
    }
    let seen = scroll.visible();
    let bar = scroll.settle().expect("fifty turns are five thousand pixels");
    assert!(bar < 4_000_000.0 + 5_000.0);
    scroll.bar_moved(bar);
    assert_eq!(scroll.visible(), seen);
    assert_eq!(scroll.settle(), None);
}

#[test]
fn revealing_a_row_moves_no_further_than_it_must() {
    let mut scroll = table(1_000);
    scroll.reveal(10);
    assert_eq!(scroll.visible().start, 0);
    scroll.reveal(20);
    assert!((scroll.hidden_px()).abs() < 1e-9);
    assert_eq!(scroll.visible(), 1..21);
    scroll.reveal(0);
    assert_eq!(scroll.visible(), 0..20);
}

#[test]
fn every_row_of_a_scaled_table_can_be_revealed() {
    let mut scroll = table(5_000_000);
    for row in [0, 1, 999_999, 2_500_000, 4_999_998, 4_999_999] {
        let bar = scroll.reveal(row);
        assert!(scroll.visible().contains(&row), "{row}");
        // The browser reports its own scrolling, rounded: the row stays.
        scroll.bar_moved(bar.floor());
        assert!(scroll.visible().contains(&row), "{row} after the browser's event");
    }
}

#[test]
fn a_screen_lower_than_a_row_still_shows_the_row_it_was_sent_to() {
    let mut scroll = table(100);
    scroll.set_view(10.0, ROW);
    scroll.reveal(50);
    assert!(scroll.visible().contains(&50));
}

#[test]
fn fewer_rows_bring_the_screen_back_to_the_last() {
    let mut scroll = table(1_000);
    scroll.reveal(999);
    scroll.set_rows(40);
    assert_eq!(scroll.visible(), 20..40);
    scroll.set_rows(0);
    assert_eq!(scroll.visible(), 0..0);
}

#[test]
fn another_row_height_keeps_the_first_row() {
    let mut scroll = table(1_000);
    scroll.bar_moved(3_000.0);
    assert_eq!(scroll.set_view(VIEW, 48.0), Some(4_800.0));
    assert_eq!(scroll.visible().start, 100);
    assert_eq!(scroll.set_view(VIEW / 2.0, 48.0), None);
    assert_eq!(scroll.visible().start, 100);
}

#[test]
fn rows_that_come_in_above_the_screen_move_nothing_on_it() {
    let mut scroll = table(1_000);
    scroll.bar_moved(45.0);
    let bar = scroll.shift(10);
    assert!((bar - 345.0).abs() < 1e-9 && !scroll.bar_moved(bar), "the bar is where it was put");
    assert_eq!(scroll.visible(), 11..32);
    assert!((scroll.hidden_px() - 15.0).abs() < 1e-9);
    scroll.shift(-100);
    assert!(scroll.is_at_top(), "not past the first row");
}
