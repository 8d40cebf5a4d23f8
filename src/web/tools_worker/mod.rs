//! The tools' worker: carries out the effects of the [tools](crate::tools) and returns their results.

mod files;
mod shell;

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Uint8Array, Uint32Array};
use web_sys::MessagePort;

use crate::protocol::{BUILD, CompareCommand, Report, ToolsControl, ToolsNotice, ToolsWork};
use crate::tools::{ToolsAttached, ToolsBuffers};
use crate::web::ipc::link::Link;
use crate::web::ipc::message::Received;
use crate::web::ipc::worker::{last_words, report_panics};

use shell::{SharedToolsShell, ToolsShell, drive};

/// Starts the tools in the worker whose script loaded this wasm.
pub fn start() {
    report_panics();
    let Some(page) = Link::to_page() else { return };
    let to_page = page.clone();
    page.listen_for(move |ToolsControl::Connect, message| match message.attachment::<MessagePort>(0) {
        Some(port) => connect(to_page.clone(), &Link::Port(port)),
        None => last_words("no port to the desk"),
    });
    page.post_or_end(&ToolsNotice::Ready { build: BUILD.to_owned() });
}

fn connect(page: Link, desk: &Link) {
    let shell = Rc::new(RefCell::new(ToolsShell::new(page, desk.clone())));
    desk.listen_for(move |work: ToolsWork, message| {
        let attached = attached(&shell, &work, &message);
        drive(&shell, |tools, now| tools.handle_work(work, attached, now));
    });
}

/// What is attached to `work`.
fn attached(shell: &SharedToolsShell, work: &ToolsWork, message: &Received) -> ToolsAttached {
    match work {
        ToolsWork::Script { .. } | ToolsWork::Plan(_) => {
            let numbers = |at| message.attachment::<Uint32Array>(at).map(|numbers| numbers.to_vec());
            ToolsAttached::Buffers(ToolsBuffers {
                arena: message.attachment::<Uint8Array>(0).map(|bytes| bytes.to_vec()).unwrap_or_default(),
                ends: numbers(1).unwrap_or_default(),
                picked: numbers(2).unwrap_or_default(),
            })
        }
        ToolsWork::Compare(CompareCommand::Connect { .. }) => message
            .attachment::<MessagePort>(0)
            .map_or(ToolsAttached::Nothing, |port| connect_runner(shell, port)),
        _ => ToolsAttached::Nothing,
    }
}

fn connect_runner(shell: &SharedToolsShell, port: MessagePort) -> ToolsAttached {
    let runner = Link::Port(port);
    let id = shell.borrow_mut().keep_runner(runner.clone());
    let shell = Rc::clone(shell);
    runner.listen_for(move |report: Report, _| {
        drive(&shell, |tools, now| tools.handle_report(id, report, now));
    });
    ToolsAttached::Runner(id)
}
