//! What runs the scripts that Volley writes: Python's packages in an environment of their own, as the lock file of
//! `tests/codegen_run` names them, curl, jq and node of the system, and what the program in Rust is built on, fetched and
//! built beforehand, so that no test needs a network.

use super::{Place, cache, cargo_tool, npm, oracle};
use crate::failure::{Doing, Failure};
use crate::paths::{self, Project};
use crate::process;
use crate::report::say;
use crate::versions::{
    LYCHEE, OLDEST_CURL, OLDEST_JQ, OLDEST_NODE, OLDEST_PYTHON_3, first_version, is_older,
};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the system has: the program, the oldest version of it, what needs it, where it comes from.
const PROGRAMS: [(&str, [u32; 2], &str, &str); 3] = [
    ("curl", OLDEST_CURL, "the script for curl", "curl (https://curl.se)"),
    ("jq", OLDEST_JQ, "the script for curl", "jq (https://jqlang.org)"),
    ("node", OLDEST_NODE, "the script for Node.js", "Node.js (https://nodejs.org)"),
];
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
/// When Python, curl, jq or node is lacking or too old, or the packages cannot be installed.
pub(super) fn ensure(project: &Project) -> Result<Scripts, Failure> {
    if !has_python() {
        return Err(Failure::new(
            "Python 3.11 or newer with venv is lacking, which runs most of the scripts",
        )
        .hint(advice("Python (https://www.python.org)")));
    }
    PROGRAMS.iter().try_for_each(|&(program, oldest, user, source)| {
        judge(program, process::probe(program, &["--version"]).as_deref(), oldest)
            .map_err(|why| Failure::new(format!("{why}, which {user} needs")).hint(advice(source)))
    })?;
    npm::command("npm")?;
    let lock = project.root().join("tests").join("codegen_run").join("requirements.txt");
    let bytes = std::fs::read(&lock).doing(|| format!("read {}", lock.display()))?;
    let tools = paths::tools()?;
    let folder = tools.join(format!("scripts-{:016x}", oracle::sum(&bytes)));
    if !folder.join(NOTE).is_file() {
        say("the tools that run the scripts are lacking: installing them by pip, in about a minute");
        fill(&folder, &lock)?;
    }
    let objects = tools.join("scripts-reqwest");
    build_crates(project, &tools.join("scripts-crates"), &objects)?;
    Ok(Scripts { bin: folder.join("bin"), objects })
}

/// Says why the program that answers `--version` with this does not do.
fn judge(program: &str, output: Option<&str>, oldest: [u32; 2]) -> Result<(), String> {
    let [major, minor] = oldest;
    match output {
        None => Err(format!("{program} is lacking")),
        Some(output) if is_older(output, oldest) => {
            let found = output.lines().next().unwrap_or_default();
            Err(format!("{program} is too old ({found}), {major}.{minor} or newer is lacking"))
        }
        Some(_) => Ok(()),
    }
}

fn advice(source: &str) -> String {
    format!("install {source}, then run this again")
}

/// Fetches and builds what the program in Rust stands on, as its lock file names it; takes no time where that is done.
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
        say("what the script in Rust is built on is lacking: fetching and building it, in about a minute");
    }
    let mut cargo = Command::new(paths::cargo_program());
    cargo.args(["build", "--locked", "--quiet"]).current_dir(folder).env("CARGO_TARGET_DIR", objects);
    process::run(&mut cargo)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_lacks_or_is_too_old_is_told_by_name() {
        let why = |output| judge("curl", output, OLDEST_CURL).err();
        assert_eq!(why(None).as_deref(), Some("curl is lacking"));
        assert_eq!(
            why(Some("curl 7.74.0 (x86_64)\nFeatures: all")).as_deref(),
            Some("curl is too old (curl 7.74.0 (x86_64)), 7.84 or newer is lacking")
        );
        assert_eq!(why(Some("curl 7.88.1 (x86_64)")), None);
    }
}
