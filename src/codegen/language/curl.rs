//! A job as a file of curl's settings, which is where curl reads URLs from.

use super::{decimal, line};
use crate::codegen::job::CodegenJob;
use crate::codegen::links::{Loop, ScriptLinks, ScriptSegment};
use crate::codegen::quote::curl::{member, unglobbed, value};
use crate::format::append;
use crate::input::pattern::PatternPart;

/// The settings of all transfers, between the marks of a here-document in which the shell reads nothing.
pub(in crate::codegen) fn settings(job: &CodegenJob<'_>) -> String {
    let limits = job.limits();
    let mut out = String::new();
    let mut put = |text: &str| line(0, "", text, &mut out);
    put("cat <<'SETTINGS'");
    for flag in ["silent", "no-progress-meter", "parallel", "parallel-immediate", "location", "compressed"] {
        put(flag);
    }
    put("max-redirs = 20");
    put("proto = \"=http,https\"");
    put(&format!("max-time = {}", decimal(f64::from(limits.timeout_ms) / 1e3)));
    if job.retries() > 0 {
        put(&format!("retry = {}", job.retries()));
    }
    match job.method() {
        "HEAD" => put("head"),
        // What posts is a POST; one that is named would stay one where a redirect makes a GET of it.
        "POST" if job.body().is_empty() => put("data-raw = \"\""),
        "GET" | "POST" => {}
        other => put(&format!("request = {}", value(other))),
    }
    for (name, text) in job.headers() {
        // `Name:` alone would take a header away; curl sends one without a value when it ends in a semicolon.
        let header = if text.is_empty() { format!("{name};") } else { format!("{name}: {text}") };
        put(&format!("header = {}", value(&header)));
    }
    if !job.body().is_empty() {
        put(&format!("data-raw = {}", value(job.body())));
    }
    put("write-out = \"%{stderr}%{json}\\n\"");
    put("SETTINGS");
    out
}

/// The commands that print the URLs, one `url = "…"` a line, in the order of the list.
pub(in crate::codegen) fn links(links: &ScriptLinks<'_>) -> String {
    let mut out = String::new();
    let mut first = 1_u64;
    let mut in_list = false;
    for segment in &links.segments {
        if let ScriptSegment::Lines(count) = segment {
            end_list(&mut in_list, &mut out);
            let last = first + u64::from(*count) - 1;
            // A bracket would begin a range of curl's, a quote or backslash would end the value.
            let sed = r#"s/[][{}]/\\&/g; s/["\\]/\\&/g; s/.*/url = "&"/"#;
            line(0, "", &format!("sed -n '{first},{last} {{ {sed}; p; }}' urls.txt"), &mut out);
            first = last + 1;
            continue;
        }
        if !in_list {
            in_list = true;
            line(0, "", "cat <<'LINKS'", &mut out);
        }
        match segment {
            ScriptSegment::Inline(urls) => {
                for url in urls {
                    line(0, "", &format!("url = {}", value(&unglobbed(url))), &mut out);
                }
            }
            ScriptSegment::Loop(pattern) => {
                line(0, "", &format!("url = {}", value(&glob(pattern))), &mut out);
            }
            ScriptSegment::Lines(_) => {}
        }
    }
    end_list(&mut in_list, &mut out);
    // A function has to do something.
    if out.is_empty() { ":\n".to_owned() } else { out }
}

fn end_list(in_list: &mut bool, out: &mut String) {
    if core::mem::take(in_list) {
        line(0, "", "LINKS", out);
    }
}

/// The pattern as curl writes it: its own notation was taken for it.
fn glob(pattern: &Loop<'_>) -> String {
    let mut url = String::new();
    for part in &pattern.parts {
        match part {
            PatternPart::Text(text) => url.push_str(&unglobbed(text)),
            PatternPart::Numbers { first, last, step, width } => {
                let width = usize::from(*width);
                let by = if *step == 1 { String::new() } else { format!(":{step}") };
                append(&mut url, format_args!("[{first:0width$}-{last}{by}]"));
            }
            PatternPart::OneOf(members) => {
                let members: Vec<_> = members.iter().map(|text| member(text)).collect();
                append(&mut url, format_args!("{{{}}}", members.join(",")));
            }
        }
    }
    if pattern.times > 1 {
        // What follows the # is never sent.
        append(&mut url, format_args!("#[1-{}]", pattern.times));
    }
    url
}
