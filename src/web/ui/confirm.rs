//! The question before a big run: how many requests, to whom, how many at a time.
//!
//! It comes when a list has over 1,000 targets, or over 100 at one host, once for each change of the input; before each
//! run whose method may change data or that sends the user's cookies; and where what is to be sent changed after Start was pressed. It opens within the
//! click's own task, so it is mounted by hand and not by a signal.

use core::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use leptos::web_sys::Element;
use wasm_bindgen::JsCast as _;

use super::controls;
use super::input::cost::{preflights, probes, requests, spread};
use super::part::Part;
use super::question::{list_hosts, say};
use super::start::Starter;
use super::state::State;
use crate::format::counted;
use crate::protocol::{LocalDenied, LocalTargets, is_click_meant};
use crate::request::WriteMethod;
use crate::web::ipc::place::origin_of;

/// How long a question is open before a key answers it, in milliseconds: as long as two presses are a double one.
const READ_MS: u64 = 500;

/// Opens question number `question` about what Start would send now, which may have `changed` since it was pressed. `at_once`:
/// within the press itself, so that the next key is meant for it.
pub(super) fn ask(state: State, starter: Starter, question: u32, changed: bool, at_once: bool) {
    let bind = |dialog: &Part| bind(dialog, state, starter, (question, changed), at_once);
    controls::show_dialog("confirm", bind, move || starter.dismiss(question));
}

fn bind(dialog: &Part, state: State, starter: Starter, (question, changed): (u32, bool), at_once: bool) {
    let settings = state.settings.values.get_untracked();
    let write = state.list.write.get_untracked();
    let proposal = state.proposal();
    let (asks_about_local, with_cookies) = (proposal.asks_about_local, proposal.with_cookies);
    let may_repeat = write.is_none_or(WriteMethod::is_idempotent);
    let retries = match settings.limits.retries {
        _ if !may_repeat => "No retries: each is sent at most once.".to_owned(),
        0 => "No retries.".to_owned(),
        retries => {
            let tries = counted(u32::from(retries), "further try", "further tries");
            format!("Up to {tries} for each that times out, breaks off or answers 429, 502, 503 or 504.")
        }
    };
    let local = state.list.reading.with_untracked(|reading| {
        let named = u32::try_from(reading.busiest.len()).unwrap_or(u32::MAX);
        let requests = requests(reading.targets, &settings, write);
        let preflights = preflights(state.preflights(reading));
        let probes = probes(&settings, write);
        let cookies = if with_cookies { " with your cookies" } else { "" };
        dialog.part("title").set_text(&format!("Send {requests}{cookies}?"));
        dialog
            .part("cost")
            .set_text(&format!("To {}{preflights} {retries}{probes}", spread(reading, &settings)));
        list_hosts(dialog, &reading.busiest, reading.hosts.saturating_sub(named));
        asks_about_local.then(|| example_of_local(&reading.local)).flatten()
    });
    if !changed {
        dialog.part("changed").remove();
    }
    let warning = |method: WriteMethod| {
        format!("{} may change or delete what is there. Nothing here can undo it.", method.name())
    };
    say(dialog, "write", write.map(warning));
    if !with_cookies {
        dialog.part("cookies").remove();
    }
    let asks_local = local.is_some();
    let about_local = |url: String| {
        format!(
            "Links to this machine or its network are among them, such as {}. Browsers do not ask about those in an \
             extension, so Volley asks before each run.",
            origin_of(&url)
        )
    };
    say(dialog, "local", local.map(about_local));
    dialog.part("advice").set_text(match write {
        Some(_) => {
            "This question comes before every run that may change data. Make sure that you may do this to these hosts."
        }
        None if changed || asks_local || with_cookies => "Make sure that you may send this to these hosts.",
        None => {
            "Make sure that you may send this much to these hosts."
        }
    });
    let asked = dialog.clone();
    let answer = move |denied: LocalDenied| {
        controls::close_dialog(&asked);
        starter.confirm(question, denied);
    };
    let start = |action: &str, denied: LocalDenied| {
        let answer = answer.clone();
        // The second click of a double click may meet the next question.
        dialog.button(action).on(ev::click, move |event| {
            if is_click_meant(event.detail()) {
                answer(denied);
            }
        });
    };
    start("start", LocalDenied::default());
    // What may change data, reaches this machine or came by itself is answered by its button alone.
    let has_key = at_once && !changed && write.is_none() && !asks_local && !with_cookies;
    let is_read = RwSignal::new(false);
    dialog.part("start-key").shown(move || is_read.get());
    if has_key {
        // The dialog may be closed by then.
        let read = move || {
            let _ = is_read.try_set(true);
        };
        set_timeout(read, Duration::from_millis(READ_MS));
    }
    let by_key = answer.clone();
    dialog.on(ev::keydown, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let on_button = target.is_some_and(|target| target.tag_name() == "BUTTON");
        if event.key() != "Enter" || on_button {
            return;
        }
        event.prevent_default();
        // Else the same press would go on to Start. One that is held down since then has not read this.
        event.stop_propagation();
        if is_read.get_untracked() && !event.repeat() {
            by_key(LocalDenied::default());
        }
    });
    if asks_local {
        start("start-without-local", LocalDenied { machine: true, network: true });
    } else {
        dialog.button("start-without-local").remove();
    }
}

/// A URL on this machine or its network; `None` where there is none.
fn example_of_local(local: &LocalTargets) -> Option<String> {
    local.machine.clone().or_else(|| local.network.clone())
}
