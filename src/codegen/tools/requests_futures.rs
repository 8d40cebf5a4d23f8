//! requests-futures: a session whose requests are futures.

use super::python::script;
use super::with_list;
use crate::codegen::facts::{Language, ToolFacts};
use crate::codegen::job::CodegenJob;
use crate::codegen::links::ScriptLinks;
use crate::codegen::package::Package;

pub(super) const FACTS: ToolFacts = ToolFacts {
    name: "requests-futures",
    title: "requests-futures",
    language: Language::Python,
    script: "futures_session.py",
    model: "a session whose requests are futures",
    needs: &["Python 3.11", "requests-futures==1.1.0", "requests==2.34.2"],
    run: "python3 -m pip install requests-futures==1.1.0 requests==2.34.2 && python3 futures_session.py > futures_session.ndjson",
    results: "futures_session.ndjson",
    cannot: &[
        "A timeout is not retried, and starts anew with each read: a body that drips on has no end.",
        "A request that waits out a retry keeps its place at its host.",
        "It keeps the cookies that servers set and sends them with later links, which Volley does not.",
    ],
    lacks: &[],
};

const TEMPLATE: &str = include_str!("../templates/futures_session.py");

pub(super) fn write(job: &CodegenJob<'_>) -> Package {
    let links = ScriptLinks::of(job);
    with_list(FACTS.script, script(&FACTS, TEMPLATE, job, &links), links)
}
