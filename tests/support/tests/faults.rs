//! The named paths that break, and clients that go away.

use std::io::ErrorKind;

use http::Method;
use http_body_util::BodyExt;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use volley_origin::Ending;

use crate::{Client, Via, open, start};

const ALL: [Via; 3] = [Via::Http1, Via::TlsHttp1, Via::Http2];

#[tokio::test]
async fn a_reset_on_http1_is_a_tcp_reset() {
    let origin = start().await;
    let mut stream = TcpStream::connect(origin.http_addr()).await.unwrap();
    stream.write_all(b"GET /reset HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    let error = stream.read(&mut [0; 64]).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);
    assert_eq!(origin.log()[0].ending, Some(Ending::Reset));
}

#[tokio::test]
async fn a_reset_comes_before_any_answer() {
    let origin = start().await;
    for via in ALL {
        let mut client = Client::new(&origin, via).await;
        client.send(Method::GET, "/reset", "").await.unwrap_err();
        let exchange = origin.log().pop().unwrap();
        assert_eq!((exchange.status, exchange.ending), (None, Some(Ending::Reset)), "{via:?}");
    }
}

#[tokio::test]
async fn on_http2_a_reset_leaves_the_connection_alone() {
    let (origin, mut client) = open(Via::Http2).await;
    client.send(Method::GET, "/reset", "").await.unwrap_err();
    assert_eq!(client.get("/json").await.status, 200);
    assert_eq!(origin.connections().opened, 1);
}

#[tokio::test]
async fn a_late_reset_lets_the_headers_through() {
    let origin = start().await;
    for via in ALL {
        let mut client = Client::new(&origin, via).await;
        let answer = client.begin(Method::GET, "/reset-after-headers", "").await.unwrap();
        assert_eq!(answer.status(), 200, "{via:?}");
        answer.into_body().collect().await.unwrap_err();
        let exchange = origin.log().pop().unwrap();
        assert_eq!((exchange.status, exchange.ending), (Some(200), Some(Ending::Reset)), "{via:?}");
    }
}

#[tokio::test]
async fn a_truncated_body_is_shorter_than_it_said() {
    let origin = start().await;
    for via in ALL {
        let mut client = Client::new(&origin, via).await;
        let answer = client.begin(Method::GET, "/truncated?bytes=100", "").await.unwrap();
        assert_eq!(answer.headers()["content-length"], "100", "{via:?}");
        let mut body = answer.into_body();
        let piece = body.frame().await.unwrap().unwrap().into_data().unwrap();
        assert_eq!(piece.len(), 50, "{via:?}");
        body.frame().await.unwrap().unwrap_err();
    }
}

#[tokio::test]
async fn a_client_that_leaves_before_the_answer_has_aborted() {
    let origin = start().await;
    for (index, via) in ALL.into_iter().enumerate() {
        let mut client = Client::new(&origin, via).await;
        let waiting = tokio::spawn(client.begin(Method::GET, "/never", ""));
        origin.wait_until(|log| log.in_flight_at("/never") == 1).await.unwrap();
        waiting.abort();
        origin.wait_until(|log| log.aborted() == index + 1).await.unwrap();
        let exchange = origin.log().pop().unwrap();
        assert_eq!((exchange.status, exchange.ending), (None, Some(Ending::Aborted)), "{via:?}");
    }
}

#[tokio::test]
async fn a_client_that_leaves_during_the_body_has_aborted() {
    let origin = start().await;
    for path in ["/stall?bytes=10", "/bytes/500000000", "/drip?bytes=2&step=1&ms=1000000"] {
        for via in ALL {
            origin.clear_log();
            let mut client = Client::new(&origin, via).await;
            let answer = client.begin(Method::GET, path, "").await.unwrap();
            assert_eq!((answer.status().as_u16(), origin.in_flight()), (200, 1), "{path} {via:?}");
            drop(answer);
            origin.wait_until(|log| log.aborted() == 1).await.unwrap();
            let exchange = origin.log().pop().unwrap();
            assert_eq!(exchange.status, Some(200), "{path} {via:?}");
            assert!(exchange.ended_ms.unwrap() >= exchange.answered_ms.unwrap(), "{exchange:?}");
        }
    }
}

#[tokio::test]
async fn one_that_leaves_the_gate_takes_no_release_with_it() {
    let (origin, mut client) = open(Via::Http2).await;
    let leaving = tokio::spawn(client.begin(Method::GET, "/held/a", ""));
    origin.wait_until(|log| log.in_flight_at("/held/a") == 1).await.unwrap();
    leaving.abort();
    origin.wait_until(|log| log.aborted() == 1).await.unwrap();
    origin.release("a", 1);
    assert_eq!(client.get("/held/a").await.status, 200);
}
