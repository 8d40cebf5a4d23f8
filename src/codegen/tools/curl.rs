//! curl --parallel, with jq for the rows.

use super::head;
use crate::codegen::facts::ToolFacts;
use crate::codegen::job::CodegenJob;
use crate::codegen::language::curl;
use crate::codegen::links::ScriptLinks;
use crate::codegen::template::Fill;

pub(super) fn script(facts: &ToolFacts, job: &CodegenJob<'_>, links: &ScriptLinks<'_>) -> String {
    let limits = job.limits();
    let both =
        format!("limit=(--parallel-max {} --parallel-max-host {})\n", limits.concurrency, limits.per_origin);
    let one = format!("limit=(--parallel-max {})\n", job.without_host_limit());
    let head: String =
        head(facts, job).iter().map(|line| format!("# {line}").trim_end().to_owned() + "\n").collect();
    Fill::default()
        .when("numbered", !links.has_loops())
        .text("head", &head)
        .text("timeout", &format!("timeout_ms={}\n", limits.timeout_ms))
        .text("limit_both", &both)
        .text("limit_one", &one)
        .text("settings", &curl::settings(job))
        .text("links", &curl::links(links))
        .apply(facts.template)
}
