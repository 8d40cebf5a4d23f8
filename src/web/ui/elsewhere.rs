//! What a web page cannot see: the ways to find it out.

use leptos::prelude::*;
use leptos::web_sys::Blob;

use super::copying::copy_written;
use super::part::Part;
use super::state::State;
use super::{codegen, controls};
use crate::codegen::Tool;
use crate::export::Format;
use crate::format::counted;
use crate::protocol::{CodeScope, Command, ExportScope, RetryScope};
use crate::result::mask::{MASK, Secrets};
use crate::result::verdict::Total;
use crate::stats::summary::Summary;

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

/// Copies the links that the desk has written.
pub(super) fn copy(state: State, name: String, links: Blob, masked: u32) {
    let hint = if masked > 0 {
        format!("Passwords and tokens in {} are written as {MASK}.", counted(masked, "address", "addresses"))
    } else {
        "Paste them in Volley’s tab of the extension.".to_owned()
    };
    copy_written(state, name, links, "The links", hint);
}
