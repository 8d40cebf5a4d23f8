//! `cargo xtask build`: the static site in `dist/`, ready to be put on any host.

use crate::command::Build;
use crate::failure::Failure;
use crate::paths::Project;
use crate::process;
use crate::report::{say, step};
use crate::setup::{self, Kit, Need};

/// Sets up what is missing and builds the page.
pub(crate) fn run(project: &Project) -> Result<(), Failure> {
    let needs = [Need::WasmTarget, Need::Bundler, Need::OptimiserIfEasy];
    let kit = step("set-up", || setup::prepare(project, &needs))?;
    step("build", || build(project, &kit))?;
    say(&format!("the site is in {}", project.dist().display()));
    Ok(())
}

/// Builds the page into `dist/` with the tools of the kit.
pub(crate) fn build(project: &Project, kit: &Kit) -> Result<(), Failure> {
    process::run(&mut kit.trunk(project, "build", Build::Published)?)
}
