//! Locust: a load engine in Python, on one machine or on many.

use super::python::script;
use super::with_list;
use crate::codegen::facts::{Language, ToolFacts, UnsupportedFeature};
use crate::codegen::job::CodegenJob;
use crate::codegen::links::ScriptLinks;
use crate::codegen::package::Package;

pub(super) const FACTS: ToolFacts = ToolFacts {
    name: "locust",
    title: "Locust",
    language: Language::Python,
    script: "locustfile.py",
    model: "a master and its workers, each with its share of the list",
    needs: &["Python 3.11", "locust==2.47.0"],
    run: "python3 -m pip install locust==2.47.0 && locust --headless --users {in_flight} --spawn-rate {in_flight} --processes 2",
    results: "locust.ndjson",
    cannot: &[
        "The rows go into locust.ndjson beside the master, not to its output, where its own tables stand.",
        "Over several machines: `locust --master --expect-workers 2` and on each `locust --worker --master-host …`, all with these files.",
        "The limit per host is shared out among the workers, at least one each.",
        "A user that waits for its host to have room does nothing else meanwhile.",
        "It keeps the cookies that servers set and sends them with later links, which Volley does not.",
    ],
    lacks: &[UnsupportedFeature::Rate, UnsupportedFeature::Spacing],
};

pub(super) fn write(job: &CodegenJob<'_>) -> Package {
    let links = ScriptLinks::of(job);
    with_list(FACTS.script, script(&FACTS, include_str!("../templates/locustfile.py"), job, &links), links)
}
