//! The table on screen: a grid over a window of the desk's rows.
//!
//! | module | what it is |
//! | --- | --- |
//! | [`state`] | what the desk said of it, what the user changes |
//! | [`screen`], [`draw`], [`hold`] | what lies behind the picture, what is drawn of it and when, the user's cursor |
//! | [`view`], [`grid`] | the elements around the rows |
//! | [`pool`], [`cells`], [`cached_element`] | the rows, a fixed pool of elements set by hand |
//! | [`headings`] | the headings of groups, folded and unfolded; the ways on from problems |
//! | [`field`], [`columns`] | what the cells of a column carry; columns moved and resized |
//! | [`selection`], [`row_actions`] | rows selected and copied; what is done with one row |
//! | [`toolbar`], [`verdict_tabs`] | the filter box, the menu of columns; the tabs by total |
//!
//! Rows never enter the reactive graph: what changes them draws them, at most once a frame.

mod cached_element;
mod cells;
mod columns;
mod draw;
mod field;
mod grid;
mod headings;
mod hold;
mod pool;
mod row_actions;
mod screen;
mod selection;
mod state;
mod toolbar;
mod verdict_tabs;
mod view;

pub(super) use cells::{bar_class, percent, spent};
pub(super) use draw::CursorStep;
pub(super) use row_actions::can_be_retried;
pub(super) use selection::copy_written;
pub(super) use state::TableState;
pub(super) use view::results;
