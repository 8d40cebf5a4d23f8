//! The page about all scripts.

use super::job::CodegenJob;
use super::tools::{Tool, left_out};
use crate::format::append;

/// The page: what lies here, how each is run, and how its results come back.
pub fn readme(job: &CodegenJob<'_>) -> String {
    let limits = job.limits();
    let mut text = String::from("# The same list, requested in other ways\n\n");
    append(
        &mut text,
        format_args!(
            "Written by Volley: {} requests ({}), at most {} in flight and {} to one host, {} ms for each attempt, \
             {} further tries after a timeout, 429, 502, 503 or 504. Every script carries these numbers at its top; \
             what its tool cannot do it says there.\n\n",
            job.len(),
            job.method(),
            limits.concurrency,
            limits.per_origin,
            limits.timeout_ms,
            job.retries(),
        ),
    );
    text.push_str(
        "| tool | how requests overlap | needs | in this folder run |\n| --- | --- | --- | --- |\n",
    );
    for tool in Tool::ALL {
        let facts = tool.facts();
        append(
            &mut text,
            format_args!(
                "| {} | {} | {} | `{}` |\n",
                facts.title,
                facts.model,
                facts.needs.join(", "),
                facts.run_for(job)
            ),
        );
    }
    text.push_str(&missing(job));
    text.push_str(
        "\n## What they print\n\nA JSON object a line: `tool`, `index`, `url`, `verdict`, `status`, `total_ms`, `bytes`, \
         `type`, `attempts`, `redirected`, `final_url`, `provenance`, `error`, `ended_ms` (since the start of the run). \
         What is not known is `null`. lychee prints a report of its own.\n\n## Back to Volley\n\nDrop the file \
         on the page, or choose it by *Results*: it becomes a run in the table and a row in *Compare*. k6's \
         `k6_summary.json`, and Locust's `--json` and `_stats.csv`, become a row.\n\n## Care\n\nThe files hold the links \
         and headers as they were given, secrets too. A header for one host goes to that host alone, one for all goes \
         wherever a redirect leads. Asking this much of others' servers is up to you: \
         but for curl and lychee none slows a host down that answers 429 or 503 or waits as Retry-After asks, and none \
         tunes itself, stops a host that keeps failing or ends after a time, as the page does. Where the system keeps \
         its Python to itself, begin with `python3 -m venv .venv && . .venv/bin/activate`.\n",
    );
    text
}

/// What of this job is not in every script; nothing where all is in all.
fn missing(job: &CodegenJob<'_>) -> String {
    let mut text = String::new();
    for facts in Tool::ALL.map(Tool::facts) {
        let sentences: Vec<&str> = left_out(facts, job).collect();
        if !sentences.is_empty() {
            append(&mut text, format_args!("- {}: {}\n", facts.title, sentences.join(" ")));
        }
    }
    if text.is_empty() { text } else { format!("\n## Not in every script\n\n{text}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codegen::UnsupportedFeature;
    use crate::input::list::LinkList;
    use crate::request::RequestPayload;
    use crate::settings::RunSettings;

    #[test]
    fn it_names_every_tool_and_fits_on_a_page() {
        let (list, payload) = (LinkList::default(), RequestPayload::default());
        let job = CodegenJob::new(&list, RunSettings::default(), &payload);
        let page = readme(&job);
        for tool in Tool::ALL {
            let facts = tool.facts();
            assert!(page.contains(facts.title) && page.contains(&facts.run_for(&job)), "{}", facts.name);
        }
        assert!(page.lines().count() < 50);
        assert!(!page.contains("## Not in every script"));
    }

    #[test]
    fn it_says_which_scripts_leave_out_headers_for_one_host() {
        let (headers, _) = crate::request::headers::parse("[a.example]\nX-Key: secret");
        let (list, payload) = (LinkList::default(), RequestPayload { headers, write: None });
        let page = readme(&CodegenJob::new(&list, RunSettings::default(), &payload));
        for facts in Tool::ALL.map(Tool::facts) {
            let says = page.contains(&format!("- {}: Headers that are for one host alone", facts.title));
            assert_eq!(says, facts.lacks(UnsupportedFeature::HostHeaders), "{}", facts.name);
        }
    }
}
