//! What runs the scripts that Volley writes: Python's packages in an environment of their own, as the lock file of
//! `tests/codegen_run` names them, curl, jq and node of the system, and what the program in Rust is built on, fetched and
//! built beforehand, so that no test needs a network.

use super::{npm, pip};
use crate::failure::{Doing, Failure};
use crate::paths::{self, Project};
use crate::process;
use crate::report::say;
use crate::versions::{OLDEST_CURL, OLDEST_JQ, OLDEST_NODE, is_older};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the system has: the program, the oldest version of it, what needs it, where it comes from.
const PROGRAMS: [(&str, [u32; 2], &str, &str); 3] = [
    ("curl", OLDEST_CURL, "the script for curl", "curl (https://curl.se)"),
    ("jq", OLDEST_JQ, "the script for curl", "jq (https://jqlang.org)"),
    ("node", OLDEST_NODE, "the script for Node.js", "Node.js (https://nodejs.org)"),
];

/// What runs the scripts.
#[derive(Clone, Debug)]
pub(crate) struct Scripts {
    /// The folder of the environment's programs.
    bin: PathBuf,
    /// Where cargo may keep what it builds of a script.
    objects: PathBuf,
}

impl Scripts {
    /// Names them to a program that runs scripts.
    pub(crate) fn name_to(&self, command: &mut Command) {
        command.env("VOLLEY_TOOLS", &self.bin).env("VOLLEY_REQWEST_TARGET", &self.objects);
    }
}

/// Returns what runs the scripts, after installing what the lock file names.
pub(super) fn ensure(project: &Project) -> Result<Scripts, Failure> {
    PROGRAMS.iter().try_for_each(|&(program, oldest, user, source)| {
        check_version(program, process::probe(program, &["--version"]).as_deref(), oldest).map_err(|why| {
            Failure::new(format!("{why}, which {user} needs"))
                .hint(format!("install {source}, then run this again"))
        })
    })?;
    npm::command("npm")?;
    let lock = project.root().join("tests").join("codegen_run").join("requirements.txt");
    let bin = pip::environment("scripts", &lock)?;
    let tools = paths::tools()?;
    let objects = tools.join("scripts-reqwest");
    build_crates(project, &tools.join("scripts-crates"), &objects)?;
    Ok(Scripts { bin, objects })
}

/// Says why the program that answers `--version` with this does not do.
fn check_version(program: &str, output: Option<&str>, oldest: [u32; 2]) -> Result<(), String> {
    let [major, minor] = oldest;
    match output {
        None => Err(format!("{program} is missing")),
        Some(output) if is_older(output, oldest) => {
            let found = output.lines().next().unwrap_or_default();
            Err(format!("{program} is too old ({found}), {major}.{minor} or newer is needed"))
        }
        Some(_) => Ok(()),
    }
}

/// Fetches and builds what the program in Rust depends on, as its lock file names it; takes no time where that is done.
fn build_crates(project: &Project, folder: &Path, objects: &Path) -> Result<(), Failure> {
    let manifest = project.root().join("src/codegen/templates/reqwest.toml");
    let lock = project.root().join("tests/codegen_run/Cargo.lock");
    std::fs::create_dir_all(folder).doing(|| format!("make {}", folder.display()))?;
    for (from, to) in [(manifest, "Cargo.toml"), (lock, "Cargo.lock")] {
        std::fs::copy(&from, folder.join(to)).doing(|| format!("copy {}", from.display()))?;
    }
    let program = folder.join("reqwest_futures.rs");
    std::fs::write(&program, "fn main() {}\n").doing(|| format!("write {}", program.display()))?;
    if !objects.exists() {
        say("what the script in Rust is built on is missing: fetching and building it, in about a minute");
    }
    let mut cargo = Command::new(paths::cargo_program());
    cargo.args(["build", "--locked", "--quiet"]).current_dir(folder).env("CARGO_TARGET_DIR", objects);
    process::run(&mut cargo)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_is_missing_or_too_old_is_named() {
        let why = |output| check_version("curl", output, OLDEST_CURL).err();
        assert_eq!(why(None).as_deref(), Some("curl is missing"));
        assert_eq!(
            why(Some("curl 7.74.0 (x86_64)\nFeatures: all")).as_deref(),
            Some("curl is too old (curl 7.74.0 (x86_64)), 7.84 or newer is needed")
        );
        assert_eq!(why(Some("curl 7.88.1 (x86_64)")), None);
    }
}
