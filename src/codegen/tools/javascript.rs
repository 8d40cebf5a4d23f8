//! JavaScript: Node's own fetch, without a package, and k6, a load engine in Go whose users run JavaScript.

use super::head;
use crate::codegen::facts::{ToolFacts, UnsupportedFeature};
use crate::codegen::job::CodegenJob;
use crate::codegen::language::javascript;
use crate::codegen::links::ScriptLinks;
use crate::codegen::template::Fill;
use crate::format::append;

pub(super) fn script(facts: &ToolFacts, job: &CodegenJob<'_>, links: &ScriptLinks<'_>) -> String {
    let is_k6 = facts.name == "k6";
    let read = if is_k6 {
        "open(\"./urls.txt\")"
    } else {
        "readFileSync(new URL(\"urls.txt\", import.meta.url), \"utf8\")"
    };
    // k6's template has imports of its own and no place for these.
    let mut imports = "import { setTimeout as sleep } from \"node:timers/promises\";\n".to_owned();
    if links.listing.is_some() {
        imports.insert_str(0, "import { readFileSync } from \"node:fs\";\n");
    }
    fill(facts, job)
        .text("head", &comment(&head(facts, job)))
        .text("imports", &imports)
        .text("settings", &settings(facts, job, is_k6))
        .text("links", &javascript::links(links, read))
        .text("row", include_str!("../templates/parts/row.js"))
        .apply(facts.template)
}

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
            !facts.lacks(UnsupportedFeature::Rate)
                && !facts.lacks(UnsupportedFeature::HostLimit)
                && (limits.rate.is_some() || limits.spacing_ms > 0),
        )
        .when("gap", limits.rate.is_some())
        .when("per_second", limits.rate.is_some_and(|rate| !javascript::is_slow(rate)))
        .when("slow_rate", limits.rate.is_some_and(javascript::is_slow))
        .when("spacing", limits.spacing_ms > 0)
}

fn settings(facts: &ToolFacts, job: &CodegenJob<'_>, k6: bool) -> String {
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
