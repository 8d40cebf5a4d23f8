//! curl --parallel, with jq for the rows.

use super::{head, with_list};
use crate::codegen::facts::{Language, ToolFacts, UnsupportedFeature};
use crate::codegen::job::CodegenJob;
use crate::codegen::language::curl;
use crate::codegen::links::ScriptLinks;
use crate::codegen::package::Package;
use crate::codegen::template::Fill;

pub(super) const FACTS: ToolFacts = ToolFacts {
    name: "curl",
    title: "curl --parallel",
    language: Language::Shell,
    script: "curl_parallel.sh",
    model: "one process with all transfers, patterns in its own notation",
    needs: &["curl 7.84", "jq 1.6", "bash"],
    run: "bash curl_parallel.sh > curl_parallel.ndjson",
    results: "curl_parallel.ndjson",
    cannot: &[
        "It waits as long as Retry-After asks for, however long that is.",
        "It retries 408 and 500 as well, and waits 1, 2, 4, … seconds before each; it does not tell 502 from them.",
        "Before 8.16 it knows no limit per host: then no more run at all than all hosts together may have in flight.",
        "ScriptLinks of one pattern share a number, so rows of a list with patterns have none.",
    ],
    lacks: &[
        UnsupportedFeature::HostLimit,
        UnsupportedFeature::Rate,
        UnsupportedFeature::Spacing,
        UnsupportedFeature::HeadThenGet,
        UnsupportedFeature::HostHeaders,
        UnsupportedFeature::SeeOther,
        UnsupportedFeature::Latin,
    ],
};

pub(super) fn write(job: &CodegenJob<'_>) -> Package {
    let links = ScriptLinks::of(job);
    let limits = job.limits();
    let both =
        format!("limit=(--parallel-max {} --parallel-max-host {})\n", limits.concurrency, limits.per_origin);
    let one = format!("limit=(--parallel-max {})\n", job.without_host_limit());
    let head: String =
        head(&FACTS, job).iter().map(|line| format!("# {line}").trim_end().to_owned() + "\n").collect();
    let script = Fill::default()
        .when("numbered", !links.has_loops())
        .text("head", &head)
        .text("timeout", &format!("timeout_ms={}\n", limits.timeout_ms))
        .text("limit_both", &both)
        .text("limit_one", &one)
        .text("settings", &curl::settings(job))
        .text("links", &curl::links(&links))
        .apply(include_str!("../templates/curl_parallel.sh"));
    with_list(FACTS.script, script, links)
}
