//! Set-up: what a command needs in addition to Rust itself, looked for and installed where it is missing.
//!
//! The order of search is the same for every tool: on `PATH` in a version that fits, in our cache, then an install
//! into that cache. Only what comes from the system's package manager (node, the browser) is installed for the whole
//! machine. Nothing is downloaded, and no cargo or npm is started, for a tool that is already there.

mod browser;
mod cache;
mod cargo_tool;
mod checkers;
mod fetcher;
mod firefox;
mod npm;
mod packages;
mod pip;
mod rust;
mod scripts;
mod wasm_opt;

pub(crate) use browser::Browser;
pub(crate) use firefox::Firefox;
pub(crate) use scripts::Scripts;

use crate::command::Build;
use crate::failure::Failure;
use crate::lookup;
use crate::paths::Project;
use crate::report::say;
use packages::Bundle;
use std::path::PathBuf;
use std::process::Command;

/// One thing that a command needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// rustfmt, clippy, cargo-deny with the sources of every dependency, actionlint, and what checks the extension.
    Lints,
    /// What checks the extension, alone.
    AddonLinter,
    /// The standard library for wasm32.
    WasmTarget,
    /// trunk, the wasm-bindgen of Cargo.lock, and the sources of every dependency: trunk runs offline.
    Bundler,
    /// wasm-opt, or a failure.
    Optimiser,
    /// wasm-opt if it can be had without the package manager: the page works without it.
    OptimiserIfEasy,
    /// The wasm-bindgen of Cargo.lock, which carries the runner of the wasm tests.
    TestRunner,
    /// A Chromium and its driver.
    Browser,
    /// A Firefox and its driver.
    Firefox,
    /// axe-core, which looks for what keeps people out of the page.
    Axe,
    /// What Volley's reading is compared with in tests: node with the packages of `tests/input_oracle`, curl, and the
    /// sources of every dependency, which are what is read.
    Oracle,
    /// What runs the scripts that Volley writes: Python with the packages of `tests/codegen_run`, jq, curl, node.
    Scripts,
}

/// Where a tool was found.
#[derive(Debug, PartialEq, Eq)]
enum Place {
    OnPath,
    In(PathBuf),
}

/// Everything that a command needs, ready to use.
#[derive(Debug, Default)]
pub(crate) struct Kit {
    folders: Vec<PathBuf>,
    optimises: bool,
    pub(crate) cargo_deny: Part<PathBuf>,
    /// The `node_modules` that hold the checkers of npm.
    pub(crate) node_checkers: Part<PathBuf>,
    pub(crate) browser: Part<Browser>,
    pub(crate) firefox: Part<Firefox>,
    /// The script of axe-core.
    pub(crate) axe: Part<PathBuf>,
    /// The folder that holds the `node_modules` of `tests/input_oracle`.
    pub(crate) oracle: Part<PathBuf>,
    pub(crate) scripts: Part<Scripts>,
}

/// A part of the kit that only some commands need.
#[derive(Debug)]
pub(crate) struct Part<T>(Option<T>);

impl<T> Default for Part<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Part<T> {
    /// Returns the part.
    pub(crate) fn get(&self) -> Result<&T, Failure> {
        let name = std::any::type_name::<T>();
        self.0.as_ref().ok_or_else(|| Failure::new(format!("a part of the set-up is missing: {name}")))
    }
}

impl Kit {
    /// Returns a cargo command that finds the kit's tools.
    pub(crate) fn cargo(&self, project: &Project) -> Result<Command, Failure> {
        let mut command = project.cargo();
        command.env("PATH", self.path_var()?);
        Ok(command)
    }

    /// Returns a trunk command for `build` or `serve` that makes the page.
    pub(crate) fn trunk(&self, project: &Project, verb: &str, build: Build) -> Result<Command, Failure> {
        let path_var = self.path_var()?;
        let program = lookup::find("trunk", &path_var).ok_or_else(|| Failure::new("trunk is not set up"))?;
        let mut command = Command::new(program);
        command.current_dir(project.root()).env("PATH", path_var).args([verb, "--offline=true"]);
        // The only way to spare trunk its wasm-opt without a change to index.html: without `--release` it never runs it.
        command.args(match build {
            Build::Debug => &[][..],
            Build::Published if self.optimises => &["--release"],
            Build::Published => &["--cargo-profile", "web"],
        });
        // Trunk reads the variable as `true` or `false` and stops at the usual `1`.
        if std::env::var_os("NO_COLOR").is_some() {
            command.env("NO_COLOR", "true");
        }
        Ok(command)
    }

    fn add(&mut self, place: Place) {
        if let Place::In(folder) = place {
            self.folders.push(folder);
        }
    }

    fn path_var(&self) -> Result<std::ffi::OsString, Failure> {
        let own = lookup::path_var();
        let folders = self.folders.iter().cloned().chain(std::env::split_paths(&own));
        std::env::join_paths(folders)
            .map_err(|error| Failure::new(format!("cannot put tools on PATH: {error}")))
    }
}

