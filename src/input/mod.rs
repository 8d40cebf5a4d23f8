//! Text → links → targets: what the user gave, read with the place of each link.

pub mod link;
pub mod list;
pub mod pattern;
pub mod target;
