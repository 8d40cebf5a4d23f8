//! Hosts that a test's browser maps to this server.

use volley_origin::{Mount, Origin, OriginConfig, expected};

use crate::{Client, Via, start};

#[tokio::test]
async fn unknown_paths_answer_as_expected_beforehand() {
    let origin = start().await;
    let mut statuses = Vec::new();
    for host in ["a.test", "b.example"] {
        let mut client = Client::to_host(&origin, Via::Http1, host).await;
        for n in 0..100 {
            let path = format!("/page/{n}");
            let expected = expected(host, &path);
            let reply = client.get(&format!("{path}?q=1")).await;
            assert_eq!(reply.status, expected.status, "{host}{path}");
            assert_eq!(reply.header("location"), expected.location.as_deref());
            statuses.push(reply.status.as_u16());
        }
        assert_eq!(client.head("/redirected").await.status, 200);
    }
    assert!([200, 301, 404, 500].iter().all(|status| statuses.contains(status)), "{statuses:?}");
}

#[tokio::test]
async fn named_paths_are_the_same_on_mapped_hosts() {
    let origin = start().await;
    let mut client = Client::to_host(&origin, Via::Http2, "a.test").await;
    assert_eq!(client.get("/status/418").await.status, 418);
    assert_eq!(&*origin.log()[0].host, "a.test");
}

#[tokio::test]
async fn without_a_fallback_unknown_paths_are_missing() {
    let config = OriginConfig { fallback: None, ..OriginConfig::default() };
    let origin = Origin::start(config).await.unwrap();
    let mut client = Client::to_host(&origin, Via::Http1, "a.test").await;
    for n in 0..20 {
        assert_eq!(client.get(&format!("/page/{n}")).await.status, 404);
    }
}

#[tokio::test]
async fn only_hosts_that_are_named_serve_files() {
    let config = OriginConfig {
        page_hosts: vec!["page.test".to_owned()],
        mounts: vec![Mount::new("/").whole("index.html", "the page")],
        ..OriginConfig::default()
    };
    let origin = Origin::start(config).await.unwrap();
    let mut page = Client::to_host(&origin, Via::Http1, "page.test:80").await;
    assert_eq!(page.get("/").await.text(), "the page");
    assert_eq!(page.get("/page/1").await.status, 404);
    let mut other = Client::to_host(&origin, Via::Http1, "other.test").await;
    assert_ne!(other.get("/").await.text(), "the page");
}
