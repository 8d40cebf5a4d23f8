//! All that is known of one link: a panel next to the table, or on narrow screens a sheet below it. It follows the run,
//! and goes from row to row without being closed.

use leptos::prelude::*;
use leptos::{ev, html};

use super::controls::{button, focus};
use super::state::State;
use super::table::CursorStep;
use super::totals::tone;
use crate::input::not_sent::NotSent;
use crate::protocol::{Command, RetryScope};
use crate::result::row::{Detail, WAITING};
use crate::result::verdict::{Total, Verdict};

mod closer;
mod explain;
mod facts;
mod times;

use closer::Closer;
use facts::Address;

#[component]
pub(super) fn DetailPanel(state: State) -> impl IntoView {
    let table = state.table;
    let is_open = Memo::new(move |_| table.open.get().is_some());
    // Requests the detail again when the run moves: the desk answers in the order of the requests.
    Effect::new(move |_| {
        table.revision.track();
        match table.open.get() {
            Some(link) => table.say(Command::GetDetail { list: table.list.get_untracked(), link }),
            None => table.detail.set(None),
        }
    });
    view! {
        <Show when=move || is_open.get()>
            <Panel state/>
        </Show>
    }
}

#[component]
fn Panel(state: State) -> impl IntoView {
    let table = state.table;
    let heading = NodeRef::<html::H2>::new();
    Effect::new(move |_| focus(heading.get().as_deref()));
    let close = move || {
        table.open.set(None);
        table.focus();
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            close();
        }
    };
    let step = move |hook: &'static str, spoken: &'static str, arrow: &'static str, step: CursorStep| {
        view! {
            <button type="button" class="button small" data-testid=hook aria-label=spoken on:click=move |_| table.step(step)>
                {arrow}
            </button>
        }
    };
    let title =
        move || table.open.get().map(|link| format!("Link {}", crate::format::count(link.number().0)));
    view! {
        <aside class="detail" data-testid="detail" aria-labelledby="detail-title" on:keydown=on_key>
            <header class="detail-head">
                <h2 id="detail-title" tabindex="-1" node_ref=heading>{title}</h2>
                {step("detail-previous", "The row before", "↑", CursorStep::Up)}
                {step("detail-next", "The next row", "↓", CursorStep::Down)}
                {button("button small", "detail-close", "Close", None, close)}
            </header>
            <div class="detail-body">
                {move || table.detail.read().as_ref().map(|detail| body(state, detail))}
                <RetryLink state/>
                <Closer state/>
            </div>
        </aside>
    }
}

/// The button that retries this link, once it was sent and has a verdict.
#[component]
fn RetryLink(state: State) -> impl IntoView {
    let table = state.table;
    let can_be_retried = Memo::new(move |_| {
        let was_sent =
            |verdict| !matches!(verdict, Verdict::NotSent(reason) if reason != NotSent::LaneStopped);
        state.run.has_run()
            && table.detail.read().as_ref().is_some_and(|detail| detail.row.verdict.is_some_and(was_sent))
    });
    let retry = move || {
        if let Some(link) = table.open.get_untracked() {
            state.retry(RetryScope::Link { list: table.list.get_untracked(), link });
        }
    };
    view! {
        <Show when=move || can_be_retried.get()>
            <p class="detail-part">
                {button("button small", "retry-link", "Retry", None, retry)}
            </p>
        </Show>
    }
}

fn body(state: State, detail: &Detail) -> impl IntoView + use<> {
    let row = &detail.row;
    let verdict = row.verdict.map_or_else(|| WAITING.to_owned(), |verdict| verdict.to_string());
    let more = (!detail.explanation.is_empty())
        .then(|| view! { <p class="note">"What exactly: "{detail.explanation.clone()}</p> });
    let error = row.error.clone().map(|error| {
        view! { <p class="note" data-testid="detail-error">"Error: "{error}</p> }
    });
    view! {
        <Address url=row.url.clone() is_masked=row.url_is_masked hook="detail-url"/>
        <section class="detail-part" aria-label="Verdict">
            <p
                class=format!("verdict is-large {}", tone(row.total))
                data-testid="detail-verdict"
                data-sign=row.total.map(Total::sign)
            >
                {verdict}
            </p>
            <p data-testid="detail-explanation">{explain::verdict(row)}</p>
            {error}
            {more}
        </section>
        {times::phases(detail)}
        {times::attempts(detail)}
        <section class="detail-part" aria-label="Facts">{facts::facts(state, detail)}</section>
    }
}
