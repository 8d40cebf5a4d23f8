//! The menu that saves rows as a file.

use leptos::prelude::*;

use super::menu::Menu;
use super::notifications::{Notification, Notifications, Severity};
use super::state::State;
use crate::export::Format;
use crate::format::{count as grouped, counted};
use crate::protocol::{Command, ExportScope};
use crate::result::mask::{MASK, Secrets};

/// Says that secrets are masked in so many rows of a file, and how to have them.
pub(super) fn notify_masked(notifications: Notifications, name: &str, masked: u32) {
    let addresses = counted(masked, "address", "addresses");
    let is = if masked == 1 { "is" } else { "are" };
    notifications.notify(Notification {
        message: format!("Passwords and tokens in {addresses} of {name} {is} written as {MASK}."),
        hint: format!("To check the list again elsewhere, export with “{AS_GIVEN}”."),
        severity: Severity::Note,
    });
}

/// The choice that writes secrets into the file.
const AS_GIVEN: &str = "Addresses as given, tokens included";

/// The menu.
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
                <ScopeChoice scope value=ExportScope::Shown hook="export-scope-shown" label="Shown rows" count=state.table.shown/>
                <ScopeChoice
                    scope
                    value=ExportScope::All
                    hook="export-scope-all"
                    label="All rows"
                    count=Memo::new(move |_| state.run.summary.with(|summary| summary.links))
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
            {Format::ALL.map(|format| view! {
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

/// One of the two scopes, with its number of rows.
#[component]
fn ScopeChoice(
    scope: RwSignal<ExportScope>,
    value: ExportScope,
    hook: &'static str,
    label: &'static str,
    #[prop(into)] count: Signal<u32>,
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
            <small>{move || grouped(count.get())}</small>
        </label>
    }
}
