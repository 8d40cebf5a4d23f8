//! The tools: [`table`] says what each is and what it cannot do; one file a language makes its script of its template.

mod curl;
mod javascript;
mod lychee;
mod python;
mod rust;
mod table;

pub use table::Tool;

use super::facts::{Language, ToolFacts, UnsupportedFeature};
use super::job::CodegenJob;
use super::links::ScriptLinks;
use super::listing::{LIST_FILE, Style};
use super::package::{Body, File, Package};
use crate::settings::Strategy;

/// The files of `job` for `tool`.
pub fn write(tool: Tool, job: &CodegenJob<'_>) -> Package {
    let facts = tool.facts();
    let links = ScriptLinks::of(job);
    let script = match facts.language {
        Language::Python => python::script(facts, job, &links),
        Language::JavaScript => javascript::script(facts, job, &links),
        Language::Shell => curl::script(facts, job, &links),
        Language::Rust => rust::script(facts, job, &links),
        Language::Toml => return lychee::write(facts, job),
    };
    let mut package = with_list(facts.script, script, links);
    if facts.language == Language::Rust {
        package.files.push(rust::manifest());
    }
    package
}

fn with_list(name: &'static str, script: String, links: ScriptLinks<'_>) -> Package {
    let mut files = vec![File { name, body: Body::Text(script) }];
    files.extend(
        links.listing.map(|listing| File { name: LIST_FILE, body: Body::List(listing, Style::Plain) }),
    );
    Package { files }
}

/// The lines that a script begins with, without comment marks.
fn head(facts: &ToolFacts, job: &CodegenJob<'_>) -> Vec<String> {
    let mut lines = vec![
        format!("{}: {}. Written by Volley.", facts.title, facts.model),
        String::new(),
        format!("Run:    {}", facts.run_for(job)),
        format!("Needs:  {}", facts.needs.join(", ")),
    ];
    if facts.language != Language::Toml {
        lines.push("Prints: a JSON object a line with the names of Volley's columns; drop the file on the page to compare.".into());
    }
    let cannot: Vec<&str> =
        facts.cannot.iter().copied().chain(left_out(facts, job)).chain(politeness(facts, job)).collect();
    if !cannot.is_empty() {
        lines.push(String::new());
        lines.push("What it does not do:".into());
        lines.extend(cannot.into_iter().map(|sentence| format!("- {sentence}")));
    }
    lines
}

/// Those that wait as a server wants, each in its own way.
const POLITE: [&str; 2] = ["curl", "lychee"];

/// What of the page's politeness no script has.
fn politeness(facts: &ToolFacts, job: &CodegenJob<'_>) -> impl Iterator<Item = &'static str> {
    let limits = job.limits();
    let is = |condition: bool, text: &'static str| condition.then_some(text);
    [
        is(
            !POLITE.contains(&facts.name),
            "A host that answers 429 or 503 is not slowed down, and Retry-After is not waited for, as the page does.",
        ),
        is(
            limits.strategy == Strategy::SelfTuning,
            "The self-tuning that was set is the page's alone: this keeps to its limits as they stand.",
        ),
        is(
            limits.strategy == Strategy::Arrivals,
            "The constant arrivals that were set are the page's alone: this waits for answers, within its limits.",
        ),
        is(limits.time_budget_ms.is_some(), "The limit of time that was set is the page's alone."),
    ]
    .into_iter()
    .flatten()
}

/// What this job wants that the tool cannot do.
pub(super) fn left_out(facts: &ToolFacts, job: &CodegenJob<'_>) -> impl Iterator<Item = &'static str> {
    let limits = job.limits();
    let is = |condition: bool, text: &'static str| condition.then_some(text);
    let missing = |what| facts.lacks(what);
    [
        is(
            missing(UnsupportedFeature::Rate) && limits.rate.is_some(),
            "It keeps no rate: the starts a second that were set are not in it.",
        ),
        is(
            missing(UnsupportedFeature::Spacing) && limits.spacing_ms > 0,
            "It keeps no time between two starts at one host.",
        ),
        is(
            missing(UnsupportedFeature::HeadThenGet) && job.falls_back_to_get(),
            "It sends HEAD alone: a link that refuses HEAD is not requested again by GET.",
        ),
        is(
            missing(UnsupportedFeature::Body) && !job.body().is_empty(),
            "It sends no body: the one that was set is not in it.",
        ),
        is(
            missing(UnsupportedFeature::Latin) && job.has_latin_headers(),
            "Letters beyond ASCII in headers are sent as UTF-8, where browsers send Latin-1.",
        ),
        is(
            missing(UnsupportedFeature::SeeOther) && !matches!(job.method(), "GET" | "HEAD" | "POST"),
            "It follows a 303 by the same method, not by GET.",
        ),
        is(
            missing(UnsupportedFeature::HostHeaders) && !job.headers_by_host().is_empty(),
            "Headers that are for one host alone are left out: it would send them to all.",
        ),
    ]
    .into_iter()
    .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_files_are_told_apart() {
        for (at, tool) in Tool::ALL.into_iter().enumerate() {
            for other in &Tool::ALL[at + 1..] {
                assert_ne!(tool.facts().name, other.facts().name);
                assert_ne!(tool.facts().script, other.facts().script);
            }
        }
    }
}
