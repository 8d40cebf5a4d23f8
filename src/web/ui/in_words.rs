//! The run in few words: in the title of the tab, for whoever looks at another meanwhile, and for screen readers when its
//! state changes.

use leptos::prelude::*;

use super::part::Part;
use super::run::RunState;
use super::state::PageState;
use crate::format::{count, counted, percent};
use crate::result::verdict::Total;
use crate::stats::summary::Summary;

pub(super) fn keep_title(run: RunState, phase: Memo<PageState>) {
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
    // As the tile of the status bar has it.
    let (checked, links) = (count(summary.checked()), count(summary.links));
    match phase {
        PageState::Running => format!("{percent}% · {checked} of {links} – {NAME}"),
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

pub(super) fn live_region(run: RunState, phase: Memo<PageState>) -> Part {
    let region = Part::of("announcer");
    region.text(move || {
        let phase = phase.get();
        run.summary.with_untracked(|summary| spoken(phase, summary)).unwrap_or_default()
    });
    region
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
