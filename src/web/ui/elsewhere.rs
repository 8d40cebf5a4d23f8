//! What a web page cannot see: the ways to find it out.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::Blob;
use wasm_bindgen_futures::JsFuture;

use super::part::Part;
use super::state::State;
use super::{codegen, controls};
use crate::codegen::Tool;
use crate::export::Format;
use crate::format::counted;
use crate::protocol::{CodeScope, Command, ExportScope, RetryScope};
use crate::result::mask::Secrets;
use crate::result::verdict::Total;
use crate::stats::summary::Summary;
use crate::web::page;
use crate::web::page::download::download;

/// Shows the ways to verify the links that are not verified.
pub(super) fn show(state: State) {
    controls::show_dialog("elsewhere", |dialog| bind(dialog, state), || {});
}

fn bind(dialog: &Part, state: State) {
    let (unverified, unprobed) = state
        .run
        .summary
        .with_untracked(|summary: &Summary| (summary.count(Total::Unverified), summary.noted.unprobed));
    let links = counted(unverified, "link", "links");
    dialog.part("title").set_text(&format!("Verify {links} elsewhere"));
    let press = |action: &str, words: Option<String>, act: fn(State)| {
        let button = dialog.button(action);
        if let Some(words) = words {
            button.set_text(&words);
        }
        let asked = dialog.clone();
        dialog.on_press(action, move || {
            controls::close_dialog(&asked);
            act(state);
        });
    };
    press("copy", Some(format!("Copy {links}")), |state| {
        let (format, scope) = (Format::Links, ExportScope::Unverified);
        state.command(Command::Export { format, scope, secrets: Secrets::Masked });
    });
    press("lychee", None, |state| codegen::open(state, CodeScope::Unverified, Some(Tool::Lychee)));
    press("aiohttp", None, |state| codegen::open(state, CodeScope::Unverified, Some(Tool::Aiohttp)));
    let may_probe = unprobed > 0 && state.run.may_retry.get_value();
    if may_probe {
        let words = format!("Probe {}", counted(unprobed, "link", "links"));
        press("probe", Some(words), |state| state.retry(RetryScope::Unprobed));
    } else {
        dialog.part("probe-way").remove();
    }
}

/// Copies the links that the desk has written, or saves them where the browser does not let it.
pub(super) fn copy(state: State, name: String, links: Blob, masked: u32) {
    spawn_local(async move {
        let text = JsFuture::from(links.text()).await.ok().and_then(|text| text.as_string());
        let is_copied = match text {
            Some(text) => page::copy(&text).await,
            None => false,
        };
        if is_copied && masked > 0 {
            state.notifications.note("The links are copied, but not as they are.", "");
        } else if is_copied {
            state.notifications.note("The links are copied.", "Paste them in Volley’s tab of the extension.");
        } else if let Err(error) = download(&name, &links) {
            state.notifications.trouble(format!("The links could not be copied: {error}."), "Try again.");
        } else {
            state.notifications.note(format!("The browser did not let Volley copy: it saved {name}."), "");
        }
        if masked > 0 {
            super::results_menus::notify_masked(state.notifications, &name, masked);
        }
    });
}
