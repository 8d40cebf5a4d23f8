//! The question before a big run: how many requests, to whom, how many at a time.
//!
//! It comes when a list has over 1,000 targets, or over 100 at one host, once for each change of the input; before each
//! run whose method may change data; and where what is to be sent changed after Start was pressed. It opens within the
//! click's own task, so it is mounted by hand and not by a signal.

use leptos::prelude::*;
use leptos::{html, mount::mount_to};

use super::controls::{button, close};
use super::input::cost::{preflights, requests, spread};
use super::start::Starter;
use super::state::State;
use crate::format::{count, counted};
use crate::protocol::{LocalDenied, LocalTargets, ReadingView, is_click_meant};
use crate::request::WriteMethod;
use crate::web::ipc::place::origin_of;

/// Opens question number `question` about what Start would send now, which may have `changed` since it was pressed.
pub(super) fn ask(state: State, starter: Starter, question: u32, changed: bool) {
    let Some(body) = document().body() else { return starter.dismiss(question) };
    let dialog = NodeRef::<html::Dialog>::new();
    let handle = StoredValue::new_local(None);
    // The dialog's own listeners are still running when it closes: it is removed after them.
    let on_close = move || {
        starter.dismiss(question);
        set_timeout(move || drop(handle.try_update_value(Option::take)), core::time::Duration::ZERO);
    };
    let mounted = mount_to(body, move || {
        let on_start = Callback::new(move |denied| starter.confirm(question, denied));
        let on_close = Callback::new(move |()| on_close());
        view! { <Question state changed dialog on_start on_close/> }
    });
    handle.set_value(Some(mounted));
    if let Some(dialog) = dialog.get_untracked() {
        // Fails only for a dialog that is open already, or not in the page: this one is new and in it.
        let _ = dialog.show_modal();
    }
}

#[component]
fn Question(
    state: State,
    changed: bool,
    dialog: NodeRef<html::Dialog>,
    on_start: Callback<LocalDenied>,
    on_close: Callback<()>,
) -> impl IntoView {
    let start = move |denied| {
        close(dialog);
        on_start.run(denied);
    };
    let everything = LocalDenied::default();
    let nothing_local = LocalDenied { machine: true, network: true };
    let settings = state.settings.values.get_untracked();
    let write = state.list.write.get_untracked();
    let asks_about_local = state.proposal().asks_about_local;
    let (title, cost, hosts, local) = state.list.reading.with_untracked(|reading| {
        let requests = requests(reading.targets, &settings, write);
        let preflights = preflights(state.preflights(reading));
        let cost = format!("To {}{preflights}", spread(reading, &settings));
        let local = asks_about_local.then(|| example_of_local(&reading.local)).flatten();
        (format!("Send {requests}?"), cost, hosts(reading), local)
    });
    let warning = write.map(|method| {
        let words =
            format!("{} may change or delete what is there. Nothing here can undo it.", method.name());
        view! { <p class="unsure" data-testid="confirm-write">{words}</p> }
    });
    let asks_local = local.is_some();
    let local = local.map(|url| {
        let words = format!(
            "Links to this machine or its network are among them, such as {}. Browsers do not ask about those in an \
             extension, so Volley asks before each run.",
            origin_of(&url)
        );
        view! { <p class="unsure" data-testid="confirm-local">{words}</p> }
    });
    let advice = match write {
        Some(_) => {
            "This question comes before every run that may change data. Make sure that you may do this to these hosts."
        }
        None if changed => "Make sure that you may send this to these hosts.",
        None if asks_local => "Make sure that you may send this to these hosts.",
        None => {
            "This question comes once for each big list. Make sure that you may send this much to these hosts."
        }
    };
    let changed = changed.then(|| {
        view! {
            <p class="unsure" data-testid="confirm-changed">
                "What is to be sent has changed since you pressed Start. Nothing was sent."
            </p>
        }
    });
    let may_repeat = write.is_none_or(WriteMethod::is_idempotent);
    let retries = match settings.limits.retries {
        _ if !may_repeat => "No retries: each is sent at most once.".to_owned(),
        0 => "No retries.".to_owned(),
        retries => {
            let tries = counted(u32::from(retries), "further try", "further tries");
            format!("Up to {tries} for each that times out, breaks off or answers 429, 502, 503 or 504.")
        }
    };
    view! {
        <dialog
            class="card dialog"
            role="dialog"
            data-testid="confirm"
            aria-labelledby="confirm-title"
            aria-describedby="confirm-cost"
            node_ref=dialog
            on:close=move |_| on_close.run(())
        >
            // Takes the focus: the key that opened this, still held down, must not answer it.
            <h2 id="confirm-title" tabindex="-1" autofocus>{title}</h2>
            {changed}
            <p id="confirm-cost">{cost}" "{retries}</p>
            {warning}
            {local}
            {hosts}
            <p class="note">{advice}</p>
            <div class="dialog-actions">
                {button("button", "confirm-cancel", "Cancel", None, move || close(dialog))}
                {asks_local.then(|| view! {
                    <button
                        class="button"
                        type="button"
                        data-testid="confirm-without-local"
                        on:click=move |event| if is_click_meant(event.detail()) { start(nothing_local) }
                    >
                        "Start without local ones"
                    </button>
                })}
                // The second click of a double click may meet the next question.
                <button
                    class="button primary"
                    type="button"
                    data-testid="confirm-start"
                    on:click=move |event| if is_click_meant(event.detail()) { start(everything) }
                >
                    "Start"
                </button>
            </div>
        </dialog>
    }
}

/// A URL on this machine or its network; `None` where there is none.
fn example_of_local(local: &LocalTargets) -> Option<String> {
    local.machine.clone().or_else(|| local.network.clone())
}

/// The busiest hosts with their numbers of requests, and how many more there are.
fn hosts(reading: &ReadingView) -> impl IntoView + use<> {
    let named = u32::try_from(reading.busiest.len()).unwrap_or(u32::MAX);
    let more = reading.hosts.saturating_sub(named);
    let rows: Vec<_> = reading
        .busiest
        .iter()
        .map(|(host, targets)| view! { <li><span>{host.clone()}</span><b>{count(*targets)}</b></li> })
        .collect();
    let more = (more > 0)
        .then(|| view! { <p class="note">{format!("and {}", counted(more, "more host", "more hosts"))}</p> });
    view! { <ul class="dialog-hosts">{rows}</ul>{more} }
}