/// Returns a kit of all that is needed, after installing what is missing.
///
/// # Errors
/// When something cannot be had; the failure says how to get it by hand.
pub(crate) fn prepare(project: &Project, needs: &[Need]) -> Result<Kit, Failure> {
    let needs = |need| needs.contains(&need);
    // Where the page is weighed, one that is larger than the published page would show nothing.
    let optimiser_must = needs(Need::Optimiser) || (needs(Need::OptimiserIfEasy) && is_ci());
    let mut kit = Kit::default();

    if needs(Need::Lints) {
        rust::ensure_lints()?;
    }
    if needs(Need::WasmTarget) {
        rust::ensure_wasm_target()?;
    }
    install_packages(&missing(optimiser_must, needs));
    if [Need::Lints, Need::Bundler, Need::TestRunner, Need::Oracle].into_iter().any(needs) {
        rust::fetch_sources(project, is_ci())?;
    }
    if needs(Need::Lints) {
        kit.cargo_deny = Part(Some(checkers::cargo_deny(project)?));
    }
    if needs(Need::Lints) || needs(Need::AddonLinter) {
        kit.node_checkers = Part(Some(checkers::of_node(project)?));
    }
    if needs(Need::Bundler) || needs(Need::TestRunner) {
        kit.add(cargo_tool::wasm_bindgen(project)?.ensure()?);
    }
    if needs(Need::Bundler) {
        kit.add(cargo_tool::trunk().ensure()?);
    }
    if optimiser_must {
        kit.add(wasm_opt::ensure()?);
        kit.optimises = true;
    } else if needs(Need::OptimiserIfEasy) {
        match wasm_opt::ensure() {
            Ok(place) => {
                kit.add(place);
                kit.optimises = true;
            }
            Err(failure) => say(&format!("going on without wasm-opt, the page is larger for it: {failure}")),
        }
    }
    if needs(Need::Browser) {
        kit.browser = Part(Some(browser::ensure()?));
    }
    if needs(Need::Firefox) {
        kit.firefox = Part(Some(firefox::ensure()?));
    }
    if needs(Need::Axe) {
        kit.axe = Part(Some(npm::axe(project)?));
    }
    if needs(Need::Oracle) {
        kit.oracle = Part(Some(npm::oracle(project)?));
    }
    if needs(Need::Scripts) {
        kit.scripts = Part(Some(scripts::ensure(project)?));
    }
    Ok(kit)
}

/// Returns what only the system's package manager has, of what is needed and not there.
fn missing(optimiser: bool, needs: impl Fn(Need) -> bool) -> Vec<Bundle> {
    let mut missing = Vec::new();
    let of_npm = optimiser && !wasm_opt::is_there()
        || [Need::Lints, Need::AddonLinter, Need::Axe, Need::Oracle, Need::Scripts].into_iter().any(&needs);
    if of_npm && !npm::is_there() {
        missing.push(Bundle::Node);
    }
    if needs(Need::Browser) && browser::find().is_none() {
        missing.push(Bundle::Browser);
    }
    if needs(Need::Firefox) && firefox::find().is_none() {
        missing.push(Bundle::Firefox);
    }
    if (needs(Need::Oracle) || needs(Need::Scripts)) && lookup::on_path("curl").is_none() {
        missing.push(Bundle::Curl);
    }
    if needs(Need::Scripts) && lookup::on_path("jq").is_none() {
        missing.push(Bundle::Jq);
    }
    if (needs(Need::Scripts) || needs(Need::Lints)) && !pip::is_there() {
        missing.push(Bundle::Python);
    }
    missing
}

/// Installs the bundles in one go. A failure is only said: what is still missing afterwards is looked for elsewhere by its own
/// set-up, and that knows what to advise.
fn install_packages(missing: &[Bundle]) {
    let Err(failure) = packages::install(missing) else { return };
    say(&failure.to_string());
    if missing.len() > 1 {
        // One package that this system does not carry must not cost the others.
        for bundle in missing {
            if let Err(failure) = packages::install(&[*bundle]) {
                say(&failure.to_string());
            }
        }
    }
}

/// Whether this runs on a service: all the usual ones set the variable.
fn is_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| !matches!(value.as_str(), "" | "0" | "false"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(command: &Command) -> Vec<String> {
        command.get_args().map(|word| word.to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn tools_of_the_cache_come_before_those_on_path() {
        let mut kit = Kit::default();
        kit.add(Place::OnPath);
        kit.add(Place::In("/cache/bin".into()));
        let path_var = kit.path_var().unwrap();
        assert_eq!(std::env::split_paths(&path_var).next(), Some("/cache/bin".into()));
    }

    #[test]
    #[cfg(unix)]
    fn without_an_optimiser_trunk_does_not_get_release() {
        use std::os::unix::fs::PermissionsExt;
        let folder = std::env::temp_dir().join(format!("volley-kit-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("trunk"), "").unwrap();
        std::fs::set_permissions(folder.join("trunk"), std::fs::Permissions::from_mode(0o755)).unwrap();
        let project = Project::find().unwrap();
        let mut kit = Kit { folders: vec![folder.clone()], optimises: true, ..Kit::default() };
        let with = kit.trunk(&project, "build", Build::Published).unwrap();
        let debug = kit.trunk(&project, "serve", Build::Debug).unwrap();
        kit.optimises = false;
        let without = kit.trunk(&project, "build", Build::Published).unwrap();
        assert_eq!(words(&debug), ["serve", "--offline=true"]);
        assert_eq!(words(&with), ["build", "--offline=true", "--release"]);
        assert_eq!(words(&without), ["build", "--offline=true", "--cargo-profile", "web"]);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
