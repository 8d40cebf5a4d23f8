//! The extension's access to all sites: what it is, who asks for it, and what is said when it changes.

use futures::FutureExt as _;
use futures::channel::oneshot;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::part::Part;
use super::state::State;
use crate::protocol::{ACCESS_WAIT_MS, Access, AccessState, Command, ReadingView};
use crate::result::column::Column;
use crate::web::page::access;

impl State {
    /// What this page may see of other sites; tracks it.
    pub(super) fn access(self) -> Access {
        self.access.get().access()
    }

    /// Follows what the browser says of the access, for as long as the page lives; nothing in a web page.
    pub(super) fn follow_access(self) {
        if !access::is_extension() {
            return;
        }
        let look = move || {
            spawn_local(async move {
                let is_granted = access::is_granted().await;
                self.change_access(|state| state.found(is_granted));
            });
        };
        access::on_change(look);
        look();
        // Addresses slow a run down: they are measured while their column is shown.
        let has_addresses = Memo::new(move |_| self.table.shows(Column::ServerIp));
        Effect::new(move |was: Option<bool>| {
            let now = has_addresses.get();
            if was.is_some_and(|was| was != now) {
                self.pass_access_on();
            }
            now
        });
    }

    /// Has the browser ask for access, in the click's own task, unless it does already. The future ends when the user has
    /// answered.
    pub(super) fn request_access(self) -> impl Future<Output = bool> {
        let (sender, receiver) = oneshot::channel();
        self.run.awaiting_access.update_value(|waiting| waiting.push(sender));
        if self.access.get_untracked().access() != Access::Pending {
            let answer = access::request();
            self.change_access(AccessState::request);
            spawn_local(async move {
                let is_granted = answer.await;
                self.change_access(|state| state.answer(is_granted));
                for waiting in self.run.awaiting_access.try_update_value(std::mem::take).unwrap_or_default() {
                    // Start may have gone on without it.
                    let _ = waiting.send(is_granted);
                }
            });
        }
        async move { receiver.await.unwrap_or(false) }
    }

    /// Number of requests that the browser sends of its own accord before those of the list.
    pub(super) fn preflights(self, reading: &ReadingView) -> u32 {
        if self.access() == Access::Granted { 0 } else { reading.preflights }
    }

    fn change_access(self, change: impl FnOnce(&mut AccessState)) {
        let before = self.access.get_untracked().access();
        self.access.update(change);
        let now = self.access.get_untracked().access();
        if now == before {
            return;
        }
        self.pass_access_on();
        let is_active = untrack(|| self.page_state()).is_active();
        match (before, now) {
            (Access::Granted, _) => {
                self.notifications.note(
                    "Access to all sites was taken back.",
                    "From here on Volley sees what a web page sees. Allow it again at the top of the page.",
                );
                if is_active {
                    self.command(Command::KnobTurned {
                        text: "access taken back".to_owned(),
                        per_host: None,
                    });
                }
            }
            (_, Access::Granted) if is_active => {
                self.command(Command::KnobTurned { text: "access to all sites".to_owned(), per_host: None });
            }
            _ => {}
        }
    }

    /// Before the next request: the runners take what they are told from here on.
    fn pass_access_on(self) {
        let is_granted = self.access.get_untracked().access() == Access::Granted;
        let has_addresses = untrack(|| self.table.shows(Column::ServerIp));
        self.with_workers(|workers| workers.set_access(is_granted, has_addresses));
    }
}

/// Ends when the user has answered the browser, or has not in time; returns what is to be said of a run without access.
pub(super) async fn settle(state: State, answer: impl Future<Output = bool>) -> Option<&'static str> {
    futures::select_biased! {
        is_granted = Box::pin(answer.fuse()) => (!is_granted).then_some(REFUSED),
        () = TimeoutFuture::new(ACCESS_WAIT_MS).fuse() => {
            state.change_access(AccessState::give_up);
            (untrack(|| state.access()) != Access::Granted).then_some(UNANSWERED)
        }
    }
}

const REFUSED: &str = "Volley was not given access: this run sees what a web page sees.";
const UNANSWERED: &str =
    "The browser's question about access was not answered: this run sees what a web page sees.";

/// Binds in the header from where the answers are seen, and the way to more.
pub(super) fn bind_seen_from(header: &Part, state: State) {
    let seen_from = move || match state.access() {
        Access::Web => "Web page",
        _ => "Extension",
    };
    header.part("seen-from").text(seen_from);
    let seen = header.part("seen");
    seen.class("is-ok", move || state.access() == Access::Granted);
    let sentence = move || match state.access() {
        Access::Web => "A web page sees no status where a site sends no CORS header.",
        Access::None => "No access yet: sees what a web page sees.",
        Access::Revoked => "Access taken back: sees what a web page sees.",
        Access::Pending => "Waits for your answer to the browser.",
        Access::Granted => "Sees every status of any site.",
    };
    header.part("seen-from").attribute("title", move || Some(sentence()));
    // In a web page it is always the same: on hover, and in the help.
    seen.shown(move || state.access() != Access::Web);
    seen.text(sentence);
    header.button("allow-access").shown(move || state.access().is_missing());
    let tab = header.button("check");
    header.on_press("allow-access", move || {
        drop(state.request_access());
        // The button goes: the focus must not.
        tab.focus();
    });
}
