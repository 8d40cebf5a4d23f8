//! The desk's effects: messages to post, files to read, files to make.
#![expect(missing_docs, reason = "fields are named for what they hold")]

use std::collections::VecDeque;
use std::rc::Rc;

use super::tools_link::ToolsLink;
use crate::ids::{RunnerId, TargetId};
use crate::input::list::LinkList;
use crate::protocol::{CompareEvent, Event, ToolsWork, Work};

/// Bytes of a file read at once.
pub const PIECE_BYTES: u64 = 1_048_576;

/// Names a file of the user; the driver keeps its content under this number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A file of the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileHandle {
    pub id: FileId,
    pub bytes: u64,
}

impl FileHandle {
    /// Number of pieces.
    pub fn pieces(self) -> u32 {
        u32::try_from(self.bytes.div_ceil(PIECE_BYTES)).unwrap_or(u32::MAX)
    }
}

/// Names a file being made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputId(pub u32);

/// The buffers attached to a [`Work::Start`].
#[derive(Clone, Debug)]
pub struct TargetBuffers {
    pub list: Rc<LinkList>,
    /// The lanes' target numbers.
    pub ids: Vec<TargetId>,
}

/// What is attached to a [`ToolsWork`].
#[derive(Clone, Debug)]
pub enum ToolsAttachment {
    Nothing,
    Targets(ToolsTargets),
    /// The port to a runner.
    Runner(RunnerId),
}

/// Targets attached to a [`ToolsWork::Script`] or a [`ToolsWork::Plan`].
#[derive(Clone, Debug)]
pub struct ToolsTargets {
    pub list: Rc<LinkList>,
    /// The targets picked, none twice; `None` for all in their own order.
    pub picked: Option<Vec<TargetId>>,
}

/// Names a piece being read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ReadId(pub u32);

/// Something for the driver to do.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Post to the page.
    Publish(Box<Event>),
    /// Post to a runner.
    Post {
        to: RunnerId,
        work: Box<Work>,
        /// Attached to [`Work::Start`].
        targets: Option<TargetBuffers>,
    },
    /// Post to the tools.
    PostToTools {
        work: Box<ToolsWork>,
        attached: ToolsAttachment,
    },
    /// Read up to [`PIECE_BYTES`] of a file and answer by [`Desk::handle_piece`](super::Desk::handle_piece).
    ReadPiece {
        read: ReadId,
        file: FileHandle,
        piece: u32,
    },
    ForgetRunner(RunnerId),
    /// This file is not read any more.
    ForgetFile(FileId),
    /// Append to a file being made.
    Append {
        output: OutputId,
        bytes: Vec<u8>,
    },
    /// Hand a finished file to the page as [`Event::Exported`].
    Save {
        output: OutputId,
        name: String,
        mime: &'static str,
        /// Links whose addresses were masked.
        masked: u32,
    },
    /// Drop a file that cannot be made.
    Discard(OutputId),
}

/// The queue of effects.
#[derive(Debug, Default)]
pub(super) struct Effects {
    queue: VecDeque<Effect>,
    last_read: ReadId,
    last_output: u32,
    pub(super) tools: ToolsLink,
}

impl Effects {
    pub(super) fn pop(&mut self) -> Option<Effect> {
        self.queue.pop_front()
    }

    pub(super) fn push(&mut self, effect: Effect) {
        self.queue.push_back(effect);
    }

    pub(super) fn publish(&mut self, event: Event) {
        self.push(Effect::Publish(Box::new(event)));
    }

    pub(super) fn publish_compare(&mut self, event: CompareEvent) {
        self.publish(Event::Compare(event));
    }

    /// Says what could not be done, and what to do.
    pub(super) fn trouble(&mut self, message: impl Into<String>, hint: &str) {
        self.publish(Event::Trouble { message: message.into(), hint: hint.to_owned() });
    }

    /// Notes something that the user may not expect, and what follows.
    pub(super) fn note(&mut self, message: impl Into<String>, hint: &str) {
        self.publish(Event::Note { message: message.into(), hint: hint.to_owned() });
    }

    pub(super) fn post(&mut self, to: RunnerId, work: Work) {
        self.push(Effect::Post { to, work: Box::new(work), targets: None });
    }

    /// Requests a piece of a file.
    pub(super) fn read(&mut self, file: FileHandle, piece: u32) -> ReadId {
        self.last_read = ReadId(self.last_read.0.wrapping_add(1));
        self.push(Effect::ReadPiece { read: self.last_read, file, piece });
        self.last_read
    }

    pub(super) fn new_output(&mut self) -> OutputId {
        self.last_output = self.last_output.wrapping_add(1);
        OutputId(self.last_output)
    }
}
