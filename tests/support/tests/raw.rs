//! The named paths whose answers are no HTTP, or hardly.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use volley_origin::{Ending, Origin};

use crate::client::tls;
use crate::{Client, Via, start};

const NO_HTTP: [&str; 3] = ["/http09", "/garbage", "/empty"];

fn request(method: &str, path: &str) -> String {
    format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
}

/// All bytes of the answer, to the orderly end of the connection.
async fn bytes(origin: &Origin, method: &str, path: &str) -> Vec<u8> {
    let mut stream = TcpStream::connect(origin.http_addr()).await.unwrap();
    stream.write_all(request(method, path).as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.unwrap();
    bytes
}

#[tokio::test]
async fn what_is_no_http_has_no_status_line_and_ends_in_order() {
    let origin = start().await;
    assert_eq!(bytes(&origin, "GET", "/http09").await, b"a text without a status line\n");
    assert_eq!(bytes(&origin, "HEAD", "/cors/http09").await, b"a text without a status line\n");
    assert_eq!(bytes(&origin, "GET", "/empty").await, b"");
    let garbage = bytes(&origin, "GET", "/garbage").await;
    assert!(garbage.len() == 64 && std::str::from_utf8(&garbage).is_err());
    let ends: Vec<_> = origin.log().iter().map(|exchange| (exchange.status, exchange.ending)).collect();
    assert_eq!(ends, [(None, Some(Ending::Done)); 4]);
}

#[tokio::test]
async fn a_bare_answer_has_a_status_and_no_header() {
    let origin = start().await;
    let head = bytes(&origin, "HEAD", "/bare").await;
    assert_eq!(head, b"HTTP/1.1 200 OK\r\n\r\n");
    let whole = bytes(&origin, "GET", "/closed/bare?x=1").await;
    assert!(whole.starts_with(&head) && whole.len() > head.len());
    let ends: Vec<_> = origin.log().iter().map(|exchange| (exchange.status, exchange.ending)).collect();
    assert_eq!(ends, [(Some(200), Some(Ending::Done)); 2]);
    let reply = Client::new(&origin, Via::TlsHttp1).await.get("/bare").await;
    assert_eq!((reply.status.as_u16(), reply.headers.len()), (200, 0));
}

#[tokio::test]
async fn over_tls_it_is_the_same_and_the_connection_ends_in_order() {
    let origin = start().await;
    let mut stream = tls(&origin, b"http/1.1").await;
    stream.write_all(request("GET", "/http09").as_bytes()).await.unwrap();
    let mut text = String::new();
    // Without the close of TLS this is an error.
    stream.read_to_string(&mut text).await.unwrap();
    assert_eq!(text, "a text without a status line\n");
}

#[tokio::test]
async fn on_http2_it_is_a_bad_request_and_other_methods_are_refused() {
    let origin = start().await;
    let mut client = Client::new(&origin, Via::Http2).await;
    for path in [&NO_HTTP[..], &["/bare"]].concat() {
        let reply = client.get(path).await;
        assert_eq!((reply.status.as_u16(), reply.text()), (400, "only HTTP/1.1 has this answer"), "{path}");
        assert!(bytes(&origin, "POST", path).await.starts_with(b"HTTP/1.1 405"), "{path}");
    }
}
