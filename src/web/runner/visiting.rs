//! Visits: the extension's page has the browser go to an address, and tells what comes of it.

use std::rc::Rc;

use super::fetch::Fetch;
use super::observing::RunnerAccess;
use crate::attempt::answer::Answer;
use crate::attempt::entry::FRAGMENT_START;
use crate::network::{NetworkErrorKind, Observed, Transport, VisitEnd};
use crate::result::outcome::{AttemptEnd, BodyEnd, Evidence};
use crate::result::timing::Provenance;

/// Makes a visit for the attempt of `fetch`, and takes what was observed of it into `answer`. It has ended when this does.
pub(super) async fn visit(
    access: &RunnerAccess,
    answer: &mut Answer,
    fetch: &Rc<Fetch>,
    url: &str,
    transport: Transport,
) {
    answer.provenance = Provenance::Visit;
    let mark = fetch.url.rsplit_once(FRAGMENT_START).map(|(_, mark)| mark).unwrap_or_default();
    answer.end = AttemptEnd::NoVisibleAnswer;
    let is_seen = || fetch.epoch.is_some() && fetch.epoch == access.epoch();
    if !is_seen() || !access.say(mark, &[url.into(), (transport == Transport::WatchedTab).into()]) {
        return;
    }
    let end = fetch.observing.wait(|seen, is_over| seen.visit_end(transport, is_over)).await;
    // Has the page close the tab, if it has not.
    access.say(mark, &[]);
    if !is_seen() {
        // Access was taken back meanwhile: what was seen may not be all.
        return;
    }
    let seen = fetch.observing.seen.take();
    let kind = seen.error_kind(url.starts_with("https:"));
    let last: Option<Box<str>> = seen.last_document_url(url).map(Into::into);
    let is_whole = last.as_deref().is_some_and(|last| seen.is_whole(url, last));
    let Observed { hops, error, server_ip, has_status_line, .. } = seen;
    answer.end = match end {
        Some(VisitEnd::Answered(_)) if has_status_line == Some(false) => {
            AttemptEnd::NetworkError(NetworkErrorKind::NotHttp)
        }
        Some(VisitEnd::Answered(status)) => {
            AttemptEnd::Answered { status, redirected: last.is_some(), body: BodyEnd::Unreported }
        }
        Some(VisitEnd::Failed) => kind.map_or(AttemptEnd::NoVisibleAnswer, AttemptEnd::NetworkError),
        None => fetch.failure(),
    };
    match answer.end {
        AttemptEnd::Answered { .. } => answer.final_url = last,
        AttemptEnd::NetworkError(_) => answer.error = error,
        _ => {}
    }
    if !hops.is_empty() || server_ip.is_some() {
        answer.evidence = Some(Box::new(Evidence { hops, is_whole, server_ip }));
    }
}
