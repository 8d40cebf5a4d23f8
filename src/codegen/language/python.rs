//! A job in Python.

use super::{HeaderSyntax, decimal, line};
use crate::codegen::job::CodegenJob;
use crate::codegen::links::{Loop, ScriptLinks, ScriptSegment, variable};
use crate::codegen::quote::python::{in_f_string, text};
use crate::format::append;
use crate::input::pattern::PatternPart;

const INDENT: &str = "    ";
/// Loops within loops; Python itself refuses more than 20, and nobody reads more than these.
const MAX_NESTED: usize = 4;

const HEADERS: HeaderSyntax = HeaderSyntax {
    indent: INDENT,
    for_all: ("HEADERS = {", "}"),
    by_host: ("HEADERS_OF_HOST = {", "}"),
    host: (|host| format!("{}: {{", text(host)), "},"),
    entry: |name, value| format!("{}: {},", text(name), text(value)),
};

pub(in crate::codegen) fn settings(job: &CodegenJob<'_>) -> String {
    let limits = job.limits();
    let mut out = String::new();
    let mut set = |name: &str, value: &str, why: &str| {
        let setting = format!("{name} = {value}");
        let comment = if why.is_empty() { setting } else { format!("{setting:<24}# {why}") };
        line(0, INDENT, comment.trim_end(), &mut out);
    };
    set("METHOD", &text(job.method()), "");
    set("CONCURRENCY", &limits.concurrency.to_string(), "requests in flight");
    set("PER_HOST", &limits.per_origin.to_string(), "of them to one host");
    set(
        "TIMEOUT",
        &decimal(f64::from(limits.timeout_ms) / 1e3),
        "seconds for one attempt, body and redirects included",
    );
    set("RETRIES", &job.retries().to_string(), "after a timeout or one of RETRY_ON");
    if let Some(gap) = job.gap_s() {
        set("GAP", &decimal(gap), "seconds from one start to the next, whatever the host");
    }
    if limits.spacing_ms > 0 {
        set(
            "SPACING",
            &decimal(f64::from(limits.spacing_ms) / 1e3),
            "seconds from one start to the next at one host",
        );
    }
    out.push_str(&HEADERS.write(job));
    if !job.body().is_empty() {
        line(0, INDENT, &format!("BODY = {}.encode()", text(job.body())), &mut out);
    }
    out
}

/// The function `links()`, which yields the URLs in the order of the list.
pub(in crate::codegen) fn links(links: &ScriptLinks<'_>) -> String {
    let mut out = "def links():\n    \"\"\"The URLs, in the order of the list.\"\"\"\n".to_owned();
    if links.listing.is_some() {
        line(
            1,
            INDENT,
            "with Path(__file__).with_name(\"urls.txt\").open(encoding=\"utf-8\", newline=\"\\n\") as file:",
            &mut out,
        );
        line(2, INDENT, "lines = (line.removesuffix(\"\\n\") for line in file)", &mut out);
    }
    let depth = if links.listing.is_some() { 2 } else { 1 };
    let only = links.segments.len() == 1;
    for segment in &links.segments {
        match segment {
            ScriptSegment::Inline(urls) => {
                line(depth, INDENT, "yield from [", &mut out);
                for url in urls {
                    line(depth + 1, INDENT, &format!("{},", text(url)), &mut out);
                }
                line(depth, INDENT, "]", &mut out);
            }
            ScriptSegment::Lines(_) if only => line(depth, INDENT, "yield from lines", &mut out),
            ScriptSegment::Lines(count) => {
                line(depth, INDENT, &format!("yield from islice(lines, {count})"), &mut out);
            }
            ScriptSegment::Loop(pattern) => write_loop(pattern, depth, &mut out),
        }
    }
    if links.segments.is_empty() {
        line(depth, INDENT, "yield from []", &mut out);
    }
    out
}

fn write_loop(pattern: &Loop<'_>, depth: usize, out: &mut String) {
    let (mut variables, mut ranges) = (Vec::new(), Vec::new());
    let mut url = String::new();
    for part in &pattern.parts {
        let name = variable(variables.len());
        match part {
            PatternPart::Text(text) => url.push_str(&in_f_string(text)),
            PatternPart::Numbers { first, last, step, width } => {
                // A width of 1 pads nothing.
                let format = if *width > 1 { format!(":0{width}") } else { String::new() };
                append(&mut url, format_args!("{{{name}{format}}}"));
                let end = u128::from(*last) + 1;
                let by = if *step == 1 { String::new() } else { format!(", {step}") };
                ranges.push(format!("range({first}, {end}{by})"));
                variables.push(name);
            }
            PatternPart::OneOf(members) => {
                append(&mut url, format_args!("{{{name}}}"));
                let one_letter = members.iter().all(|member| member.chars().count() == 1);
                ranges.push(if one_letter {
                    text(&members.concat())
                } else {
                    format!("({})", members.iter().map(|member| text(member)).collect::<Vec<_>>().join(", "))
                });
                variables.push(name);
            }
        }
    }
    if pattern.times > 1 {
        ranges.push(format!("range({})", pattern.times));
        variables.push("_".to_owned());
    }
    let mut depth = depth;
    if ranges.len() > MAX_NESTED {
        line(depth, INDENT, &format!("for {} in product(", variables.join(", ")), out);
        for range in &ranges {
            line(depth + 1, INDENT, &format!("{range},"), out);
        }
        line(depth, INDENT, "):", out);
        depth += 1;
    } else {
        for (name, range) in variables.iter().zip(&ranges) {
            line(depth, INDENT, &format!("for {name} in {range}:"), out);
            depth += 1;
        }
    }
    let url = match &*pattern.parts {
        [PatternPart::Text(whole)] => text(whole),
        _ => format!("f\"{url}\""),
    };
    line(depth, INDENT, &format!("yield {url}"), out);
}

/// The imports that `links()` needs in addition to those of the script.
pub(in crate::codegen) fn imports(links: &ScriptLinks<'_>) -> String {
    let mut out = String::new();
    let is_cut = links.listing.is_some() && links.segments.len() > 1;
    let multiplies = links.segments.iter().any(|segment| match segment {
        ScriptSegment::Loop(pattern) => pattern.variables() + usize::from(pattern.times > 1) > MAX_NESTED,
        _ => false,
    });
    let tools = [("islice", is_cut), ("product", multiplies)];
    let tools: Vec<&str> = tools.into_iter().filter(|(_, used)| *used).map(|(name, _)| name).collect();
    if !tools.is_empty() {
        line(0, INDENT, &format!("from itertools import {}", tools.join(", ")), &mut out);
    }
    if links.listing.is_some() {
        line(0, INDENT, "from pathlib import Path", &mut out);
    }
    out
}
