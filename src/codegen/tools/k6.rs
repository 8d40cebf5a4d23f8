//! k6: a load engine in Go whose users run JavaScript.

use super::node::{comment, fill, settings};
use super::{head, with_list};
use crate::codegen::facts::{Language, ToolFacts, UnsupportedFeature};
use crate::codegen::job::CodegenJob;
use crate::codegen::language::javascript;
use crate::codegen::links::ScriptLinks;
use crate::codegen::package::Package;

pub(super) const FACTS: ToolFacts = ToolFacts {
    name: "k6",
    title: "k6",
    language: Language::JavaScript,
    script: "k6_script.js",
    model: "virtual users that take the next link of one list",
    needs: &["k6 1.1"],
    run: "k6 run --log-format raw --console-output k6.ndjson k6_script.js",
    results: "k6.ndjson",
    cannot: &[
        "It knows no limit per host: as many users run as all hosts together may have in flight.",
        "All links of the list are in memory at once.",
        "The time of a link that is led on is that of its last hop, unless a host has headers of its own.",
        "With a rate of less than one a second it asks one link at a time.",
    ],
    lacks: &[UnsupportedFeature::HostLimit, UnsupportedFeature::Spacing, UnsupportedFeature::Latin],
};

pub(super) fn write(job: &CodegenJob<'_>) -> Package {
    let links = ScriptLinks::of(job);
    let script = fill(&FACTS, job)
        .text("head", &comment(&head(&FACTS, job)))
        .text("settings", &settings(&FACTS, job, true))
        .text("links", &javascript::links(&links, "open(\"./urls.txt\")"))
        .text("row", include_str!("../templates/parts/row.js"))
        .apply(include_str!("../templates/k6_script.js"));
    with_list(FACTS.script, script, links)
}
