//! The build number that page, desk and runner compare: a hash of the sources and the lock file. The build script of the
//! page makes it, and `cargo xtask extension` makes it again: with the same Rust, so that it comes out the same.

use std::collections::hash_map::DefaultHasher;
use std::hash::Hasher;
use std::path::{Path, PathBuf};

/// Returns the build number of the project in this folder.
pub(crate) fn of_project(root: &Path) -> std::io::Result<String> {
    let mut files = Vec::new();
    collect(&root.join("src"), &mut files)?;
    files.push(root.join("Cargo.lock"));
    files.push(root.join("Cargo.toml"));
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in &files {
        hasher.write(&std::fs::read(file).unwrap_or_default());
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
