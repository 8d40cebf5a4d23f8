//! `ThreadPoolExecutor`: requests in a pool of threads, rows as they are completed.

use super::python::script;
use super::with_list;
use crate::codegen::facts::{Language, ToolFacts};
use crate::codegen::job::CodegenJob;
use crate::codegen::links::ScriptLinks;
use crate::codegen::package::Package;

pub(super) const FACTS: ToolFacts = ToolFacts {
    name: "thread-pool",
    title: "ThreadPoolExecutor",
    language: Language::Python,
    script: "thread_pool.py",
    model: "requests in a pool of threads, rows as they are completed",
    needs: &["Python 3.11", "requests==2.34.2"],
    run: "python3 -m pip install requests==2.34.2 && python3 thread_pool.py > thread_pool.ndjson",
    results: "thread_pool.ndjson",
    cannot: &[
        "A thread that waits for its host to have room does nothing else meanwhile.",
        "It keeps the cookies that servers set and sends them with later links, which Volley does not.",
    ],
    lacks: &[],
};

const TEMPLATE: &str = include_str!("../templates/thread_pool.py");

pub(super) fn write(job: &CodegenJob<'_>) -> Package {
    let links = ScriptLinks::of(job);
    with_list(FACTS.script, script(&FACTS, TEMPLATE, job, &links), links)
}
