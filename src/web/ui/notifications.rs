//! What the user is told at the top of the page, until it is dismissed.

use leptos::prelude::*;

/// Something to tell the user, with what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Notification {
    pub(super) message: String,
    pub(super) hint: String,
    pub(super) severity: Severity,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Severity {
    /// Something came of what the user did.
    Note,
    /// Something went wrong.
    Trouble,
    /// Something went wrong that reloading the page mends.
    Reload,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Notifications(RwSignal<Vec<Notification>>);

impl Notifications {
    pub(super) fn new() -> Self {
        Self(RwSignal::default())
    }

    pub(super) fn all(self) -> Vec<Notification> {
        self.0.get()
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
