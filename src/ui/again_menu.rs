//! The menu that asks links of the last run again, into the same rows.

use leptos::prelude::*;

use super::menu::Menu;
use super::state::State;
use crate::protocol::Which;
use crate::result::verdict::Total;
use crate::words::count;

/// What may be asked again: its hook, its name, what is to be said of it, and which links it is.
const CHOICES: [(&str, &str, &str, Which); 6] = [
    ("broken", "Broken", "", Which::In(Total::Broken)),
    ("timed-out", "Timed out", "broken or not verified", Which::TimedOut),
    ("rate-limited", "Rate-limited", "answered 429", Which::RateLimited),
    ("unverified", "Could not verify", "", Which::In(Total::Unverified)),
    ("cancelled", "Cancelled", "", Which::In(Total::Cancelled)),
    ("shown", "Rows shown", "after filter and chips", Which::Shown),
];

/// The menu; only once there was a run.
#[component]
pub(super) fn AgainMenu(state: State) -> impl IntoView {
    let open = RwSignal::new(false);
    let item = move |(hook, title, about, which): (&'static str, &'static str, &'static str, Which)| {
        let told = move || match links(state, which) {
            Some(links) => format!("{} {about}", count(links)),
            None => about.to_owned(),
        };
        view! {
            <button
                type="button"
                class="menu-item"
                data-testid=format!("again-{hook}")
                disabled=move || links(state, which) == Some(0)
                on:click=move |_| {
                    open.set(false);
                    state.ask_again(which);
                }
            >
                <span>{title}</span>
                <small>{told}</small>
            </button>
        }
    };
    view! {
        <div hidden=move || !state.has_run() || state.is_brought()>
            <Menu label="Ask again" hook="again" title="Ask again" open>
                <p class="menu-text">"Into the same rows; each attempt is kept in its detail."</p>
                {CHOICES.map(item).collect_view()}
            </Menu>
        </div>
    }
}

/// How many links that is; `None` where the page does not know.
fn links(state: State, which: Which) -> Option<u32> {
    match which {
        Which::In(total) => Some(state.summary.with(|summary| summary.count(total))),
        Which::Shown => Some(state.table.shown.get()),
        Which::TimedOut | Which::RateLimited | Which::Link(_) => None,
    }
}
