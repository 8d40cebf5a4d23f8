//! npm, the source of the tools that crates.io does not carry.

use super::cache;
use crate::failure::{Doing, Failure};
use crate::paths::Project;
use crate::report::say;
use crate::{lookup, process};
use std::path::{Path, PathBuf};
use std::process::Command;

/// npm's own list of what it installed, which it writes last.
const NOTE: &str = ".package-lock.json";
const FILES: [&str; 2] = ["package.json", "package-lock.json"];

/// Whether npm and the node that runs it are on `PATH`.
pub(crate) fn is_there() -> bool {
    find("npm").is_some()
}

/// Returns a command of npm's own programs, `npm` or `npx`.
pub(crate) fn command(program: &str) -> Result<Command, Failure> {
    find(program).map(Command::new).ok_or_else(|| {
        Failure::new(format!("{program} is missing"))
            .hint("install Node.js 18 or newer (https://nodejs.org), then run this again")
    })
}

/// Returns the `node_modules` that the lock file in `source` names, after installing them.
pub(super) fn packages(name: &str, source: &Path) -> Result<PathBuf, Failure> {
    let npm = command("npm")?;
    let lock = source.join(FILES[1]);
    let lock = std::fs::read(&lock).doing(|| format!("read {}", lock.display()))?;
    let entry = cache::Entry {
        name: format!("{name}-{:016x}", cache::sum(&lock)),
        bin: "node_modules",
        proof: cache::Proof::File(NOTE),
    };
    if let Some(modules) = entry.find()? {
        return Ok(modules);
    }
    say(&format!("the npm packages of {name} are missing: installing them, in seconds"));
    entry.install(|stage| fill(npm, source, stage))
}

/// Returns the folder that holds the `node_modules` of `tests/input_oracle`, after installing them, where there is curl too.
pub(super) fn oracle(project: &Project) -> Result<PathBuf, Failure> {
    if lookup::on_path("curl").is_none() {
        return Err(Failure::new("curl is missing, which the tests compare patterns with")
            .hint("install curl (https://curl.se), then run this again"));
    }
    let modules = packages("oracle", &project.root().join("tests").join("input_oracle"))?;
    modules.parent().map(Path::to_owned).ok_or_else(|| Failure::new("node_modules is in no folder"))
}

/// Returns axe-core's script, of the version in the lock file of `tests/e2e`, after installing it.
pub(super) fn axe(project: &Project) -> Result<PathBuf, Failure> {
    let modules = packages("axe", &project.root().join("tests").join("e2e"))?;
    Ok(modules.join("axe-core").join("axe.min.js"))
}

/// Installs exactly what the lock file names, and runs nothing of it.
fn fill(mut npm: Command, source: &Path, stage: &Path) -> Result<(), Failure> {
    for file in FILES {
        std::fs::copy(source.join(file), stage.join(file)).doing(|| format!("copy {file}"))?;
    }
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    process::run(npm.current_dir(stage))
}

fn find(program: &str) -> Option<PathBuf> {
    lookup::on_path("node").and(lookup::on_path(program))
}
