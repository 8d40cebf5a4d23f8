//! Installing a tool from crates.io into a folder of ours, untouched by the settings of the project's own builds.

use crate::failure::{Doing, Failure};
use crate::report::say;
use crate::{lookup, paths, process};
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

/// Built for our few uses of a tool, not for its speed: trunk compiles in little more than half the time.
const PROFILE: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
];

/// Installs the package into `root/bin`: by `cargo binstall` where it is on `PATH`, else by compiling it.
///
/// # Errors
/// When cargo fails both with the package's own lock file and with the newest dependencies that fit.
pub(crate) fn install(package: &str, version: &str, root: &Path) -> Result<(), Failure> {
    if lookup::on_path("cargo-binstall").is_some() {
        match process::run(&mut binstall(package, version, root)) {
            Ok(()) => return Ok(()),
            Err(failure) => say(&format!("{failure}; compiling {package} instead")),
        }
    }
    // Below the root, and removed before the root gets its final name: a tool's objects take a gigabyte.
    let objects = root.join("objects");
    let attempt = |extra: &[&str]| {
        let mut command = Command::new(paths::cargo_program());
        command.args(["install", package, "--version", version]).args(extra).arg("--root").arg(root);
        for (name, _) in std::env::vars_os().filter(|(name, _)| shapes_builds(&name.to_string_lossy())) {
            command.env_remove(name);
        }
        process::run(command.envs(PROFILE).env("CARGO_TARGET_DIR", &objects).current_dir(root))
    };
    attempt(&["--locked"]).or_else(|failure| {
        // wasm-bindgen-cli 0.2.130 names a crate in its lock file that the registry may not give yet.
        say(&format!("{failure}; once more without {package}'s lock file"));
        attempt(&[])
    })?;
    std::fs::remove_dir_all(&objects).doing(|| format!("clear {}", objects.display()))
}

/// Fetches a program that its makers built; never compiles, which is done here with other settings.
fn binstall(package: &str, version: &str, root: &Path) -> Command {
    let mut command = Command::new(paths::cargo_program());
    command.args(["binstall", "--no-confirm", "--disable-strategies", "compile", "--version", version]);
    command.arg("--root").arg(root).arg(package).current_dir(root);
    command
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
    fn a_fetched_program_is_of_the_same_version_and_never_compiled() {
        let command = binstall("trunk", "0.21.14", Path::new("stage"));
        let words: Vec<_> = command.get_args().map(|word| word.to_string_lossy()).collect();
        assert_eq!(
            words.join(" "),
            "binstall --no-confirm --disable-strategies compile --version 0.21.14 --root stage trunk"
        );
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
