//! What the desk wants done in the world: messages to post, files to read, files to make.

use std::collections::VecDeque;
use std::rc::Rc;

use crate::compare::export::ComparisonFormat;
use crate::compare::report::ComparisonReport;
use crate::input::list::LinkList;
use crate::protocol::{CompareEvent, Event, Work};

/// Bytes of a file that are read at once.
pub const PIECE_BYTES: u64 = 1_048_576;

/// Names a file that the user gave: whoever carries out effects keeps its content under this number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A file that the user gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileHandle {
    /// Its number.
    pub id: FileId,
    /// Its length in bytes.
    pub bytes: u64,
}

impl FileHandle {
    /// Number of pieces that it is read in.
    pub fn pieces(self) -> u32 {
        u32::try_from(self.bytes.div_ceil(PIECE_BYTES)).unwrap_or(u32::MAX)
    }
}

/// Names a connection to a runner. A runner that takes another's place has another number, so that nothing the old one
/// said last is taken for the new one's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RunnerId(pub u32);

/// Names a file that is being made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputId(pub u32);

/// What a [`Work::Start`] takes along: transferred buffers of the targets' parts and of the lanes' target numbers.
#[derive(Clone, Debug)]
pub struct TargetBuffers {
    /// The list whose targets they are.
    pub list: Rc<LinkList>,
    /// The lanes' target numbers.
    pub ids: Vec<u32>,
}

/// Names a piece that is being read: its answer carries it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ReadId(pub u32);

/// Something to be done.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Post to the page.
    Publish(Box<Event>),
    /// Post to a runner.
    Post {
        /// Which.
        to: RunnerId,
        /// What.
        work: Box<Work>,
        /// What goes along with [`Work::Start`].
        targets: Option<TargetBuffers>,
    },
    /// Read a piece of a file, all [`PIECE_BYTES`] of it that there are, and answer by
    /// [`Desk::handle_piece`](super::Desk::handle_piece).
    ReadPiece {
        /// Goes back with the answer.
        read: ReadId,
        /// Which file.
        file: FileHandle,
        /// Which piece, from 0.
        piece: u32,
    },
    /// This runner is gone.
    ForgetRunner(RunnerId),
    /// Nothing is read of this file any more.
    ForgetFile(FileId),
    /// Append to a file that is being made.
    Append {
        /// Which.
        output: OutputId,
        /// What.
        bytes: Vec<u8>,
    },
    /// A file is made: hand it to the page as [`Event::Exported`].
    Save {
        /// Which.
        output: OutputId,
        /// Its name.
        name: String,
        /// Its media type.
        mime: &'static str,
        /// Number of links whose addresses were masked in it.
        masked: u32,
    },
    /// A file cannot be made: what was appended to it is of no use.
    Discard(OutputId),
    /// Make a file of a comparison, and hand it to the page as [`Event::Exported`].
    SaveComparison {
        /// Its format.
        format: ComparisonFormat,
        /// What it shows.
        report: Box<ComparisonReport>,
    },
}

/// Effects that wait to be carried out, in their order.
#[derive(Debug, Default)]
pub(super) struct Effects {
    queue: VecDeque<Effect>,
    last_read: ReadId,
    last_output: u32,
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

    /// Tells the user what could not be done, and what to do.
    pub(super) fn trouble(&mut self, message: impl Into<String>, hint: &str) {
        self.publish(Event::Trouble { message: message.into(), hint: hint.to_owned() });
    }

    /// Tells the user of something done that may be unexpected, and what follows.
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

    /// A number for a file to be made.
    pub(super) fn new_output(&mut self) -> OutputId {
        self.last_output = self.last_output.wrapping_add(1);
        OutputId(self.last_output)
    }
}
