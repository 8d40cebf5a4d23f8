//! What is in the list: by host, by scheme, and why links are not sent.

use leptos::prelude::*;

use crate::format::{count, counted};
use crate::protocol::ReadingView;
use crate::web::ui::list::ListState;

/// The counts, folded away until they are wanted.
#[component]
pub(super) fn Counts(list: ListState) -> impl IntoView {
    let shown = Memo::new(move |_| list.reading.with(groups));
    let lists = move || shown.get().into_iter().map(|(title, rows)| group(title, rows)).collect::<Vec<_>>();
    view! {
        <details class="counts" data-testid="counts" hidden=move || shown.with(Vec::is_empty)>
            <summary>"Hosts, schemes, reasons"</summary>
            {lists}
        </details>
    }
}

type Rows = Vec<(String, u32)>;

/// The groups that are not empty, each with its title.
fn groups(reading: &ReadingView) -> Vec<(&'static str, Rows)> {
    let named = u32::try_from(reading.busiest.len()).unwrap_or(u32::MAX);
    let mut hosts = reading.busiest.clone();
    let more = reading.hosts.saturating_sub(named);
    if more > 0 {
        let named: u32 = reading.busiest.iter().map(|(_, targets)| *targets).sum();
        hosts.push((counted(more, "more host", "more hosts"), reading.targets.saturating_sub(named)));
    }
    let groups = [
        ("Targets by host", hosts),
        ("By scheme", reading.schemes.clone()),
        ("Links not sent", reading.reasons.clone()),
    ];
    groups.into_iter().filter(|(_, rows)| !rows.is_empty()).collect()
}

fn group(title: &'static str, rows: Rows) -> impl IntoView {
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(name, number)| view! { <li><bdi>{name}</bdi><b>{count(number)}</b></li> })
        .collect();
    view! { <h3>{title}</h3><ul>{rows}</ul> }
}
