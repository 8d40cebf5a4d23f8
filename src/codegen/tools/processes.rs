//! multiprocessing: requests in processes of their own.

use super::python::script;
use super::with_list;
use crate::codegen::facts::{Language, ToolFacts, UnsupportedFeature};
use crate::codegen::job::CodegenJob;
use crate::codegen::links::ScriptLinks;
use crate::codegen::package::Package;

pub(super) const FACTS: ToolFacts = ToolFacts {
    name: "multiprocessing",
    title: "multiprocessing",
    language: Language::Python,
    script: "processes.py",
    model: "requests in processes of their own",
    needs: &["Python 3.11", "requests==2.34.2"],
    run: "python3 -m pip install requests==2.34.2 && python3 processes.py > processes.ndjson",
    results: "processes.ndjson",
    cannot: &[
        "At most four processes for each processor, so fewer in flight than allowed where that is less.",
        "All links of the list are in memory at once.",
        "It keeps the cookies that servers set and sends them with later links, which Volley does not.",
    ],
    lacks: &[UnsupportedFeature::Rate, UnsupportedFeature::Spacing],
};

const TEMPLATE: &str = include_str!("../templates/processes.py");

pub(super) fn write(job: &CodegenJob<'_>) -> Package {
    let links = ScriptLinks::of(job);
    with_list(FACTS.script, script(&FACTS, TEMPLATE, job, &links), links)
}
