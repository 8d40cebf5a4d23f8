//! Export as code: the list and the settings on screen as code that runs elsewhere.
//!
//! [`write()`] makes a [`Package`] of a [`CodegenJob`] for one [`Tool`]: plain files that lie in one folder, so that the packages
//! of all tools together are one folder too. Each script keeps to concurrency, limit per host, timeout, retries and
//! method as far as its tool can, says in a comment what it cannot, names the versions it was written for and the one
//! command that runs it, and prints a JSON object a line with the names of Volley's columns.
//!
//! | file | what it is |
//! | --- | --- |
//! | `tools/` | the table of all tools: what each is and cannot do; a file for each language makes the scripts |
//! | `templates/` | the scripts themselves, in their own languages, with marks that `template` fills |
//! | `language/` | the list and the settings in each language |
//! | `quote/` | text from outside as a literal of each language: nothing a URL or a body holds ever leaves its quotes |
//! | `links`, `listing` | which links are in the script, which in a file of their own, which are a loop |
//! | `readme`, `archive` | the page about all of them; the zip |

pub mod archive;
mod facts;
mod job;
mod language;
mod links;
mod listing;
mod package;
mod picker;
pub mod quote;
mod readme;
mod template;
mod tools;

pub use facts::{Language, ToolFacts, UnsupportedFeature};
pub use job::CodegenJob;
pub use listing::{LIST_FILE, Listing, Style};
pub use package::{Body, File, Package};
pub use picker::TargetPicker;
pub use readme::readme;
pub use tools::{Tool, write};
