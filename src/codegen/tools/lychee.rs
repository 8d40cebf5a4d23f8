//! lychee: a link checker, with its own settings and a page that links to all of the list.

use super::head;
use crate::codegen::facts::ToolFacts;
use crate::codegen::job::CodegenJob;
use crate::codegen::listing::Style;
use crate::codegen::package::{Body, File, Package};
use crate::codegen::quote::toml::text as quoted;
use crate::format::append;

const LINKS: &str = "lychee_links.html";

pub(super) fn write(facts: &ToolFacts, job: &CodegenJob<'_>) -> Package {
    let limits = job.limits();
    let mut text = String::new();
    for line in head(facts, job) {
        text.push_str(format!("# {line}").trim_end());
        text.push('\n');
    }
    text.push('\n');
    let mut set = |name: &str, value: &str| {
        append(&mut text, format_args!("{name} = {value}\n"));
    };
    set("max_concurrency", &limits.concurrency.to_string());
    set("host_concurrency", &limits.per_origin.to_string());
    set("host_request_interval", &quoted(&format!("{}ms", limits.spacing_ms)));
    set("timeout", &limits.timeout_ms.div_ceil(1_000).to_string());
    set("max_retries", &job.retries().to_string());
    set("retry_wait_time", "1");
    set("max_redirects", "20");
    set("method", &quoted(&job.method().to_ascii_lowercase()));
    if !job.headers().is_empty() {
        let pair = |(name, value): &(&str, &str)| format!("{} = {}", quoted(name), quoted(value));
        let pairs: Vec<_> = job.headers().iter().map(pair).collect();
        set("header", &format!("{{ {} }}", pairs.join(", ")));
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
            File { name: facts.script, body: Body::Text(text) },
            File { name: LINKS, body: Body::List(listing, Style::Anchor) },
        ],
    }
}
