//! aiohttp on uvloop: the same on the event loop of libuv.

use super::python::script;
use super::with_list;
use crate::codegen::facts::{Language, ToolFacts, UnsupportedFeature};
use crate::codegen::job::CodegenJob;
use crate::codegen::links::ScriptLinks;
use crate::codegen::package::Package;

pub(super) const FACTS: ToolFacts = ToolFacts {
    name: "uvloop",
    title: "aiohttp on uvloop",
    language: Language::Python,
    script: "aiohttp_uvloop.py",
    model: "the same on the event loop of libuv",
    needs: &["Python 3.11", "aiohttp==3.14.5", "uvloop==0.23.0"],
    run: "python3 -m pip install aiohttp==3.14.5 uvloop==0.23.0 && python3 aiohttp_uvloop.py > aiohttp_uvloop.ndjson",
    results: "aiohttp_uvloop.ndjson",
    cannot: &[
        "Where a kept connection turns out broken it asks once more by itself, and tells nobody.",
        "A request that waits for its host to have room keeps its place among those in flight.",
        "uvloop runs on Linux and macOS only.",
        "It keeps the cookies that servers set and sends them with later links, which Volley does not.",
    ],
    lacks: &[UnsupportedFeature::Latin],
};

const TEMPLATE: &str = include_str!("../templates/aiohttp_semaphore.py");

pub(super) fn write(job: &CodegenJob<'_>) -> Package {
    let links = ScriptLinks::of(job);
    with_list(FACTS.script, script(&FACTS, TEMPLATE, job, &links), links)
}
