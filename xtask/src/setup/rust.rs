//! What comes with Rust: the wasm32 target, rustfmt and clippy, the sources of the dependencies.

use crate::failure::Failure;
use crate::paths::{self, Project};
use crate::report::say;
use crate::{lookup, process};
use std::path::Path;
use std::process::Command;

/// The target of everything that runs in the page.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Makes sure that Rust can compile for wasm32.
pub(crate) fn ensure_wasm_target() -> Result<(), Failure> {
    let folder = process::probe("rustc", &["--print", "target-libdir", "--target", WASM]);
    if folder.is_some_and(|folder| Path::new(folder.trim()).is_dir()) {
        return Ok(());
    }
    rustup(&["target", "add", WASM])
}

/// Makes sure that rustfmt and clippy are there.
pub(crate) fn ensure_lints() -> Result<(), Failure> {
    for (command, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if process::probe(paths::cargo_program(), &[command, "--version"]).is_none() {
            rustup(&["component", "add", component])?;
        }
    }
    Ok(())
}

/// Makes sure that the source of every dependency is on this machine, so that trunk can run offline. In CI a
/// Cargo.lock that does not fit Cargo.toml is a failure; elsewhere it is brought up to date.
///
/// # Errors
/// When cargo cannot download what is missing, or Cargo.lock is out of date in CI.
pub(crate) fn fetch_sources(project: &Project, locked: bool) -> Result<(), Failure> {
    let mut command = project.cargo();
    command.arg("fetch").args(locked.then_some("--locked"));
    process::run(&mut command)
}

fn rustup(args: &[&str]) -> Result<(), Failure> {
    let what = args.join(" ");
    if lookup::on_path("rustup").is_none() {
        return Err(Failure::new(format!(
            "a part of Rust is missing, and there is no rustup to run `rustup {what}`"
        ))
        .hint("install Rust by rustup (https://rustup.rs), or the same part by your package manager"));
    }
    say("a part of Rust is missing: adding it");
    process::run(Command::new("rustup").args(args))
}
