//! Windows requested and answered, as the screen moves and the table changes.

use std::rc::Rc;

use super::{Ask, MAX_COUNT, RowWindow};
use crate::chart::scroll::Scroll;
use crate::ids::Revision;

/// A screen of ten rows over a table of `rows`.
fn screen(rows: u32) -> Scroll {
    let mut scroll = Scroll::default();
    scroll.set_view(300.0, 30.0);
    scroll.set_rows(rows);
    scroll
}

/// Answers `ask` from a table of `shown` rows, each its own position.
fn answer(window: &mut RowWindow<u32>, scroll: &mut Scroll, ask: Ask, shown: u32) {
    let end = ask.first.saturating_add(ask.count).min(shown);
    window.take(ask.first, (ask.first..end).collect());
    scroll.set_rows(shown);
}

/// A window that holds the top of a table of a thousand rows.
fn at_the_top() -> (RowWindow<u32>, Scroll) {
    let (mut window, mut scroll) = (RowWindow::default(), screen(0));
    window.told(Revision(1), 1_000);
    let ask = window.ask(&scroll).expect("nothing is here yet");
    answer(&mut window, &mut scroll, ask, 1_000);
    (window, scroll)
}

#[test]
fn the_first_window_is_asked_for_before_the_number_of_rows_is_known() {
    let (window, scroll) = at_the_top();
    assert!(window.covers(&scroll.visible()));
    assert_eq!(window.get(0).map(|row| **row), Some(0));
}

#[test]
fn a_screen_that_nobody_sees_asks_for_nothing() {
    let mut window = RowWindow::<u32>::default();
    window.told(Revision(1), 1_000);
    assert_eq!(window.ask(&Scroll::default()), None);
}

#[test]
fn one_request_is_out_at_a_time() {
    let (mut window, mut scroll) = at_the_top();
    scroll.bar_moved(15_000.0);
    let ask = window.ask(&scroll).expect("these rows are not here");
    scroll.bar_moved(20_000.0);
    assert_eq!(window.ask(&scroll), None);
    answer(&mut window, &mut scroll, ask, 1_000);
    let ask = window.ask(&scroll).expect("the screen has moved on");
    answer(&mut window, &mut scroll, ask, 1_000);
    assert!(window.covers(&scroll.visible()));
    assert_eq!(window.ask(&scroll), None);
}

#[test]
fn a_step_inside_the_window_asks_for_nothing_and_one_near_its_edge_asks_in_time() {
    let (mut window, mut scroll) = at_the_top();
    scroll.bar_moved(30.0);
    assert_eq!(window.ask(&scroll), None);
    scroll.bar_moved(600.0);
    assert!(window.covers(&scroll.visible()));
    assert!(window.ask(&scroll).is_some());
}

#[test]
fn a_table_that_changed_is_asked_for_again_and_equal_rows_stay_the_same_objects() {
    let (mut window, mut scroll) = at_the_top();
    let before = Rc::clone(window.get(3).expect("at hand"));
    window.told(Revision(2), 1_000);
    assert!(!window.is_current());
    let ask = window.ask(&scroll).expect("the rows are old");
    answer(&mut window, &mut scroll, ask, 1_000);
    assert!(window.is_current());
    assert!(Rc::ptr_eq(&before, window.get(3).expect("at hand")));
}

#[test]
fn a_change_that_comes_while_a_request_is_out_is_not_lost() {
    let (mut window, mut scroll) = at_the_top();
    window.told(Revision(2), 1_000);
    let ask = window.ask(&scroll).expect("the rows are old");
    window.told(Revision(3), 1_000);
    answer(&mut window, &mut scroll, ask, 1_000);
    assert!(!window.is_current());
    assert!(window.ask(&scroll).is_some());
}

#[test]
fn a_table_that_shrank_is_asked_for_from_its_new_end() {
    let (mut window, mut scroll) = at_the_top();
    scroll.reveal(999);
    let ask = window.ask(&scroll).expect("these rows are not here");
    answer(&mut window, &mut scroll, ask, 1_000);
    window.told(Revision(2), 12);
    let ask = window.ask(&scroll).expect("the rows are old");
    answer(&mut window, &mut scroll, ask, 12);
    assert_eq!(scroll.rows(), 12);
    assert!(window.covers(&scroll.visible()));
}

#[test]
fn a_desk_that_sends_less_than_was_asked_is_not_asked_for_ever() {
    let (mut window, mut scroll) = at_the_top();
    scroll.bar_moved(15_000.0);
    let ask = window.ask(&scroll).expect("these rows are not here");
    window.take(ask.first, Vec::new());
    assert_eq!(window.ask(&scroll), None);
}

#[test]
fn no_more_is_asked_than_the_desk_sends() {
    let mut scroll = screen(0);
    scroll.set_view(30_000.0, 30.0);
    let mut window = RowWindow::<u32>::default();
    window.told(Revision(1), 1_000_000);
    assert_eq!(window.ask(&scroll).map(|ask| ask.count), Some(MAX_COUNT));
}
