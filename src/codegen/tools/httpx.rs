//! httpx: one event loop and one client.

use super::python::script;
use super::with_list;
use crate::codegen::facts::{Language, ToolFacts};
use crate::codegen::job::CodegenJob;
use crate::codegen::links::ScriptLinks;
use crate::codegen::package::Package;

pub(super) const FACTS: ToolFacts = ToolFacts {
    name: "httpx",
    title: "httpx",
    language: Language::Python,
    script: "httpx_client.py",
    model: "one event loop and one client",
    needs: &["Python 3.11", "httpx==0.28.1"],
    run: "python3 -m pip install httpx==0.28.1 && python3 httpx_client.py > httpx_client.ndjson",
    results: "httpx_client.ndjson",
    cannot: &[
        "A request that waits for its host to have room keeps its place among those in flight.",
        "It keeps the cookies that servers set and sends them with later links, which Volley does not.",
    ],
    lacks: &[],
};

const TEMPLATE: &str = include_str!("../templates/httpx_client.py");

pub(super) fn write(job: &CodegenJob<'_>) -> Package {
    let links = ScriptLinks::of(job);
    with_list(FACTS.script, script(&FACTS, TEMPLATE, job, &links), links)
}
