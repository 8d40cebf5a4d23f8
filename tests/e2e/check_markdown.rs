//! The main job: every link of real Markdown gets its verdict, and each target is requested once.

use std::collections::{BTreeMap, BTreeSet};

use url::Url;
use volley_origin::{Policy, expected};

use crate::harness::Stage;
use crate::markdown::readme_links;

/// The verdict that a page can come to, when the policy and the answer of the host are these.
fn verdict(policy: &Policy, url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    if !policy.for_host(host).cors {
        return "No visible answer".to_owned();
    }
    let answer = expected(host, url.path());
    if answer.location.is_some() {
        "HTTP 200 ↪".to_owned()
    } else {
        format!("HTTP {}", answer.status.as_u16())
    }
}

fn total(verdict: &str) -> &'static str {
    match verdict {
        "No visible answer" => "unverified",
        _ if verdict.starts_with("HTTP 2") => "working",
        _ => "broken",
    }
}

/// A link as the browser writes it: the `url` crate leaves `^` in a path as it is, the URL standard of today does not.
fn as_browser_writes(mut url: Url) -> Url {
    let path = url.path().replace('^', "%5E");
    url.set_path(&path);
    url
}

/// What is requested of a link: all but its fragment.
fn requested(url: &Url) -> (String, String) {
    let target = &url[url::Position::BeforePath..url::Position::AfterQuery];
    (url.host_str().unwrap_or_default().to_owned(), target.to_owned())
}

#[test]
fn every_link_of_real_markdown_gets_its_verdict_and_each_target_one_request() {
    let policy = Policy::share_closed(3);
    let links: Vec<Url> = readme_links().into_iter().map(as_browser_writes).collect();
    let targets: BTreeSet<(String, String)> = links.iter().map(requested).collect();
    let hosts: BTreeSet<&String> = targets.iter().map(|(host, _)| host).collect();
    let closed = hosts.iter().filter(|host| !policy.for_host(host).cors).count();
    assert!(links.len() >= 300 && closed >= 5, "{} links, {closed} closed hosts prove little", links.len());

    Stage::new().every_host().origin(|config| config.policy = policy.clone()).run(async |page| {
        let ready = page.set_urls(links.iter().map(Url::as_str)).await;
        assert_eq!((ready.links as usize, ready.targets as usize), (links.len(), targets.len()));
        let summary = page.confirm_and_run().await;

        let rows = page.rows().await;
        assert_eq!(rows.len(), links.len());
        let mut totals: BTreeMap<&str, u32> = BTreeMap::new();
        for (row, link) in rows.iter().zip(&links) {
            let verdict = verdict(&policy, link);
            assert_eq!(row["verdict"], verdict, "{link}");
            *totals.entry(total(&verdict)).or_default() += 1;
        }
        let counted = [summary.totals.working, summary.totals.broken, summary.totals.unverified];
        assert_eq!(counted, ["working", "broken", "unverified"].map(|name| totals[name]));
        assert_eq!((summary.totals.sum(), summary.done), (summary.links, summary.links));

        let mut asked: BTreeMap<(String, String), u32> = BTreeMap::new();
        for exchange in page.origin().log() {
            *asked.entry((exchange.host.to_string(), exchange.path)).or_default() += 1;
        }
        for target in &targets {
            assert_eq!(asked.get(target), Some(&1), "{target:?}");
        }
    });
}
