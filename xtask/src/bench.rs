//! `cargo xtask bench`: the measurements, on the page as it is published, and on the extension packed of it.

use crate::failure::Failure;
use crate::paths::Project;
use crate::report::step;
use crate::setup::{self, Need};
use crate::{build, extension, process};

/// Benches that need neither the built page nor a browser.
const NATIVE: [&str; 2] = ["scheduler", "desk"];
/// The bench that runs every script that Volley writes.
const ARTICLES: &str = "articles";

/// Sets up what is missing, builds and packs the page and runs the bench program on it.
pub(crate) fn run(project: &Project, rest: &[String]) -> Result<(), Failure> {
    if !rest.is_empty() && rest.iter().all(|word| NATIVE.contains(&word.as_str())) {
        let kit = step("set-up", || setup::prepare(project, &[]))?;
        let mut command = kit.cargo(project)?;
        command.args(["run", "--release", "-p", "volley-bench", "--"]).args(rest);
        return step("bench", || process::run(&mut command));
    }
    // `--articles` is how it is spoken of; to the bench program it is one of its benches.
    let rest: Vec<&str> =
        rest.iter().map(|word| word.strip_prefix("--articles").map_or(&**word, |_| ARTICLES)).collect();
    let mut needs = vec![Need::WasmTarget, Need::Bundler, Need::Optimiser, Need::Browser];
    let runs_scripts = rest.contains(&ARTICLES);
    if runs_scripts {
        needs.push(Need::Scripts);
    }
    let kit = step("set-up", || setup::prepare(project, &needs))?;
    step("build", || build::build(project, &kit))?;
    step("pack", || extension::pack(project))?;
    let mut command = kit.cargo(project)?;
    command.args(["run", "--release", "-p", "volley-bench", "--"]).args(&rest);
    if runs_scripts {
        kit.scripts.get()?.name_to(&mut command);
    }
    command.env("VOLLEY_DIST", project.dist()).env("VOLLEY_EXTENSION", extension::folder(project));
    kit.browser.get()?.name_to(&mut command);
    step("bench", || process::run(&mut command))
}
