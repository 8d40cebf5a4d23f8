//! Takes in what the workers say: sets the signals, and drops workers that failed.

use super::notifications::{Notification, Severity};
use super::state::State;
use crate::protocol::{Event, RunKind};
use crate::web::page::download::download;
use crate::web::page::workers::{Incoming, WorkerRole, WorkerTrouble, Workers};

pub(super) fn take(state: State, incoming: Incoming) {
    use leptos::prelude::{Set as _, Update as _};
    match incoming {
        Incoming::Trouble(role, trouble) => {
            state.notifications.notify(super::trouble::explain(role, &trouble));
            match role {
                // It may be slow to load, and listens when it has: what is said to it waits.
                _ if trouble == WorkerTrouble::Silent => {}
                WorkerRole::Runner(RunKind::Practice) => {
                    state.with_workers(Workers::drop_practice_runner);
                }
                WorkerRole::CompareRunner(kind) => {
                    state.with_workers(|workers| workers.drop_compare_runners(kind));
                }
                WorkerRole::Runner(RunKind::Real) => {
                    state.with_workers(Workers::drop_runner);
                }
                WorkerRole::Desk => {}
            }
        }
        Incoming::UnknownRun(run) => state.notifications.notify(Notification {
            message: format!("Unknown run {}.", run.0),
            hint: "Reload the page.".to_owned(),
            severity: Severity::Trouble,
        }),
        Incoming::Event(event, blob) => match *event {
            Event::Ready { .. } => {}
            Event::Reading(reading) => state.list.reading.set(*reading),
            Event::Summary { summary, progress } => {
                state.run.summary.set(summary);
                state.run.progress.set(progress);
            }
            Event::Table { .. } | Event::Window { .. } | Event::Detail { .. } => state.table.take(*event),
            Event::Inspected { list, link, inspection } => {
                state.run.inspected.set(Some((list, link, inspection)));
            }
            Event::Code(code) => state.code.set(*code),
            Event::Importing(words) => state.run.importing.set(words),
            Event::Imported(imported) => super::codegen::take(state, imported),
            Event::Compare(event) => state.compare.take(event),
            Event::Timeline(story) => state.run.timeline.set(story),
            Event::Excerpt(excerpt) => state.list.viewed.update(|viewed| {
                if let Some(viewed) = viewed.as_mut().filter(|viewed| viewed.source == excerpt.source) {
                    viewed.excerpt = Some(excerpt);
                }
            }),
            Event::Exported { name, masked } => {
                let saved =
                    blob.ok_or("the export is empty".to_owned()).and_then(|blob| download(&name, &blob));
                if let Err(error) = saved {
                    state.notifications.notify(Notification {
                        message: format!("The export failed: {error}."),
                        hint: "Try again.".to_owned(),
                        severity: Severity::Trouble,
                    });
                } else if masked > 0 {
                    super::export_menu::notify_masked(state.notifications, &name, masked);
                }
            }
            Event::Note { message, hint } => {
                state.notifications.notify(Notification { message, hint, severity: Severity::Note });
            }
            Event::Trouble { message, hint } => {
                state.notifications.notify(Notification { message, hint, severity: Severity::Trouble });
            }
        },
    }
}
