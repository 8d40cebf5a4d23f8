//! The oracle of the tests of reading: node's packages of `tests/input_oracle`, and curl.

use super::{cache, npm};
use crate::failure::{Doing, Failure};
use crate::paths::Project;
use crate::report::say;
use crate::{lookup, process};
use std::path::{Path, PathBuf};
use std::process::Command;

/// npm's own list of what it installed, which it writes last.
const NOTE: &str = ".package-lock.json";
const FILES: [&str; 2] = ["package.json", "package-lock.json"];

/// Returns the folder that holds `node_modules`, after installing into it what the lock file names.
///
/// # Errors
/// When there is no curl or no npm, or npm cannot install the packages.
pub(crate) fn ensure(project: &Project) -> Result<PathBuf, Failure> {
    if lookup::on_path("curl").is_none() {
        return Err(Failure::new("curl is lacking, beside which patterns are tested")
            .hint("install curl (https://curl.se), then run this again"));
    }
    let npm = npm::command("npm")?;
    let source = project.root().join("tests").join("input_oracle");
    let lock = source.join(FILES[1]);
    let lock = std::fs::read(&lock).doing(|| format!("read {}", lock.display()))?;
    let entry = cache::Entry {
        name: format!("oracle-{:016x}", sum(&lock)),
        bin: "node_modules",
        proof: cache::Proof::File(NOTE),
    };
    let modules = if let Some(modules) = entry.find()? {
        modules
    } else {
        say("the readers beside which ours is tested are lacking: installing them by npm, in seconds");
        entry.install(|stage| fill(npm, &source, stage))?
    };
    modules.parent().map(Path::to_owned).ok_or_else(|| Failure::new("node_modules stands in no folder"))
}

/// Installs exactly what the lock file names, and runs nothing of it.
fn fill(mut npm: Command, source: &Path, stage: &Path) -> Result<(), Failure> {
    for file in FILES {
        std::fs::copy(source.join(file), stage.join(file)).doing(|| format!("copy {file}"))?;
    }
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    process::run(npm.current_dir(stage))
}

/// FNV-1a of 64 bits: the same on every machine and with every Rust.
pub(super) fn sum(bytes: &[u8]) -> u64 {
    let step = |sum: u64, byte: &u8| (sum ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_lock_file_is_another_folder() {
        assert_eq!(sum(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(sum(b"a"), 0xaf63_dc4c_8601_ec8c);
    }
}
