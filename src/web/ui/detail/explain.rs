//! Each verdict in a sentence or two: what was seen, how that is known, and what a page cannot know.

use crate::input::not_sent::NotSent;
use crate::network::NetworkErrorKind;
use crate::result::row::RowView;
use crate::result::timing::{Measure, Provenance};
use crate::result::verdict::{Total, Verdict};
use crate::units::Millis;
use crate::web::page::access;

/// What the verdict of `row` means.
pub(super) fn verdict(row: &RowView) -> String {
    let Some(verdict) = row.verdict else {
        return "No answer yet: it waits for its turn, or is on its way.".to_owned();
    };
    match verdict {
        Verdict::Http { status, redirected } => answered(row, status, redirected, verdict.total()),
        Verdict::CutShort { status } => format!(
            "The server answered {status}, then the connection broke before the body ended. The status is known, the \
             whole answer is not."
        ),
        Verdict::NoVisibleAnswer if row.provenance == Provenance::Practice => {
            "The practice server broke the connection off before it answered, as a real one may. A page cannot tell that \
             from a missing CORS header, so it counts as not verified."
                .to_owned()
        }
        Verdict::NoVisibleAnswer if row.provenance == Provenance::Tool => "The tool got no answer that it could read, and \
            does not say why, so it counts as not verified."
            .to_owned(),
        Verdict::NoVisibleAnswer if row.provenance == Provenance::Extension => "The request failed, and the browser named no \
            error for it, as where a policy of this browser keeps extensions from a site. It counts as not verified."
            .to_owned(),
        Verdict::NoVisibleAnswer if row.provenance == Provenance::Visit => {
            "It was not visited: access to all sites was taken back.".to_owned()
        }
        Verdict::NoVisibleAnswer if access::is_extension() => "This was requested without access to all sites, so that the \
            browser showed no answer and gives no reason. Allow access at the top of the page, and retry."
            .to_owned(),
        Verdict::NoVisibleAnswer if row.provenance == Provenance::Probe => "Neither the request nor a probe showed an \
            answer, which proves nothing: some sites refuse both. Open the link to see for yourself."
            .to_owned(),
        Verdict::AnsweredHidden => "A probe was answered, so a server is there. The browser does not tell a page whether it said \
            200, 404 or 500. It counts as not verified."
            .to_owned(),
        Verdict::NoVisibleAnswer => "The browser showed this page no answer. It gives no page the reason: most often the site \
            answers well and just does not let other sites read it (no CORS headers); it may as well be that its name \
            is not found, that nothing listens there, that its certificate is not trusted, or that something on this \
            machine blocked the request. Open the link to see for yourself."
            .to_owned(),
        Verdict::NetworkError(NetworkErrorKind::GivenUp) if row.provenance == Provenance::Visit => {
            "The visit ended without an answer, for the reason below. It counts as not verified.".to_owned()
        }
        Verdict::NetworkError(kind) => {
            let counts = if kind.is_of_link() { "broken" } else { "not verified" };
            format!("{} It counts as {counts}.", kind.meaning())
        }
        Verdict::TimedOut { after_ms, headers, .. } => timed_out(row, after_ms, headers, verdict.is_doubtful()),
        Verdict::Interrupted => "The machine slept or went offline meanwhile. It says nothing of the link.".to_owned(),
        Verdict::Cancelled => "The run was stopped before this one had ended. It says nothing of the link.".to_owned(),
        Verdict::NotSent(NotSent::LaneStopped) => "Its host failed so often in a row that it was stopped, and you gave the \
            rest of its links up. Filter for the host and retry the rows shown when it has recovered."
            .to_owned(),
        Verdict::NotSent(reason) => {
            format!("Nothing was sent, because of what can be seen before the network: {}. {}", reason.reason(), reason.hint())
        }
        Verdict::Refused => "The browser refused to start this request, several times, as it does when too many are in \
            flight. It says nothing of the link: run it again with less in flight."
            .to_owned(),
    }
}

