//! wasm-bindgen's tools, in exactly the version of the crate in Cargo.lock: the two talk in a format of that version.

use super::{Place, cache, cargo_tool};
use crate::failure::Failure;
use crate::paths::Project;
use crate::report::say;
use crate::versions::{first_version, locked};
use crate::{lookup, process};

const PROGRAMS: [&str; 2] = ["wasm-bindgen", "wasm-bindgen-test-runner"];

/// Returns where the tools are, after installing them when they are missing.
///
/// # Errors
/// When Cargo.lock names no version or the tools cannot be compiled.
pub(crate) fn ensure(project: &Project) -> Result<Place, Failure> {
    let version = locked(project, "wasm-bindgen")?;
    if PROGRAMS.iter().all(|program| version_on_path(program).as_deref() == Some(version.as_str())) {
        return Ok(Place::OnPath);
    }
    let entry = cache::Entry {
        name: format!("wasm-bindgen-{version}"),
        bin: "bin",
        proof: cache::Proof::Program(PROGRAMS[1]),
    };
    if let Some(bin) = entry.find()? {
        return Ok(Place::In(bin));
    }
    say(&format!(
        "wasm-bindgen {version} is missing: installing it, once, in one to three minutes where it must be compiled"
    ));
    entry.install(|stage| cargo_tool::install("wasm-bindgen-cli", &version, stage)).map(Place::In).map_err(
        |failure| failure.hint(format!("install wasm-bindgen-cli {version} by hand and put it on PATH")),
    )
}

fn version_on_path(program: &str) -> Option<String> {
    let output = process::probe(lookup::on_path(program)?, &["--version"])?;
    first_version(&output).map(str::to_owned)
}
