//! What the log keeps, and waiting for it.

use http::{Method, Version};
use volley_origin::{Ending, WAIT_LIMIT};

use crate::{Client, Via, open, start};

#[tokio::test]
async fn an_exchange_holds_who_requested_what_and_when() {
    let origin = start().await;
    for (via, version) in
        [(Via::Http1, Version::HTTP_11), (Via::TlsHttp1, Version::HTTP_11), (Via::Http2, Version::HTTP_2)]
    {
        origin.clear_log();
        let mut client = Client::new(&origin, via).await;
        let reply = client.head("/tao/status/503?x=1").await;
        assert_eq!(reply.version, version);
        let exchange = origin.log().pop().unwrap();
        assert_eq!((exchange.version, exchange.tls), (version, via != Via::Http1));
        assert_eq!((&*exchange.host, &exchange.method), (client.host(), &Method::HEAD));
        assert_eq!((&*exchange.path, exchange.status), ("/tao/status/503?x=1", Some(503)));
        assert_eq!(exchange.ending, Some(Ending::Done));
        assert!(exchange.started_ms <= exchange.answered_ms.unwrap());
        assert!(exchange.answered_ms <= exchange.ended_ms);
    }
    assert_eq!(origin.log()[0].seq, 2, "numbers are never used twice");
}

#[tokio::test]
async fn connections_are_distinguished_and_counted() {
    let origin = start().await;
    let mut first = Client::new(&origin, Via::Http1).await;
    first.get("/json").await;
    let mut second = Client::new(&origin, Via::Http2).await;
    second.get("/json").await;
    first.get("/json").await;
    second.get("/json").await;
    let ids: Vec<_> = origin.log().iter().map(|exchange| exchange.connection).collect();
    assert_eq!(ids, [0, 1, 0, 1]);
    assert_eq!((origin.connections().opened, origin.connections().open), (2, 2));
    drop((first, second));
    origin.wait_until(|log| log.connections().open == 0).await.unwrap();
    assert_eq!(origin.connections().opened, 2);
}

#[tokio::test]
async fn peaks_are_kept_by_host_and_in_all() {
    let origin = start().await;
    let mut held = Vec::new();
    for host in ["a.test", "a.test", "B.test"] {
        let mut client = Client::to_host(&origin, Via::Http1, host).await;
        held.push(tokio::spawn(async move { client.get("/held/k").await }));
    }
    origin.wait_until(|log| log.in_flight() == 3).await.unwrap();
    assert_eq!((origin.peak_for("a.test"), origin.peak_for("b.test"), origin.peak()), (2, 1, 3));
    origin.release_all("k");
    for reply in held {
        reply.await.unwrap();
    }
    assert_eq!((origin.in_flight(), origin.peak()), (0, 3));
    origin.clear_log();
    assert_eq!((origin.peak(), origin.peak_for("a.test"), origin.count("/held/k")), (0, 0, 0));
}

#[tokio::test]
async fn a_client_with_one_in_flight_is_never_seen_with_more() {
    let origin = start().await;
    for via in [Via::Http1, Via::Http2] {
        let mut client = Client::new(&origin, via).await;
        for _ in 0..500 {
            client.get("/todos/1").await;
        }
    }
    assert_eq!((origin.count("/todos/1"), origin.peak()), (1_000, 1));
}

#[tokio::test]
async fn the_log_can_be_read_and_cleared_over_http_and_does_not_log_that() {
    let (origin, mut client) = open(Via::Http1).await;
    client.get("/status/404").await;
    assert!(Client::new(&origin, Via::Http2).await.head("/log.json").await.body.is_empty());
    let log = client.get("/log.json").await.json();
    assert_eq!(log["summary"]["requests"], 1);
    let exchange = &log["exchanges"][0];
    assert_eq!((&exchange["method"], &exchange["version"]), (&"GET".into(), &"HTTP/1.1".into()));
    assert_eq!((&exchange["path"], &exchange["ending"]), (&"/status/404".into(), &"done".into()));
    let cleared = client.send(Method::POST, "/log/clear", "").await.unwrap();
    assert_eq!((cleared.status.as_u16(), origin.log().len()), (204, 0));
}

#[tokio::test(start_paused = true)]
async fn a_wait_in_vain_ends_and_says_what_the_log_holds() {
    let origin = start().await;
    let started = tokio::time::Instant::now();
    let error = origin.wait_until(|log| log.in_flight() == 1).await.unwrap_err();
    assert_eq!(started.elapsed().as_secs(), WAIT_LIMIT.as_secs());
    assert_eq!((error.summary.requests, error.in_flight.len()), (0, 0));
    assert!(error.to_string().starts_with("the log was not in the awaited state within 30s"));
}
