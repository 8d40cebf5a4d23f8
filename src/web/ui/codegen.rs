//! The list exported as code for other tools, and results imported from them.
//!
//! # Test hooks
//! `export-code` opens `code-dialog` with `code-tool` (a select of numbers), `code-run` (the command), `code-text`,
//! `code-copy`, `code-download`, `code-zip`, `code-close`. `import`, next to the other file inputs, takes results;
//! `importing` shows how far a long file of them is read, and `cancel-import` drops it.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::controls::{button, close, open_when_mounted};
use super::state::State;
use crate::format::counted;
use crate::protocol::{CodegenCommand, Command, ImportSummary};
use crate::web::page;

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
    open_when_mounted(dialog);
    let code = state.code;
    let copy = move |_| {
        let (text, is_whole) = code.with_untracked(|code| (code.text.clone(), code.files.len() == 1));
        spawn_local(async move {
            said.set(if page::copy(&text).await {
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
                "The links shown, after filter and chips, with the numbers in the form, as a script of its own. It holds links and headers as you gave them, secrets too. What it prints can be imported: drop it on this page, or choose it by Results, next to Files."
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
                {button("button", "code-download", "Download", None, move || save(state, false))}
                {button("button", "code-zip", "All as zip", None, move || save(state, true))}
                {button("button", "code-close", "Close", None, move || close(dialog))}
            </div>
        </dialog>
    }
}

/// Reports what was imported; its rows become a run.
pub(super) fn take(state: State, imported: ImportSummary) {
    let ImportSummary { file, links, row, problems: (first, more) } = imported;
    if links > 0 && !state.show_imported() {
        return;
    }
    let (what, hint) = match links {
        0 => ("its figures".to_owned(), "They are a row in Compare."),
        links => (counted(links, "link", "links"), "They are the rows shown, and a row in Compare."),
    };
    let tool =
        if file.starts_with(row.trim_end_matches('…')) { String::new() } else { format!(" ({row})") };
    let message = format!("Imported {what} from “{file}”{tool}");
    if first.is_empty() {
        state.notifications.note(format!("{message}."), hint);
    } else {
        let more = if more > 0 { format!(" And {more} more.") } else { String::new() };
        let hint = format!("{}.{more}", first.join("; "));
        state.notifications.trouble(format!("{message}, but not all of it could be read."), hint);
    }
}
