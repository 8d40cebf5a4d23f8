//! Has screen readers say when the page's state changes: politely, and only then.

use leptos::prelude::*;

use super::run::RunState;
use super::state::PageState;
use crate::format::{count, counted};
use crate::result::verdict::Total;
use crate::stats::summary::Summary;

/// The live region, which nobody sees.
#[component]
pub(super) fn LiveRegion(run: RunState, phase: Memo<PageState>) -> impl IntoView {
    let words = Memo::new(move |_| {
        let phase = phase.get();
        run.summary.with_untracked(|summary| spoken(phase, summary))
    });
    view! { <p class="visually-hidden" role="status" data-testid="announcer">{words}</p> }
}

fn spoken(phase: PageState, summary: &Summary) -> Option<String> {
    match phase {
        // Said of a list while it is typed in, these would talk over the typing.
        PageState::Empty | PageState::Reading | PageState::Ready => None,
        PageState::Running => Some("Running.".to_owned()),
        PageState::Paused => Some("Paused: nothing new is sent.".to_owned()),
        PageState::Done => Some(format!("Done. {}.", totals(summary))),
        PageState::Stopped => Some(format!("Stopped. {}.", totals(summary))),
    }
}

/// The totals that occur, in words: `4 links: 3 working, 1 broken`.
fn totals(summary: &Summary) -> String {
    let occurring = Total::ALL.into_iter().filter(|total| summary.count(*total) > 0);
    let words: Vec<_> =
        occurring.map(|total| format!("{} {}", count(summary.count(total)), total.name())).collect();
    format!("{}: {}", counted(summary.done, "link", "links"), words.join(", "))
}
