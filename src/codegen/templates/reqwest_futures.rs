//@ head
use std::collections::HashMap;
use std::error::Error;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use futures::StreamExt;
use reqwest::{Client, Method, Response, Url, redirect};
use serde_json::{Value, json};
use tokio::sync::Semaphore;

type Problem = Box<dyn Error + Send + Sync>;

//@ settings
//@if host_headers
const MAX_REDIRECTS: u32 = 20;
//@end

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
    match tokio::time::timeout(TIMEOUT, read(client, method, url, &mut attempt)).await {
        Ok(Ok(())) => {}
        Ok(Err(problem)) => attempt.error = Some(reason(&*problem)),
        Err(elapsed) => {
            attempt.timed_out = true;
            attempt.error = Some(elapsed.to_string());
        }
    }
    attempt.total = started.elapsed();
    attempt
}

async fn read(client: &Client, method: &Method, url: &Url, attempt: &mut Attempt) -> Result<(), Problem> {
//@if host_headers
    let mut response = follow(client, method, url).await?;
//@end
//@if not host_headers
    let request = client.request(method.clone(), url.clone());
//@if headers
    let mut request = request;
    for (name, value) in HEADERS {
        request = request.header(*name, *value);
    }
//@end
//@if body
    let request = request.body(BODY);
//@end
    let mut response = request.send().await?;
    // A redirect to what is no URL comes back as if it were the answer.
    onward(&response)?;
//@end
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

//@if host_headers
/// Follows redirects hop by hop: reqwest itself takes the headers of one host along to the next.
async fn follow(client: &Client, method: &Method, url: &Url) -> Result<Response, Problem> {
    let (mut method, mut url) = (method.clone(), url.clone());
    for _ in 0..=MAX_REDIRECTS {
        let mut request = client.request(method.clone(), url.clone());
        let host = host_of(&url);
        let own = HEADERS_OF_HOST.iter().find(|(of, _)| *of == host).map_or(HEADERS, |(_, own)| *own);
        for (name, value) in own {
            request = request.header(*name, *value);
        }
//@if body
        if method != Method::GET {
            request = request.body(BODY);
        }
//@end
        let response = request.send().await?;
        let Some(next) = onward(&response)? else { return Ok(response) };
        method = match response.status().as_u16() {
            303 if method != Method::HEAD => Method::GET,
            301 | 302 if method == Method::POST => Method::GET,
            _ => method,
        };
        url = next;
    }
    Err("too many redirects".into())
}

//@end
/// Where a redirect leads on to.
fn onward(response: &Response) -> Result<Option<Url>, Problem> {
    let is_redirect = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
    match response.headers().get("location") {
        Some(location) if is_redirect => Ok(Some(response.url().join(location.to_str()?)?)),
        _ => Ok(None),
    }
}

/// A problem with all that is behind it.
fn reason(problem: &dyn Error) -> String {
    let causes = std::iter::successors(Some(problem), |&cause| cause.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
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
async fn main() -> Result<(), Problem> {
//@if host_headers
    let redirects = redirect::Policy::none();
//@end
//@if not host_headers
    let redirects = redirect::Policy::limited(20);
//@end
    let client = Client::builder().redirect(redirects).referer(false).build()?;
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
