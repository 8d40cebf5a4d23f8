//! The desk's worker: carries out the effects of the [desk](crate::desk) and returns their results.

mod files;
mod shell;

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Uint8Array;
use web_sys::{Blob, MessagePort};

use crate::desk::{Attached, Desk, Place};
use crate::idn;
use crate::protocol::{BUILD, Command, CompareCommand, Event, Report, ToolsReport};
use crate::web::ipc::host_names;
use crate::web::ipc::link::Link;
use crate::web::ipc::message::Received;
use crate::web::ipc::place;
use crate::web::ipc::worker::{last_words, report_panics};

use shell::{SharedShell, Shell};

/// Starts the desk in the worker whose script loaded this wasm.
pub fn start() {
    report_panics();
    idn::use_rules(host_names::to_ascii);
    let Some(page) = Link::to_page() else { return };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "any number will do")]
    let seed = (js_sys::Math::random() * f64::from(u32::MAX)) as u64;
    let shell = Rc::new(RefCell::new(Shell::new(page.clone(), Desk::new(here(), seed))));
    page.listen_for(move |command, message| handle_command(&shell, command, &message));
    page.post_or_end(&Event::Ready { build: BUILD.to_owned() });
}

fn here() -> Place {
    Place {
        own_origin: place::own_origin().unwrap_or_default(),
        practice_folder: place::practice_folder().unwrap_or_default(),
        // A worker's script has the page's scheme.
        https: place::worker_script().is_some_and(|script| script.starts_with("https:")),
    }
}

fn handle_command(shell: &SharedShell, command: Command, message: &Received) {
    let attached = match &command {
        Command::AddSources { names, .. } => {
            let count = u32::try_from(names.len()).unwrap_or(u32::MAX);
            let mut this = shell.borrow_mut();
            let keep = |at| message.attachment::<Blob>(at).map(|blob| this.files.keep(blob));
            Attached::Files((0..count).map(keep).collect())
        }
        Command::Import { .. } => {
            let file = message.attachment::<Blob>(0).map(|blob| shell.borrow_mut().files.keep(blob));
            Attached::Files(vec![file])
        }
        Command::Connect { .. } | Command::Compare(CompareCommand::Connect { .. }) => {
            let Some(port) = message.attachment::<MessagePort>(0) else {
                return last_words("no port to a runner");
            };
            match command {
                Command::Connect { .. } => connect(shell, port),
                _ => Attached::Runner(shell.borrow_mut().keep_passing(port)),
            }
        }
        Command::ConnectTools => {
            let Some(port) = message.attachment::<MessagePort>(0) else {
                return last_words("no port to the tools");
            };
            connect_tools(shell, &Link::Port(port));
            Attached::Nothing
        }
        Command::DisconnectTools => {
            shell.borrow_mut().lose_tools();
            Attached::Nothing
        }
        _ => Attached::Nothing,
    };
    shell::drive(shell, |desk, now| desk.handle_command(command, attached, now));
}

fn connect(shell: &SharedShell, port: MessagePort) -> Attached {
    let runner = Link::Port(port);
    let id = shell.borrow_mut().keep_runner(runner.clone());
    let shell = Rc::clone(shell);
    runner.listen_for(move |report: Report, _| {
        shell::drive(&shell, |desk, now| desk.handle_report(id, report, now));
    });
    Attached::Runner(id)
}

fn connect_tools(shell: &SharedShell, tools: &Link) {
    let number = shell.borrow_mut().keep_tools(tools.clone());
    let shell = Rc::clone(shell);
    tools.listen_for(move |report: ToolsReport, message| {
        if !shell.borrow().has_tools(number) {
            // What comes late of tools that were lost is not what the new ones say.
            return;
        }
        let bytes = message.attachment::<Uint8Array>(0).map(|bytes| bytes.to_vec()).unwrap_or_default();
        shell::drive(&shell, |desk, _| desk.handle_tools(report, bytes));
    });
}
