//! The table on screen: a grid over a window of the desk's rows.
//!
//! | module | what it is |
//! | --- | --- |
//! | [`state`], [`change`], [`cursor`] | what was said and set; what the user changes; where the user is |
//! | [`screen`], [`draw`], [`size`] | what lies behind the picture, what is drawn of it and when |
//! | [`view`], [`grid`], [`head`] | the elements around the rows |
//! | [`pool`], [`row`], [`cells`], [`time_bar`], [`part`] | the rows, a fixed pool of elements set by hand |
//! | [`field`], [`tracks`], [`sorting`], [`tone`](mod@tone) | columns, orders, colours |
//! | [`filter`], [`columns_menu`] | the tools above it |
//!
//! Rows never enter the reactive graph: what changes them draws them, at most once a frame.

mod cached_element;
mod cells;
mod change;
mod columns_menu;
mod cursor;
mod draw;
mod field;
mod filter;
mod grid;
mod head;
mod pool;
mod row;
mod screen;
mod size;
mod sorting;
mod state;
mod time_bar;
mod tone;
mod tracks;
mod view;

pub(super) use cursor::CursorStep;
pub(super) use state::TableState;
pub(super) use time_bar::{bar_class, percent, spent};
pub(super) use tone::tone;
pub(super) use view::Table;
