//! What page, desk and runner share in the browser: the links between them, the clock, the names of JS errors.

pub mod clock;
pub mod js_error;
pub mod link;
pub mod listener;
pub mod message;
pub mod place;
pub mod worker;
