//! The table's heading: what each column is, and the buttons that order by it.

use leptos::prelude::*;
use leptos::{ev, html};

use super::field::{Field, FieldView};
use super::sorting;
use super::state::TableState;
use crate::result::column::{Column, SortKey};

/// The heading row.
#[component]
pub(super) fn Head(table: TableState, node: NodeRef<html::Div>) -> impl IntoView {
    view! {
        <div class="row head" role="row" aria-rowindex="1" node_ref=node>
            <For each=move || table.fields.get() key=|field| *field let:field>
                {match field {
                    Field::Column(column) => view! { <ColumnHead table column/> }.into_any(),
                    Field::TimeSplit => {
                        let class = FieldView::of(field).class;
                        view! { <div role="columnheader" class=class>{field.title()}</div> }.into_any()
                    }
                }}
            </For>
        </div>
    }
}

/// The heading of one column: a button, what it does to the order, and where the order stands.
#[component]
fn ColumnHead(table: TableState, column: Column) -> impl IntoView {
    let key = Memo::new(move |_| place_in(&table.order.read(), column));
    let click = move |add: bool| {
        let order = table.order.with_untracked(|order| sorting::clicked(order, column, add));
        table.set_order(order);
    };
    let on_click = move |event: ev::MouseEvent| click(event.shift_key());
    // Not every browser tells of the shift key in the click that a key makes.
    let on_key = move |event: ev::KeyboardEvent| {
        if event.shift_key() && event.key() == "Enter" {
            event.prevent_default();
            click(true);
        }
    };
    let sort = move || match key.get() {
        None => "none",
        Some(Place { key, .. }) if key.descending => "descending",
        Some(_) => "ascending",
    };
    let mark = move || key.get().map_or("", |place| if place.key.descending { "↓" } else { "↑" });
    let ordinal = move || key.get().and_then(|place| place.ordinal).map(|ordinal| ordinal.to_string());
    view! {
        <div role="columnheader" class=FieldView::of(Field::Column(column)).class aria-sort=sort>
            <button
                type="button"
                class="sort"
                data-testid=format!("sort-{}", column.name())
                title=format!("Order by {}; with Shift, as a further key", Field::Column(column).long_title())
                on:click=on_click
                on:keydown=on_key
            >
                <span class="sort-title">{column.title()}</span>
                <span class="sort-mark" aria-hidden="true">{mark}</span>
                <span class="sort-ordinal">{ordinal}</span>
            </button>
        </div>
    }
}

/// A key's place in the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    key: SortKey,
    /// From 1; `None` while it is the only key.
    ordinal: Option<usize>,
}

fn place_in(order: &[SortKey], column: Column) -> Option<Place> {
    let place = order.iter().position(|key| key.column == column)?;
    Some(Place { key: order[place], ordinal: (order.len() > 1).then_some(place + 1) })
}
