//! Node's own fetch, without a package.

use super::{head, with_list};
use crate::codegen::facts::{Language, ToolFacts};
use crate::codegen::job::CodegenJob;
use crate::codegen::language::{append, javascript};
use crate::codegen::links::ScriptLinks;
use crate::codegen::package::Package;
use crate::codegen::template::Fill;

pub(super) const FACTS: ToolFacts = ToolFacts {
    name: "node",
    title: "Node.js fetch",
    language: Language::JavaScript,
    script: "node_fetch.mjs",
    model: "as many workers as may be in flight on one event loop",
    needs: &["Node.js 20"],
    run: "node node_fetch.mjs > node_fetch.ndjson",
    results: "node_fetch.ndjson",
    cannot: &["A request that waits for its host to have room keeps its place among those in flight."],
    lacks: &[],
};

pub(super) fn write(job: &CodegenJob<'_>) -> Package {
    let links = ScriptLinks::of(job);
    let read = "readFileSync(new URL(\"urls.txt\", import.meta.url), \"utf8\")";
    let mut imports = "import { setTimeout as sleep } from \"node:timers/promises\";\n".to_owned();
    if links.listing.is_some() {
        imports.insert_str(0, "import { readFileSync } from \"node:fs\";\n");
    }
    let script = fill(&FACTS, job)
        .text("head", &comment(&head(&FACTS, job)))
        .text("imports", &imports)
        .text("settings", &settings(&FACTS, job, false))
        .text("links", &javascript::links(&links, read))
        .text("row", include_str!("../templates/parts/row.js"))
        .apply(include_str!("../templates/node_fetch.mjs"));
    with_list(FACTS.script, script, links)
}

/// A template's conditions.
pub(super) fn fill<'a>(facts: &ToolFacts, job: &CodegenJob<'_>) -> Fill<'a> {
    let by_host = !job.headers_by_host().is_empty();
    let limits = job.limits();
    Fill::default()
        .when("headers", !by_host && !job.headers().is_empty())
        .when("host_headers", by_host)
        .when("body", !job.body().is_empty())
        .when("falls_back", job.falls_back_to_get())
        .when(
            "paced",
            facts.keeps_rate()
                && facts.keeps_host_limit()
                && (limits.rate.is_some() || limits.spacing_ms > 0),
        )
        .when("gap", limits.rate.is_some())
        .when("per_second", limits.rate.is_some_and(|rate| !javascript::is_slow(rate)))
        .when("slow_rate", limits.rate.is_some_and(javascript::is_slow))
        .when("spacing", limits.spacing_ms > 0)
}

/// The constants.
pub(super) fn settings(facts: &ToolFacts, job: &CodegenJob<'_>, k6: bool) -> String {
    let mut text = javascript::settings(job, k6);
    text.push_str("const RETRY_ON = new Set([429, 502, 503, 504]);\n");
    if job.falls_back_to_get() {
        text.push_str("const GET_AFTER_HEAD = new Set([403, 404, 405, 501]);\n");
    }
    text.push_str("const NO_ANSWER = \"No visible answer\";\n");
    append(&mut text, format_args!("const TOOL = \"{}\";\n", facts.name));
    text
}

/// The lines as a comment of JavaScript and Rust.
pub(super) fn comment(lines: &[String]) -> String {
    lines.iter().map(|line| format!("// {line}").trim_end().to_owned() + "\n").collect()
}
