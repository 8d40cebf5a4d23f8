//! The named paths that answer at once.

use std::io::Read;

use flate2::read::GzDecoder;
use http::Method;
use serde_json::json;
use volley_origin::paths::redirect;

use crate::{Client, Via, open, start};

#[tokio::test]
async fn a_status_is_what_the_path_says() {
    let origin = start().await;
    for via in [Via::Http1, Via::Http2] {
        let mut client = Client::new(&origin, via).await;
        for status in [200, 204, 205, 304, 403, 404, 429, 500, 599, 999] {
            let reply = client.get(&format!("/status/{status}")).await;
            assert_eq!(reply.status.as_u16(), status);
            let bodiless = [204, 205, 304].contains(&status);
            assert_eq!(reply.text(), if bodiless { String::new() } else { status.to_string() });
        }
        assert_eq!(client.get("/status/199").await.status, 404);
    }
}

#[tokio::test]
async fn head_and_get_may_differ() {
    let (_origin, mut client) = open(Via::Http1).await;
    assert_eq!(client.head("/by-method/405/200").await.status, 405);
    assert_eq!(client.get("/by-method/405/200").await.status, 200);
}

#[tokio::test]
async fn head_has_the_headers_of_get_and_no_body() {
    let origin = start().await;
    for via in [Via::Http1, Via::Http2] {
        let mut client = Client::new(&origin, via).await;
        for path in ["/bytes/1000", "/todos/7", "/status/404", "/drip?bytes=20", "/truncated"] {
            let head = client.head(path).await;
            assert!(head.body.is_empty(), "{path}");
            let length = head.header("content-length").map(str::to_owned);
            assert!(length.is_some(), "{path}");
            if path != "/truncated" {
                let get = client.get(path).await;
                assert_eq!((get.status, get.header("content-length")), (head.status, length.as_deref()));
            }
        }
        assert_eq!(client.head("/stall").await.status, 200);
    }
}

#[tokio::test]
async fn a_big_header_is_as_big_as_the_path_says() {
    let origin = start().await;
    for (via, n) in [(Via::Http1, 300_000), (Via::Http2, 10_000), (Via::Http2, 0)] {
        let reply = Client::new(&origin, via).await.get(&format!("/big-header/{n}")).await;
        assert_eq!((reply.status.as_u16(), reply.header("x-big").map(str::len)), (200, Some(n)));
    }
}

#[tokio::test]
async fn bytes_come_in_full_and_say_their_length_unless_chunked() {
    let origin = start().await;
    for via in [Via::Http1, Via::TlsHttp1, Via::Http2] {
        let mut client = Client::new(&origin, via).await;
        for n in [0, 1, 65_536, 65_537, 5_000_000] {
            let sized = client.get(&format!("/bytes/{n}")).await;
            assert_eq!((sized.body.len(), sized.header("content-length")), (n, Some(&*n.to_string())));
            let chunked = client.get(&format!("/bytes/{n}?chunked=1")).await;
            assert_eq!(chunked.body.len(), n);
            if n > 0 {
                assert_eq!(chunked.header("content-length"), None);
            }
        }
    }
}

#[tokio::test]
async fn a_gzip_bomb_inflates_to_its_number() {
    let (_origin, mut client) = open(Via::Http1).await;
    for _ in 0..2 {
        let reply = client.get("/gzip-bomb/1000000").await;
        assert_eq!(reply.header("content-encoding"), Some("gzip"));
        assert!(reply.body.len() < 10_000);
        let mut inflated = Vec::new();
        GzDecoder::new(&reply.body[..]).read_to_end(&mut inflated).unwrap();
        assert_eq!(inflated.len(), 1_000_000);
    }
}

#[tokio::test]
async fn redirects_lead_down_to_a_todo_and_keep_prefix_and_query() {
    let (_origin, mut client) = open(Via::Http1).await;
    let mut hops = Vec::new();
    let mut path = "/cors/redirect/3?status=307".to_owned();
    let end = loop {
        let reply = client.get(&path).await;
        let Some(location) = reply.header("location") else { break reply };
        assert_eq!(reply.status, 307);
        assert_eq!(reply.header("access-control-allow-origin"), Some("*"));
        hops.push(location.to_owned());
        path = location.to_owned();
    };
    let expected = ["/cors/redirect/2?status=307", "/cors/redirect/1?status=307", "/cors/todos/1"];
    assert_eq!(hops, expected);
    assert_eq!(end.json()["id"], 1);
}

