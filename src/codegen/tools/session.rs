//! requests.Session: one link after the other over connections that are kept.

use super::python::script;
use super::with_list;
use crate::codegen::facts::{Language, ToolFacts};
use crate::codegen::job::CodegenJob;
use crate::codegen::links::ScriptLinks;
use crate::codegen::package::Package;

pub(super) const FACTS: ToolFacts = ToolFacts {
    name: "session",
    title: "requests.Session",
    language: Language::Python,
    script: "requests_session.py",
    model: "one link after the other over connections that are kept",
    needs: &["Python 3.11", "requests==2.34.2"],
    run: "python3 -m pip install requests==2.34.2 && python3 requests_session.py > requests_session.ndjson",
    results: "requests_session.ndjson",
    cannot: &[
        "One link at a time: the limits of requests in flight have nothing to do.",
        "It keeps the cookies that servers set and sends them with later links, which Volley does not.",
    ],
    lacks: &[],
};

const TEMPLATE: &str = include_str!("../templates/requests_session.py");

pub(super) fn write(job: &CodegenJob<'_>) -> Package {
    let links = ScriptLinks::of(job);
    with_list(FACTS.script, script(&FACTS, TEMPLATE, job, &links), links)
}
