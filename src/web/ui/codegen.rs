//! The list exported as code for other tools, and results imported from them.
//!
//! # Test hooks
//! `export-code` opens `code-dialog` with `code-tool` (a select of numbers), `code-run` (the command), `code-text`,
//! `code-copy`, `code-download`, `code-zip`, `code-close`. `import`, next to the other file inputs, takes results;
//! `importing` shows how far a long file of them is read, and `cancel-import` gives it up.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::notifications::{Notification, Severity};
use super::state::State;
use crate::format::counted;
use crate::protocol::{CodegenCommand, Command, ImportSummary};
use crate::web::page::clipboard;

/// The button that opens the dialog.
#[component]
pub(super) fn Codegen(state: State) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <button class="button" type="button" data-testid="export-code" aria-haspopup="dialog" on:click=move |_| {
            ask(state, state.code.with_untracked(|code| code.tool));
            open.set(true);
        }>
            "Export as code"
        </button>
        <Show when=move || open.get()><Panel state open/></Show>
    }
}

fn ask(state: State, tool: u32) {
    let settings = state.settings.values.get_untracked();
    state.command(Command::Codegen(CodegenCommand::Show { tool, settings }));
}

fn save(state: State, all: bool) {
    let tool = state.code.with_untracked(|code| (!all).then_some(code.tool));
    let settings = state.settings.values.get_untracked();
    state.command(Command::Codegen(CodegenCommand::Save { tool, settings }));
}

#[component]
fn Panel(state: State, open: RwSignal<bool>) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let said = RwSignal::new("");
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get() {
            // Fails only for a dialog that is open already, or not in the page: this one is new and in it.
            let _ = dialog.show_modal();
        }
    });
    let code = state.code;
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let copy = move |_| {
        let (text, is_whole) = code.with_untracked(|code| (code.text.clone(), code.files.len() == 1));
        spawn_local(async move {
            said.set(if clipboard::copy(&text).await {
                if is_whole { "Copied." } else { "Copied, the first of them alone: Download has all." }
            } else {
                "The browser does not let it be copied."
            });
        });
    };
    let options = move || {
        code.with(|code| {
            let option = |(number, (_, title)): (usize, &(String, String))| {
                let is_chosen = number == code.tool as usize;
                view! { <option value=number.to_string() selected=is_chosen>{title.clone()}</option> }
            };
            code.tools.iter().enumerate().map(option).collect_view()
        })
    };
    let button = |label: &'static str, hook: &'static str, press: Box<dyn FnMut()>| {
        let mut press = press;
        view! { <button class="button" type="button" data-testid=hook on:click=move |_| press()>{label}</button> }
    };
    view! {
        <dialog
            class="card dialog viewer code-dialog"
            data-testid="code-dialog"
            aria-labelledby="code-title"
            node_ref=dialog
            on:close=move |_| open.set(false)
        >
            <h2 id="code-title" tabindex="-1" autofocus>"Export as code"</h2>
            <p class="note">
                "The links shown, after filter and chips, with the numbers in the form, as a script of its own. It holds links and headers as you gave them, secrets too. What it prints comes back: drop it on this page, or choose it by Results, beside Files."
            </p>
            <p class="note unsure" hidden=move || !state.list.is_practice()>
                "These are practice links: nothing outside this page answers them."
            </p>
            <p class="code-tools">
                <label for="code-tool">"Tool"</label>
                <select id="code-tool" data-testid="code-tool" on:change=move |event| {
                    said.set("");
                    ask(state, event_target_value(&event).parse().unwrap_or_default());
                }>
                    {options}
                </select>
                <code data-testid="code-run">{move || code.with(|code| code.run.clone())}</code>
            </p>
            <pre class="code-text" data-testid="code-text" tabindex="0">{move || code.with(|code| code.text.clone())}</pre>
            <p class="note" role="status">
                {move || code.with(|code| {
                    let cut = if code.is_cut { "Only its beginning is shown: download it. " } else { "" };
                    format!("{cut}Files: {}. {}", code.files.join(", "), said.get())
                })}
            </p>
            <div class="dialog-actions">
                <button
                    class="button"
                    type="button"
                    data-testid="code-copy"
                    disabled=move || code.with(|code| code.is_cut)
                    on:click=copy
                >
                    "Copy"
                </button>
                {button("Download", "code-download", Box::new(move || save(state, false)))}
                {button("All as zip", "code-zip", Box::new(move || save(state, true)))}
                {button("Close", "code-close", Box::new(close))}
            </div>
        </dialog>
    }
}

/// Takes in what came back: its rows become a run.
pub(super) fn take(state: State, imported: ImportSummary) {
    let ImportSummary { file, links, row, problems: (first, more) } = imported;
    if links > 0 && !state.show_imported() {
        return;
    }
    let what = match links {
        0 => "its figures".to_owned(),
        links => counted(links, "link", "links"),
    };
    let (but, hint, severity) = if first.is_empty() {
        let hint = match links {
            0 => "They are a row in Compare.",
            _ => "They are the rows shown, and a row in Compare.",
        };
        ("", hint.to_owned(), Severity::Note)
    } else {
        let more = if more > 0 { format!(" And {more} more.") } else { String::new() };
        (", but not all of it could be read", format!("{}.{more}", first.join("; ")), Severity::Trouble)
    };
    let tool =
        if file.starts_with(row.trim_end_matches('…')) { String::new() } else { format!(" ({row})") };
    state.notifications.notify(Notification {
        message: format!("“{file}”{tool} brought {what} back{but}."),
        hint,
        severity,
    });
}
