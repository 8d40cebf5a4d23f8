//! The rules of the house that no other tool checks: files stay short, the core stays free of the browser.

use crate::failure::{Doing, Failure};
use crate::paths::{self, Project};
use crate::process;
use crate::report::say;
use std::path::{Path, PathBuf};

/// A longer file has two jobs.
const MAX_LINES: usize = 400;
const COUNTED: [&str; 4] = ["rs", "css", "js", "mjs"];
/// What the host's build of the core must never depend on.
const BROWSER_ONLY: [&str; 2] = ["leptos", "web-sys"];
/// Cargo writes it into its target folders, whatever they are called.
const CACHE_MARK: &str = "CACHEDIR.TAG";

/// Checks that no source file is too long.
pub(crate) fn check_lengths(project: &Project) -> Result<(), Failure> {
    let files = sources(project.root())?;
    let mut long = Vec::new();
    for file in &files {
        let text = std::fs::read_to_string(file).doing(|| format!("read {}", file.display()))?;
        let lines = text.lines().count();
        if lines > MAX_LINES {
            let name = file.strip_prefix(project.root()).unwrap_or(file);
            long.push(format!("{}: {lines}", name.display()));
        }
    }
    if long.is_empty() {
        say(&format!("{} source files, none over {MAX_LINES} lines", files.len()));
        return Ok(());
    }
    Err(Failure::new(format!("files over {MAX_LINES} lines:\n  {}", long.join("\n  ")))
        .hint("a file that long has two jobs: give each its own"))
}

/// Returns the source files below a folder, but for hidden folders and what tools build or download.
fn sources(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let skips = |folder: &Path| {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with('.')
            || matches!(&*name, "dist" | "node_modules" | "target")
            || folder.join(CACHE_MARK).exists()
    };
    let mut files = Vec::new();
    paths::files_below(folder, &skips, &mut files)?;
    files.retain(|file| paths::ends_in(file, &COUNTED));
    Ok(files)
}

/// Checks that the core, built for the host, depends on nothing that only a browser has.
pub(crate) fn check_core(project: &Project) -> Result<(), Failure> {
    let mut tree = project.cargo();
    tree.args(["tree", "--package", "volley", "--edges", "normal", "--prefix", "none"]);
    let found = browser_only(&process::output(&mut tree)?);
    if found.is_empty() {
        say("the core names nothing of the browser");
        return Ok(());
    }
    Err(Failure::new(format!("the host's build of the core depends on {}", found.join(", ")))
        .hint("move the dependency below [target.'cfg(target_arch = \"wasm32\")'.dependencies]"))
}

/// Returns the forbidden packages in the output of `cargo tree --prefix none`.
fn browser_only(tree: &str) -> Vec<&'static str> {
    let names: Vec<&str> = tree.lines().filter_map(|line| line.split_whitespace().next()).collect();
    BROWSER_ONLY.into_iter().filter(|forbidden| names.contains(forbidden)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forbidden_package_is_seen_by_its_whole_name() {
        assert_eq!(browser_only("volley v0.1.0 (/volley)\nweb-sys v0.3.90\nurl v2.5.4"), ["web-sys"]);
        assert!(browser_only("volley v0.1.0\nweb-sys-like v1.0.0\nserde v1.0.0 (*)").is_empty());
    }

    #[test]
    fn only_sources_outside_of_built_folders_are_counted() {
        let base = std::env::temp_dir().join(format!("volley-lengths-{}", std::process::id()));
        for folder in ["src", "dist", ".git", "elsewhere", "node_modules"] {
            std::fs::create_dir_all(base.join(folder)).unwrap();
            std::fs::write(base.join(folder).join("a.rs"), "").unwrap();
            std::fs::write(base.join(folder).join("a.md"), "").unwrap();
        }
        std::fs::write(base.join("elsewhere").join(CACHE_MARK), "").unwrap();
        assert_eq!(sources(&base).unwrap(), [base.join("src").join("a.rs")]);
        std::fs::remove_dir_all(base).unwrap();
    }
}
