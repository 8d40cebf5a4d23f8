//! Rust: reqwest, and the streams of futures.

use super::head;
use super::node::{comment, fill};
use crate::codegen::facts::{Language, ToolFacts, UnsupportedFeature};
use crate::codegen::job::CodegenJob;
use crate::codegen::language::rust;
use crate::codegen::links::ScriptLinks;
use crate::codegen::package::{Body, File, Package};

pub(super) const FACTS: ToolFacts = ToolFacts {
    name: "reqwest",
    title: "reqwest and futures",
    language: Language::Rust,
    script: "reqwest_futures.rs",
    model: "a stream of requests, so many of them buffered",
    needs: &["Rust 1.85", "reqwest 0.13.5", "futures 0.3.34", "tokio 1.54.1"],
    run: "cargo run --release > reqwest_futures.ndjson",
    results: "reqwest_futures.ndjson",
    cannot: &["A request that waits for its host to have room keeps its place among those in flight."],
    lacks: &[UnsupportedFeature::Latin],
};

const MANIFEST: &str = include_str!("../templates/reqwest.toml");

pub(super) fn write(job: &CodegenJob<'_>) -> Package {
    let links = ScriptLinks::of(job);
    let script = fill(&FACTS, job)
        .text("head", &comment(&head(&FACTS, job)))
        .text("settings", &rust::settings(job))
        .text("links", &rust::links(&links))
        .apply(include_str!("../templates/reqwest_futures.rs"));
    let mut package = super::with_list(FACTS.script, script, links);
    package.files.push(File { name: "Cargo.toml", body: Body::Text(MANIFEST.to_owned()) });
    package
}
