//! The list exported as code for other tools, and results imported from them.
//!
//! # Test hooks
//! `export-code` opens `code-dialog` with `code-tool` (a select of numbers), `code-run` (the command), `code-text`,
//! `code-copy`, `code-download`, `code-zip`, `code-close`. `import`, next to the other file inputs, takes results;
//! `importing` shows how far a long file of them is read, and `cancel-import` drops it.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::controls;
use super::part::Part;
use super::state::State;
use crate::codegen::Tool;
use crate::format::counted;
use crate::protocol::{CodeScope, CodeView, CodegenCommand, Command, ImportSummary, MergeEnd};
use crate::web::page;

pub(super) fn codegen(state: State) -> Part {
    let is_open = state.is_code_open;
    let codegen = Part::of("codegen");
    codegen.on_press("open", move || open(state, CodeScope::Shown, None));
    codegen.when("dialog", move || is_open.get(), move |dialog| bind(dialog, state, is_open));
    codegen
}

/// Shows the code for the links of `scope`, for `tool` or the one shown last.
pub(super) fn open(state: State, scope: CodeScope, tool: Option<Tool>) {
    let tool = tool.map_or_else(|| state.code.with_untracked(|code| code.tool), |tool| tool as u32);
    // What was shown before may be of another list.
    state.code.set(CodeView { tool, ..CodeView::default() });
    state.code_of.set(scope);
    ask(state, tool);
    state.is_code_open.set(true);
}

/// Shows nothing of a script that could not be had: the message about it is on the page.
pub(super) fn close(state: State) {
    state.is_code_open.set(false);
}

fn ask(state: State, tool: u32) {
    let settings = state.settings.values.get_untracked();
    state.command(Command::Codegen(CodegenCommand::Show {
        tool,
        settings,
        scope: state.code_of.get_untracked(),
    }));
}

fn save(state: State, all: bool) {
    let tool = state.code.with_untracked(|code| (!all).then_some(code.tool));
    let settings = state.settings.values.get_untracked();
    state.command(Command::Codegen(CodegenCommand::Save {
        tool,
        settings,
        scope: state.code_of.get_untracked(),
    }));
}

fn bind(dialog: &Part, state: State, open: RwSignal<bool>) {
    let code = state.code;
    let said = RwSignal::new("");
    dialog.on(ev::close, move |_| open.set(false));
    dialog.part("practice").shown(move || state.list.is_practice());
    dialog.part("which").text(move || match state.code_of.get() {
        CodeScope::Group(_) => "The links of this section",
        CodeScope::Unverified => "The links that are not verified",
        CodeScope::Shown => "The links shown, after filter and tabs",
    });
    let tool = dialog.field("tool");
    tool.redraw(
        move || code.with(|code| (code.tool, code.tools.clone())),
        |tool, (chosen, tools)| {
            for (number, (_, title)) in tools.iter().enumerate() {
                tool.add("option", &[("value", &number.to_string())], title);
            }
            tool.set_value(&chosen.to_string());
        },
    );
    tool.on_change(move |number| {
        said.set("");
        ask(state, number.parse().unwrap_or_default());
    });
    dialog.part("run").text(move || code.with(|code| code.run.clone()));
    dialog.part("text").text(move || code.with(|code| code.text.clone()));
    dialog.part("said").text(move || {
        code.with(|code| {
            if code.files.is_empty() {
                return "Loading…".to_owned();
            }
            let cut = if code.is_cut { "Only its beginning is shown: download it. " } else { "" };
            format!("{cut}Files: {}. {}", code.files.join(", "), said.get())
        })
    });
    dialog.button("copy").flag("disabled", move || code.with(|code| code.is_cut || code.files.is_empty()));
    for action in ["download", "zip"] {
        dialog.button(action).flag("disabled", move || code.with(|code| code.files.is_empty()));
    }
    dialog.button("copy-run").flag("disabled", move || code.with(|code| code.run.is_empty()));
    let copy = move |text: String, words: &'static str| {
        spawn_local(async move {
            let is_copied = page::copy(&text).await;
            said.set(if is_copied { words } else { "The browser does not let it be copied." });
        });
    };
    dialog.on_press("copy-run", move || {
        copy(code.with_untracked(|code| code.run.clone()), "The command is copied.");
    });
    dialog.on_press("copy", move || {
        let (text, is_whole) = code.with_untracked(|code| (code.text.clone(), code.files.len() == 1));
        copy(text, if is_whole { "Copied." } else { "Copied, the first of them alone: Download has all." });
    });
    dialog.on_press("download", move || save(state, false));
    dialog.on_press("zip", move || save(state, true));
    controls::open_dialog(dialog);
}

/// Reports what was imported: its answers are in the rows shown, or its rows become a run.
pub(super) fn take(state: State, imported: ImportSummary) {
    match imported.merge.clone() {
        MergeEnd::Untried => show(state, &imported),
        MergeEnd::Merged { links, others } => {
            let links = counted(links, "link", "links");
            let message = format!("Answers for {links} merged from “{}”{}", imported.file, tool(&imported));
            let hint = match others {
                0 => "Each row keeps what was seen before.".to_owned(),
                others => format!(
                    "{} of the file are for no link that was not verified here.",
                    counted(others, "other answer", "other answers")
                ),
            };
            say(state, &imported, &message, &hint);
        }
        MergeEnd::Refused(why) => ask_to_show(state, imported, &why),
    }
}

/// Asks whether what could not be merged is to take the place of the rows shown.
fn ask_to_show(state: State, imported: ImportSummary, why: &str) {
    let import = imported.import;
    let drop = move || state.command(Command::Codegen(CodegenCommand::DropImported { import }));
    let told = format!("Nothing of “{}” was merged: {why}.", imported.file);
    if controls::is_dialog_open() {
        state.notifications.trouble(told, "Close what is open, and give the file again to see its rows.");
        return drop();
    }
    let is_shown = StoredValue::new_local(false);
    let bind = |dialog: &Part| {
        dialog.part("title").set_text(&format!("Show “{}” in place of these rows?", imported.file));
        dialog.part("why").set_text(&told);
        let asked = dialog.clone();
        dialog.on_press("show", move || {
            is_shown.set_value(true);
            show(state, &imported);
            controls::close_dialog(&asked);
        });
    };
    let closed = move || {
        if !is_shown.get_value() {
            drop();
        }
    };
    controls::show_dialog("show-imported", bind, closed);
}

/// Shows its rows as a run.
fn show(state: State, imported: &ImportSummary) {
    if imported.links > 0 && !state.show_imported(imported.import) {
        return;
    }
    let (what, hint) = match imported.links {
        0 => ("its figures".to_owned(), "They are a row in Compare."),
        links => (counted(links, "link", "links"), "They are the rows shown, and a row in Compare."),
    };
    let message = format!("Imported {what} from “{}”{}", imported.file, tool(imported));
    say(state, imported, &message, hint);
}

/// The tool, where the file is not named for it.
fn tool(imported: &ImportSummary) -> String {
    let ImportSummary { file, row, .. } = imported;
    if file.starts_with(row.trim_end_matches('…')) { String::new() } else { format!(" ({row})") }
}

fn say(state: State, imported: &ImportSummary, message: &str, hint: &str) {
    let (first, more) = &imported.problems;
    if first.is_empty() {
        state.notifications.note(format!("{message}."), hint);
    } else {
        let more = if *more > 0 { format!(" And {more} more.") } else { String::new() };
        let hint = format!("{}.{more}", first.join("; "));
        state.notifications.trouble(format!("{message}, but not all of it could be read."), hint);
    }
}
