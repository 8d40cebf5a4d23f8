//! The menu that asks links of the last run again, into the same rows.

use leptos::prelude::*;

use super::menu::Menu;
use super::state::State;
use crate::protocol::{Command, Which};
use crate::result::verdict::Total;
use crate::words::count;

/// What may be asked again: its hook, its name, what more is said of it, and how many there are where that is known.
type Choice = (&'static str, &'static str, &'static str, Which, Option<Memo<u32>>);

/// The menu; only once there was a run.
#[component]
pub(super) fn AgainMenu(state: State) -> impl IntoView {
    let open = RwSignal::new(false);
    let of = move |total: Total| Memo::new(move |_| state.summary.with(|summary| summary.count(total)));
    let choices: [Choice; 6] = [
        ("broken", "Broken", "", Which::In(Total::Broken), Some(of(Total::Broken))),
        ("timed-out", "Timed out", "of any kind", Which::TimedOut, None),
        ("rate-limited", "Rate-limited", "answered 429", Which::RateLimited, None),
        ("unverified", "Could not verify", "", Which::In(Total::Unverified), Some(of(Total::Unverified))),
        ("cancelled", "Cancelled", "", Which::In(Total::Cancelled), Some(of(Total::Cancelled))),
        (
            "shown",
            "Rows shown",
            "after filter and chips",
            Which::Shown,
            Some(Memo::new(move |_| state.table.shown.get())),
        ),
    ];
    let item = move |(hook, title, about, which, number): Choice| {
        let told = move || {
            number.map_or_else(|| about.to_owned(), |number| format!("{} {about}", count(number.get())))
        };
        view! {
            <button
                type="button"
                class="menu-item"
                data-testid=format!("again-{hook}")
                disabled=move || number.is_some_and(|number| number.get() == 0)
                on:click=move |_| {
                    open.set(false);
                    state.command(Command::Again { which });
                }
            >
                <span>{title}</span>
                <small>{told}</small>
            </button>
        }
    };
    view! {
        <div hidden=move || !state.has_run()>
            <Menu label="Ask again" hook="again" title="Ask again" open>
                <p class="menu-text">"Into the same rows; each attempt is kept in its detail."</p>
                {choices.map(item).collect_view()}
            </Menu>
        </div>
    }
}
