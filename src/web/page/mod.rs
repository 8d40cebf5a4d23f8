//! The page's side of everything that is no UI: the two workers and what the browser offers a page.

pub mod clipboard;
pub mod download;
pub mod folder;
pub mod leave;
pub mod local_network;
pub mod memory;
pub mod paste;
pub mod practice;
pub mod processors;
pub mod results;
mod worker_handle;
pub mod workers;
