//! Installing a tool from crates.io into a folder of ours, untouched by the settings of the project's own builds.

use crate::failure::{Doing, Failure};
use crate::report::say;
use crate::{paths, process};
use std::path::Path;
use std::process::Command;

/// Cargo's variables that say how to reach the registry or how to print; the others shape builds.
const KEPT: [&str; 8] = [
    "CARGO_HOME",
    "CARGO_BUILD_JOBS",
    "CARGO_HTTP_",
    "CARGO_NET_",
    "CARGO_REGISTRIES_",
    "CARGO_REGISTRY_",
    "CARGO_SOURCE_",
    "CARGO_TERM_",
];

/// Compiles the package into `root/bin`.
///
/// # Errors
/// When cargo fails both with the package's own lock file and with the newest dependencies that fit.
pub(crate) fn install(package: &str, version: &str, root: &Path) -> Result<(), Failure> {
    // Below the root, and removed before the root gets its final name: a tool's objects take a gigabyte.
    let objects = root.join("objects");
    let attempt = |extra: &[&str]| {
        let mut command = Command::new(paths::cargo_program());
        command.args(["install", package, "--version", version]).args(extra).arg("--root").arg(root);
        for (name, _) in std::env::vars_os().filter(|(name, _)| shapes_builds(&name.to_string_lossy())) {
            command.env_remove(name);
        }
        process::run(command.env("CARGO_TARGET_DIR", &objects).current_dir(root))
    };
    attempt(&["--locked"]).or_else(|failure| {
        // wasm-bindgen-cli 0.2.130 names a crate in its lock file that the registry may not give yet.
        say(&format!("{failure}; once more without {package}'s lock file"));
        attempt(&[])
    })?;
    std::fs::remove_dir_all(&objects).doing(|| format!("clear {}", objects.display()))
}

/// Whether the variable would change how a tool is built: those that cargo and its callers set for *this* project.
fn shapes_builds(name: &str) -> bool {
    let cargo_s = name.starts_with("CARGO_") && !KEPT.iter().any(|kept| name.starts_with(kept));
    cargo_s || matches!(name, "RUSTFLAGS" | "RUSTDOCFLAGS")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_of_the_project_s_builds_are_kept_away() {
        for name in [
            "CARGO_TARGET_DIR",
            "CARGO_BUILD_TARGET",
            "CARGO_PROFILE_RELEASE_LTO",
            "CARGO_PKG_NAME",
            "RUSTFLAGS",
        ] {
            assert!(shapes_builds(name), "{name}");
        }
    }

    #[test]
    fn settings_of_the_registry_stay() {
        for name in
            ["CARGO_HOME", "CARGO_HTTP_CAINFO", "CARGO_REGISTRIES_CRATES_IO_PROTOCOL", "PATH", "CARGO"]
        {
            assert!(!shapes_builds(name), "{name}");
        }
    }
}
