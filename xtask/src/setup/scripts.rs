//! What runs the scripts that Volley writes: Python's packages in an environment of their own, as the lock file of
//! `tests/take_away` names them, jq, and a folder for the objects of the program in Rust.

use super::{Place, cache, cargo_tool, npm, witness};
use crate::failure::{Doing, Failure};
use crate::paths::{self, Project};
use crate::report::say;
use crate::versions::{LYCHEE, OLDEST_PYTHON_3, first_version};
use crate::{lookup, process};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Written last: an environment without it was not finished.
const NOTE: &str = "complete";

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

/// Whether there is a Python that is new enough, with what makes environments.
pub(super) fn has_python() -> bool {
    let is_new = |output: String| {
        let minor = first_version(&output).and_then(|version| version.split('.').nth(1)?.parse::<u32>().ok());
        output.starts_with("Python 3.") && minor.is_some_and(|minor| minor >= OLDEST_PYTHON_3)
    };
    process::probe("python3", &["--version"]).is_some_and(is_new)
        && process::probe("python3", &["-c", "import venv, ensurepip"]).is_some()
}

/// Returns what runs the scripts, after installing what the lock file names.
///
/// # Errors
/// When Python, jq or node is lacking, or the packages cannot be installed.
pub(super) fn ensure(project: &Project) -> Result<Scripts, Failure> {
    if !has_python() {
        return Err(Failure::new(
            "Python 3.11 or newer with venv is lacking, which runs most of the scripts",
        )
        .hint("install Python (https://www.python.org), then run this again"));
    }
    if lookup::on_path("jq").is_none() {
        return Err(Failure::new("jq is lacking, which the script for curl needs")
            .hint("install jq (https://jqlang.org), then run this again"));
    }
    npm::command("npm")?;
    let lock = project.root().join("tests").join("take_away").join("requirements.txt");
    let bytes = std::fs::read(&lock).doing(|| format!("read {}", lock.display()))?;
    let tools = paths::tools()?;
    let folder = tools.join(format!("scripts-{:016x}", witness::sum(&bytes)));
    if !folder.join(NOTE).is_file() {
        say("the tools that run the scripts are lacking: installing them by pip, in about a minute");
        fill(&folder, &lock)?;
    }
    Ok(Scripts { bin: folder.join("bin"), objects: tools.join("scripts-reqwest") })
}

/// Makes the environment where it stays: its programs name their place, so it cannot be moved there when it is full.
fn fill(folder: &Path, lock: &Path) -> Result<(), Failure> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).doing(|| format!("clear {}", folder.display()))?;
    }
    process::run(Command::new("python3").args(["-m", "venv"]).arg(folder))?;
    let mut pip = Command::new(folder.join("bin").join("python3"));
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]);
    process::run(pip.args(["--only-binary", ":all:", "-r"]).arg(lock))?;
    std::fs::write(folder.join(NOTE), "").doing(|| format!("finish {}", folder.display()))
}

/// Returns where lychee is, after building it.
///
/// # Errors
/// When it cannot be built.
pub(super) fn ensure_lychee() -> Result<Place, Failure> {
    let is_ours = |output: String| first_version(&output) == Some(LYCHEE);
    if process::probe("lychee", &["--version"]).is_some_and(is_ours) {
        return Ok(Place::OnPath);
    }
    let entry =
        cache::Entry { name: format!("lychee-{LYCHEE}"), bin: "bin", proof: cache::Proof::Program("lychee") };
    if let Some(bin) = entry.find()? {
        return Ok(Place::In(bin));
    }
    say("lychee is lacking: building it, in about ten minutes");
    entry.install(|stage| cargo_tool::install("lychee", LYCHEE, stage)).map(Place::In)
}
