//! wasm-opt, which makes the page's wasm a fifth smaller.

use super::{Place, cache, npm};
use crate::failure::Failure;
use crate::report::say;
use crate::versions::{BINARYEN, OLDEST_WASM_OPT, major};
use crate::{lookup, process};
use std::path::Path;
use std::process::Command;

/// Whether a wasm-opt that fits is on `PATH` or in the cache.
pub(crate) fn is_there() -> bool {
    matches!(find(), Ok(Some(_)))
}

/// Returns where wasm-opt is, after installing it by npm when it is missing.
pub(crate) fn ensure() -> Result<Place, Failure> {
    if let Some(place) = find()? {
        return Ok(place);
    }
    let npm = npm::command("npm")?;
    say(&format!("wasm-opt {OLDEST_WASM_OPT} or newer is missing: installing npm's binaryen, in seconds"));
    entry().install(|stage| fill(npm, stage)).map(Place::In)
}

fn find() -> Result<Option<Place>, Failure> {
    let own = lookup::on_path("wasm-opt").and_then(|program| process::probe(program, &["--version"]));
    if own.as_deref().and_then(major).is_some_and(|version| version >= OLDEST_WASM_OPT) {
        return Ok(Some(Place::OnPath));
    }
    // The cached one is a launcher for node.
    let cached = if lookup::on_path("node").is_some() { entry().find()? } else { None };
    Ok(cached.map(Place::In))
}

fn entry() -> cache::Entry {
    cache::Entry {
        name: format!("binaryen-{BINARYEN}"),
        bin: "node_modules/.bin",
        proof: cache::Proof::Program("wasm-opt"),
    }
}

fn fill(mut npm: Command, stage: &Path) -> Result<(), Failure> {
    let package = format!("binaryen@{BINARYEN}");
    npm.args(["install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix"]);
    process::run(npm.arg(stage).arg(package).current_dir(stage))?;
    let program = lookup::find_in(&stage.join(entry().bin), "wasm-opt");
    let answer = program.and_then(|program| process::probe(program, &["--version"]));
    answer.map(drop).ok_or_else(|| {
        Failure::new("node cannot run npm's wasm-opt")
            .hint("install a newer Node.js, or binaryen, and run this again")
    })
}
