//! Three parts on three threads: the page shows, the desk keeps, the runner sends.

use crate::harness::{Page, Stage, json};

/// The names of the page's workers, as the debugging protocol lists them.
async fn workers(page: &Page) -> Vec<String> {
    let answer = page.browser().protocol("Target.getTargets", json!({})).await;
    let targets = answer["targetInfos"].as_array().expect("targets").iter();
    let workers = targets.filter(|target| target["type"] == "worker");
    let mut names: Vec<String> = workers.filter_map(|worker| bin(worker["url"].as_str()?)).collect();
    names.sort();
    names
}

/// `desk` of `…/worker.js?bin=desk&v=…`.
fn bin(url: &str) -> Option<String> {
    let url = url::Url::parse(url).expect("a worker has a URL");
    url.query_pairs().find_map(|(name, value)| (name == "bin").then(|| value.into_owned()))
}

#[test]
fn desk_and_runner_are_workers_of_the_page() {
    Stage::new().run(async |page| {
        page.check(&[page.other("/todos/1")]).await;
        assert_eq!(workers(page).await, ["desk", "runner"]);
    });
}

#[test]
fn no_request_to_a_target_is_made_by_the_page_itself() {
    Stage::new().run(async |page| {
        let url = page.other("/todos/7");
        let summary = page.check(std::slice::from_ref(&url)).await;
        assert_eq!(summary.totals.working, 1, "{summary:?}");
        let names = "return performance.getEntriesByType('resource').map((entry) => entry.name);";
        let names = page.script(names).await;
        let names: Vec<String> = serde_json::from_value(names).expect("names are texts");
        assert!(
            names.iter().any(|name| name.ends_with("_bg.wasm")),
            "the page loaded its own files: {names:?}"
        );
        assert!(!names.iter().any(|name| name.contains("/todos/")), "{names:?}");
        assert_eq!(page.origin().count("/todos/7"), 1);
    });
}
