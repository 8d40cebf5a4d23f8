//@ head
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use futures::StreamExt;
use reqwest::{Client, Method, Url, redirect};
use serde_json::{Value, json};
use tokio::sync::Semaphore;

//@ settings

//@ links

/// The places at one host: reqwest knows no limit. What waits for one keeps its own place in CONCURRENCY meanwhile.
#[derive(Default)]
struct Hosts(Mutex<HashMap<String, Arc<Semaphore>>>);

impl Hosts {
    fn slots(&self, host: &str) -> Arc<Semaphore> {
        let mut hosts = self.0.lock().expect("no thread panics with it");
        Arc::clone(hosts.entry(host.to_owned()).or_insert_with(|| Arc::new(Semaphore::new(PER_HOST))))
    }
}

//@if paced
/// When the next start may be, for all and for each host.
#[derive(Default)]
struct Turns(Mutex<HashMap<String, Instant>>);

impl Turns {
    /// Keeps starts apart.
    async fn wait(&self, host: &str) {
        let start = {
            let mut next = self.0.lock().expect("no thread panics with it");
            let at = |key: &str| next.get(key).copied();
            let start = [Some(Instant::now()), at(""), at(host)].into_iter().flatten().max().expect("one is now");
//@if gap
            next.insert(String::new(), start + GAP);
//@end
//@if spacing
            next.insert(host.to_owned(), start + SPACING);
//@end
            start
        };
        tokio::time::sleep_until(start.into()).await;
    }
}

//@end
/// What came of one attempt.
#[derive(Default)]
struct Attempt {
    status: Option<u16>,
    redirected: Option<bool>,
    final_url: Option<String>,
    content_type: Option<String>,
    bytes: Option<u64>,
    total: Duration,
    timed_out: bool,
    error: Option<String>,
}

impl Attempt {
    fn verdict(&self) -> String {
        match self.status {
            _ if self.timed_out => format!("Timed out after {} ms", TIMEOUT.as_millis()),
            None => NO_ANSWER.to_owned(),
            Some(status) if self.error.is_some() => format!("HTTP {status}, cut short"),
            Some(status) if self.redirected == Some(true) => format!("HTTP {status} \u{21aa}"),
            Some(status) => format!("HTTP {status}"),
        }
    }

    /// Whether asking again may help.
    fn may_pass(&self) -> bool {
        self.timed_out || self.status.is_some_and(|status| RETRY_ON.contains(&status))
    }
}

/// Makes one attempt.
async fn send(client: &Client, method: &Method, url: &Url) -> Attempt {
    let mut attempt = Attempt::default();
    let started = Instant::now();
    if let Err(error) = read(client, method, url, &mut attempt).await {
        attempt.timed_out = error.is_timeout();
        attempt.bytes = None;
        attempt.error = Some(format!("{error:?}"));
    }
    attempt.total = started.elapsed();
    attempt
}

async fn read(client: &Client, method: &Method, url: &Url, attempt: &mut Attempt) -> reqwest::Result<()> {
    let request = client.request(method.clone(), url.clone());
//@if headers
    let mut request = request;
    for (name, value) in HEADERS {
        request = request.header(*name, *value);
    }
//@end
//@if host_headers
    let mut request = request;
    let host = host_of(url);
    let own = HEADERS_OF_HOST.iter().find(|(of, _)| *of == host).map_or(HEADERS, |(_, own)| *own);
    for (name, value) in own {
        request = request.header(*name, *value);
    }
//@end
//@if body
    let request = request.body(BODY);
//@end
    // The client's timeout is for the whole attempt, redirects and body included.
    let mut response = request.send().await?;
    attempt.status = Some(response.status().as_u16());
    let redirected = response.url() != url;
    attempt.redirected = Some(redirected);
    attempt.final_url = redirected.then(|| response.url().to_string());
    let content_type = response.headers().get("content-type").and_then(|value| value.to_str().ok());
    let essence = content_type.and_then(|value| value.split(';').next());
    attempt.content_type = essence.map(|essence| essence.trim().to_ascii_lowercase());
    let mut bytes = 0;
    while let Some(piece) = response.chunk().await? {
        bytes += piece.len() as u64;
    }
    attempt.bytes = (*method != Method::HEAD).then_some(bytes);
    Ok(())
}

/// The host of a URL, with its port where that is not the scheme's own.
fn host_of(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// Longest pause before retry number `retry`; the pause itself is anything below it (full jitter).
fn backoff(retry: u32) -> Duration {
    let longest = Duration::from_millis(500).saturating_mul(1 << (retry - 1).min(6)).min(Duration::from_secs(30));
    longest.mul_f64(fastrand::f64())
}

/// All that the requests share.
struct Run {
    client: Client,
    hosts: Hosts,
//@if paced
    turns: Turns,
//@end
    began: Instant,
}

/// Asks one URL, again where that may help, and returns its row.
async fn ask(run: &Run, index: usize, link: String) -> Value {
    let method = Method::from_bytes(METHOD.as_bytes()).expect("a method");
//@if falls_back
    let mut method = method;
//@end
    let (mut attempts, mut retries) = (0, 0);
    let last = loop {
        attempts += 1;
        let attempt = match Url::parse(&link) {
            Ok(url) => {
                let host = host_of(&url);
                let slots = run.hosts.slots(&host);
                let _slot = slots.acquire().await.expect("nobody closes it");
//@if paced
                run.turns.wait(&host).await;
//@end
                send(&run.client, &method, &url).await
            }
            Err(error) => Attempt { error: Some(error.to_string()), ..Attempt::default() },
        };
//@if falls_back
        let refused = attempt.status.is_some_and(|status| GET_AFTER_HEAD.contains(&status));
        if method == Method::HEAD && (refused || (attempt.status.is_none() && !attempt.timed_out)) {
            method = Method::GET;
            continue;
        }
//@end
        if retries < RETRIES && attempt.may_pass() {
            retries += 1;
            tokio::time::sleep(backoff(retries)).await;
            continue;
        }
        break attempt;
    };
    let ms = |time: Duration| (time.as_secs_f64() * 1e4).round() / 10.0;
    json!({
        "tool": TOOL,
        "index": index,
        "url": link,
        "verdict": last.verdict(),
        "status": last.status,
        "total_ms": ms(last.total),
        "bytes": last.bytes,
        "type": last.content_type,
        "attempts": attempts,
        "redirected": last.redirected,
        "final_url": last.final_url,
        "provenance": "clock",
        "error": last.error,
        "ended_ms": ms(run.began.elapsed()),
    })
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder().timeout(TIMEOUT).redirect(redirect::Policy::limited(20)).build()?;
    let run = Run {
        client,
        hosts: Hosts::default(),
//@if paced
        turns: Turns::default(),
//@end
        began: Instant::now(),
    };
    let mut rows = futures::stream::iter(links().enumerate())
        .map(|(number, link)| ask(&run, number + 1, link))
        .buffer_unordered(CONCURRENCY);
    while let Some(row) = rows.next().await {
        println!("{row}");
    }
    Ok(())
}
