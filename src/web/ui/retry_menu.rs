//! The menu that retries links of the last run, into the same rows.

use leptos::prelude::*;

use super::menu::Menu;
use super::state::State;
use crate::format::count;
use crate::protocol::RetryScope;
use crate::result::verdict::Total;

/// What can be retried: hook, title, remark, and the links.
const CHOICES: [(&str, &str, &str, RetryScope); 6] = [
    ("broken", "Broken", "", RetryScope::In(Total::Broken)),
    ("timed-out", "Timed out", "broken or not verified", RetryScope::TimedOut),
    ("rate-limited", "Rate-limited", "answered 429", RetryScope::RateLimited),
    ("unverified", "Could not verify", "", RetryScope::In(Total::Unverified)),
    ("cancelled", "Cancelled", "", RetryScope::In(Total::Cancelled)),
    ("shown", "Rows shown", "after filter and chips", RetryScope::Shown),
];

/// The menu; only once there was a run.
#[component]
pub(super) fn RetryMenu(state: State) -> impl IntoView {
    let open = RwSignal::new(false);
    let item = move |(hook, title, about, which): (&'static str, &'static str, &'static str, RetryScope)| {
        let remark = move || match links(state, which) {
            Some(links) => format!("{} {about}", count(links)),
            None => about.to_owned(),
        };
        view! {
            <button
                type="button"
                class="menu-item"
                data-testid=format!("retry-{hook}")
                disabled=move || links(state, which) == Some(0)
                on:click=move |_| {
                    open.set(false);
                    state.retry(which);
                }
            >
                <span>{title}</span>
                <small>{remark}</small>
            </button>
        }
    };
    view! {
        <div hidden=move || !state.run.has_run() || state.run.is_imported()>
            <Menu label="Retry" hook="retry" title="Retry" open>
                <p class="menu-text">"Into the same rows, with the method and headers of the run and the limits of now; each attempt is kept in its detail."</p>
                {CHOICES.map(item).collect_view()}
            </Menu>
        </div>
    }
}

/// How many links that is; `None` where the page does not know.
fn links(state: State, which: RetryScope) -> Option<u32> {
    match which {
        RetryScope::In(total) => Some(state.run.summary.with(|summary| summary.count(total))),
        RetryScope::Shown => Some(state.table.shown.get()),
        RetryScope::TimedOut | RetryScope::RateLimited | RetryScope::Link { .. } => None,
    }
}
