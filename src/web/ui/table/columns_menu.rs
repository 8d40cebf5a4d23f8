//! The menu that chooses the columns.

use leptos::prelude::*;

use super::field::ColumnField;
use super::state::TableState;
use crate::web::ui::menu::Menu;

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

/// One column to show or hide; the last one stays.
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
                data-testid=format!("column-{}", field.name())
                prop:checked=is_shown
                disabled=is_last
                on:change=turn
            />
            <span>{field.long_title()}</span>
        </label>
    }
}
