//! Everything that needs a browser: nothing outside this folder does.
//!
//! | module | what it is |
//! | --- | --- |
//! | [`ipc`] | what all threads share: messages between threads, the clock, the names of JS errors |
//! | [`desk_worker`] | the desk's worker: carries out what the desk wants |
//! | [`tools_worker`] | the tools' worker |
//! | [`runner`] | the worker that sends the requests |
//! | [`page`] | the page without its views: its workers, files, memory |
//! | [`ui`] | the views |

pub mod desk_worker;
pub mod ipc;
#[cfg(feature = "page")]
pub mod page;
pub mod runner;
pub mod tools_worker;
#[cfg(feature = "page")]
pub mod ui;

/// A fifth of the size of the one that comes with wasm, in each of the four programs. What the page holds is small.
#[global_allocator]
#[cfg(feature = "page")]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// The same for the workers, whose lists grow in place.
#[global_allocator]
#[cfg(not(feature = "page"))]
static ALLOCATOR: rlsf::GlobalTlsf = rlsf::GlobalTlsf::new();
