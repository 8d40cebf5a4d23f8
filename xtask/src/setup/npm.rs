//! npm, the source of the tools that crates.io does not carry.

use crate::failure::Failure;
use crate::lookup;
use std::path::PathBuf;
use std::process::Command;

/// Whether npm and the node that runs it are on `PATH`.
pub(crate) fn is_there() -> bool {
    find("npm").is_some()
}

/// Returns a command of npm's own programs, `npm` or `npx`.
///
/// # Errors
/// When node or the program is lacking.
pub(crate) fn command(program: &str) -> Result<Command, Failure> {
    find(program).map(Command::new).ok_or_else(|| {
        Failure::new(format!("{program} is lacking"))
            .hint("install Node.js 18 or newer (https://nodejs.org), then run this again")
    })
}

fn find(program: &str) -> Option<PathBuf> {
    lookup::on_path("node").and(lookup::on_path(program))
}
