//! Everything that needs a browser.

pub mod desk_worker;
