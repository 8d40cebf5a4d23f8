//! A job in JavaScript, for Node and for k6.

use super::{HeaderSyntax, decimal, line};
use crate::codegen::job::CodegenJob;
use crate::codegen::links::{Loop, ScriptLinks, ScriptSegment, variable};
use crate::codegen::quote::javascript::{in_template, text};
use crate::format::append;
use crate::input::pattern::PatternPart;
use crate::settings::Rate;

const INDENT: &str = "  ";
/// The largest number that JavaScript counts exactly.
const MAX_SAFE: u64 = (1 << 53) - 1;

const HEADERS: HeaderSyntax = HeaderSyntax {
    indent: INDENT,
    for_all: ("const HEADERS = {", "};"),
    by_host: ("const HEADERS_OF_HOST = new Map([", "]);"),
    host: (|host| format!("[{}, {{", text(host)), "}],"),
    // Computed, because a plain `__proto__` is no key.
    entry: |name, value| format!("[{}]: {},", text(name), text(value)),
};

/// The constants that every script begins with; `k6` adds those that k6 needs.
pub(in crate::codegen) fn settings(job: &CodegenJob<'_>, k6: bool) -> String {
    let limits = job.limits();
    let mut out = String::new();
    let mut set = |name: &str, value: &str, why: &str| {
        let setting = format!("const {name} = {value};");
        let comment = if why.is_empty() { setting } else { format!("{setting:<30} // {why}") };
        line(0, INDENT, &comment, &mut out);
    };
    set("METHOD", &text(job.method()), "");
    let is_slow = limits.rate.is_some_and(is_slow);
    if k6 && is_slow {
        set("VUS", "1", "requests in flight: users know nothing of each other, so one keeps the pace");
    } else if k6 {
        set("VUS", &job.without_host_limit().to_string(), "requests in flight");
    } else {
        set("CONCURRENCY", &limits.concurrency.to_string(), "requests in flight");
        set("PER_HOST", &limits.per_origin.to_string(), "of them to one host");
    }
    set("TIMEOUT_MS", &limits.timeout_ms.to_string(), "for one attempt, body and redirects included");
    set("RETRIES", &job.retries().to_string(), "after a timeout or one of RETRY_ON");
    if let Some(gap) = job.gap_s().filter(|_| !k6 || is_slow) {
        set("GAP_MS", &decimal(gap * 1e3), "from one start to the next, whatever the host");
    }
    if let Some(rate) = limits.rate.filter(|_| k6 && !is_slow) {
        set("RATE", &rate.starts().to_string(), "requests begun a second");
    }
    if limits.spacing_ms > 0 && !k6 {
        set("SPACING_MS", &limits.spacing_ms.to_string(), "from one start to the next at one host");
    }
    out.push_str(&HEADERS.write(job));
    if !job.body().is_empty() {
        line(0, INDENT, &format!("const BODY = {};", text(job.body())), &mut out);
    } else if k6 {
        line(0, INDENT, "const BODY = null;", &mut out);
    }
    out
}

/// Whether a rate is less than one start a second: k6's own limit is a whole number of requests a second.
pub(in crate::codegen) fn is_slow(rate: Rate) -> bool {
    rate.get() < 1.0
}

/// The generator `links()`, which yields the URLs in the order of the list; `read` reads the file with the list.
pub(in crate::codegen) fn links(links: &ScriptLinks<'_>, read: &str) -> String {
    let mut out = "/** The URLs, in the order of the list. */\nfunction* links() {\n".to_owned();
    if links.listing.is_some() {
        line(1, INDENT, &format!("const lines = {read}.split(\"\\n\").slice(0, -1);"), &mut out);
    }
    let only = links.segments.len() == 1;
    let mut first = 0_u64;
    for segment in &links.segments {
        match segment {
            ScriptSegment::Inline(urls) => {
                line(1, INDENT, "yield* [", &mut out);
                for url in urls {
                    line(2, INDENT, &format!("{},", text(url)), &mut out);
                }
                line(1, INDENT, "];", &mut out);
            }
            ScriptSegment::Lines(_) if only => line(1, INDENT, "yield* lines;", &mut out),
            ScriptSegment::Lines(count) => {
                let end = first + u64::from(*count);
                line(1, INDENT, &format!("yield* lines.slice({first}, {end});"), &mut out);
                first = end;
            }
            ScriptSegment::Loop(pattern) => write_loop(pattern, &mut out),
        }
    }
    out.push_str("}\n");
    out
}

fn write_loop(pattern: &Loop<'_>, out: &mut String) {
    let mut heads = Vec::new();
    let mut url = String::new();
    for part in &pattern.parts {
        let name = variable(heads.len());
        match part {
            PatternPart::Text(text) => url.push_str(&in_template(text)),
            PatternPart::Numbers { first, last, step, width } => {
                let shown = if *width > 1 {
                    format!("String({name}).padStart({width}, \"0\")")
                } else {
                    name.clone()
                };
                append(&mut url, format_args!("${{{shown}}}"));
                // Past what JavaScript counts exactly it counts in whole numbers of any length.
                let n = if last.saturating_add(*step) > MAX_SAFE { "n" } else { "" };
                heads
                    .push(format!("for (let {name} = {first}{n}; {name} <= {last}{n}; {name} += {step}{n})"));
            }
            PatternPart::OneOf(members) => {
                append(&mut url, format_args!("${{{name}}}"));
                let members: Vec<_> = members.iter().map(|member| text(member)).collect();
                heads.push(format!("for (const {name} of [{}])", members.join(", ")));
            }
        }
    }
    if pattern.times > 1 {
        heads.push(format!("for (let time = 0; time < {}; time += 1)", pattern.times));
    }
    let url = match &*pattern.parts {
        [PatternPart::Text(whole)] => text(whole),
        _ => format!("`{url}`"),
    };
    for (depth, head) in (1..).zip(&heads) {
        line(depth, INDENT, &format!("{head} {{"), out);
    }
    line(heads.len() + 1, INDENT, &format!("yield {url};"), out);
    for depth in (1..=heads.len()).rev() {
        line(depth, INDENT, "}", out);
    }
}
