//! What other origins may see.

use http::Method;
use volley_origin::{Origin, OriginConfig, Policy, Sharing};

use crate::client::Reply;
use crate::{Client, Via, open, start};

fn shared(reply: &Reply) -> Sharing {
    Sharing {
        cors: reply.header("access-control-allow-origin") == Some("*"),
        tao: reply.header("timing-allow-origin") == Some("*"),
        corp: reply.header("cross-origin-resource-policy") == Some("same-origin"),
    }
}

#[tokio::test]
async fn a_prefix_decides_for_every_path_and_host() {
    let origin = start().await;
    for host in ["localhost", "a.test"] {
        let mut client = Client::to_host(&origin, Via::Http1, host).await;
        for (prefix, sharing) in [
            ("", Sharing::OPEN),
            ("/tao", Sharing::OPEN),
            ("/cors", Sharing::CORS_ONLY),
            ("/closed", Sharing::CLOSED),
            ("/corp", Sharing::SEALED),
        ] {
            for path in ["/todos/1", "/status/500", "/redirect/2", "/status/x"] {
                let reply = client.get(&format!("{prefix}{path}")).await;
                assert_eq!(shared(&reply), sharing, "{host} {prefix}{path}");
            }
        }
    }
}

#[tokio::test]
async fn the_policy_decides_for_mapped_hosts_without_a_prefix() {
    let policy = Policy::share_closed(2);
    let config = OriginConfig { policy: policy.clone(), ..OriginConfig::default() };
    let origin = Origin::start(config).await.unwrap();
    let mut seen = Vec::new();
    for n in 0..10 {
        let host = format!("h{n}.test");
        let mut client = Client::to_host(&origin, Via::Http2, &format!("{host}:443")).await;
        let sharing = shared(&client.get("/todos/1").await);
        assert_eq!(sharing, policy.for_host(&host), "{host}");
        seen.push(sharing);
    }
    assert!(seen.contains(&Sharing::OPEN) && seen.contains(&Sharing::CLOSED), "{seen:?}");
    let mut client = Client::new(&origin, Via::Http1).await;
    assert_eq!(shared(&client.get("/todos/1").await), Sharing::OPEN);
}

#[tokio::test]
async fn preflights_are_answered_where_cors_is_on_and_logged() {
    let (origin, mut client) = open(Via::Http1).await;
    let allowed = client.send(Method::OPTIONS, "/cors/todos/1", "").await.unwrap();
    assert_eq!((allowed.status.as_u16(), shared(&allowed)), (204, Sharing::CORS_ONLY));
    assert_eq!(allowed.header("access-control-allow-headers"), Some("*"));
    assert_eq!(allowed.header("access-control-allow-methods"), Some("*"));
    let refused = client.send(Method::OPTIONS, "/closed/todos/1", "").await.unwrap();
    assert_eq!((refused.status.as_u16(), shared(&refused)), (405, Sharing::CLOSED));
    let methods: Vec<_> = origin.log().into_iter().map(|exchange| exchange.method).collect();
    assert_eq!(methods, [Method::OPTIONS, Method::OPTIONS]);
}

#[tokio::test]
async fn retry_after_is_readable_only_where_it_is_exposed() {
    let (_origin, mut client) = open(Via::Http1).await;
    let exposed = |reply: &Reply| reply.header("access-control-expose-headers").map(str::to_owned);
    assert_eq!(exposed(&client.get("/cors/busy").await), None);
    assert_eq!(exposed(&client.get("/cors/busy?expose=1").await).as_deref(), Some("Retry-After"));
    assert_eq!(exposed(&client.get("/closed/busy?expose=1").await), None);
}
