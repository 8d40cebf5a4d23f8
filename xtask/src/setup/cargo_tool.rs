//! Tools from crates.io, in a folder of ours, untouched by the settings of the project's own builds: trunk, which builds
//! and serves the page, and wasm-bindgen's tools.

use super::{Place, cache};
use crate::failure::{Doing, Failure};
use crate::paths::Project;
use crate::report::say;
use crate::versions::{TRUNK, first_version, locked};
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

/// A tool that is wanted in exactly one version.
pub(super) struct Tool {
    name: &'static str,
    package: &'static str,
    version: String,
    programs: &'static [&'static str],
    /// How long its compilation takes.
    takes: &'static str,
}

/// trunk, which builds and serves the page.
pub(super) fn trunk() -> Tool {
    let version = TRUNK.to_owned();
    Tool { name: "trunk", package: "trunk", version, programs: &["trunk"], takes: "three to six minutes" }
}

/// wasm-bindgen's tools, in the version of the crate in Cargo.lock: the two talk in a format of that version.
pub(super) fn wasm_bindgen(project: &Project) -> Result<Tool, Failure> {
    Ok(Tool {
        name: "wasm-bindgen",
        package: "wasm-bindgen-cli",
        version: locked(project, "wasm-bindgen")?,
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        takes: "one to three minutes",
    })
}

impl Tool {
    /// Returns where the tool is, after installing it when it is missing.
    pub(super) fn ensure(&self) -> Result<Place, Failure> {
        let Self { name, package, version, programs, takes } = self;
        if programs.iter().all(|program| version_on_path(program).as_ref() == Some(version)) {
            return Ok(Place::OnPath);
        }
        let entry = cache::Entry {
            name: format!("{name}-{version}"),
            bin: "bin",
            proof: cache::Proof::Program(programs[programs.len() - 1]),
        };
        if let Some(bin) = entry.find()? {
            return Ok(Place::In(bin));
        }
        say(&format!(
            "{name} {version} is missing: installing it, once, in {takes} where it must be compiled"
        ));
        entry.install(|stage| install(package, version, stage)).map(Place::In).map_err(|failure| {
            failure.hint(format!("install {package} {version} by hand and put it on PATH"))
        })
    }
}

fn version_on_path(program: &str) -> Option<String> {
    let output = process::probe(lookup::on_path(program)?, &["--version"])?;
    first_version(&output).map(str::to_owned)
}

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
