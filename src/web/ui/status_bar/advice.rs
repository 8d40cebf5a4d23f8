//! What can be done about the totals: in words, and by a button where it can be done from here.

use leptos::prelude::*;

use crate::format::{count, counted};
use crate::network::Transport;
use crate::protocol::{Access, RetryScope};
use crate::result::verdict::Total;
use crate::stats::summary::Summary;
use crate::web::ui::elsewhere;
use crate::web::ui::part::Part;
use crate::web::ui::state::{PageState, State};

/// Binds the advice; nothing where there is none to give.
pub(super) fn bind(bar: &Part, state: State, phase: Memo<PageState>) {
    let run = state.run;
    let is_over = move || matches!(phase.get(), PageState::Done | PageState::Stopped);
    let words = Memo::new(move |_| {
        let (is_imported, access) = (run.is_imported(), state.access());
        run.summary.with(|summary| advice(summary, is_over(), is_imported, access))
    });
    let refused = Memo::new(move |_| {
        let may_visit = is_over() && !run.is_imported() && state.access() == Access::Granted;
        if may_visit { run.summary.with(|summary| summary.noted.turned_away) } else { 0 }
    });
    let part = bar.part("advice");
    // Then it is all that there is to say: on a phone too.
    part.class("is-all", move || {
        refused.get() > 0
            || run.summary.with(|summary| summary.count(Total::Working) + summary.count(Total::Broken) == 0)
    });
    part.shown(move || words.with(Option::is_some) || refused.get() > 0);
    bar.part("advice-words").text(move || {
        let refused = (refused.get() > 0).then(|| {
            let links = counted(refused.get(), "link", "links");
            format!(
                "{links} turned the checker away (403, 429, 503, 999 or a check for robots), perhaps only since it is no browser."
            )
        });
        words.get().into_iter().chain(refused).collect::<Vec<_>>().join(" ")
    });
    // What hides its answers from a page does not hide them from all.
    let unverified = Memo::new(move |_| {
        let is_here =
            is_over() && !run.is_imported() && !state.access().is_extension() && !state.list.is_practice();
        if is_here { run.summary.with(|summary| summary.count(Total::Unverified)) } else { 0 }
    });
    let elsewhere = bar.button("elsewhere");
    elsewhere.shown(move || unverified.get() > 0);
    elsewhere.text(move || format!("Verify {} elsewhere…", count(unverified.get())));
    bar.on_press("elsewhere", move || elsewhere::show(state));
    let visit = bar.button("visit-refused");
    visit.shown(move || refused.get() > 0);
    visit.text(move || if refused.get() == 1 { "Visit it…" } else { "Visit them…" });
    bar.on_press("visit-refused", move || {
        state.offer_visits(RetryScope::TurnedAway, Transport::BackgroundTab);
    });
}

fn advice(summary: &Summary, is_over: bool, is_imported: bool, access: Access) -> Option<String> {
    let of = |total| summary.count(total);
    let unverified = of(Total::Unverified);
    if unverified == 0 {
        return None;
    }
    let links = counted(unverified, "link is", "links are");
    if is_imported {
        // What hides answers from a page does not hide them from a tool.
        return Some(format!("{links} not verified: each row shows what the tool said of it."));
    }
    if access.is_extension() {
        return Some(match access {
            Access::Granted => format!("{links} not verified: each row says why."),
            _ => {
                format!("{links} not verified: allow access to all sites at the top of the page, and retry.")
            }
        });
    }
    let sent = summary.done - of(Total::NotSent) - of(Total::Cancelled);
    if is_over && sent > 1 && unverified == sent {
        return Some(
            "No answer could be read at all. Either these sites don’t let web pages read their response (CORS), or this browser \
             is offline, or something in it blocks requests: a page cannot tell which."
                .to_owned(),
        );
    }
    Some(format!(
        "{links} not verified. Most sites don’t let web pages read their response (CORS); they may work. Each row says what was \
         seen."
    ))
}
