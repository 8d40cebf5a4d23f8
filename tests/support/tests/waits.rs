//! The named paths that wait before they answer.

use http::Method;
use tokio::task::JoinSet;
use volley_origin::{Ending, Origin};

use crate::client::Reply;
use crate::{Client, Via, open, start};

/// Sends that many requests at once, each over a connection of its own.
fn send_all(origin: &Origin, clients: Vec<Client>, path: &'static str) -> JoinSet<Reply> {
    assert_eq!(origin.in_flight(), 0, "these tests count from nothing");
    let mut replies = JoinSet::new();
    for mut client in clients {
        replies.spawn(async move { client.get(path).await });
    }
    replies
}

async fn clients(origin: &Origin, n: usize) -> Vec<Client> {
    let mut clients = Vec::new();
    for _ in 0..n {
        clients.push(Client::new(origin, Via::Http1).await);
    }
    clients
}

#[tokio::test]
async fn a_delay_is_kept_and_logged_as_the_handlers_wait() {
    let (origin, mut client) = open(Via::Http1).await;
    assert_eq!(client.get("/delay/30").await.text(), "200");
    assert_eq!(client.get("/delay/30?bytes=1000").await.body.len(), 1_000);
    for exchange in origin.log() {
        assert!(exchange.waited_ms >= 30.0, "{exchange:?}");
        assert!(exchange.answered_ms.unwrap() - exchange.started_ms >= 30.0, "{exchange:?}");
    }
}

#[tokio::test]
async fn a_drip_comes_piece_by_piece() {
    let origin = start().await;
    for via in [Via::Http1, Via::Http2] {
        let reply = Client::new(&origin, via).await.get("/drip?bytes=25&step=10&ms=5").await;
        assert_eq!((reply.body.len(), reply.header("content-length")), (25, Some("25")));
    }
    for exchange in origin.log() {
        assert!(exchange.ended_ms.unwrap() - exchange.answered_ms.unwrap() >= 10.0, "{exchange:?}");
    }
}

#[tokio::test]
async fn a_gate_holds_answers_until_they_are_released() {
    let origin = start().await;
    let mut replies = send_all(&origin, clients(&origin, 5).await, "/held/a?x=1");
    origin.wait_until(|log| log.in_flight_at("/held/a") == 5).await.unwrap();
    assert_eq!((origin.in_flight(), origin.peak()), (5, 5));

    origin.release("a", 2);
    for _ in 0..2 {
        assert_eq!(replies.join_next().await.unwrap().unwrap().status, 200);
    }
    origin.wait_until(|log| log.in_flight() == 3).await.unwrap();

    origin.release_all("a");
    assert_eq!(replies.join_all().await.len(), 3);
    assert_eq!(origin.peak(), 5);
    assert_eq!(Client::new(&origin, Via::Http1).await.get("/held/a").await.status, 200);
}

#[tokio::test]
async fn a_release_without_anyone_waiting_is_kept_for_the_next() {
    let (origin, mut client) = open(Via::Http2).await;
    origin.release("a b", 1);
    assert_eq!(client.head("/held/a%20b").await.status, 200);
    let waiting = tokio::spawn(client.begin(Method::HEAD, "/held/a%20b", ""));
    origin.wait_until(|log| log.in_flight_at("/held/a%20b") == 1).await.unwrap();
    origin.release("a b", 1);
    assert_eq!(waiting.await.unwrap().unwrap().status(), 200);
    let endings: Vec<_> = origin.log().iter().map(|exchange| exchange.ending).collect();
    assert_eq!(endings, [Some(Ending::Done); 2]);
}

#[tokio::test]
async fn a_full_house_makes_the_rest_wait_in_line() {
    let origin = start().await;
    let replies = send_all(&origin, clients(&origin, 4).await, "/capacity/1/10");
    assert!(replies.join_all().await.iter().all(|reply| reply.status == 200));
    let log = origin.log();
    let first_asked = log.iter().map(|it| it.started_ms).fold(f64::INFINITY, f64::min);
    let last_answered = log.iter().filter_map(|it| it.answered_ms).fold(0.0, f64::max);
    assert!(last_answered - first_asked >= 40.0, "four times 10 ms, one after the other: {log:?}");
}

#[tokio::test]
async fn a_full_house_may_send_the_rest_away() {
    let origin = start().await;
    // The one that gets the place works until long after the other is back.
    let path = "/capacity/1/100000?reject=1";
    let mut replies = send_all(&origin, clients(&origin, 2).await, path);
    assert_eq!(replies.join_next().await.unwrap().unwrap().status, 503);
    assert_eq!(origin.in_flight(), 1);
}

#[tokio::test]
async fn a_line_may_be_named_for_many_paths() {
    let (origin, mut client) = open(Via::Http1).await;
    let began = origin.now_ms();
    let busy = tokio::spawn(client.begin(Method::GET, "/capacity/1/30?line=a&n=1", ""));
    origin.wait_until(|log| log.in_flight() == 1).await.unwrap();
    let mut second = Client::new(&origin, Via::Http1).await;
    assert_eq!(second.get("/capacity/1/0?line=b").await.status, 200, "another line is free");
    assert_eq!(second.get("/capacity/1/30?line=a&n=2").await.status, 200);
    assert!(origin.now_ms() - began >= 60.0, "twice 30 ms, one after the other");
    assert_eq!(busy.await.unwrap().unwrap().status(), 200);
}

#[tokio::test]
async fn a_bucket_runs_dry() {
    let (origin, mut client) = open(Via::Http2).await;
    let paths = (0..4).map(|n| format!("/bucket/0/2?line=a&n={n}"));
    assert_eq!(client.statuses(paths).await, [200, 200, 429, 429]);
    assert_eq!(client.get("/bucket/0/1?ms=20").await.status, 200);
    assert_eq!(client.get("/bucket/0/1?ms=x").await.status, 400);
    let served = origin.log().into_iter().find(|it| it.path.ends_with("ms=20")).unwrap();
    assert!(served.answered_ms.unwrap() - served.started_ms >= 20.0, "{served:?}");
}
