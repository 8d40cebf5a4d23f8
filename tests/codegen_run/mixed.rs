//! 200 links of all kinds at two hosts: each answer as it was given, the limits as they were set.

use std::collections::HashMap;

use volley::codegen::{Tool, UnsupportedFeature};
use volley::import::ImportResult;
use volley::network::NetworkErrorKind;
use volley::request::RequestPayload;
use volley::result::timing::Measure;
use volley::result::verdict::{Total, Verdict};
use volley::settings::{Limits, RunSettings};
use volley_origin::with_origin;

use crate::tool::{list, rows, run};

/// The status that a link is answered with, and whether it is led on; `None` where no answer can be seen.
pub(crate) type Answer = Option<(u16, bool)>;

/// Kinds of links: the path, what becomes of it, and how many there are of it.
const KINDS: [(&str, Answer, usize); 11] = [
    ("/todos/{}", Some((200, false)), 82),
    ("/redirect/1?status=301&n={}", Some((200, true)), 15),
    ("/status/404?n={}", Some((404, false)), 15),
    ("/status/429?n={}", Some((429, false)), 15),
    ("/status/500?n={}", Some((500, false)), 15),
    ("/reset?n={}", None, 15),
    // Redirects that no browser follows: to what is not HTTP, to what is no URL, round and round, and to no answer.
    ("/redirect/1?to=myapp://open/{}", None, 7),
    ("/redirect/1?to=http://%5B&n={}", None, 7),
    ("/redirect-loop?n={}", None, 7),
    ("/redirect/1?to=/reset&n={}", None, 7),
    ("/delay/300?n={}", Some((200, false)), 15),
];
const CONCURRENCY: u32 = 8;
const PER_HOST: u32 = 5;

/// Links of all kinds at both hosts, in an order that mixes them, each with what it is answered with.
pub(crate) fn links(hosts: &[String]) -> Vec<(String, Answer)> {
    let mut links = Vec::new();
    for (path, answer, count) in KINDS {
        for _ in 0..count {
            let number = links.len();
            let host = &hosts[number % hosts.len()];
            links.push((format!("{host}{}", path.replace("{}", &number.to_string())), answer));
        }
    }
    // 200 and 77 have no divisor in common: each link comes once.
    let order = (0..links.len()).map(|at| at * 77 % links.len());
    order.map(|at| links[at].clone()).collect()
}

pub(crate) fn check(tool: Tool) {
    with_origin(|origin| {
        let port = origin.http_addr().port();
        let hosts = ["localhost", "127.0.0.1"].map(|host| format!("http://{host}:{port}"));
        let links = links(&hosts);
        let limits = Limits {
            concurrency: CONCURRENCY,
            per_origin: PER_HOST,
            timeout_ms: 5_000,
            retries: 1,
            ..Limits::default()
        };
        let settings = RunSettings { limits, ..RunSettings::default() };
        let urls: Vec<String> = links.iter().map(|(url, _)| url.clone()).collect();
        let ran = run(tool, "mixed", &list(&urls), settings, &RequestPayload::default());
        assert!(!ran.results.is_empty());
        check_rows(&ran.imported, &told_by(tool, &links));
        let peaks = hosts.map(|host| origin.peak_for(host.trim_start_matches("http://")));
        assert!(origin.peak() <= CONCURRENCY as usize, "{} in flight", origin.peak());
        if !tool.facts().lacks(UnsupportedFeature::HostLimit) {
            assert!(peaks.iter().all(|&peak| peak <= PER_HOST as usize), "{peaks:?} in flight at one host");
        }
        let at_once =
            if matches!(tool, Tool::Requests | Tool::Session) { 1..=1 } else { 2..=CONCURRENCY as usize };
        assert!(at_once.contains(&origin.peak()), "{} in flight", origin.peak());
        // 200 links, 22 that are led on, 15 that are requested again because of 429; a loop is left sooner or later.
        assert!(origin.log().len() >= 237 + 7, "{} requests", origin.log().len());
    });
}

/// What the tool reports of the links: what they were answered with. lychee, as it says itself, leaves a link out that is
/// led on to what is not HTTP, and takes a redirect that leads nowhere for the answer.
pub(crate) fn told_by(tool: Tool, links: &[(String, Answer)]) -> Vec<(String, Answer)> {
    let told = links.iter().filter(|(url, _)| tool != Tool::Lychee || !url.contains("to=myapp:"));
    let told = told.map(|(url, answer)| match tool {
        Tool::Lychee if url.contains("to=http://%5B") => (url.clone(), Some((302, false))),
        Tool::Lychee if url.contains("/redirect-loop") => (url.clone(), Some((302, true))),
        _ => (url.clone(), *answer),
    });
    told.collect()
}

/// Every link has come back once, with the answer that it was given.
pub(crate) fn check_rows(imported: &ImportResult, links: &[(String, Answer)]) {
    let expected: HashMap<&str, _> = links.iter().map(|(url, answer)| (url.as_str(), *answer)).collect();
    let rows = rows(imported);
    let mut seen: Vec<&str> = rows.iter().map(|row| row.url.as_str()).collect();
    seen.sort_unstable();
    seen.dedup();
    let count = links.len();
    assert_eq!((rows.len(), seen.len(), imported.row.requests as usize), (count, count, count));
    for row in &rows {
        let answer = expected.get(row.url.as_str()).unwrap_or_else(|| panic!("nobody requested {}", row.url));
        let verdict = match *answer {
            Some((status, redirected)) => Verdict::Http { status, redirected },
            // Every tool names the error that kept the answer away.
            None => Verdict::NetworkError(NetworkErrorKind::Other),
        };
        assert_eq!(row.verdict, Some(verdict), "{}", row.url);
        assert_eq!(row.error.is_some(), answer.is_none(), "{}: {:?}", row.url, row.error);
        assert!(row.measured(Measure::Total).is_some_and(|ms| ms >= 0.0), "{}: how long it took", row.url);
    }
    let (_, table) = imported.run.as_ref().expect("it has rows");
    let totals = [Total::Working, Total::Broken].map(|total| table.tally().of(total));
    let unanswered =
        u32::try_from(links.iter().filter(|(_, answer)| answer.is_none()).count()).expect("there are few");
    assert_eq!(totals, [112, 30 + unanswered]);
    assert_eq!(table.tally().of(Total::Unverified) as usize, count - 112 - 30 - unanswered as usize);
    assert!(imported.row.total.is_some() && imported.row.p95.is_some(), "{:?}", imported.row);
}
