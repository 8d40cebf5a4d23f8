//! The facts of a row other than its time: its address, what came, from where, and why a value is missing.

use leptos::prelude::*;

use crate::format;
use crate::network::{Hop, hops_in};
use crate::result::column::Column;
use crate::result::empty::Empty;
use crate::result::row::{Detail, RowView, cell_text};
use crate::web::page;
use crate::web::ui::state::State;

/// The list of facts. What does not apply to the row is left out; what is hidden says why.
pub(super) fn facts(state: State, detail: &Detail) -> impl IntoView + use<> {
    let row = &detail.row;
    let is_masked = row.final_url_is_masked;
    let moved = row.final_url.clone().map(|url| {
        view! { <div><dt>"Redirected to"</dt><dd><Address url is_masked hook="detail-final-url"/></dd></div> }
    });
    let hops = hops(row);
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
    let address = row.server_ip.as_ref().map(|_| fact(row, Column::ServerIp));
    view! {
        <dl class="facts">
            {moved}
            {hops}
            {values.into_iter().collect_view()}
            {address}
            <div><dt>"In the list"</dt><dd>{place(state, detail)}</dd></div>
            {label}
            {shared}
        </dl>
    }
}

/// Every redirect that was followed, where an extension saw them: its status and where it led.
fn hops(row: &RowView) -> Option<impl IntoView + use<>> {
    let hops: Vec<_> = hops_in(row.hops.as_deref()?).collect();
    let one = |hop: Hop| {
        let cached = hop.from_cache.then(|| view! { <span class="note">" from the browser’s cache"</span> });
        let meaning = if hop.is_permanent() { "moved for good" } else { "moved for now" };
        view! {
            <li data-testid="hop">
                <span class="hop-status" title=meaning>{hop.status}</span>
                <span class="hop-to">{hop.to.into_string()}</span>
                {cached}
            </li>
        }
    };
    let title = if hops.len() == 1 { "Redirect" } else { "Redirects" };
    Some(view! {
        <div>
            <dt>{title}</dt>
            <dd><ol class="hops" data-testid="hops">{hops.into_iter().map(one).collect_view()}</ol></dd>
        </div>
    })
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

/// How long the copy button shows the result, in milliseconds.
const RESULT_MS: u32 = 1_600;

/// The URL: a link where it can be opened, with a button that copies it, unless it `is_masked`. Text, never markup.
#[component]
pub(super) fn Address(url: String, is_masked: bool, hook: &'static str) -> impl IntoView {
    let is_link = !is_masked && (url.starts_with("https://") || url.starts_with("http://"));
    let shown = if is_link {
        view! { <a class="address-text" data-testid=hook href=url.clone() target="_blank" rel="noopener noreferrer">{url.clone()}</a> }
            .into_any()
    } else {
        view! { <span class="address-text" data-testid=hook>{url.clone()}</span> }.into_any()
    };
    let note = is_masked.then(
        || view! { <small>"Secrets are masked, so it can be neither opened nor copied from here."</small> },
    );
    view! { <span class="address">{shown}{(!is_masked).then(|| view! { <Copy url/> })}{note}</span> }
}

#[component]
fn Copy(url: String) -> impl IntoView {
    let label = RwSignal::new("Copy");
    let copy = move |_| {
        let url = url.clone();
        leptos::task::spawn_local(async move {
            let copied = page::copy(&url).await;
            // The detail may have been closed meanwhile.
            let _ = label.try_set(if copied { "Copied" } else { "Not allowed" });
            gloo_timers::future::TimeoutFuture::new(RESULT_MS).await;
            let _ = label.try_set("Copy");
        });
    };
    view! {
        <button type="button" class="button small" data-testid="copy-url" aria-live="polite" on:click=copy>
            {move || label.get()}
        </button>
    }
}
