//! Rust: reqwest, and the streams of futures.

use super::head;
use super::javascript::{comment, fill};
use crate::codegen::facts::ToolFacts;
use crate::codegen::job::CodegenJob;
use crate::codegen::language::rust;
use crate::codegen::links::ScriptLinks;
use crate::codegen::package::{Body, File};

pub(super) fn script(facts: &ToolFacts, job: &CodegenJob<'_>, links: &ScriptLinks<'_>) -> String {
    fill(facts, job)
        .text("head", &comment(&head(facts, job)))
        .text("settings", &rust::settings(job))
        .text("links", &rust::links(links))
        .apply(facts.template)
}

pub(super) fn manifest() -> File {
    File { name: "Cargo.toml", body: Body::Text(include_str!("../templates/reqwest.toml").to_owned()) }
}
