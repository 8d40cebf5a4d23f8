//! Python's packages, in environments of our own that hold exactly what a lock file names.

use super::cache;
use crate::failure::{Doing, Failure};
use crate::report::say;
use crate::versions::{OLDEST_PYTHON_3, first_version};
use crate::{paths, process};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Written last: an environment without it was not finished.
const NOTE: &str = "complete";

/// Whether there is a Python that is new enough, with what makes environments.
pub(super) fn is_there() -> bool {
    let is_new = |output: String| {
        let minor = first_version(&output).and_then(|version| version.split('.').nth(1)?.parse::<u32>().ok());
        output.starts_with("Python 3.") && minor.is_some_and(|minor| minor >= OLDEST_PYTHON_3)
    };
    process::probe("python3", &["--version"]).is_some_and(is_new)
        && process::probe("python3", &["-c", "import venv, ensurepip"]).is_some()
}

/// Returns the folder of the environment's programs, after installing what `lock` names.
pub(super) fn environment(name: &str, lock: &Path) -> Result<PathBuf, Failure> {
    let bytes = std::fs::read(lock).doing(|| format!("read {}", lock.display()))?;
    let folder = paths::tools()?.join(format!("{name}-{:016x}", cache::sum(&bytes)));
    if !folder.join(NOTE).is_file() {
        if !is_there() {
            return Err(Failure::new("Python 3.11 or newer with venv is missing")
                .hint("install Python (https://www.python.org), then run this again"));
        }
        say(&format!("the Python packages of {name} are missing: installing them by pip"));
        fill(&folder, lock).map_err(|failure| {
            failure.hint(format!("{} may name no wheel for this Python or system", lock.display()))
        })?;
    }
    Ok(folder.join("bin"))
}

/// Makes the environment in its final place: its programs name that place, so it cannot be moved there when it is full.
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
