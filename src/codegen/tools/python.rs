//! What all scripts in Python share.

use super::head;
use crate::codegen::facts::{ToolFacts, UnsupportedFeature};
use crate::codegen::job::CodegenJob;
use crate::codegen::language::python;
use crate::codegen::links::ScriptLinks;
use crate::codegen::template::Fill;
use crate::format::append;

/// What a script imports, by the text that needs it.
const IMPORTS: [(&str, &str); 16] = [
    ("asyncio.", "import asyncio"),
    ("json.", "import json"),
    ("multiprocessing.", "import multiprocessing"),
    ("os.", "import os"),
    ("queue.", "import queue"),
    ("random.", "import random"),
    ("threading.", "import threading"),
    ("time.", "import time"),
    ("Counter(", "from collections import Counter"),
    ("defaultdict(", "from collections import defaultdict"),
    ("ThreadPoolExecutor(", "from concurrent.futures import ThreadPoolExecutor"),
    ("as_completed(", "from concurrent.futures import as_completed"),
    (" count(", "from itertools import count"),
    ("islice(", "from itertools import islice"),
    ("Path(", "from pathlib import Path"),
    ("urlsplit(", "from urllib.parse import urlsplit"),
];

pub(super) fn script(facts: &ToolFacts, job: &CodegenJob<'_>, links: &ScriptLinks<'_>) -> String {
    let template = &*facts.template.replace("#@ common\n", include_str!("../templates/parts/common.py"));
    let part = |text: &str| conditions(Fill::default(), facts, job).apply(text);
    let pace = if template.contains("asyncio.") {
        include_str!("../templates/parts/pace_async.py")
    } else {
        include_str!("../templates/parts/pace.py")
    };
    let is_paced = paced(facts, job);
    let pace = if is_paced { format!("{}\n\n", part(pace)) } else { String::new() };
    let ask = if template.contains("asyncio.") {
        part(include_str!("../templates/parts/async_ask.py"))
    } else {
        part(include_str!("../templates/parts/requests_ask.py"))
    };
    // Parts of scripts that send each host its own headers.
    let by_host = |text: &str| {
        if job.headers_by_host().is_empty() { String::new() } else { format!("{text}\n\n") }
    };
    let headers_for = by_host(include_str!("../templates/parts/headers_for.py"));
    let put_headers = by_host(include_str!("../templates/parts/put_headers.py"));
    let host_session = by_host(include_str!("../templates/parts/host_session.py"));
    let (list, settings) = (python::links(links), settings(facts, job));
    let parts = [
        ("settings", settings.as_str()),
        ("links", list.as_str()),
        ("again", include_str!("../templates/parts/again.py")),
        ("verdict", include_str!("../templates/parts/verdict.py")),
        ("show", include_str!("../templates/parts/show.py")),
        ("host_slots", include_str!("../templates/parts/host_slots.py")),
        ("pace", pace.as_str()),
        ("headers_for", headers_for.as_str()),
        ("put_headers", put_headers.as_str()),
        ("host_session", host_session.as_str()),
        ("ask", ask.as_str()),
    ];
    // Imports are for the script's own text: the list and the settings are data.
    let own =
        parts.iter().filter(|(name, _)| !matches!(*name, "settings" | "links") && includes(template, name));
    let own: String = own.map(|(_, text)| *text).chain([template, "time."]).collect();
    let imports = imports(&own, links);
    let head = docstring(&head(facts, job));
    let fill = conditions(Fill::default(), facts, job).text("head", &head).text("imports", &imports);
    parts.iter().fold(fill, |fill, (name, text)| fill.text(name, text)).apply(template)
}

fn includes(template: &str, part: &str) -> bool {
    template.lines().any(|line| line.trim().strip_prefix("#@ ") == Some(part))
}

fn paced(facts: &ToolFacts, job: &CodegenJob<'_>) -> bool {
    let limits = job.limits();
    !facts.lacks(UnsupportedFeature::Rate) && (limits.rate.is_some() || limits.spacing_ms > 0)
}

fn conditions<'a>(fill: Fill<'a>, facts: &ToolFacts, job: &CodegenJob<'_>) -> Fill<'a> {
    let by_host = !job.headers_by_host().is_empty();
    fill.when("headers", !by_host && !job.headers().is_empty())
        .when("host_headers", by_host)
        .when("latin_headers", job.has_latin_headers())
        .when("any_headers", by_host || !job.headers().is_empty())
        .when("body", !job.body().is_empty())
        .when("falls_back", job.falls_back_to_get())
        .when("paced", paced(facts, job))
        .when("gap", job.gap_s().is_some())
        .when("spacing", job.limits().spacing_ms > 0)
        .when("host_slots", facts.template.contains("host_slot"))
        .when("uvloop", facts.name == "uvloop")
}

fn settings(facts: &ToolFacts, job: &CodegenJob<'_>) -> String {
    let mut text = python::settings(job);
    text.push_str("RETRY_ON = {429, 502, 503, 504}\n");
    if job.falls_back_to_get() {
        text.push_str("GET_AFTER_HEAD = {403, 404, 405, 501}\n");
    }
    if facts.template.contains("HOSTS") {
        append(&mut text, format_args!("HOSTS = {}\n", job.hosts()));
    }
    text.push_str("NO_ANSWER = \"No visible answer\"\n");
    append(&mut text, format_args!("TOOL = \"{}\"\n", facts.name));
    text.push_str("BEGAN = time.perf_counter()\n");
    text
}

/// The imports, those of one module in one line.
fn imports(own: &str, links: &ScriptLinks<'_>) -> String {
    let mut all: Vec<String> = Vec::new();
    let of_links = python::imports(links);
    let needed = IMPORTS.iter().filter(|(sign, _)| own.contains(sign)).map(|(_, line)| *line);
    for import in needed.chain(of_links.lines()) {
        let Some((module, names)) = import.split_once(" import ") else {
            all.push(import.to_owned());
            continue;
        };
        let Some(line) = all.iter_mut().find(|line| line.starts_with(&format!("{module} import "))) else {
            all.push(import.to_owned());
            continue;
        };
        for name in names.split(", ") {
            if !line.ends_with(&format!(" {name}")) {
                append(line, format_args!(", {name}"));
            }
        }
    }
    all.join("\n")
}

fn docstring(head: &[String]) -> String {
    format!("\"\"\"{}\n\"\"\"\n\n", head.join("\n"))
}
