//! Starting, stopping, and what cannot start.

use http::Method;
use tokio::net::TcpStream;
use volley_origin::{Origin, OriginConfig, OriginError};

use crate::client::tls;
use crate::{Client, Via, start};

#[tokio::test]
async fn after_a_shutdown_both_ports_are_closed_and_what_was_open_is_broken_off() {
    let origin = start().await;
    let (http, https) = (origin.http_addr(), origin.https_addr());
    let mut client = Client::new(&origin, Via::Http1).await;
    let waiting = tokio::spawn(client.begin(Method::GET, "/never", ""));
    origin.wait_until(|log| log.in_flight() == 1).await.unwrap();
    origin.shutdown().await;
    waiting.await.unwrap().unwrap_err();
    for address in [http, https] {
        TcpStream::connect(address).await.unwrap_err();
    }
}

#[tokio::test]
async fn a_port_that_is_taken_is_said() {
    let origin = start().await;
    let config = OriginConfig { http_port: origin.http_addr().port(), ..OriginConfig::default() };
    let error = Origin::start(config).await.unwrap_err();
    assert!(matches!(error, OriginError::Listen { address, .. } if address == origin.http_addr()));
}

#[tokio::test]
async fn a_policy_that_is_no_header_is_said() {
    let config = OriginConfig { csp: Some("a\nb".to_owned()), ..OriginConfig::default() };
    assert!(matches!(Origin::start(config).await.unwrap_err(), OriginError::Csp));
}

#[tokio::test]
async fn http2_can_be_switched_off() {
    let origin = Origin::start(OriginConfig { http2: false, ..OriginConfig::default() }).await.unwrap();
    let stream = tls(&origin, b"http/1.1").await;
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"http/1.1"[..]));
    assert_eq!(Client::new(&origin, Via::TlsHttp1).await.get("/json").await.status, 200);
}

#[tokio::test]
async fn urls_name_localhost_and_the_port() {
    let origin = start().await;
    let port = origin.http_addr().port();
    assert_eq!(origin.http_url("/json"), format!("http://localhost:{port}/json"));
    let port = origin.https_addr().port();
    assert_eq!(origin.https_url("/json"), format!("https://localhost:{port}/json"));
}
