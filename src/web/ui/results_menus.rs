//! The menus of the results: saving rows as a file, and retrying links of the last run, into the same rows.

use leptos::prelude::*;

use super::menu::Menu;
use super::notifications::Notifications;
use super::state::State;
use crate::export::Format;
use crate::format::{count, counted};
use crate::protocol::{Command, ExportScope, RetryScope};
use crate::result::mask::{MASK, Secrets};
use crate::result::verdict::Total;

/// Says that secrets are masked in so many rows of a file, and how to have them.
pub(super) fn notify_masked(notifications: Notifications, name: &str, masked: u32) {
    let addresses = counted(masked, "address", "addresses");
    let is = if masked == 1 { "is" } else { "are" };
    notifications.note(
        format!("Passwords and tokens in {addresses} of {name} {is} written as {MASK}."),
        format!("To check the list again elsewhere, export with “{AS_GIVEN}”."),
    );
}

/// The choice that writes secrets into the file.
const AS_GIVEN: &str = "Addresses as given, tokens included";

#[component]
pub(super) fn ExportMenu(state: State) -> impl IntoView {
    let open = RwSignal::new(false);
    let scope = RwSignal::new(ExportScope::Shown);
    // For one file: never remembered.
    let is_as_given = RwSignal::new(false);
    Effect::new(move |_| {
        if !open.get() {
            is_as_given.set(false);
        }
    });
    view! {
        <Menu label="Export" hook="export" title="Export" open>
            <fieldset class="menu-choice">
                <legend>"Rows"</legend>
                <ScopeChoice scope value=ExportScope::Shown hook="export-scope-shown" label="Shown rows" rows=state.table.shown/>
                <ScopeChoice
                    scope
                    value=ExportScope::All
                    hook="export-scope-all"
                    label="All rows"
                    rows=Memo::new(move |_| state.run.summary.with(|summary| summary.links))
                />
            </fieldset>
            <fieldset class="menu-choice">
                <legend>"Passwords and tokens in addresses are written as "{MASK}"."</legend>
                <label class="menu-check">
                    <input
                        type="checkbox"
                        data-testid="export-as-given"
                        prop:checked=is_as_given
                        on:change=move |event| is_as_given.set(event_target_checked(&event))
                    />
                    <span>{AS_GIVEN}</span>
                </label>
            </fieldset>
            {Format::ALL.into_iter().filter(|format| !format.spec().is_of_moved).map(|format| view! {
                <button
                    type="button"
                    class="menu-item"
                    data-testid=format!("export-{}", format.spec().name)
                    on:click=move |_| {
                        let secrets = if is_as_given.get_untracked() { Secrets::Shown } else { Secrets::Masked };
                        state.command(Command::Export { format, scope: scope.get_untracked(), secrets });
                        open.set(false);
                    }
                >
                    <span>{format.spec().title}</span>
                    <small>{format.spec().purpose}</small>
                </button>
            }).collect_view()}
        </Menu>
    }
}

#[component]
fn ScopeChoice(
    scope: RwSignal<ExportScope>,
    value: ExportScope,
    hook: &'static str,
    label: &'static str,
    #[prop(into)] rows: Signal<u32>,
) -> impl IntoView {
    view! {
        <label class="menu-radio">
            <input
                type="radio"
                name="export-scope"
                data-testid=hook
                prop:checked=move || scope.get() == value
                on:change=move |_| scope.set(value)
            />
            <span>{label}</span>
            <small>{move || count(rows.get())}</small>
        </label>
    }
}

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
                <p class="menu-text note">"Into the same rows, with the method and headers of the run and the limits of now; each attempt is kept in its detail."</p>
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
