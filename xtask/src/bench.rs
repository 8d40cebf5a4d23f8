//! `cargo xtask bench`: the measurements, on the page as it is published.

use crate::failure::Failure;
use crate::paths::Project;
use crate::report::step;
use crate::setup::{self, Need};
use crate::{build, process};

/// Benches that need neither the built page nor a browser.
const NATIVE: [&str; 1] = ["scheduler"];

/// Sets up what is missing, builds the page and runs the bench program on it.
///
/// # Errors
/// When a tool cannot be had, or the build or a measurement fails.
pub(crate) fn run(project: &Project, rest: &[String]) -> Result<(), Failure> {
    if !rest.is_empty() && rest.iter().all(|word| NATIVE.contains(&word.as_str())) {
        let kit = step("set-up", || setup::prepare(project, &[]))?;
        let mut command = kit.cargo(project)?;
        command.args(["run", "--release", "-p", "volley-bench", "--"]).args(rest);
        return step("bench", || process::run(&mut command));
    }
    let needs = [Need::WasmTarget, Need::Bundler, Need::Optimiser, Need::Browser];
    let kit = step("set-up", || setup::prepare(project, &needs))?;
    step("build", || build::build(project, &kit))?;
    let mut command = kit.cargo(project)?;
    command.args(["run", "--release", "-p", "volley-bench", "--"]).args(rest);
    command.env("VOLLEY_DIST", project.dist());
    kit.browser()?.name_to(&mut command);
    step("bench", || process::run(&mut command))
}
