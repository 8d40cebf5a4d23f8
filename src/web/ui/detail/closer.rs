//! A closer look at one link: one more request, sent by a button, whose headers and body are shown as text.

use leptos::prelude::*;

use crate::ids::LinkId;
use crate::protocol::{Access, Command, Inspection, ListId};
use crate::result::outcome::{AttemptEnd, BodyEnd};
use crate::result::verdict::Verdict;
use crate::web::ui::state::State;

/// The button, and below it what the last look at this link showed.
#[component]
pub(super) fn Closer(state: State) -> impl IntoView {
    let table = state.table;
    let can_be_sent = Memo::new(move |_| {
        let not_sent = |verdict| matches!(verdict, Verdict::NotSent(_));
        // The practice server is opened by its first run.
        let is_open = state.run.has_run() || !state.list.is_practice();
        is_open
            && table.detail.read().as_ref().is_some_and(|detail| !detail.row.verdict.is_some_and(not_sent))
    });
    // The link that is being requested: a row of another list is another link.
    let open = move || table.open.get().map(|link| (table.list.get(), link));
    let requested = RwSignal::new(None::<(ListId, LinkId)>);
    let is_asking = Memo::new(move |_| {
        let answered = state.run.inspected.with(|seen| seen.as_ref().map(|(list, link, _)| (*list, *link)));
        requested.get().is_some_and(|link| Some(link) == open() && Some(link) != answered)
    });
    let look = move |_| {
        if let Some((list, link)) = untrack(open).filter(|_| !is_asking.get_untracked()) {
            state.run.inspected.set(None);
            requested.set(Some((list, link)));
            let timeout_ms = state.settings.values.with_untracked(|settings| settings.limits.timeout_ms);
            state.command(Command::Inspect { list, link, timeout_ms });
        }
    };
    let seen = move || {
        let open = open();
        state
            .run
            .inspected
            .read()
            .as_ref()
            .filter(|(list, link, _)| Some((*list, *link)) == open)
            .map(|(.., seen)| inspection(seen, state.access() == Access::Granted))
    };
    view! {
        <Show when=move || can_be_sent.get()>
            <section class="detail-part" aria-label="Headers and body">
                <h3>"Headers and body"</h3>
                <p class="note">"A run counts a body and drops it. This sends one more GET, with the headers of the run, and keeps what comes."</p>
                <button type="button" class="button small" data-testid="inspect" aria-disabled=move || is_asking.get().then_some("true") on:click=look>
                    {move || if is_asking.get() { "Requesting…" } else { "Look inside" }}
                </button>
                <div aria-live="polite">{seen}</div>
            </section>
        </Show>
    }
}

fn inspection(seen: &Inspection, sees_all: bool) -> impl IntoView + use<> {
    let shown_headers = if sees_all {
        "All headers but Set-Cookie, which no script is shown."
    } else {
        "A browser shows a page only the headers that the site exposes."
    };
    let error = seen.error.clone().map(|name| view! { <p class="note">"Error: "{name}</p> });
    let headers: Vec<_> = seen
        .headers
        .iter()
        .map(|(name, value)| view! { <div><dt>{name.clone()}</dt><dd>{value.clone()}</dd></div> })
        .collect();
    let has_answer = matches!(seen.end, AttemptEnd::Answered { .. });
    let hidden = has_answer.then(|| {
        view! { <p class="note">{shown_headers}</p> }
    });
    let preview = seen.preview.clone().map(|text| view! { <pre class="preview" tabindex="0">{text}</pre> });
    let cut = (seen.cut && seen.preview.is_some())
        .then(|| view! { <p class="note">"The body goes on after this."</p> });
    view! {
        <p data-testid="inspection">{ended(&seen.end)}</p>
        {error}
        <dl class="facts">{headers}</dl>
        {hidden}
        {preview}
        {cut}
    }
}

/// How the request ended. That we cut the body says nothing about the answer.
fn ended(end: &AttemptEnd) -> String {
    match *end {
        AttemptEnd::Answered { status, redirected, body: BodyEnd::OverCap } => {
            Verdict::Http { status, redirected }.to_string()
        }
        _ => Verdict::of(end, false).to_string(),
    }
}
