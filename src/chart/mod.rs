//! What is drawn, as far as it needs no browser: geometry, mostly numbers in and numbers out.
//!
//! | module | what it is |
//! | --- | --- |
//! | [`scroll`] | which rows of a long table are on screen, and how a scroll bar of limited height reaches them all |
//! | [`window`] | the rows at hand of a table that is elsewhere, and which to request |
//! | [`timeline`] | how a run went over time |
//! | [`split`] | the bar that shows where a row's time went |
//! | [`column_layout`] | the columns on screen: which, in which order, how wide |
//! | [`opening_tab`] | which tab of the table is in front when a run begins and ends |
//! | [`url_parts`] | a URL cut so that its end shows |

pub mod column_layout;
pub mod opening_tab;
pub mod picture;
pub mod scroll;
pub mod split;
pub mod timeline;
pub mod url_parts;
pub mod window;
