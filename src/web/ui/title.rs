//! The tab's title: how far the run is, for whoever looks at another tab meanwhile.

use leptos::prelude::*;

use super::run::RunState;
use super::state::PageState;
use crate::format::{count, counted, percent};
use crate::result::verdict::Total;
use crate::stats::summary::Summary;

/// Keeps the title in step with the run.
pub(super) fn keep(run: RunState, phase: Memo<PageState>) {
    let title = Memo::new(move |_| {
        let phase = phase.get();
        let of_run = run.current_progress().is_some();
        run.summary.with(|summary| if of_run { title(phase, summary) } else { NAME.to_owned() })
    });
    Effect::new(move |_| title.with(|title| document().set_title(title)));
}

const NAME: &str = "Volley";

fn title(phase: PageState, summary: &Summary) -> String {
    let percent = percent(summary.done, summary.links);
    let (done, links) = (count(summary.done), count(summary.links));
    match phase {
        PageState::Running => format!("{percent}% · {done} of {links} – {NAME}"),
        PageState::Paused => format!("Paused at {percent}% – {NAME}"),
        PageState::Done => format!("Done: {} – {NAME}", result(summary)),
        PageState::Stopped => format!("Stopped: {} – {NAME}", result(summary)),
        PageState::Empty | PageState::Reading | PageState::Ready => NAME.to_owned(),
    }
}

/// The worst that is to be said.
fn result(summary: &Summary) -> String {
    for total in [Total::Broken, Total::Unverified, Total::NotSent, Total::Cancelled] {
        let links = summary.count(total);
        if links > 0 {
            return format!("{} {}", count(links), total.name());
        }
    }
    format!("{} working", counted(summary.count(Total::Working), "link", "links"))
}
