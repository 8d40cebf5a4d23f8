//! What is said when a worker fails, and where notifications are shown.

use leptos::prelude::*;

use super::notifications::{Notification, Notifications, Severity};
use crate::protocol::RunKind;
use crate::web::page::workers::{WorkerRole, WorkerTrouble};

/// What is wrong with a worker, in words, with what to do.
pub(super) fn explain(role: WorkerRole, trouble: &WorkerTrouble) -> Notification {
    let (name, task) = match role {
        WorkerRole::Desk => ("desk", "reads lists and keeps the rows"),
        WorkerRole::Runner(RunKind::Real) => ("runner", "sends the requests"),
        WorkerRole::Runner(RunKind::Practice) => ("practice runner", "asks the practice server"),
        WorkerRole::CompareRunner(_) => ("runner of the comparison", "sends its requests"),
    };
    let (what, hint, reload) = match trouble {
        WorkerTrouble::NotLoaded(why) => (
            format!("did not load: {why}."),
            "Reload the page; if that does not help, the site that hosts it lacks a file.".to_owned(),
            true,
        ),
        WorkerTrouble::OtherBuild => (
            "is of another build than this page.".to_owned(),
            "Volley was updated while this tab was open. Reload when it suits you: nothing reloads by itself.".to_owned(),
            true,
        ),
        WorkerTrouble::Silent => (
            "has not started within ten seconds.".to_owned(),
            "The connection may be slow, or this browser blocks workers. Wait, or reload the page.".to_owned(),
            true,
        ),
        WorkerTrouble::Died(why) => (
            format!("stopped: {why}"),
            match role {
                WorkerRole::Desk => "Reload the page and paste the list again.",
                WorkerRole::CompareRunner(_) => "What was measured until then stays. Compare again.",
                WorkerRole::Runner(_) => "The rows you have stay, what was left is cancelled. Start again: it gets another runner.",
            }
            .to_owned(),
            role == WorkerRole::Desk,
        ),
    };
    let severity = if reload { Severity::Reload } else { Severity::Trouble };
    Notification { message: format!("The {name}, which {task}, {what}"), hint, severity }
}

/// The messages, each with what to do and a way to put it away.
#[component]
pub(super) fn Troubles(notifications: Notifications) -> impl IntoView {
    let reload = move |_| {
        if let Some(window) = web_sys::window() {
            // A refused reload leaves the page as it was, with its message.
            let _ = window.location().reload();
        }
    };
    view! {
        <div class="troubles" data-testid="troubles" role="alert">
            <For each=move || notifications.all() key=|shown| (shown.message.clone(), shown.hint.clone()) let:shown>
                <div class="trouble" class:note-told=shown.severity == Severity::Note data-testid="trouble">
                    <p><strong>{shown.message.clone()}</strong>" "{shown.hint.clone()}</p>
                    <Show when=move || shown.severity == Severity::Reload>
                        <button class="button" data-testid="reload" on:click=reload>"Reload"</button>
                    </Show>
                    <button
                        class="button quiet"
                        aria-label="Put this message away"
                        on:click=move |_| notifications.dismiss(&shown.message)
                    >
                        "Put away"
                    </button>
                </div>
            </For>
        </div>
    }
}
