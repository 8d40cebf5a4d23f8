//! The folders that the commands work in: the project's and the user's cache.

use crate::failure::{Doing, Failure};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The project's folder, and commands that start in it.
#[derive(Debug)]
pub(crate) struct Project {
    root: PathBuf,
}

impl Project {
    /// Returns the project that this program belongs to.
    pub(crate) fn find() -> Result<Self, Failure> {
        // Cargo sets the variable for `cargo run`, so a moved project is found too.
        let own = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or(env!("CARGO_MANIFEST_DIR").into());
        let root = Path::new(&own).join("..");
        let root = root.canonicalize().doing(|| format!("find the project at {}", root.display()))?;
        Ok(Self { root: plain(root) })
    }

    /// Returns the project's top folder, absolute.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the folder of the built page, absolute; it may not exist yet.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// Returns cargo's folder for what it builds, absolute.
    pub(crate) fn target(&self) -> PathBuf {
        self.root.join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or("target".into()))
    }

    /// Returns a cargo command that starts in the project's folder.
    pub(crate) fn cargo(&self) -> Command {
        let mut command = Command::new(cargo_program());
        command.current_dir(&self.root);
        command
    }
}

/// Returns the cargo that started this program, so that a `+toolchain` holds for all that follows.
pub(crate) fn cargo_program() -> OsString {
    std::env::var_os("CARGO").unwrap_or("cargo".into())
}

/// Returns the folder that holds our copies of tools, below the user's cache folder.
pub(crate) fn tools() -> Result<PathBuf, Failure> {
    let cache = user_cache(|name| std::env::var_os(name).filter(|value| !value.is_empty()));
    cache.map(|folder| folder.join("volley").join("tools")).ok_or_else(|| {
        Failure::new("there is no place for tools: neither XDG_CACHE_HOME nor a home folder is set")
            .hint("set XDG_CACHE_HOME to a folder that you can write to")
    })
}

/// Adds the files below `folder` to `files`, but for folders that `skips` names.
pub(crate) fn files_below(
    folder: &Path,
    skips: &impl Fn(&Path) -> bool,
    files: &mut Vec<PathBuf>,
) -> Result<(), Failure> {
    let reading = || format!("read {}", folder.display());
    for entry in std::fs::read_dir(folder).doing(reading)? {
        let entry = entry.doing(reading)?;
        let path = entry.path();
        if !entry.file_type().doing(reading)?.is_dir() {
            files.push(path);
        } else if !skips(&path) {
            files_below(&path, skips, files)?;
        }
    }
    Ok(())
}

/// Whether the file's name has one of these endings.
pub(crate) fn ends_in(file: &Path, endings: &[&str]) -> bool {
    file.extension().is_some_and(|ending| endings.iter().any(|other| ending == *other))
}

/// Returns the user's cache folder by the rules of the system, `var` being its environment.
fn user_cache(var: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let set = |name: &str| var(name).map(PathBuf::from);
    let chosen = set("XDG_CACHE_HOME").filter(|folder| folder.is_absolute());
    chosen.or_else(|| match std::env::consts::OS {
        "windows" => set("LOCALAPPDATA"),
        "macos" => set("HOME").map(|home| home.join("Library").join("Caches")),
        _ => set("HOME").map(|home| home.join(".cache")),
    })
}

/// Returns the path without the `\\?\` that Windows puts before a canonical one: not every tool reads it.
fn plain(path: PathBuf) -> PathBuf {
    match path.to_str().and_then(|text| text.strip_prefix(r"\\?\")) {
        Some(rest) => PathBuf::from(rest),
        None => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_project_is_the_folder_above_this_package() {
        assert!(Project::find().unwrap().root().join("xtask").is_dir());
    }

    #[test]
    fn a_chosen_cache_comes_before_the_home_folder() {
        let chosen = std::env::temp_dir();
        let var = |name: &str| (name == "XDG_CACHE_HOME").then(|| chosen.clone().into_os_string());
        assert_eq!(user_cache(var), Some(chosen));
    }

    #[test]
    fn a_relative_cache_is_passed_over_as_the_standard_says() {
        assert_eq!(user_cache(|name| (name == "XDG_CACHE_HOME").then(|| "here".into())), None);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn without_a_choice_it_lies_below_the_home_folder() {
        let var = |name: &str| (name == "HOME").then(|| "/home/ann".into());
        assert_eq!(user_cache(var), Some("/home/ann/.cache".into()));
    }

    #[test]
    fn the_windows_prefix_goes() {
        assert_eq!(plain(r"\\?\C:\volley".into()), PathBuf::from(r"C:\volley"));
        assert_eq!(plain("/volley".into()), PathBuf::from("/volley"));
    }
}
