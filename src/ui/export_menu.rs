//! The menu that saves rows as a file.

use leptos::prelude::*;

use super::menu::Menu;
use super::state::State;
use crate::export::Format;
use crate::protocol::{Command, ExportScope};
use crate::words::count as grouped;

/// What a format is for, in a few words.
const fn purpose(format: Format) -> &'static str {
    match format {
        Format::Csv => "for spreadsheets",
        Format::Ndjson => "a JSON object a line, for scripts",
        Format::Links => "the URLs, one a line",
        Format::FileLine => "where each link stands, for editors",
    }
}

/// The menu.
#[component]
pub(super) fn ExportMenu(state: State) -> impl IntoView {
    let open = RwSignal::new(false);
    let scope = RwSignal::new(ExportScope::Shown);
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
                    count=Memo::new(move |_| state.summary.with(|summary| summary.links))
                />
            </fieldset>
            {Format::ALL.map(|format| view! {
                <button
                    type="button"
                    class="menu-item"
                    data-testid=format!("export-{}", format.name())
                    on:click=move |_| {
                        state.command(Command::Export { format, scope: scope.get_untracked() });
                        open.set(false);
                    }
                >
                    <span>{format.title()}</span>
                    <small>{purpose(format)}</small>
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
