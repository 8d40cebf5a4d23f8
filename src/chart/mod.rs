//! The geometry of what is drawn: numbers in, numbers out. Nothing here knows a browser.
//!
//! | module | what it is |
//! | --- | --- |
//! | [`scroll`] | which rows of a long table stand on screen, and how a scroll bar of limited height reaches them all |
//! | [`split`] | the bar that shows where a row's time went |

pub mod scroll;
pub mod split;