#[tokio::test]
async fn the_last_hop_may_lead_to_another_host() {
    let (_origin, mut client) = open(Via::Http1).await;
    let to = "to=http%3A%2F%2Fb.test%2Fx%3Fy%3D1";
    let first = client.get(&format!("/redirect/2?{to}")).await;
    assert_eq!(first.header("location"), Some(&*format!("/redirect/1?{to}")));
    let last = client.get(&format!("/redirect/1?{to}")).await;
    assert_eq!((last.status.as_u16(), last.header("location")), (302, Some("http://b.test/x?y=1")));
}

#[tokio::test]
async fn a_chain_has_a_status_for_each_hop_and_ends_at_any_url() {
    let (_origin, mut client) = open(Via::Http1).await;
    for end in ["http://b.test:81/x?y=1&z=a%20b#part", "file:///etc/hosts", "mailto:a@b.test", "/todos/1"] {
        let second = redirect(302, end);
        let first = redirect(301, &format!("http://b.test:81{second}"));
        let hop = client.get(&first).await;
        assert_eq!(
            (hop.status.as_u16(), hop.header("location")),
            (301, Some(&*format!("http://b.test:81{second}")))
        );
        let hop = client.get(&second).await;
        assert_eq!((hop.status.as_u16(), hop.header("location")), (302, Some(end)));
    }
}

#[tokio::test]
async fn what_is_posted_is_led_on_too() {
    let (_origin, mut client) = open(Via::Http1).await;
    let posted = client.send(Method::POST, "/redirect/1?status=307", "x").await.unwrap();
    assert_eq!((posted.status.as_u16(), posted.header("location")), (307, Some("/todos/1")));
}

#[tokio::test]
async fn a_loop_leads_to_itself() {
    let (_origin, mut client) = open(Via::Http1).await;
    let reply = client.get("/cors/redirect-loop?n=1").await;
    assert_eq!((reply.status.as_u16(), reply.header("location")), (302, Some("/cors/redirect-loop?n=1")));
}

#[tokio::test]
async fn documents_are_json_and_echoes_are_text() {
    let (_origin, mut client) = open(Via::Http2).await;
    let todo = client.get("/todos/42").await;
    assert_eq!(todo.header("content-type"), Some("application/json"));
    let expected = json!({ "userId": 3, "id": 42, "title": "todo 42", "completed": true });
    assert_eq!(todo.json(), expected);
    assert_eq!(client.get("/json").await.json()["name"], "volley");
    assert_eq!(client.get("/echo/na%C3%AFve%20text").await.text(), "naïve text");
}

#[tokio::test]
async fn headers_are_echoed() {
    let (_origin, mut client) = open(Via::Http1).await;
    let host = client.host().to_owned();
    assert_eq!(client.get("/headers").await.json()["host"], host);
}

#[tokio::test]
async fn busy_answers_429_as_often_as_the_query_says() {
    let (_origin, mut client) = open(Via::Http1).await;
    let always = client.get("/busy?after=7").await;
    assert_eq!((always.status.as_u16(), always.header("retry-after")), (429, Some("7")));
    let paths = ["a", "a", "b", "a"].map(|key| format!("/busy?times=2&key={key}"));
    assert_eq!(client.statuses(paths).await, [429, 429, 429, 200]);
}

#[tokio::test]
async fn flaky_fails_first_and_works_then() {
    let (_origin, mut client) = open(Via::Http1).await;
    let path = "/flaky?key=a&fail=2&status=502".to_owned();
    assert_eq!(client.statuses(vec![path; 3]).await, [502, 502, 200]);
    assert_eq!(client.statuses(vec!["/flaky?key=b".to_owned(); 2]).await, [503, 200]);
}

#[tokio::test]
async fn what_is_not_understood_is_refused() {
    let (_origin, mut client) = open(Via::Http1).await;
    let bad = client.get("/drip?bytes=many").await;
    assert_eq!(bad.status, 400);
    assert_eq!(bad.text(), "`bytes` in the query is no number in its range");
    assert_eq!(client.get("/redirect/1?status=200").await.status, 400);
    assert_eq!(client.get("/no/such/path").await.status, 404);
    let posted = client.send(Method::POST, "/todos/1", "x").await.unwrap();
    assert_eq!((posted.status.as_u16(), posted.header("allow")), (405, Some("GET, HEAD")));
}
