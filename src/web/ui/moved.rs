//! The menu of links that moved for good: their new addresses as a list, as CSV or as a script, copied or saved.

use leptos::prelude::*;
use leptos::web_sys::Blob;

use super::copying::copy_written;
use super::menu;
use super::part::Part;
use super::state::State;
use crate::export::Format;
use crate::format::counted;
use crate::protocol::{Command, ExportScope};
use crate::result::mask::Secrets;

/// The menu; only where links moved for good.
pub(super) fn moved_menu(state: State) -> Part {
    let open = RwSignal::new(false);
    let is_saved = RwSignal::new(false);
    let moved = move || state.run.summary.with(|summary| summary.noted.moved);
    let menu = Part::of("moved-menu");
    // Of imported results the places are those in the imported file.
    menu.shown(move || moved() > 0 && !state.run.is_imported());
    menu::bind(&menu.part("menu"), open, move |panel| {
        panel.part("moved").text(move || {
            let links = counted(moved(), "link has moved", "links have moved");
            format!(
                "{links} for good: every redirect on the way is permanent (301 or 308), and its end works."
            )
        });
        panel.field("save").tick(move || is_saved.get(), move |is_on| is_saved.set(is_on));
        for format in Format::ALL.into_iter().filter(|format| format.spec().is_of_moved) {
            let spec = format.spec();
            let hook = format!("new-addresses-{}", spec.name);
            let (_, purpose) = menu::add_item(panel, &hook, spec.title, move || {
                open.set(false);
                state.run.copies.update_value(|copies| copies.push(!is_saved.get_untracked()));
                let (scope, secrets) = (ExportScope::All, Secrets::Masked);
                state.command(Command::Export { format, scope, secrets });
            });
            purpose.set_text(spec.purpose);
        }
    });
    menu
}

/// Whether the new addresses that came next are to be copied: they come in the order in which they were chosen.
pub(super) fn is_copied(state: State) -> bool {
    let first = |copies: &mut Vec<bool>| if copies.is_empty() { false } else { copies.remove(0) };
    state.run.copies.try_update_value(first).unwrap_or(false)
}

/// Copies the new addresses that the desk has written, or saves them where the browser does not let it.
pub(super) fn copy(state: State, name: String, content: Blob, masked: u32) {
    let hint = if masked > 0 { left_out(masked) } else { String::new() };
    copy_written(state, name, content, "The new addresses", hint);
}

/// Says that new addresses are saved.
pub(super) fn notify_saved(state: State, name: &str, masked: u32) {
    let is_script = name.strip_suffix("sh").is_some_and(|stem| stem.ends_with('.'));
    let run = if is_script { "Run it where the files are that you gave to Volley. " } else { "" };
    let left_out = if masked > 0 { left_out(masked) } else { String::new() };
    state.notifications.note(format!("Saved as {name}."), format!("{run}{left_out}"));
}

/// Says how many addresses are not among the new ones.
fn left_out(masked: u32) -> String {
    let addresses = counted(masked, "address holds", "addresses hold");
    format!("{addresses} a password or a token, and is left out.")
}
