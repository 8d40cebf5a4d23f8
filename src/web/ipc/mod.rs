//! What all threads share in the browser: the links between them, the clock, the names of JS errors.

pub mod alarm;
pub mod blob;
pub mod clock;
pub mod host_names;
pub mod js_error;
pub mod link;
pub mod listener;
pub mod message;
pub mod place;
pub mod worker;
pub mod yield_now;
