//! The table on screen: a grid over a window of the desk's rows.
//!
//! | module | what it is |
//! | --- | --- |
//! | [`state`], [`cursor`] | what was said and set; where the user is |
//! | [`rows`], [`screen`], [`slot`], [`size`] | the window of rows at hand, what is drawn of it and when |
//! | [`view`], [`grid`], [`head`], [`row`], [`cells`], [`time_bar`] | the elements |
//! | [`field`], [`sorting`], [`tone`], [`url_parts`] | columns, orders, colours, URLs |
//! | [`filter`], [`columns_menu`] | the tools above it |
//!
//! A row never enters the reactive graph: each slot of a fixed pool has one signal, which says what row it shows.

mod cells;
mod columns_menu;
mod cursor;
mod field;
mod filter;
mod grid;
mod head;
mod row;
mod rows;
mod screen;
mod size;
mod slot;
mod sorting;
mod state;
mod time_bar;
mod tone;
mod url_parts;
mod view;

pub(super) use cursor::Step;
pub(super) use state::TableState;
pub(super) use time_bar::{bar_class, segments, spent};
pub(super) use tone::tone;
pub(super) use view::Table;
