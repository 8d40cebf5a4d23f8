//! The tools above the table: the filter box with the help on its language, and the menu that chooses the columns.

use leptos::prelude::*;
use leptos::web_sys::{self, HtmlElement};
use leptos::{ev, html};
use wasm_bindgen::JsCast as _;

use super::field::ColumnField;
use super::state::TableState;
use crate::web::ui::controls::focus;
use crate::web::ui::menu::Menu;

/// What the filter's language offers: an example, and what it shows.
const HELP: [(&str, &str); 12] = [
    ("text", "URL or source with this text"),
    ("\"two words\"", "the same with a blank in it"),
    ("-term", "not this; goes before any term"),
    ("status:404 status:4xx", "this status, or this class"),
    ("host:example.com", "host with this text; so url: type: source: final:"),
    ("time:>500 time:1s..2s", "total time in ms or s; so wait: dns: connect: …"),
    ("bytes:>=10kB", "size"),
    ("type:json", "content type with this text"),
    ("verdict:timed", "verdict with this text"),
    ("is:redirected", "also moved, answered, waiting, working, broken, unverified"),
    ("source:guide.md", "links of this file"),
    ("attempts:>1", "requested more than once"),
];

/// The filter box. The key `/` leads to it, Escape empties it.
#[component]
pub(super) fn FilterBox(table: TableState) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let shortcut = window_event_listener(ev::keydown, move |event| {
        let plain = !(event.ctrl_key() || event.meta_key() || event.alt_key());
        if event.key() == "/" && plain && !is_typing(event.target()) {
            event.prevent_default();
            if let Some(input) = input.get_untracked() {
                focus(Some(&input));
                input.select();
            }
        }
    });
    on_cleanup(move || shortcut.remove());

    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && !table.filter_text.with_untracked(String::is_empty) {
            event.prevent_default();
            event.stop_propagation();
            table.set_filter(String::new());
        }
    };
    let has_problems = move || !table.problems.read().is_empty();
    view! {
        <div class="filter">
            <input
                type="search"
                class="filter-text"
                data-testid="filter"
                aria-label="Filter the rows"
                aria-describedby="filter-problems"
                aria-invalid=move || has_problems().to_string()
                aria-keyshortcuts="/"
                placeholder="Filter: status:404 host:example.com time:>500"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                node_ref=input
                prop:value=move || table.filter_text.get()
                on:input=move |event| table.set_filter(event_target_value(&event))
                on:keydown=on_key
            />
            <p id="filter-problems" class="filter-problems" role="status" hidden=move || !has_problems()>
                {move || format!("Not applied. {}", table.problems.read().join(" · "))}
            </p>
        </div>
        <FilterHelp/>
    }
}

#[component]
fn FilterHelp() -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <Menu label="?" hook="filter-help" title="What the filter understands" open>
            <p class="menu-text note">"A row is shown when all terms hold."</p>
            <dl class="filter-help">
                {HELP.map(|(example, meaning)| view! { <dt>{example}</dt><dd>{meaning}</dd> }).collect_view()}
            </dl>
        </Menu>
    }
}

/// Whether a key typed into `target` is text.
fn is_typing(target: Option<web_sys::EventTarget>) -> bool {
    let element = target.and_then(|target| target.dyn_into::<HtmlElement>().ok());
    element.is_some_and(|element| {
        element.is_content_editable()
            || matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
    })
}

#[component]
pub(super) fn ColumnsMenu(table: TableState) -> impl IntoView {
    let open = RwSignal::new(false);
    let choose = move |fields: Vec<ColumnField>| {
        ColumnField::remember(&fields);
        table.fields.set(fields);
    };
    view! {
        <div class="columns-menu"><Menu label="Columns" hook="columns" title="Columns" open>
            <div class="menu-columns">
                {ColumnField::all().map(|field| view! { <Choice table field choose/> }).collect_view()}
            </div>
            <button
                type="button"
                class="menu-item"
                data-testid="columns-usual"
                on:click=move |_| choose(ColumnField::usual())
            >
                "Back to the usual columns"
            </button>
        </Menu></div>
    }
}

#[component]
fn Choice<F: Fn(Vec<ColumnField>) + Copy + 'static>(
    table: TableState,
    field: ColumnField,
    choose: F,
) -> impl IntoView {
    let is_shown = move || table.fields.with(|fields| fields.contains(&field));
    let is_last = move || is_shown() && table.fields.with(|fields| fields.len() == 1);
    let turn = move |_| {
        let shown = table.fields.get_untracked();
        let has = shown.contains(&field);
        choose(
            ColumnField::all()
                .filter(|other| if *other == field { !has } else { shown.contains(other) })
                .collect(),
        );
    };
    view! {
        <label class="menu-check">
            <input
                type="checkbox"
                data-testid=format!("column-{}", field.spec().name)
                prop:checked=is_shown
                disabled=is_last
                on:change=turn
            />
            <span>{field.spec().long_title}</span>
        </label>
    }
}
