//! trunk, which builds and serves the page.

use super::{Place, cache, cargo_tool};
use crate::failure::Failure;
use crate::report::say;
use crate::versions::{TRUNK, first_version};
use crate::{lookup, process};

/// Returns where trunk is, after installing it when it is missing.
///
/// # Errors
/// When it cannot be compiled.
pub(crate) fn ensure() -> Result<Place, Failure> {
    let own = lookup::on_path("trunk").and_then(|program| process::probe(program, &["--version"]));
    if own.as_deref().and_then(first_version) == Some(TRUNK) {
        return Ok(Place::OnPath);
    }
    let entry =
        cache::Entry { name: format!("trunk-{TRUNK}"), bin: "bin", proof: cache::Proof::Program("trunk") };
    if let Some(bin) = entry.find()? {
        return Ok(Place::In(bin));
    }
    say(&format!(
        "trunk {TRUNK} is missing: installing it, once, in three to six minutes where it must be compiled"
    ));
    entry.install(|stage| cargo_tool::install("trunk", TRUNK, stage)).map(Place::In).map_err(|failure| {
        failure.hint(format!("install trunk {TRUNK} by hand (https://trunkrs.dev) and put it on PATH"))
    })
}
