//! The build number that page, desk and runner compare: a hash of all that makes them, since programs and their scripts name what
//! they have of each other by its place (see `imports.rs`), and a mix of two builds would run. The build script of the page makes
//! it, and `cargo xtask extension` makes it again: with the same Rust, so that it comes out the same.

use std::collections::hash_map::DefaultHasher;
use std::hash::Hasher;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The files and folders of the project that it depends on.
pub(crate) const INPUTS: [&str; 9] = [
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "index.html",
    "patches",
    "rust-toolchain.toml",
    "src",
    "xtask/src",
];

/// Returns the build number of the project in this folder.
///
/// # Errors
/// When a file cannot be read, or the compiler does not say its version.
pub(crate) fn of_project(root: &Path) -> std::io::Result<String> {
    of_inputs(root, &compiler(root)?)
}

/// The version of the compiler, by which Cargo builds the project in this folder.
fn compiler(root: &Path) -> std::io::Result<Vec<u8>> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let said = Command::new(rustc).arg("-V").current_dir(root).output()?;
    if said.status.success() { Ok(said.stdout) } else { Err(std::io::Error::other("rustc -V failed")) }
}

fn of_inputs(root: &Path, compiler: &[u8]) -> std::io::Result<String> {
    let mut files = Vec::new();
    for input in INPUTS {
        collect(root.join(input), &mut files)?;
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    let mut add = |bytes: &[u8]| {
        hasher.write_usize(bytes.len());
        hasher.write(bytes);
    };
    add(compiler);
    for file in &files {
        add(file.strip_prefix(root).unwrap_or(file).as_os_str().as_encoded_bytes());
        add(&std::fs::read(file)?);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// Adds `path`, or all files within if it is a folder.
fn collect(path: PathBuf, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if path.is_dir() {
        for entry in std::fs::read_dir(path)? {
            collect(entry?.path(), files)?;
        }
    } else {
        files.push(path);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_depends_on_each_input_and_on_the_compiler() {
        let root = std::env::temp_dir().join(format!("volley-build-number-{}", std::process::id()));
        let inputs: Vec<PathBuf> = INPUTS
            .iter()
            .map(|input| {
                let is_folder = matches!(*input, "patches" | "src" | "xtask/src");
                root.join(input).join(if is_folder { "deep/a.rs" } else { "" })
            })
            // `join("")` leaves a slash at the end, which no file has.
            .map(|path| path.components().collect())
            .collect();
        for input in &inputs {
            std::fs::create_dir_all(input.parent().unwrap()).unwrap();
            std::fs::write(input, "a").unwrap();
        }
        let number = |compiler: &[u8]| of_inputs(&root, compiler).unwrap();
        let first = number(b"rustc 1");
        assert_eq!((number(b"rustc 1") == first, number(b"rustc 2") == first), (true, false));
        for input in &inputs {
            std::fs::write(input, "b").unwrap();
            assert_ne!(number(b"rustc 1"), first, "{}", input.display());
            std::fs::write(input, "a").unwrap();
        }
        std::fs::rename(&inputs[7], root.join("src/deep/b.rs")).unwrap();
        assert_ne!(number(b"rustc 1"), first, "names count");
        std::fs::remove_dir_all(&root).unwrap();
        assert!(of_inputs(&root, b"").is_err(), "nothing is not a project");
    }

    #[test]
    fn every_input_is_there() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let missing: Vec<_> = INPUTS.iter().filter(|input| !root.join(input).exists()).collect();
        assert_eq!(missing, Vec::<&&str>::new());
        assert!(compiler(root).unwrap().starts_with(b"rustc "));
    }
}
