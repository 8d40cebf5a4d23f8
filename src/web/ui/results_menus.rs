//! The menus of the results: saving rows as a file, and retrying links of the last run, into the same rows.

use leptos::prelude::*;

use super::notifications::Notifications;
use super::part::Part;
use super::state::State;
use super::{menu, visits};
use crate::export::Format;
use crate::format::{count, counted};
use crate::protocol::{Command, ExportScope, RetryScope};
use crate::result::mask::{MASK, Secrets};
use crate::result::verdict::Total;

/// Says that secrets are masked in so many rows of a file, and how to have them.
pub(super) fn notify_masked(notifications: Notifications, name: &str, masked: u32) {
    let addresses = counted(masked, "address", "addresses");
    let is = if masked == 1 { "is" } else { "are" };
    notifications.note(
        format!("Passwords and tokens in {addresses} of {name} {is} written as {MASK}."),
        format!("To check the list again elsewhere, export with “{AS_GIVEN}”."),
    );
}

/// The choice that writes secrets into the file.
const AS_GIVEN: &str = "Addresses as given, tokens included";

pub(super) fn export_menu(state: State) -> Part {
    let open = RwSignal::new(false);
    let scope = RwSignal::new(ExportScope::Shown);
    let menu = Part::of("export-menu");
    menu::bind(&menu, open, move |panel| {
        if state.table.is_on_problems_by_itself() {
            // Who did not choose that tab may not know that a file would lack the others.
            scope.set(ExportScope::All);
        }
        for (name, value) in [("shown", ExportScope::Shown), ("all", ExportScope::All)] {
            panel.field(name).tick(move || scope.get() == value, move |_| scope.set(value));
        }
        panel.part("shown-rows").text(move || count(state.table.shown.get()));
        panel.part("all-rows").text(move || state.run.summary.with(|summary| count(summary.links)));
        panel.part("masked").set_text(&format!("Passwords and tokens in addresses are written as {MASK}."));
        panel.part("as-given-words").set_text(AS_GIVEN);
        // For one file: never remembered.
        let as_given = panel.field("as-given");
        for format in
            Format::ALL.into_iter().filter(|format| !(format.spec().is_of_moved || format.spec().is_copied))
        {
            let (spec, as_given) = (format.spec(), as_given.clone());
            let (_, purpose) =
                menu::add_item(panel, &format!("export-{}", spec.name), spec.title, move || {
                    let secrets = if as_given.is_checked() { Secrets::Shown } else { Secrets::Masked };
                    state.command(Command::Export { format, scope: scope.get_untracked(), secrets });
                    open.set(false);
                });
            purpose.set_text(spec.purpose);
        }
        for format in Format::ALL.into_iter().filter(|format| format.spec().is_copied) {
            let spec = format.spec();
            let (_, rows) = menu::add_item(panel, &format!("copy-{}", spec.name), spec.title, move || {
                state.table.copy_rows(format);
                open.set(false);
            });
            rows.text(move || {
                let is_selected = state.table.selection.with(|rows| !rows.is_empty());
                if is_selected {
                    "the rows selected, the columns shown"
                } else {
                    "the rows and columns shown"
                }
            });
        }
    });
    menu
}

/// What can be retried: hook, title, remark, and the links.
const CHOICES: [(&str, &str, &str, RetryScope); 6] = [
    ("broken", "Broken", "", RetryScope::In(Total::Broken)),
    ("timed-out", "Timed out", "broken or not verified", RetryScope::TimedOut),
    ("rate-limited", "Rate-limited", "answered 429", RetryScope::RateLimited),
    ("unverified", "Not verified", "", RetryScope::In(Total::Unverified)),
    ("cancelled", "Cancelled", "", RetryScope::In(Total::Cancelled)),
    ("shown", "Rows shown", "after filter and tabs", RetryScope::Shown),
];

/// The menu; only once there was a run.
pub(super) fn retry_menu(state: State) -> Part {
    let open = RwSignal::new(false);
    let menu = Part::of("retry-menu");
    menu.shown(move || state.run.has_run() && !state.run.is_imported());
    menu::bind(&menu.part("menu"), open, move |panel| {
        for (hook, title, about, which) in CHOICES {
            let (item, remark) = menu::add_item(panel, &format!("retry-{hook}"), title, move || {
                open.set(false);
                state.retry(which);
            });
            item.flag("disabled", move || links(state, which) == Some(0));
            remark.text(move || match links(state, which) {
                Some(links) => format!("{} {about}", count(links)),
                None => about.to_owned(),
            });
        }
        visits::add_to_menu(panel, state, open);
    });
    menu
}

/// How many links that is; `None` where the page does not know.
fn links(state: State, which: RetryScope) -> Option<u32> {
    match which {
        RetryScope::In(total) => Some(state.run.summary.with(|summary| summary.count(total))),
        RetryScope::Shown => Some(state.table.shown.get()),
        RetryScope::TimedOut
        | RetryScope::RateLimited
        | RetryScope::TurnedAway
        | RetryScope::Unprobed
        | RetryScope::Offered(_)
        | RetryScope::Group { .. }
        | RetryScope::Link { .. } => None,
    }
}
