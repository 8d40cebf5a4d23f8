//! A job in Rust.

use super::{HeaderSyntax, line};
use crate::codegen::job::CodegenJob;
use crate::codegen::links::{Loop, ScriptLinks, ScriptSegment, variable};
use crate::codegen::quote::rust::{in_format, text};
use crate::format::append;
use crate::input::pattern::PatternPart;
use crate::units::Fixed;

const INDENT: &str = "    ";

const HEADERS: HeaderSyntax = HeaderSyntax {
    indent: INDENT,
    for_all: ("const HEADERS: &[(&str, &str)] = &[", "];"),
    by_host: ("const HEADERS_OF_HOST: &[(&str, &[(&str, &str)])] = &[", "];"),
    host: (|host| format!("({}, &[", text(host)), "]),"),
    entry: |name, value| format!("({}, {}),", text(name), text(value)),
};

pub(in crate::codegen) fn settings(job: &CodegenJob<'_>) -> String {
    let limits = job.limits();
    let mut out = String::new();
    let mut set = |name: &str, of: &str, value: &str, why: &str| {
        if !why.is_empty() {
            line(0, INDENT, &format!("/// {why}"), &mut out);
        }
        line(0, INDENT, &format!("const {name}: {of} = {value};"), &mut out);
    };
    let millis = |ms: u32| format!("Duration::from_millis({ms})");
    set("METHOD", "&str", &text(job.method()), "");
    set("CONCURRENCY", "usize", &limits.concurrency.to_string(), "Requests in flight.");
    set("PER_HOST", "usize", &limits.per_origin.to_string(), "Of them to one host.");
    set("TIMEOUT", "Duration", &millis(limits.timeout_ms), "For one attempt, body and redirects included.");
    set("RETRIES", "u32", &job.retries().to_string(), "After a timeout or one of `RETRY_ON`.");
    set("RETRY_ON", "[u16; 4]", "[429, 502, 503, 504]", "");
    if job.falls_back_to_get() {
        set("GET_AFTER_HEAD", "[u16; 4]", "[403, 404, 405, 501]", "");
    }
    if let Some(rate) = limits.rate {
        let window = Fixed(rate.window().get(), 0);
        let gap = format!("Duration::from_millis({window}).checked_div({}).unwrap()", rate.starts());
        set("GAP", "Duration", &gap, "From one start to the next, whatever the host.");
    }
    if limits.spacing_ms > 0 {
        set("SPACING", "Duration", &millis(limits.spacing_ms), "From one start to the next at one host.");
    }
    set("NO_ANSWER", "&str", "\"No visible answer\"", "");
    set("TOOL", "&str", "\"reqwest\"", "");
    out.push_str(&HEADERS.write(job));
    if !job.body().is_empty() {
        line(0, INDENT, &format!("const BODY: &str = {};", text(job.body())), &mut out);
    }
    out
}

/// The function `links()`, which returns the URLs in the order of the list.
pub(in crate::codegen) fn links(links: &ScriptLinks<'_>) -> String {
    let mut out =
        "/// The URLs, in the order of the list.\nfn links() -> impl Iterator<Item = String> {\n".to_owned();
    if links.listing.is_some() {
        let read = "let list = std::fs::read_to_string(\"urls.txt\").expect(\"the list is in this folder\");";
        line(1, INDENT, read, &mut out);
        line(1, INDENT, "let lines: Vec<String> = list.lines().map(str::to_owned).collect();", &mut out);
    }
    line(1, INDENT, "let parts: Vec<Box<dyn Iterator<Item = String>>> = vec![", &mut out);
    let mut first = 0_u64;
    for segment in &links.segments {
        match segment {
            ScriptSegment::Inline(urls) => {
                line(2, INDENT, "Box::new(", &mut out);
                line(3, INDENT, "[", &mut out);
                for url in urls {
                    line(4, INDENT, &format!("{},", text(url)), &mut out);
                }
                line(3, INDENT, "]", &mut out);
                line(3, INDENT, ".into_iter()", &mut out);
                line(3, INDENT, ".map(str::to_owned),", &mut out);
                line(2, INDENT, "),", &mut out);
            }
            ScriptSegment::Lines(count) => {
                let end = first + u64::from(*count);
                let cut = format!("Box::new(lines[{first}..{end}].to_vec().into_iter()),");
                line(2, INDENT, &cut, &mut out);
                first = end;
            }
            ScriptSegment::Loop(pattern) => write_loop(pattern, &mut out),
        }
    }
    line(1, INDENT, "];", &mut out);
    line(1, INDENT, "parts.into_iter().flatten()", &mut out);
    out.push_str("}\n");
    out
}

fn write_loop(pattern: &Loop<'_>, out: &mut String) {
    let (mut ranges, mut url) = (Vec::new(), String::new());
    for part in &pattern.parts {
        let name = variable(ranges.len());
        match part {
            PatternPart::Text(text) => url.push_str(&in_format(text)),
            PatternPart::Numbers { first, last, step, width } => {
                let pad = if *width > 1 { format!(":0{width}") } else { String::new() };
                append(&mut url, format_args!("{{{name}{pad}}}"));
                let by = if *step == 1 { String::new() } else { format!(".step_by({step})") };
                ranges.push((name, format!("({first}..={last}_u64){by}")));
            }
            PatternPart::OneOf(members) => {
                append(&mut url, format_args!("{{{name}}}"));
                let members: Vec<_> = members.iter().map(|member| text(member)).collect();
                ranges.push((name, format!("[{}].into_iter()", members.join(", "))));
            }
        }
    }
    let made = format!("format!(\"{url}\")");
    if pattern.times > 1 {
        ranges.push(("_".to_owned(), format!("(0..{}_u64)", pattern.times)));
    }
    line(2, INDENT, "Box::new(", out);
    let Some(((last_name, last_range), outer)) = ranges.split_last() else {
        line(3, INDENT, &format!("std::iter::once({made}),"), out);
        line(2, INDENT, "),", out);
        return;
    };
    for (depth, (name, range)) in (3..).zip(outer) {
        line(depth, INDENT, &format!("{range}.flat_map(move |{name}| {{"), out);
    }
    line(3 + outer.len(), INDENT, &format!("{last_range}.map(move |{last_name}| {made})"), out);
    for depth in (3..3 + outer.len()).rev() {
        line(depth, INDENT, "})", out);
    }
    line(2, INDENT, "),", out);
}
