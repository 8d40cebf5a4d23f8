//! What the run decided by itself: the latest in sight, the others to unfold.

use leptos::prelude::*;

use crate::protocol::RunDecision;
use crate::web::ui::run::RunState;

/// The news; nothing when there is none.
#[component]
pub(super) fn Newsreel(run: RunState) -> impl IntoView {
    let news = Memo::new(move |_| {
        run.progress
            .with(|progress| progress.as_ref().map(|progress| progress.decisions.clone()))
            .unwrap_or_default()
    });
    let latest = move || news.with(|news| news.last().map(RunDecision::line));
    let all = move || {
        news.with(|news| {
            news.iter().rev().skip(1).map(|news| view! { <li>{news.line()}</li> }).collect::<Vec<_>>()
        })
    };
    view! {
        <details class="news" data-testid="news" hidden=move || news.with(Vec::is_empty)>
            <summary>{latest}</summary>
            <ol>{all}</ol>
        </details>
    }
}
