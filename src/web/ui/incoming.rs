//! Handles messages of the workers: sets the signals, and drops workers that failed.

use super::state::State;
use crate::export::{COPIED_ROWS, NEW_ADDRESSES, NOT_VERIFIED};
use crate::protocol::{Event, RunKind};
use crate::web::page::download::download;
use crate::web::page::workers::{Incoming, WorkerRole, WorkerTrouble, Workers};

pub(super) fn take(state: State, incoming: Incoming) {
    use leptos::prelude::{Set as _, Update as _};
    match incoming {
        Incoming::Trouble(role, trouble) => {
            state.notifications.notify(super::notifications::explain(role, &trouble));
            let _ = match role {
                // It may be slow to load: what is posted to it waits.
                _ if trouble == WorkerTrouble::Silent => None,
                WorkerRole::Runner(RunKind::Practice) => state.with_workers(Workers::drop_practice_runner),
                WorkerRole::CompareRunner(kind) => {
                    state.with_workers(|workers| workers.drop_compare_runners(kind))
                }
                WorkerRole::Runner(RunKind::Real) => state.with_workers(Workers::drop_runner),
                WorkerRole::Tools => {
                    super::codegen::close(state);
                    state.with_workers(Workers::drop_tools)
                }
                WorkerRole::Desk => None,
            };
        }
        Incoming::UnknownRun(run) => {
            let message =
                format!("The command did not reach run {}: its runner does not know that run.", run.0);
            state.notifications.trouble(message, "Reload the page, then start the list again.");
        }
        Incoming::Event(event, blob) => match *event {
            Event::Ready { .. } => {}
            Event::WantTools => {
                let _ = state.with_workers(Workers::want_tools);
            }
            Event::Reading(reading) => {
                if reading.done && reading.targets > 0 {
                    state.with_workers(Workers::want_runner_ahead);
                }
                state.list.reading.set(*reading);
            }
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
            Event::Timeline(timeline) => state.run.timeline.set(timeline),
            Event::Excerpt(excerpt) => state.list.viewed.update(|viewed| {
                if let Some(viewed) = viewed.as_mut().filter(|viewed| viewed.source == excerpt.source) {
                    viewed.excerpt = Some(excerpt);
                }
            }),
            Event::Exported { name, masked } => {
                let blob = match blob {
                    Some(blob) if name.starts_with(NEW_ADDRESSES) && super::moved::is_copied(state) => {
                        return super::moved::copy(state, name, blob, masked);
                    }
                    Some(blob) if name.starts_with(NOT_VERIFIED) => {
                        return super::elsewhere::copy(state, name, blob, masked);
                    }
                    Some(blob) if name.starts_with(COPIED_ROWS) => {
                        return super::table::copy_written(state, name, blob, masked);
                    }
                    blob => blob,
                };
                let saved =
                    blob.ok_or("the export is empty".to_owned()).and_then(|blob| download(&name, &blob));
                if let Err(error) = saved {
                    state.notifications.trouble(format!("The export failed: {error}."), "Try again.");
                } else if name.starts_with(NEW_ADDRESSES) {
                    super::moved::notify_saved(state, &name, masked);
                } else if masked > 0 {
                    super::results_menus::notify_masked(state.notifications, &name, masked);
                }
            }
            Event::VisitOffer(offer) => state.ask_to_visit(&offer),
            Event::Note { message, hint } => state.notifications.note(message, hint),
            Event::Trouble { message, hint } => state.notifications.trouble(message, hint),
        },
    }
}
