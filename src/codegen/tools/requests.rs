//! requests: one link after the other, a connection for each.

use super::python::script;
use super::with_list;
use crate::codegen::facts::{Language, ToolFacts};
use crate::codegen::job::CodegenJob;
use crate::codegen::links::ScriptLinks;
use crate::codegen::package::Package;

pub(super) const FACTS: ToolFacts = ToolFacts {
    name: "requests",
    title: "requests",
    language: Language::Python,
    script: "requests_one_by_one.py",
    model: "one link after the other, a connection for each",
    needs: &["Python 3.11", "requests==2.34.2"],
    run: "python3 -m pip install requests==2.34.2 && python3 requests_one_by_one.py > requests_one_by_one.ndjson",
    results: "requests_one_by_one.ndjson",
    cannot: &["One link at a time: the limits of requests in flight have nothing to do."],
    lacks: &[],
};

const TEMPLATE: &str = include_str!("../templates/requests_one_by_one.py");

pub(super) fn write(job: &CodegenJob<'_>) -> Package {
    let links = ScriptLinks::of(job);
    with_list(FACTS.script, script(&FACTS, TEMPLATE, job, &links), links)
}
