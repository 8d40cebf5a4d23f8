//! Messages at the top of the page, until they are dismissed: what came of an action, and what is wrong with a worker.

use leptos::prelude::*;

use super::part::Part;
use crate::protocol::RunKind;
use crate::web::page::workers::{WorkerRole, WorkerTrouble};

/// A message, with what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Notification {
    pub(super) message: String,
    pub(super) hint: String,
    pub(super) severity: Severity,
}

impl Notification {
    const fn new(message: String, hint: String, severity: Severity) -> Self {
        Self { message, hint, severity }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Severity {
    Note,
    Trouble,
    /// Something went wrong that reloading the page mends.
    Reload,
    /// The user's list gave way to another, and can come back.
    Replaced,
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Notifications(RwSignal<Vec<Notification>>);

impl Notifications {
    /// Something came of what the user did.
    pub(super) fn note(self, message: impl Into<String>, hint: impl Into<String>) {
        self.notify(Notification::new(message.into(), hint.into(), Severity::Note));
    }

    /// Something went wrong.
    pub(super) fn trouble(self, message: impl Into<String>, hint: impl Into<String>) {
        self.notify(Notification::new(message.into(), hint.into(), Severity::Trouble));
    }

    /// The user's list gave way to another.
    pub(super) fn replaced(self, message: &str) {
        self.notify(Notification::new(message.to_owned(), String::new(), Severity::Replaced));
    }

    /// Shows `new`: each message once, and of the notes the last alone.
    pub(super) fn notify(self, new: Notification) {
        self.0.update(|all| {
            let is_note = new.severity == Severity::Note;
            all.retain(|other| {
                other.message != new.message && !(is_note && other.severity == Severity::Note)
            });
            all.push(new);
        });
    }

    pub(super) fn dismiss(self, message: &str) {
        self.0.update(|all| all.retain(|other| other.message != message));
    }

    /// Drops the notes: they are of the run before.
    pub(super) fn drop_notes(self) {
        self.0.update(|all| all.retain(|other| other.severity != Severity::Note));
    }
}

/// What is wrong with a worker, in words, with what to do.
pub(super) fn explain(role: WorkerRole, trouble: &WorkerTrouble) -> Notification {
    let (name, task) = match role {
        WorkerRole::Desk => ("desk", "reads lists and keeps the rows"),
        WorkerRole::Tools => ("tools worker", "reads documents and results, writes code and compares"),
        WorkerRole::Runner(RunKind::Real) => ("runner", "sends the requests"),
        WorkerRole::Runner(RunKind::Practice) => ("practice runner", "sends requests to the practice server"),
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
                WorkerRole::Tools => "The list and the rows stay. Do it again: another one is started.",
                WorkerRole::CompareRunner(_) => "What was measured until then stays. Compare again.",
                WorkerRole::Runner(_) => "The rows you have stay, what was left is cancelled. Start again: it gets another runner.",
            }
            .to_owned(),
            role == WorkerRole::Desk,
        ),
    };
    let severity = if reload { Severity::Reload } else { Severity::Trouble };
    Notification::new(format!("The {name}, which {task}, {what}"), hint, severity)
}

/// The messages, each with what to do and a way to put it away; `give_back` is what the user's own list comes back by.
pub(super) fn troubles(notifications: Notifications, give_back: impl Fn() + Copy + 'static) -> Part {
    let troubles = Part::of("troubles");
    let key = |shown: &Notification| format!("{}\n{}", shown.message, shown.hint);
    let items = move || notifications.0.get().into_iter().map(|shown| (key(&shown), shown)).collect();
    troubles.rows("trouble", items, move |row, shown| bind(row, notifications, shown, give_back), |_, _| ());
    troubles
}

fn bind(row: &Part, notifications: Notifications, shown: &Notification, give_back: impl Fn() + 'static) {
    row.set_class("is-note", matches!(shown.severity, Severity::Note | Severity::Replaced));
    row.part("message").set_text(&shown.message);
    row.part("words").add_text(&format!(" {}", shown.hint));
    if shown.severity == Severity::Reload {
        // A refused reload leaves the page as it was, with its message.
        row.on_press("reload", || drop(window().location().reload()));
    } else {
        row.button("reload").remove();
    }
    if shown.severity == Severity::Replaced {
        row.on_press("give-back", give_back);
    } else {
        row.button("give-back").remove();
    }
    let message = shown.message.clone();
    row.on_press("dismiss", move || notifications.dismiss(&message));
}
