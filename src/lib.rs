//! Volley: paste a list of links, fire a volley of requests, see every answer.
//!
//! Its parts are threads of their own. The **page** shows and is touched; the **desk** (a worker) owns all data: it reads
//! lists, keeps the rows, sorts, filters, exports; the **runner** (a worker) schedules and fetches, with nothing else
//! on its event loop, so that its clock is true. They speak by the types of [`protocol`] alone. The **tools** (a worker,
//! loaded when first needed) do for the desk what is heavy and rare.
//!
//! | module | what it is |
//! | --- | --- |
//! | [`units`], [`ids`], [`random`], [`sort`], [`mod@format`], [`idn`] | milliseconds, bytes and ids as types; numbers from a seed; one sort for short lists; numbers in words; host names in any letters |
//! | [`settings`], [`request`] | what the user may set, with its defaults; what requests carry |
//! | `json` | JSON read as it comes, without a tree |
//! | [`input`] | text → links → targets |
//! | [`network`] | what an extension observes of a request beyond its fetch: redirect hops, the error by name |
//! | [`result`] | outcomes, verdicts, the columns of the table, order, filter |
//! | [`schedule`] | the scheduler: a state machine without I/O |
//! | [`attempt`] | one attempt between its start and its outcome: what came back, and its timing entry |
//! | [`stats`], [`chart`], [`export`] | quantiles and summaries; the geometry of what is drawn; files |
//! | [`compare`] | experiments: concurrency models tried against each other; the sweep |
//! | [`codegen`], [`import`] | the list as code for other tools; results of other tools read |
//! | [`practice`] | lists for the practice server, and that server |
//! | [`protocol`] | everything the four parts say to each other |
//! | [`desk`], [`tools`] | the desk, and the tools: state machines without I/O |
//! | `web` | everything that needs a browser: page, runner, the workers of desk and tools |
//!
//! Rules: a module names only those above it in the table (`cargo xtask lint` checks it); everything but the last row
//! compiles and is tested natively, names no clock, no JS and no Leptos; what is hidden is `None`, never zero.

pub mod attempt;
pub mod chart;
pub mod codegen;
pub mod compare;
pub mod desk;
pub mod export;
pub mod format;
pub mod idn;
pub mod ids;
pub mod import;
pub mod input;
mod json;
pub mod network;
pub mod practice;
pub mod protocol;
pub mod random;
pub mod request;
pub mod result;
pub mod schedule;
pub mod settings;
pub mod sort;
pub mod stats;
pub mod tools;
pub mod units;
#[cfg(target_arch = "wasm32")]
pub mod web;
