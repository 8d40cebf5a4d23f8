//! The facts of a row other than its time: what came, from where, and why a value is missing.

use leptos::prelude::*;

use super::address::Address;
use crate::format;
use crate::result::column::Column;
use crate::result::empty::Empty;
use crate::result::row::{Detail, RowView, cell_text};
use crate::web::ui::state::State;

/// The list of facts. What does not apply to the row is left out; what is hidden says why.
pub(super) fn facts(state: State, detail: &Detail) -> impl IntoView + use<> {
    let row = &detail.row;
    let is_masked = row.final_url_is_masked;
    let moved = row.final_url.clone().map(|url| {
        view! { <div><dt>"Redirected to"</dt><dd><Address url is_masked hook="detail-final-url"/></dd></div> }
    });
    let shared = (detail.links > 1).then(|| {
        let text = format!(
            "one request for {}",
            format::counted(detail.links, "link of the list", "links of the list")
        );
        view! { <div><dt>"Shared"</dt><dd>{text}</dd></div> }
    });
    let label = detail.label.clone().map(|label| view! { <div><dt>"Called"</dt><dd>{label}</dd></div> });
    let was_sent = !detail.attempts.is_empty();
    let values =
        [Column::Type, Column::Bytes, Column::Protocol].map(|column| was_sent.then(|| fact(row, column)));
    view! {
        <dl class="facts">
            {moved}
            {values.into_iter().collect_view()}
            <div><dt>"In the list"</dt><dd>{place(state, detail)}</dd></div>
            {label}
            {shared}
        </dl>
    }
}

fn fact(row: &RowView, column: Column) -> impl IntoView + use<> {
    let (text, class) = match Empty::of(column, row) {
        None => (cell_text(column, row), ""),
        Some(Empty::NotYet) => ("not yet".to_owned(), "soft"),
        Some(empty) if empty.placeholder() == "hidden" => (format!("hidden: {empty}"), "soft"),
        Some(empty) => (empty.to_string(), "soft"),
    };
    view! { <div><dt>{column.spec().title}</dt><dd class=class>{text}</dd></div> }
}

/// Where it is, as a way there while the list in the form is the one that the rows are of.
fn place(state: State, detail: &Detail) -> impl IntoView + use<> {
    let number = format::count(detail.row.number.0);
    let (source, place) = (detail.row.source.clone(), detail.place);
    let is_there = move || !state.run.has_run() || !(state.list.changed.get() || state.run.is_imported());
    let way = move || match place.filter(|_| is_there()) {
        None => source.clone().into_any(),
        Some(place) => {
            let spoken = format!("{source}: show it");
            let go = move |_| state.show_place(place);
            view! {
                <button class="place" type="button" data-testid="detail-place" aria-label=spoken on:click=go>
                    {source.clone()}
                </button>
            }
            .into_any()
        }
    };
    view! { "link "{number}", at "{way} }
}
