//! Windows requested and answered, as the screen moves and the table changes.

use std::rc::Rc;

use super::{MAX_COUNT, RowRequest, RowWindow};
use crate::chart::scroll::Scroll;
use crate::ids::Revision;

/// A screen of ten rows over a table of `rows`.
fn screen(rows: u32) -> Scroll {
    let mut scroll = Scroll::default();
    scroll.set_view(300.0, 30.0);
    scroll.set_rows(rows);
    scroll
}

/// Answers `request` from a table of `shown` rows, each its own position.
fn answer(window: &mut RowWindow<u32>, scroll: &mut Scroll, request: RowRequest, shown: u32) {
    let end = request.first.saturating_add(request.count).min(shown);
    window.take(request.first, (request.first..end).collect());
    scroll.set_rows(shown);
}

/// A window that holds the top of a table of a thousand rows.
fn at_the_top() -> (RowWindow<u32>, Scroll) {
    let (mut window, mut scroll) = (RowWindow::default(), screen(0));
    window.table_changed(Revision(1), 1_000);
    let request = window.request(&scroll).expect("nothing is here yet");
    answer(&mut window, &mut scroll, request, 1_000);
    (window, scroll)
}

#[test]
fn the_first_window_is_requested_before_the_number_of_rows_is_known() {
    let (window, scroll) = at_the_top();
    assert!(window.covers(&scroll.visible()));
    assert_eq!(window.get(0).map(|row| **row), Some(0));
}

#[test]
fn a_screen_that_nobody_sees_requests_nothing() {
    let mut window = RowWindow::<u32>::default();
    window.table_changed(Revision(1), 1_000);
    assert_eq!(window.request(&Scroll::default()), None);
}

#[test]
fn one_request_is_out_at_a_time() {
    let (mut window, mut scroll) = at_the_top();
    scroll.bar_moved(15_000.0);
    let request = window.request(&scroll).expect("these rows are not here");
    scroll.bar_moved(20_000.0);
    assert_eq!(window.request(&scroll), None);
    answer(&mut window, &mut scroll, request, 1_000);
    let request = window.request(&scroll).expect("the screen has moved on");
    answer(&mut window, &mut scroll, request, 1_000);
    assert!(window.covers(&scroll.visible()));
    assert_eq!(window.request(&scroll), None);
}

#[test]
fn a_step_inside_the_window_requests_nothing_and_one_near_its_edge_requests_in_time() {
    let (mut window, mut scroll) = at_the_top();
    scroll.bar_moved(30.0);
    assert_eq!(window.request(&scroll), None);
    scroll.bar_moved(600.0);
    assert!(window.covers(&scroll.visible()));
    assert!(window.request(&scroll).is_some());
}

#[test]
fn a_table_that_changed_is_requested_again_and_equal_rows_stay_the_same_objects() {
    let (mut window, mut scroll) = at_the_top();
    let before = Rc::clone(window.get(3).expect("at hand"));
    window.table_changed(Revision(2), 1_000);
    assert!(!window.is_current());
    let request = window.request(&scroll).expect("the rows are old");
    answer(&mut window, &mut scroll, request, 1_000);
    assert!(window.is_current());
    assert!(Rc::ptr_eq(&before, window.get(3).expect("at hand")));
}

#[test]
fn a_change_that_comes_while_a_request_is_out_is_not_lost() {
    let (mut window, mut scroll) = at_the_top();
    window.table_changed(Revision(2), 1_000);
    let request = window.request(&scroll).expect("the rows are old");
    window.table_changed(Revision(3), 1_000);
    answer(&mut window, &mut scroll, request, 1_000);
    assert!(!window.is_current());
    assert!(window.request(&scroll).is_some());
}

#[test]
fn a_table_that_shrank_is_requested_from_its_new_end() {
    let (mut window, mut scroll) = at_the_top();
    scroll.reveal(999);
    let request = window.request(&scroll).expect("these rows are not here");
    answer(&mut window, &mut scroll, request, 1_000);
    window.table_changed(Revision(2), 12);
    let request = window.request(&scroll).expect("the rows are old");
    answer(&mut window, &mut scroll, request, 12);
    assert_eq!(scroll.rows(), 12);
    assert!(window.covers(&scroll.visible()));
}

#[test]
fn a_desk_that_sends_less_than_was_requested_is_not_asked_for_ever() {
    let (mut window, mut scroll) = at_the_top();
    scroll.bar_moved(15_000.0);
    let request = window.request(&scroll).expect("these rows are not here");
    window.take(request.first, Vec::new());
    assert_eq!(window.request(&scroll), None);
}

#[test]
fn no_more_is_requested_than_the_desk_sends() {
    let mut scroll = screen(0);
    scroll.set_view(30_000.0, 30.0);
    let mut window = RowWindow::<u32>::default();
    window.table_changed(Revision(1), 1_000_000);
    assert_eq!(window.request(&scroll).map(|request| request.count), Some(MAX_COUNT));
}

#[test]
fn rows_that_come_with_a_change_need_no_request() {
    let (mut window, scroll) = at_the_top();
    window.table_changed(Revision(2), 1_000);
    assert!(window.take_pushed(0, (100..130).collect()) && window.is_current());
    assert_eq!((window.request(&scroll), window.get(3).map(|row| **row)), (None, Some(103)));
}

#[test]
fn rows_that_come_with_a_change_are_no_answer_to_a_request_for_others() {
    let (mut window, mut scroll) = at_the_top();
    scroll.bar_moved(15_000.0);
    let request = window.request(&scroll).expect("these rows are not here");
    window.table_changed(Revision(2), 1_000);
    assert!(!window.take_pushed(0, (100..130).collect()));
    assert_eq!(window.get(3).map(|row| **row), Some(3), "what was here is soon replaced");
    answer(&mut window, &mut scroll, request, 1_000);
    assert!(window.covers(&scroll.visible()) && !window.is_current());
    assert!(window.request(&scroll).is_some());
}

#[test]
fn a_screen_that_is_seen_no_more_says_so_once_and_keeps_its_rows() {
    let (mut window, mut scroll) = at_the_top();
    scroll.set_view(0.0, 30.0);
    let request = window.request(&scroll).expect("rows are pushed");
    assert_eq!(request.count, 0);
    window.take(request.first, Vec::new());
    assert_eq!(window.request(&scroll), None);
    scroll.set_view(300.0, 30.0);
    assert!(window.covers(&scroll.visible()));
    assert_eq!(window.request(&scroll), None, "nothing has changed");
    window.table_changed(Revision(2), 1_000);
    assert!(window.request(&scroll).is_some());
}
