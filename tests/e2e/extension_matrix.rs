//! What the extension says of each kind of answer, whatever the site lets a web page see: the expected table, for both browsers.

use volley_origin::BadCertificate;

use crate::harness::{Access, Kind, MISSING_HOST, Page, Stage, Totals, Value, columns};

/// What a site lets other origins see; the extension sees all of it all the same.
const SHARING: [&str; 4] = ["/closed", "/cors", "/tao", "/corp"];
/// Long enough for whatever is answered.
const TIMEOUT_MS: u32 = 3_000;

/// A kind of answer, and what is expected of its row.
struct Case {
    name: &'static str,
    verdict: [&'static str; 2],
    total: fn(&mut Totals) -> &mut u32,
    hops: [Option<u32>; 2],
    /// The browser's own name for the error; a part of it where it is a sentence.
    error: [Option<&'static str>; 2],
    /// Whether Chromium shows the phases, and Firefox where the site allows timing.
    has_phases: [bool; 2],
}

const fn answered(name: &'static str, verdict: &'static str, total: fn(&mut Totals) -> &mut u32) -> Case {
    Case { name, verdict: [verdict; 2], total, hops: [Some(0); 2], error: [None; 2], has_phases: [true; 2] }
}

const fn failed(name: &'static str, verdict: [&'static str; 2], error: [&'static str; 2]) -> Case {
    let [chromium, firefox] = error;
    Case {
        name,
        verdict,
        total: |totals| &mut totals.broken,
        hops: [None; 2],
        error: [Some(chromium), Some(firefox)],
        has_phases: [false; 2],
    }
}

/// By browser where they differ: Chromium, Firefox. Of certificates Firefox says sentences in the user's language, so that
/// only their being one is known; of a reset it does not tell an empty answer. Chromium names the worst that is wrong with a
/// certificate, and that is always that it does not know the tests' authority.
const CASES: [Case; 16] = [
    answered("200", "HTTP 200", |totals| &mut totals.working),
    Case {
        hops: [Some(2); 2],
        ..answered("301 → 302 → 200 over two hosts", "HTTP 200 ↪", |totals| &mut totals.working)
    },
    answered("404", "HTTP 404", |totals| &mut totals.broken),
    answered("429", "HTTP 429", |totals| &mut totals.unverified),
    answered("500", "HTTP 500", |totals| &mut totals.broken),
    failed("reset", ["Connection reset"; 2], ["net::ERR_CONNECTION_RESET", "NS_ERROR_NET_RESET"]),
    failed("empty", ["Empty answer", "Connection reset"], ["net::ERR_EMPTY_RESPONSE", "NS_ERROR_NET_RESET"]),
    failed(
        "refused",
        ["Connection refused"; 2],
        ["net::ERR_CONNECTION_REFUSED", "NS_ERROR_CONNECTION_REFUSED"],
    ),
    failed("no such host", ["No such host"; 2], ["net::ERR_NAME_NOT_RESOLVED", "NS_ERROR_UNKNOWN_HOST"]),
    failed(
        "self-signed",
        ["Certificate not trusted", "Certificate or TLS error"],
        ["net::ERR_CERT_AUTHORITY_INVALID", "."],
    ),
    failed(
        "expired",
        ["Certificate not trusted", "Certificate or TLS error"],
        ["net::ERR_CERT_AUTHORITY_INVALID", "."],
    ),
    failed(
        "wrong name",
        ["Certificate not trusted", "Certificate or TLS error"],
        ["net::ERR_CERT_AUTHORITY_INVALID", "."],
    ),
    Case {
        error: [None; 2],
        has_phases: [true, false],
        ..failed("stall", ["Timed out after 3000 ms"; 2], [""; 2])
    },
    Case {
        // Firefox 140 does not hand over a short answer before it has more of it.
        hops: [Some(0), None],
        has_phases: [true; 2],
        ..failed(
            "truncated",
            ["HTTP 200, cut short", "Answer cut short"],
            ["net::ERR_CONTENT_LENGTH_MISMATCH", "NS_ERROR_NET_PARTIAL_TRANSFER"],
        )
    },
    failed(
        "HTTP/0.9",
        ["Not an HTTP answer"; 2],
        ["net::ERR_INVALID_HTTP_RESPONSE", "HTTP/0.9 (no status line)"],
    ),
    failed(
        "not HTTP",
        ["Not an HTTP answer"; 2],
        ["net::ERR_INVALID_HTTP_RESPONSE", "HTTP/0.9 (no status line)"],
    ),
];

/// The URL of a case at a site that shares so much.
fn url(page: &Page, case: &str, sharing: &str) -> String {
    let at = |path: &str| page.url("h1.test", &format!("{sharing}{path}"));
    let bad = |bad| page.bad_tls_url(bad, "h1.test", &format!("{sharing}/json"));
    let encoded = |url: &str| url::form_urlencoded::byte_serialize(url.as_bytes()).collect::<String>();
    match case {
        "200" => at("/status/200"),
        "404" => at("/status/404"),
        "429" => at("/busy"),
        "500" => at("/status/500"),
        "reset" => at("/reset"),
        "empty" => at("/empty"),
        "refused" => page.refused_url("h1.test", sharing),
        "no such host" => page.url(MISSING_HOST, &format!("{sharing}/json")),
        "self-signed" => bad(BadCertificate::Untrusted),
        "expired" => bad(BadCertificate::Expired),
        "wrong name" => bad(BadCertificate::WrongName),
        "stall" => at("/stall"),
        "truncated" => at("/truncated"),
        "HTTP/0.9" => at("/http09"),
        "not HTTP" => at("/garbage"),
        _ => {
            let end = at("/json");
            let second =
                page.url("h2.test", &format!("{sharing}/redirect/1?status=302&to={}", encoded(&end)));
            at(&format!("/redirect/1?status=301&to={}", encoded(&second)))
        }
    }
}

fn check_row(kind: Kind, case: &Case, sharing: &str, row: &Value) {
    let (of, name) = (usize::from(kind == Kind::Firefox), case.name);
    // A short answer was an error to Firefox 140 and is an answer to Firefox 153, as it is to Chromium.
    let is_handed_over = name == "truncated" && row["verdict"] == case.verdict[0];
    let seen = if is_handed_over { 0 } else { of };
    assert_eq!(row["verdict"], case.verdict[seen], "{name}: {row:#}");
    assert_eq!(row["provenance"], "extension", "{name}: {row:#}");
    assert_eq!(row["hops"], Value::from(case.hops[seen]), "{name}: {row:#}");
    match (case.error[of], row["error"].as_str()) {
        // A sentence.
        (Some("."), Some(said)) => assert!(said.contains(' ') && !said.starts_with("NS_"), "{name}: {said}"),
        (expected, said) => assert_eq!(said, expected, "{name}: {row:#}"),
    }
    // Firefox shows an extension's worker what it shows a web page's.
    let has_phases = case.has_phases[of] && (kind == Kind::Chromium || sharing == "/tao");
    assert_eq!(row["wait_ms"].is_number(), has_phases, "{name}: {row:#}");
    assert!(row["total_ms"].is_number(), "{name}: {row:#}");
}

#[test]
fn each_answer_has_its_verdict_whatever_the_site_shares() {
    for kind in [Kind::Chromium, Kind::Firefox] {
        let stage = Stage::new().in_extension(Access::Granted).origin(|config| {
            config.bad_certificates =
                vec![BadCertificate::Untrusted, BadCertificate::Expired, BadCertificate::WrongName];
        });
        let stage = if kind == Kind::Firefox { stage.in_firefox() } else { stage };
        stage.run(async |page| {
            page.set_field("timeout-ms", TIMEOUT_MS).await;
            page.set_field("retries", 0).await;
            page.press_hidden("back-off").await;
            let cases = || SHARING.iter().flat_map(|sharing| CASES.iter().map(move |case| (case, sharing)));
            let urls: Vec<String> = cases().map(|(case, sharing)| url(page, case.name, sharing)).collect();
            let done = page.check(&urls).await;
            let rows = page.rows_by_script().await;
            assert_eq!(rows.len(), urls.len());
            let mut totals = Totals::default();
            for (row, (case, sharing)) in rows.iter().zip(cases()) {
                check_row(kind, case, sharing, row);
                *(case.total)(&mut totals) += 1;
            }
            assert_eq!(done.totals, totals, "{kind:?}");
            let chains = columns(&rows, &["redirect_chain"]);
            let chain = chains[1][0].as_str().unwrap_or_default();
            assert!(
                chain.starts_with("301 http://h2.test") && chain.contains(" → 302 http://h1.test"),
                "{chain}"
            );
            let methods = page.origin().read_log(|log| {
                log.exchanges()
                    .iter()
                    .filter(|exchange| exchange.method != volley_origin::Method::GET)
                    .count()
            });
            assert_eq!(methods, 0, "no preflights");
        });
    }
}
