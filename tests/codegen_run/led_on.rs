//! What goes along where a redirect leads on: headers for one host never to another, a body only where the status says so.

use volley::codegen::{Body, CodegenJob, Tool, UnsupportedFeature, write};
use volley::request::{RequestPayload, Write, WriteMethod, headers};
use volley::result::verdict::Verdict;
use volley::settings::{Limits, RunSettings};
use volley_origin::{Origin, Taken, with_origin};

use crate::tool::{list, rows, run};

const BODY: &str = "{\"a\": 1}";

pub(crate) fn check(tool: Tool) {
    with_origin(|origin| {
        let [here, there] = hosts(origin);
        let text = format!(
            "X-All: all\nX-Both: all\n[{here}]\nX-Key: secret\nAuthorization: Bearer here\nx-both: here\n\
             [{there}]\nX-Other: there"
        );
        let (by_host, problems) = headers::parse(&text);
        assert_eq!(problems, []);
        headers_stay_with_their_host(tool, origin, &by_host);
        if !tool.facts().lacks(UnsupportedFeature::Body) {
            for (name, headers) in [("post", &[][..]), ("post-by-host", &by_host)] {
                a_body_goes_where_the_status_says(tool, origin, name, headers);
            }
        }
        a_chain_has_one_timeout(tool, origin);
    });
}

/// Two hosts as written in URLs and in rules for headers.
fn hosts(origin: &Origin) -> [String; 2] {
    ["127.0.0.1", "localhost"].map(|host| format!("{host}:{}", origin.http_addr().port()))
}

fn headers_stay_with_their_host(tool: Tool, origin: &Origin, by_host: &[headers::HeaderRule]) {
    let [here, there] = hosts(origin);
    // The same host under another spelling is still that host.
    let lines = [
        format!("http://{here}/take/own"),
        format!("http://{here}/redirect/2?to=/take/same"),
        format!("http://{here}/redirect/1?to=http://{there}/take/away"),
        format!("http://{there}/redirect/1?to=http://{here}/take/back"),
        format!("http://{here}/redirect/1?to=http://LOCALHOST:{}/take/spelt", origin.http_addr().port()),
    ];
    let payload = RequestPayload { headers: by_host.to_vec(), write: None };
    let list = list(&lines);
    let ran = run(tool, "by-host", &list, RunSettings::default(), &payload);
    for row in rows(&ran.imported) {
        assert_eq!(row.status, Some(200), "{}", row.url);
        assert_eq!(row.redirected, Some(!row.url.ends_with("/own")), "{}", row.url);
    }
    let facts = tool.facts();
    let script = write(tool, &CodegenJob::new(&list, RunSettings::default(), &payload)).files.remove(0).body;
    let Body::Text(script) = script else { panic!("the script comes first") };
    let says = script.contains("Headers that are for one host alone are left out");
    assert_eq!(says, facts.lacks(UnsupportedFeature::HostHeaders), "it says so where it leaves them out");
    let taken = origin.taken();
    let at = |key: &str| {
        let taken: Vec<&Taken> = taken.iter().filter(|taken| taken.key == key).collect();
        assert_eq!(taken.len(), 1, "{key} was requested once");
        ["x-key", "authorization", "x-both", "x-other", "x-all"]
            .map(|name| taken[0].headers.get(name).and_then(|value| value.to_str().ok()))
    };
    let (own, other) = if facts.lacks(UnsupportedFeature::HostHeaders) {
        let all = [None, None, Some("all"), None, Some("all")];
        (all, all)
    } else {
        (
            [Some("secret"), Some("Bearer here"), Some("here"), None, Some("all")],
            [None, None, Some("all"), Some("there"), Some("all")],
        )
    };
    for (key, expected) in [("own", own), ("same", own), ("back", own), ("away", other), ("spelt", other)] {
        assert_eq!(at(key), expected, "{key}");
    }
}

/// Five hops of 300 ms each are in time one by one, and not together.
fn a_chain_has_one_timeout(tool: Tool, origin: &Origin) {
    let link = [origin.http_url("/redirect/5?ms=300")];
    let limits = Limits { timeout_ms: 1_000, retries: 0, ..Limits::default() };
    let settings = RunSettings { limits, ..RunSettings::default() };
    let ran = run(tool, "chain", &list(&link), settings, &RequestPayload::default());
    let rows = rows(&ran.imported);
    let verdict = rows.first().and_then(|row| row.verdict);
    assert!(matches!(verdict, Some(Verdict::TimedOut { .. })), "{rows:?}");
}

fn a_body_goes_where_the_status_says(
    tool: Tool,
    origin: &Origin,
    name: &str,
    headers: &[headers::HeaderRule],
) {
    let [here, _] = hosts(origin);
    let keys = [301, 302, 303, 307, 308];
    let line = |status: u16| format!("http://{here}/redirect/1?status={status}&to=/take/{name}-{status}");
    let post = Write { method: WriteMethod::Post, body: BODY.to_owned() };
    let payload = RequestPayload { headers: headers.to_vec(), write: Some(post) };
    let lines: Vec<String> = keys.into_iter().map(line).collect();
    let ran = run(tool, name, &list(&lines), RunSettings::default(), &payload);
    assert!(rows(&ran.imported).iter().all(|row| row.status == Some(200)), "{:?}", rows(&ran.imported));
    for status in keys {
        let key = format!("{name}-{status}");
        let taken = origin.taken().into_iter().find(|taken| taken.key == key).expect("it was led on");
        let expected = if status < 307 { ("GET", "") } else { ("POST", BODY) };
        let body = String::from_utf8_lossy(&taken.body).into_owned();
        assert_eq!((taken.method.as_str(), &*body), expected, "{key}");
    }
}
