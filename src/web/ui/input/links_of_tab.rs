//! In the extension: the links of the page in another tab, read as the menu and the key say, or by a button where the toolbar
//! button was pressed.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::input::addresses::is_private;
use crate::protocol::unread_tab;
use crate::web::page::links_of_tab::{self, TabId};
use crate::web::ui::part::Part;
use crate::web::ui::state::State;

/// What the page was opened for; to be called before the list of the last visit is restored.
pub(super) fn asked_for(state: State) -> Option<(TabId, bool)> {
    let asked = links_of_tab::asked_for();
    state.list.is_apart.set_value(matches!(asked, Some((_, true))));
    asked
}

/// Binds the button, and reads what the page was opened for.
pub(super) fn bind(card: &Part, state: State, asked: Option<(TabId, bool)>) {
    let offered = RwSignal::new_local(None::<(TabId, String)>);
    let offer = move |tab: TabId| {
        spawn_local(async move {
            if let Some(host) = links_of_tab::host_of(tab).await {
                offered.set(Some((tab, host)));
                if untrack(|| state.run.has_run()) {
                    state.list.is_unfolded.set(true);
                }
            }
        });
    };
    let button = card.button("read-tab");
    button.shown(move || offered.with(Option::is_some));
    button.text(move || {
        offered
            .with(|offered| offered.as_ref().map(|(_, host)| format!("Read the links of {host}")))
            .unwrap_or_default()
    });
    card.on_press("read-tab", move || {
        if let Some((tab, _)) = offered.get_untracked() {
            offered.set(None);
            state.read_tab(tab);
        }
    });
    match asked {
        Some((tab, true)) => state.read_tab(tab),
        Some((tab, false)) => offer(tab),
        None => {}
    }
    links_of_tab::on_later(offer);
}

impl State {
    /// Nothing came of what this tab was opened for: from now on it keeps its list as any other.
    fn be_no_longer_apart(self) {
        let was_apart = self.list.is_apart.try_update_value(core::mem::take) == Some(true);
        if was_apart && self.list.input.get_untracked() == 0 {
            self.restore_text();
        }
    }

    /// Adds the page of a tab, and its frames, as sources. Links from there to this machine and its network are left out
    /// unless it is there itself: who wrote the page is not who may reach those.
    fn read_tab(self, tab: TabId) {
        spawn_local(async move {
            let (copy, sources) = match links_of_tab::read(tab).await {
                Ok(read) => read,
                Err(browser_says) => {
                    self.be_no_longer_apart();
                    let (message, hint) = unread_tab(&browser_says);
                    return self.notifications.trouble(message, hint);
                }
            };
            let skips_private = !is_private(copy.origin());
            if skips_private {
                self.change_choice(|choice| choice.skip_private = true);
            }
            self.add_sources(sources);
            if let Some((message, hint)) = copy.not_in_list(skips_private) {
                self.notifications.note(message, hint);
            }
        });
    }
}
