//! lychee: a link checker, with its own settings and a page that links to all of the list.

use super::head;
use crate::codegen::facts::{Language, ToolFacts, UnsupportedFeature};
use crate::codegen::job::CodegenJob;
use crate::codegen::language::{append, toml};
use crate::codegen::listing::Style;
use crate::codegen::package::{Body, File, Package};
use crate::codegen::quote;

pub(super) const FACTS: ToolFacts = ToolFacts {
    name: "lychee",
    title: "lychee",
    language: Language::Toml,
    script: "lychee.toml",
    model: "a link checker for CI",
    needs: &["lychee 0.24.2"],
    run: "cargo install lychee --version 0.24.2 --locked && lychee --config lychee.toml lychee_links.html > lychee.json",
    results: "lychee.json",
    cannot: &[
        "It prints a report of its own as JSON, which Volley reads, and ends with 2 where a link is broken.",
        "Patterns are written out: a page of links has no loops. A link that comes twice is asked once.",
        "It decides for itself what is retried, after 1, 2, 4, … seconds, and asks a host more slowly that refuses.",
        "It stops at the status: bodies are not read, sizes and types not told.",
        "Timeouts are whole seconds, rounded up.",
        "A redirect to what is not HTTP is left out of its report; of one to no URL, or round and round, it tells the status.",
    ],
    lacks: &[
        UnsupportedFeature::Body,
        UnsupportedFeature::Rate,
        UnsupportedFeature::HeadThenGet,
        UnsupportedFeature::HostHeaders,
    ],
};

const LINKS: &str = "lychee_links.html";

pub(super) fn write(job: &CodegenJob<'_>) -> Package {
    let limits = job.limits();
    let mut text = String::new();
    for line in head(&FACTS, job) {
        text.push_str(format!("# {line}").trim_end());
        text.push('\n');
    }
    text.push('\n');
    let mut set = |name: &str, value: &str| {
        append(&mut text, format_args!("{name} = {value}\n"));
    };
    set("max_concurrency", &limits.concurrency.to_string());
    set("host_concurrency", &limits.per_origin.to_string());
    set("host_request_interval", &quote::toml::text(&format!("{}ms", limits.spacing_ms)));
    set("timeout", &limits.timeout_ms.div_ceil(1_000).to_string());
    set("max_retries", &job.retries().to_string());
    set("retry_wait_time", "1");
    set("max_redirects", "20");
    set("method", &quote::toml::text(&job.method().to_ascii_lowercase()));
    if !job.headers().is_empty() {
        set("header", &toml::headers(&job.headers()));
    }
    set("scheme", "[\"http\", \"https\"]");
    set("cache", "false");
    set("no_progress", "true");
    set("format", "\"json\"");
    // Without it the report names only what is broken.
    set("verbose", "\"info\"");
    let listing = job.listing();
    Package {
        files: vec![
            File { name: FACTS.script, body: Body::Text(text) },
            File { name: LINKS, body: Body::List(listing, Style::Anchor) },
        ],
    }
}
