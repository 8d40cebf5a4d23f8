//! Files, and what pages send back.

use std::path::PathBuf;

use http::{HeaderValue, Method};
use serde_json::json;
use volley_origin::{CONTENT_SECURITY_POLICY, Extra, Mount, Origin, OriginConfig};

use crate::{Client, Via, open};

/// The package's own folder, which has a file and a folder that are known.
fn dist() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

async fn serve(mounts: Vec<Mount>) -> (Origin, Client) {
    let extra = vec![Extra::new("/driver.html", "<!doctype html>")];
    let config = OriginConfig { dist: Some(dist()), mounts, extra, ..OriginConfig::default() };
    let origin = Origin::start(config).await.unwrap();
    let client = Client::new(&origin, Via::Http1).await;
    (origin, client)
}

#[tokio::test]
async fn files_come_with_their_type_and_the_policy_and_are_not_logged() {
    let (origin, mut client) = serve(vec![Mount::new("/").whole("app.wasm", "\0asm")]).await;
    for (path, content_type) in [
        ("/app.wasm", "application/wasm"),
        ("/driver.html?x=1", "text/html; charset=utf-8"),
        ("/src/lib.rs", "application/octet-stream"),
    ] {
        let reply = client.get(path).await;
        assert_eq!((reply.status.as_u16(), reply.header("content-type")), (200, Some(content_type)));
        assert_eq!(reply.header("cache-control"), Some("no-cache"));
        let csp = format!("{CONTENT_SECURITY_POLICY}; report-uri /csp-report");
        assert_eq!(reply.header("content-security-policy"), Some(&*csp));
        let head = client.head(path).await;
        assert_eq!(head.header("content-length"), Some(&*reply.body.len().to_string()));
    }
    let on_disk = std::fs::read(dist().join("src/lib.rs")).unwrap();
    assert_eq!(client.get("/src/lib.rs").await.body, on_disk);
    assert_eq!(origin.log().len(), 0);
}

#[tokio::test]
async fn a_missing_file_is_404_and_logged_and_no_path_leads_out() {
    let (origin, mut client) = serve(vec![Mount::new("/sub").folder(dist().join("src"))]).await;
    assert_eq!(client.get("/sub/lib.rs").await.status, 200);
    let missing = ["/sub/no.js", "/sub/../Cargo.toml", "/sub/%2e%2e/Cargo.toml", "/sub/log", "/sub"];
    for path in missing {
        assert_eq!(client.get(path).await.status, 404, "{path}");
    }
    let logged: Vec<_> = origin.log().into_iter().map(|exchange| exchange.path).collect();
    assert_eq!(logged, missing);
}

#[tokio::test]
async fn each_mount_changes_files_for_itself() {
    let stale = Mount::new("/stale/").swap("Cargo.toml", "volley-origin", "yelloy-origin").unwrap();
    let broken = Mount::new("/broken/").missing("Cargo.toml").whole("src/lib.rs", "throw 1");
    let wrong = Mount::new("/wrong/").swap("Cargo.toml", "not in it", "as long x").unwrap();
    let (origin, mut client) = serve(vec![Mount::new("/"), stale, broken, wrong]).await;

    let fresh = client.get("/Cargo.toml").await;
    let stale = client.get("/stale/Cargo.toml").await;
    assert_eq!(stale.text(), fresh.text().replace("volley-origin", "yelloy-origin"));
    assert_eq!(client.get("/broken/Cargo.toml").await.status, 404);
    assert_eq!(client.get("/broken/src/lib.rs").await.text(), "throw 1");
    assert_eq!(client.get("/wrong/Cargo.toml").await.status, 500);

    origin.set_mount(Mount::new("/broken/"));
    assert_eq!(client.get("/broken/Cargo.toml").await.text(), fresh.text());
}

#[tokio::test]
async fn files_are_logged_where_the_set_up_says_so() {
    let extra = vec![Extra::new("/a.js", "1")];
    let config = OriginConfig { extra, log_files: true, csp: None, ..OriginConfig::default() };
    let origin = Origin::start(config).await.unwrap();
    let mut client = Client::new(&origin, Via::Http1).await;
    assert_eq!(client.get("/a.js").await.header("content-security-policy"), None);
    assert_eq!(client.get("/b.js").await.status, 404);
    let statuses: Vec<_> = origin.log().iter().map(|exchange| exchange.status).collect();
    assert_eq!(statuses, [Some(200), Some(404)]);
}

#[tokio::test]
async fn a_held_file_waits_to_be_released() {
    let mounts = vec![Mount::new("/").held("Cargo.toml")];
    let config = OriginConfig { dist: Some(dist()), mounts, log_files: true, ..OriginConfig::default() };
    let origin = Origin::start(config).await.unwrap();
    let mut client = Client::new(&origin, Via::Http1).await;
    let release = async {
        origin.wait_until(|log| log.in_flight() == 1).await.unwrap();
        assert_eq!(origin.log()[0].status, None);
        origin.release("Cargo.toml", 1);
    };
    let (reply, ()) = tokio::join!(client.get("/Cargo.toml"), release);
    assert_eq!(reply.status, 200);
}

#[tokio::test]
async fn a_mount_may_say_another_type() {
    let mount = Mount::new("/").typed("src/lib.rs", HeaderValue::from_static("text/x-other"));
    let (_origin, mut client) = serve(vec![mount]).await;
    assert_eq!(client.get("/src/lib.rs").await.header("content-type"), Some("text/x-other"));
}

#[tokio::test]
async fn where_files_are_cached_only_those_with_a_version_are() {
    let extra = ["/a-0123456789abcdef.js", "/a.js"].map(|path| Extra::new(path, "1")).into();
    let config = OriginConfig { extra, cached: true, ..OriginConfig::default() };
    let origin = Origin::start(config).await.unwrap();
    let mut client = Client::new(&origin, Via::Http1).await;
    for (path, is_kept) in [("/a-0123456789abcdef.js", true), ("/a.js?v=1", true), ("/a.js", false)] {
        let reply = client.get(path).await;
        assert_eq!(
            reply.header("cache-control").is_some_and(|it| it.contains("immutable")),
            is_kept,
            "{path}"
        );
    }
}

#[tokio::test]
async fn files_may_isolate_the_page() {
    for (isolated, policy) in [(true, Some("same-origin")), (false, None)] {
        let extra = vec![Extra::new("/a.html", "")];
        let origin =
            Origin::start(OriginConfig { extra, isolated, ..OriginConfig::default() }).await.unwrap();
        let reply = Client::new(&origin, Via::Http1).await.get("/a.html").await;
        assert_eq!(reply.header("cross-origin-opener-policy"), policy);
        assert_eq!(reply.header("cross-origin-embedder-policy"), policy.map(|_| "require-corp"));
    }
}

#[tokio::test]
async fn reports_and_results_reach_the_test() {
    let (origin, mut client) = open(Via::Http1).await;
    for body in [r#"{"csp-report":{"blocked-uri":"eval"}}"#, "no JSON"] {
        let taken = client.send(Method::POST, "/csp-report", body).await.unwrap();
        assert_eq!(taken.status, 204);
    }
    let reports = [json!({"csp-report": {"blocked-uri": "eval"}}), json!("no JSON")];
    assert_eq!(origin.csp_reports(), reports);
    for body in ["first", "second"] {
        client.send(Method::POST, "/result", body).await.unwrap();
    }
    assert_eq!((origin.next_result().await, origin.next_result().await), ("first".into(), "second".into()));
    assert_eq!(origin.log().len(), 0);
}
