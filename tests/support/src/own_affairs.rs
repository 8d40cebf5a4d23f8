//! The paths through which people, pages and browsers talk with the server itself. None is logged.

use http::{Method, StatusCode};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use serde_json::json;

use crate::answer::{Answer, empty, json as json_answer};
use crate::log::Log;
use crate::server::Server;
use crate::sharing::Sharing;

/// Where browsers send reports of the content security policy.
pub(crate) const REPORT_PATH: &str = "/csp-report";

/// A path of the server's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OwnAffair {
    ShowLog,
    ClearLog,
    TakeReport,
    TakeResult,
    Preflight,
}

impl OwnAffair {
    /// Returns what the request wants of the server itself, or `None` if nothing.
    pub(crate) fn parse(method: &Method, path: &str) -> Option<Self> {
        match (method, path) {
            (&Method::GET | &Method::HEAD, "/log.json") => Some(Self::ShowLog),
            (&Method::POST, "/log/clear") => Some(Self::ClearLog),
            (&Method::POST, REPORT_PATH) => Some(Self::TakeReport),
            (&Method::POST, "/result") => Some(Self::TakeResult),
            (&Method::OPTIONS, "/log.json" | "/log/clear" | "/result") => Some(Self::Preflight),
            _ => None,
        }
    }

    /// Returns the answer, which any origin may read.
    pub(crate) async fn answer(self, server: &Server, body: Incoming) -> Answer {
        let mut answer = match self.act(server, body).await {
            Ok(answer) => answer,
            // The client went, or its body is broken; nobody is there to answer.
            Err(_) => empty(StatusCode::BAD_REQUEST),
        };
        Sharing::OPEN.apply(answer.headers_mut(), false);
        Sharing::apply_preflight(answer.headers_mut());
        answer
    }

    async fn act(self, server: &Server, body: Incoming) -> Result<Answer, hyper::Error> {
        match self {
            Self::ShowLog => return Ok(server.log.read(as_json)),
            Self::ClearLog => server.log.clear(),
            Self::TakeReport => server.inbox.put_report(&body.collect().await?.to_bytes()),
            Self::TakeResult => server.inbox.put_result(body.collect().await?.to_bytes()),
            Self::Preflight => {}
        }
        Ok(empty(StatusCode::NO_CONTENT))
    }
}

fn as_json(log: &Log) -> Answer {
    json_answer(&json!({ "summary": log.summary(), "exchanges": log.exchanges() }))
}
