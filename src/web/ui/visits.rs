//! Visits: where the user asks for them, and the question before them. Only in the extension, while it may see all sites.

use leptos::ev;
use leptos::prelude::*;

use super::part::Part;
use super::question::{list_hosts, say};
use super::state::State;
use super::{controls, menu};
use crate::network::Transport;
use crate::protocol::{Access, Command, RetryScope, VisitOffer, is_click_meant};

/// What can be visited: hook, title, remark, and the links.
const CHOICES: [(&str, &str, &str, RetryScope); 2] = [
    (
        "turned-away",
        "Visit those refused…",
        "answered 403, 429, 503, 999 or a challenge",
        RetryScope::TurnedAway,
    ),
    ("shown", "Visit rows shown…", "after filter and tabs", RetryScope::Shown),
];

impl State {
    /// Whether addresses can be visited; tracks what it depends on.
    fn can_visit(self) -> bool {
        self.access() == Access::Granted && self.run.has_run() && !self.page_state().is_active()
    }

    pub(super) fn offer_visits(self, scope: RetryScope, transport: Transport) {
        self.command(Command::OfferVisits { scope, transport });
    }

    /// Asks whether what is offered is to be visited, or says why there is nothing.
    pub(super) fn ask_to_visit(self, offer: &VisitOffer) {
        if let Some((message, why)) = offer.nothing() {
            return self.notifications.note(message, why);
        }
        // What was open is about another question.
        if !controls::is_dialog_open() {
            controls::show_dialog("visits", |dialog| bind(dialog, self, offer), || {});
        }
    }
}

/// Adds what can be visited to the menu of retries.
pub(super) fn add_to_menu(panel: &Part, state: State, open: RwSignal<bool>) {
    if !untrack(|| state.can_visit()) {
        return;
    }
    for (hook, title, about, scope) in CHOICES {
        let (_, remark) = menu::add_item(panel, &format!("visit-{hook}"), title, move || {
            open.set(false);
            state.offer_visits(scope, Transport::BackgroundTab);
        });
        remark.set_text(about);
    }
}

/// Binds the buttons of one link.
pub(super) fn bind_link(part: &Part, state: State) {
    let table = state.table;
    for (action, transport) in [("visit", Transport::BackgroundTab), ("watch", Transport::WatchedTab)] {
        part.button(action).shown(move || state.can_visit());
        part.on_press(action, move || {
            if let Some(link) = table.open.get_untracked() {
                state.offer_visits(RetryScope::Link { list: table.list.get_untracked(), link }, transport);
            }
        });
    }
}

fn bind(dialog: &Part, state: State, offer: &VisitOffer) {
    dialog.part("title").set_text(&offer.title());
    dialog.part("about").set_text(offer.about());
    list_hosts(dialog, &offer.hosts, offer.more_hosts);
    say(dialog, "left-out", offer.left_out());
    dialog.button("visit").set_text(offer.action());
    let (asked, number) = (dialog.clone(), offer.number);
    // The second click of a double click is none for this button.
    dialog.button("visit").on(ev::click, move |event| {
        if is_click_meant(event.detail()) {
            controls::close_dialog(&asked);
            state.retry(RetryScope::Offered(number));
        }
    });
}
