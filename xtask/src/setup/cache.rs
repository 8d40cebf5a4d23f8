//! Our cache of tools: one folder for each tool and version, complete or not there at all.

use crate::failure::{Doing, Failure};
use crate::{lookup, paths};
use std::path::{Path, PathBuf};

/// A tool in the cache.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// Its folder below the cache's, with the version in the name.
    pub(crate) name: String,
    /// The folder of its programs, within its own.
    pub(crate) bin: &'static str,
    /// What is in that folder when the tool is complete.
    pub(crate) proof: Proof,
}

/// What shows that a tool is complete.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Proof {
    /// A program.
    Program(&'static str),
    /// Any file.
    File(&'static str),
}

impl Proof {
    fn is_in(self, folder: &Path) -> bool {
        match self {
            Self::Program(name) => lookup::find_in(folder, name).is_some(),
            Self::File(name) => folder.join(name).is_file(),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Program(name) | Self::File(name) => name,
        }
    }
}

impl Entry {
    /// Returns the folder of the tool's programs when the tool is there.
    pub(crate) fn find(&self) -> Result<Option<PathBuf>, Failure> {
        Ok(self.find_in(&paths::tools()?))
    }

    /// Returns the folder of the tool's programs, after `fill` put the tool into the folder that it is given.
    /// That folder takes its final name only when it is full, so an interrupted install leaves nothing half made.
    ///
    /// # Errors
    /// When the tool is already there but for its proof and cannot be moved away, or those of `fill`.
    pub(crate) fn install(
        &self,
        fill: impl FnOnce(&Path) -> Result<(), Failure>,
    ) -> Result<PathBuf, Failure> {
        self.install_in(&paths::tools()?, fill)
    }

    fn find_in(&self, tools: &Path) -> Option<PathBuf> {
        let bin = tools.join(&self.name).join(self.bin);
        self.proof.is_in(&bin).then_some(bin)
    }

    fn install_in(
        &self,
        tools: &Path,
        fill: impl FnOnce(&Path) -> Result<(), Failure>,
    ) -> Result<PathBuf, Failure> {
        let stage = tools.join(format!(".{}-{}", self.name, std::process::id()));
        let target = tools.join(&self.name);
        std::fs::create_dir_all(&stage).doing(|| format!("make {}", stage.display()))?;
        let moved = fill(&stage).and_then(|()| {
            if let Some(bin) = self.find_in(tools) {
                return Ok(Some(bin)); // Another command was faster.
            }
            if target.exists() {
                std::fs::remove_dir_all(&target).doing(|| format!("clear {}", target.display()))?;
            }
            std::fs::rename(&stage, &target).doing(|| format!("fill {}", target.display()))?;
            Ok(self.find_in(tools))
        });
        if stage.exists() {
            std::fs::remove_dir_all(&stage).doing(|| format!("clear {}", stage.display()))?;
        }
        moved?.ok_or_else(|| {
            Failure::new(format!("{} was installed but has no {}", self.name, self.proof.name()))
        })
    }
}

/// Returns FNV-1a of 64 bits, which names the folder of what a lock file lists: the same on every machine, with every Rust.
pub(super) fn sum(bytes: &[u8]) -> u64 {
    let step = |sum: u64, byte: &u8| (sum ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step)
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    #[test]
    fn another_lock_file_is_another_folder() {
        assert_eq!(sum(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(sum(b"a"), 0xaf63_dc4c_8601_ec8c);
    }
    use std::os::unix::fs::PermissionsExt;

    fn entry() -> Entry {
        Entry { name: "tool-1.2".into(), bin: "bin", proof: Proof::Program("tool") }
    }

    fn fill(stage: &Path) -> Result<(), Failure> {
        let program = stage.join("bin").join("tool");
        std::fs::create_dir_all(stage.join("bin")).doing(|| "make bin".into())?;
        std::fs::write(&program, "").doing(|| "write".into())?;
        let rights = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(program, rights).doing(|| "set rights".into())
    }

    fn with_tools(name: &str, check: impl FnOnce(&Path)) {
        let tools = std::env::temp_dir().join(format!("volley-cache-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&tools).unwrap();
        check(&tools);
        std::fs::remove_dir_all(tools).unwrap();
    }

    #[test]
    fn what_was_installed_is_found_and_nothing_else_is_left() {
        with_tools("full", |tools| {
            assert_eq!(entry().find_in(tools), None);
            let bin = entry().install_in(tools, fill).unwrap();
            assert_eq!(bin, tools.join("tool-1.2").join("bin"));
            assert_eq!(entry().find_in(tools), Some(bin));
            assert_eq!(std::fs::read_dir(tools).unwrap().count(), 1);
        });
    }

    #[test]
    fn a_failed_install_leaves_nothing() {
        with_tools("failed", |tools| {
            let failed = entry().install_in(tools, |stage| fill(stage).and(Err(Failure::new("no network"))));
            assert_eq!(failed.unwrap_err().to_string(), "no network");
            assert_eq!(std::fs::read_dir(tools).unwrap().count(), 0);
        });
    }

    #[test]
    fn a_broken_folder_is_replaced() {
        with_tools("broken", |tools| {
            std::fs::create_dir_all(tools.join("tool-1.2").join("junk")).unwrap();
            entry().install_in(tools, fill).unwrap();
            assert!(entry().find_in(tools).is_some());
            assert!(!tools.join("tool-1.2").join("junk").exists());
        });
    }

    #[test]
    fn an_install_without_its_program_is_a_failure() {
        with_tools("empty", |tools| assert!(entry().install_in(tools, |_| Ok(())).is_err()));
    }
}
