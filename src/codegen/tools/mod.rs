//! The tools: one file each.

mod curl;
mod k6;
mod locust;
mod lychee;
mod node;
mod python;
mod requests;
mod reqwest;

mod aiohttp;
mod httpx;
mod processes;
mod pycurl;
mod requests_futures;
mod session;
mod thread_pool;
mod threads_queue;
mod uvloop;

use serde::{Deserialize, Serialize};

use super::facts::{Language, ToolFacts, UnsupportedFeature};
use super::job::CodegenJob;
use super::links::ScriptLinks;
use super::listing::{LIST_FILE, Style};
use super::package::{Body, File, Package};
use crate::settings::Strategy;

/// A tool that Volley writes a script for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Tool {
    /// requests, one link after the other, a connection each.
    Requests,
    /// requests with a session, which keeps connections.
    Session,
    /// requests in a pool of threads, `as_completed`.
    ThreadPool,
    /// requests in threads that share a queue.
    ThreadsQueue,
    /// requests in processes.
    Processes,
    /// requests-futures.
    RequestsFutures,
    /// aiohttp with a semaphore.
    Aiohttp,
    /// The same on uvloop.
    Uvloop,
    /// httpx.
    Httpx,
    /// pycurl's multi interface.
    Pycurl,
    /// Node's fetch.
    Node,
    /// curl --parallel.
    Curl,
    /// reqwest and futures.
    Reqwest,
    /// Locust.
    Locust,
    /// k6.
    K6,
    /// lychee.
    Lychee,
}

impl Tool {
    /// All tools, in the order in which they are offered.
    pub const ALL: [Self; 16] = [
        Self::Requests,
        Self::Session,
        Self::ThreadPool,
        Self::ThreadsQueue,
        Self::Processes,
        Self::RequestsFutures,
        Self::Aiohttp,
        Self::Uvloop,
        Self::Httpx,
        Self::Pycurl,
        Self::Node,
        Self::Curl,
        Self::Reqwest,
        Self::Locust,
        Self::K6,
        Self::Lychee,
    ];

    /// What is to be known of it.
    pub const fn facts(self) -> &'static ToolFacts {
        match self {
            Self::Requests => &requests::FACTS,
            Self::Session => &session::FACTS,
            Self::ThreadPool => &thread_pool::FACTS,
            Self::ThreadsQueue => &threads_queue::FACTS,
            Self::Processes => &processes::FACTS,
            Self::RequestsFutures => &requests_futures::FACTS,
            Self::Aiohttp => &aiohttp::FACTS,
            Self::Uvloop => &uvloop::FACTS,
            Self::Httpx => &httpx::FACTS,
            Self::Pycurl => &pycurl::FACTS,
            Self::Node => &node::FACTS,
            Self::Curl => &curl::FACTS,
            Self::Reqwest => &reqwest::FACTS,
            Self::Locust => &locust::FACTS,
            Self::K6 => &k6::FACTS,
            Self::Lychee => &lychee::FACTS,
        }
    }
}

/// The files of `job` for `tool`.
pub fn write(tool: Tool, job: &CodegenJob<'_>) -> Package {
    match tool {
        Tool::Requests => requests::write(job),
        Tool::Session => session::write(job),
        Tool::ThreadPool => thread_pool::write(job),
        Tool::ThreadsQueue => threads_queue::write(job),
        Tool::Processes => processes::write(job),
        Tool::RequestsFutures => requests_futures::write(job),
        Tool::Aiohttp => aiohttp::write(job),
        Tool::Uvloop => uvloop::write(job),
        Tool::Httpx => httpx::write(job),
        Tool::Pycurl => pycurl::write(job),
        Tool::Node => node::write(job),
        Tool::Curl => curl::write(job),
        Tool::Reqwest => reqwest::write(job),
        Tool::Locust => locust::write(job),
        Tool::K6 => k6::write(job),
        Tool::Lychee => lychee::write(job),
    }
}

/// The script, and the list beside it where it stands in a file.
fn with_list(name: &'static str, script: String, links: ScriptLinks<'_>) -> Package {
    let mut files = vec![File { name, body: Body::Text(script) }];
    files.extend(
        links.listing.map(|listing| File { name: LIST_FILE, body: Body::List(listing, Style::Plain) }),
    );
    Package { files }
}

/// The lines that a script begins with, without the signs of a comment.
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
        facts.cannot.iter().copied().chain(left_out(facts, job)).chain(manners(facts, job)).collect();
    if !cannot.is_empty() {
        lines.push(String::new());
        lines.push("What it does not do:".into());
        lines.extend(cannot.into_iter().map(|sentence| format!("- {sentence}")));
    }
    lines
}

/// Those that wait as a server asks, each in its own way.
const WITH_MANNERS: [&str; 2] = ["curl", "lychee"];

/// What of the page's manners no script has.
fn manners(facts: &ToolFacts, job: &CodegenJob<'_>) -> impl Iterator<Item = &'static str> {
    let limits = job.limits();
    let is = |condition: bool, text: &'static str| condition.then_some(text);
    [
        is(
            !WITH_MANNERS.contains(&facts.name),
            "A host that answers 429 or 503 is not slowed down, and Retry-After is not waited for, as the page does.",
        ),
        is(
            limits.strategy == Strategy::SelfTuning,
            "The self-tuning that was set is the page's alone: this keeps to its limits as they stand.",
        ),
        is(limits.time_budget_ms.is_some(), "The limit of time that was set is the page's alone."),
    ]
    .into_iter()
    .flatten()
}

/// What this job asks for that the tool cannot do.
pub(super) fn left_out(facts: &ToolFacts, job: &CodegenJob<'_>) -> impl Iterator<Item = &'static str> {
    let limits = job.limits();
    let is = |condition: bool, text: &'static str| condition.then_some(text);
    let missing = |what| facts.lacks.contains(&what);
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
            "It asks by HEAD alone: a link that refuses HEAD is not asked again by GET.",
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
            "Where a 303 leads on it asks by the same method again, not by GET.",
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