fn answered(row: &RowView, status: u16, redirected: bool, total: Total) -> String {
    let way = match (redirected, row.hop_count) {
        (true, Some(hops)) if hops > 1 => format!(" after {hops} redirects"),
        (true, _) => " after a redirect".to_owned(),
        (false, _) => String::new(),
    };
    let who = match row.provenance {
        Provenance::Tool | Provenance::Extension => "",
        Provenance::Visit => " to a visit by this browser, with its cookies",
        _ => ", and the browser let this page read that",
    };
    let seen = format!("The server answered {status}{way}{who}.");
    let means = match (status, total) {
        (_, Total::Working) if row.has_moved_for_good => {
            "It counts as working, and has moved for good: update the link."
        }
        (_, Total::Working) => "It counts as working.",
        (429, _) => {
            "That is “too many requests”: it is about the pace, not the link, so it counts as not verified."
        }
        (999, _) => "Some sites send that to whatever they take for a robot, so it counts as not verified.",
        (300..=399, _) => "That leads nowhere a browser could follow, so it counts as not verified.",
        (404 | 410, _) => "There is nothing at this address; it counts as broken.",
        (401 | 403 | 407, _) if matches!(row.provenance, Provenance::Tool | Provenance::Visit) => {
            "It may open for those who may see it. It counts as broken."
        }
        (403, _) if row.provenance == Provenance::Extension => {
            "Some sites answer so to whatever is no browser: Visit… below shows what they answer yours. It counts as broken."
        }
        (401 | 403 | 407, _) => {
            "It may open for those who may see it: this request carried no cookies and no password. It counts as broken."
        }
        (405 | 501, _) => {
            "It does not take this kind of request; another method may work. It counts as broken."
        }
        (500..=599, _) => "The server failed at it; it may work later. It counts as broken.",
        (_, Total::Broken) => "It counts as broken.",
        _ => "It counts as not verified.",
    };
    format!("{seen} {means}")
}

fn timed_out(row: &RowView, after_ms: u32, headers: bool, is_doubtful: bool) -> String {
    let limit = match after_ms {
        0 => "in time".to_owned(),
        after_ms => format!("within {}, the longest an attempt may take", Millis::new(f64::from(after_ms))),
    };
    if headers {
        return format!(
            "The server began to answer, and the rest did not come {limit}. It counts as broken."
        );
    }
    let seen = format!("Nothing came {limit}.");
    if is_doubtful {
        format!(
            "{seen} Some of that time it may have waited inside the browser, which opens only six connections to such a \
             host, so it counts as not verified. Fewer in flight to one host make sure."
        )
    } else if matches!(row.provenance, Provenance::Tool | Provenance::Extension) {
        format!("{seen} The server may be slow or silent. It counts as broken.")
    } else {
        format!("{seen} The server may be slow or silent, and a page cannot tell which. It counts as broken.")
    }
}

/// Who took the times of `row`, and what follows from that.
pub(super) fn provenance(row: &RowView) -> &'static str {
    match row.provenance {
        Provenance::None => "No time was taken: nothing was sent.",
        Provenance::Clock | Provenance::Extension
            if matches!(
                row.verdict,
                Some(Verdict::TimedOut { .. } | Verdict::NoVisibleAnswer | Verdict::NetworkError(_))
            ) =>
        {
            "Taken by this page's own clock around the request. No whole answer came, so the browser reports no phases."
        }
        Provenance::Clock => {
            "Taken by this page's own clock around the request. The site does not allow its timing to be seen \
             (no Timing-Allow-Origin header), so the phases are hidden, not zero."
        }
        Provenance::Extension if row.measured(Measure::Wait).is_some() => {
            "Taken by the browser itself (Resource Timing), which shows all of it to this extension."
        }
        Provenance::Extension => {
            "Taken by the extension's own clock around the request: this browser does not show the phases to its worker."
        }
        Provenance::Browser => "Taken by the browser itself (Resource Timing), which this site allows.",
        Provenance::Visit => {
            "No time was taken: the browser itself went there in a tab, which was closed with the headers of the answer, or \
             which you watched."
        }
        Provenance::Probe => {
            "Of the probe alone, by this page's own clock, until a server had answered or it failed. The request before it is \
             among the attempts."
        }
        Provenance::Tool => "Taken by the tool whose results were imported, by its own clock.",
        Provenance::Practice => {
            "Practice: this page's own service worker answered, inside this browser. The time is what passed until it did, \
             by this page's clock; there was no network, so there are no phases."
        }
    }
}
