//! asyncio and aiohttp: one event loop, a semaphore, a limit per host, addresses kept.

use super::python::script;
use super::with_list;
use crate::codegen::facts::{Language, ToolFacts, UnsupportedFeature};
use crate::codegen::job::CodegenJob;
use crate::codegen::links::ScriptLinks;
use crate::codegen::package::Package;

pub(super) const FACTS: ToolFacts = ToolFacts {
    name: "aiohttp",
    title: "asyncio and aiohttp",
    language: Language::Python,
    script: "aiohttp_semaphore.py",
    model: "one event loop, a semaphore, a limit per host, addresses kept",
    needs: &["Python 3.11", "aiohttp==3.14.5"],
    run: "python3 -m pip install aiohttp==3.14.5 && python3 aiohttp_semaphore.py > aiohttp_semaphore.ndjson",
    results: "aiohttp_semaphore.ndjson",
    cannot: &[
        "Where a kept connection turns out broken it asks once more by itself, and tells nobody.",
        "A request that waits for its host to have room keeps its place among those in flight.",
        "It keeps the cookies that servers set and sends them with later links, which Volley does not.",
    ],
    lacks: &[UnsupportedFeature::Latin],
};

const TEMPLATE: &str = include_str!("../templates/aiohttp_semaphore.py");

pub(super) fn write(job: &CodegenJob<'_>) -> Package {
    let links = ScriptLinks::of(job);
    with_list(FACTS.script, script(&FACTS, TEMPLATE, job, &links), links)
}
