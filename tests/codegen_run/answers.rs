//! What scripts send: a header and a body that would be commands elsewhere, and a GET after a HEAD that is refused.

use volley::codegen::{Tool, UnsupportedFeature};
use volley::request::{RequestPayload, Write, WriteMethod, headers};
use volley::settings::{Method, RunSettings};
use volley_origin::{Origin, with_origin};

use crate::tool::{list, rows, run};

const VALUE: &str = "a'b\"; rm -rf ${x} `id` $(id) {{y}} %s \\";
const BODY: &str = "{\"it's\": \"a \\ b\"}\n$(touch x) `y` ${z} %s {{q}}\nLINKS\nSETTINGS\n\u{2028}\u{1f600}";

pub(crate) fn check(tool: Tool) {
    with_origin(|origin| {
        if !tool.facts().lacks(UnsupportedFeature::Body) {
            sends(tool, origin);
        }
        if !tool.facts().lacks(UnsupportedFeature::HeadThenGet) {
            falls_back(tool, origin);
        }
    });
}

fn sends(tool: Tool, origin: &Origin) {
    let (headers, problems) = headers::parse(&format!("X-Odd: {VALUE}\nX-Latin: caf\u{e9}"));
    assert_eq!(problems, []);
    let write = Write { method: WriteMethod::Put, body: BODY.to_owned() };
    let lines: Vec<String> = (0..3).map(|number| origin.http_url(&format!("/take/{number}"))).collect();
    let payload = RequestPayload { headers, write: Some(write) };
    let imported = run(tool, "sends", &list(&lines), RunSettings::default(), &payload).imported;
    assert!(rows(&imported).iter().all(|row| row.status == Some(200)), "{:?}", rows(&imported));
    let taken = origin.taken();
    assert_eq!(taken.len(), 3);
    for request in taken {
        assert_eq!(request.method.as_str(), "PUT");
        assert_eq!(
            request.headers.get("x-odd").map(volley_origin::HeaderValue::as_bytes),
            Some(VALUE.as_bytes())
        );
        let latin = if tool.facts().lacks(UnsupportedFeature::Latin) {
            "caf\u{e9}".as_bytes()
        } else {
            &b"caf\xe9"[..]
        };
        assert_eq!(request.headers.get("x-latin").map(volley_origin::HeaderValue::as_bytes), Some(latin));
        assert_eq!(String::from_utf8_lossy(&request.body), BODY);
    }
}

fn falls_back(tool: Tool, origin: &Origin) {
    origin.clear_log();
    let path = |number: usize| format!("/by-method/{}/200?n={number}", if number < 5 { 405 } else { 204 });
    let lines: Vec<String> = (0..10).map(|number| origin.http_url(&path(number))).collect();
    let settings = RunSettings { method: Method::HeadThenGet, ..RunSettings::default() };
    let imported = run(tool, "head", &list(&lines), settings, &RequestPayload::default()).imported;
    for row in rows(&imported) {
        let refused = row.url.contains("/405/");
        let expected = if refused { (Some(200), Some(2)) } else { (Some(204), Some(1)) };
        assert_eq!((row.status, row.attempts), expected, "{}", row.url);
    }
    let asked =
        |method: &str| origin.log().iter().filter(|exchange| exchange.method.as_str() == method).count();
    assert_eq!((asked("HEAD"), asked("GET")), (10, 5));
}
