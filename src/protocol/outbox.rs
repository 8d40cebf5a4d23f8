//! Queues messages for a worker that does not listen yet.

use super::{Command, CompareCommand, Control, RunCommand, ToolsControl, ToolsWork};
use crate::ids::RunId;

/// Most queued messages; more are dropped.
pub const MAX_QUEUED: usize = 1_000;

/// A kind of message whose latest replaces a queued one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as its message is")]
pub enum Topic {
    Text,
    Reading,
    Payload,
    Sources,
    Excerpt,
    Hidden,
    Order,
    Filter,
    Window,
    Detail,
    ComparePlan,
    CompareShow,
    Document,
    Limits(RunId),
    Access,
}

/// A message to a worker.
pub trait Message {
    /// Its topic; `None` if it replaces no other.
    fn topic(&self) -> Option<Topic>;
}

impl Message for Command {
    fn topic(&self) -> Option<Topic> {
        match self {
            Self::SetText { .. } => Some(Topic::Text),
            Self::SetReading { .. } => Some(Topic::Reading),
            Self::SetPayload { .. } => Some(Topic::Payload),
            Self::ShowSources { .. } => Some(Topic::Sources),
            Self::GetExcerpt { .. } => Some(Topic::Excerpt),
            Self::TabHidden { .. } => Some(Topic::Hidden),
            Self::SetOrder { .. } => Some(Topic::Order),
            Self::SetFilter { .. } => Some(Topic::Filter),
            Self::GetWindow { .. } => Some(Topic::Window),
            Self::GetDetail { .. } => Some(Topic::Detail),
            Self::Compare(CompareCommand::Plan { .. }) => Some(Topic::ComparePlan),
            _ => None,
        }
    }
}

impl Message for Control {
    fn topic(&self) -> Option<Topic> {
        match self {
            Self::Command { run, command: RunCommand::SetLimits(_), .. } => Some(Topic::Limits(*run)),
            Self::SetAccess { .. } => Some(Topic::Access),
            _ => None,
        }
    }
}

impl Message for ToolsWork {
    fn topic(&self) -> Option<Topic> {
        match self {
            Self::Document { .. } => Some(Topic::Document),
            Self::Plan(_) | Self::DropPlan => Some(Topic::ComparePlan),
            Self::Compare(CompareCommand::Show(_)) => Some(Topic::CompareShow),
            Self::Hidden(_) => Some(Topic::Hidden),
            _ => None,
        }
    }
}

impl Message for ToolsControl {
    fn topic(&self) -> Option<Topic> {
        None
    }
}

/// The messages to one worker, queued until it listens.
#[derive(Debug)]
pub struct Outbox<T> {
    state: State<T>,
}

#[derive(Debug)]
enum State<T> {
    Waiting(Vec<(Option<Topic>, T)>),
    Open,
    Closed,
}

impl<T> Default for Outbox<T> {
    fn default() -> Self {
        Self { state: State::Waiting(Vec::new()) }
    }
}

impl<T> Outbox<T> {
    /// Returns `message` if it can be sent at once; else queues it. Drops it if the worker is closed or the queue full.
    pub fn post(&mut self, topic: Option<Topic>, message: T) -> Option<T> {
        match &mut self.state {
            State::Open => return Some(message),
            State::Closed => {}
            State::Waiting(waiting) => {
                if topic.is_some() {
                    waiting.retain(|(other, _)| *other != topic);
                }
                if waiting.len() < MAX_QUEUED {
                    waiting.push((topic, message));
                }
            }
        }
        None
    }

    /// The worker listens: returns the queue.
    pub fn open(&mut self) -> Vec<T> {
        match core::mem::replace(&mut self.state, State::Open) {
            State::Waiting(waiting) => waiting.into_iter().map(|(_, message)| message).collect(),
            State::Open => Vec::new(),
            State::Closed => {
                self.state = State::Closed;
                Vec::new()
            }
        }
    }

    /// The worker is gone or will never listen: drops all messages.
    pub fn close(&mut self) {
        self.state = State::Closed;
    }

    /// Whether the worker listens.
    pub const fn is_open(&self) -> bool {
        matches!(self.state, State::Open)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::Generation;

    fn post(outbox: &mut Outbox<Command>, command: Command) -> Option<Command> {
        outbox.post(command.topic(), command)
    }

    fn text(input: u32) -> Command {
        Command::SetText { input, text: "https://a.test/\n".repeat(1_000) }
    }

    #[test]
    fn of_texts_that_wait_the_last_is_kept_and_comes_last() {
        let mut outbox = Outbox::default();
        for input in 1..=500 {
            post(&mut outbox, text(input));
        }
        post(&mut outbox, Command::RemoveSources { input: 501 });
        post(&mut outbox, text(502));
        // The desk takes the last number it gets for the input's.
        assert_eq!(outbox.open(), [Command::RemoveSources { input: 501 }, text(502)]);
        assert_eq!(post(&mut outbox, text(503)), Some(text(503)), "it listens");
    }

    #[test]
    fn limits_of_one_run_do_not_take_the_place_of_anothers() {
        let limits = crate::settings::Limits::default();
        let command = |run, command| Control::Command { run, generation: Generation(1), command };
        let mut outbox = Outbox::default();
        for control in [
            command(RunId(1), RunCommand::SetLimits(limits)),
            command(RunId(1), RunCommand::Pause),
            command(RunId(2), RunCommand::SetLimits(limits)),
            command(RunId(1), RunCommand::SetLimits(limits)),
        ] {
            outbox.post(control.topic(), control);
        }
        let left = [
            command(RunId(1), RunCommand::Pause),
            command(RunId(2), RunCommand::SetLimits(limits)),
            command(RunId(1), RunCommand::SetLimits(limits)),
        ];
        assert_eq!(outbox.open(), left);
    }

    #[test]
    fn nothing_waits_for_a_worker_that_never_comes() {
        let mut outbox = Outbox::default();
        post(&mut outbox, text(1));
        outbox.close();
        assert_eq!(post(&mut outbox, Command::RemoveSources { input: 2 }), None);
        assert_eq!(outbox.open(), []);
        assert!(!outbox.is_open());
    }

    #[test]
    fn no_more_than_a_bound_wait() {
        let mut outbox = Outbox::default();
        for input in 0..2 * u32::try_from(MAX_QUEUED).expect("a small number") {
            post(&mut outbox, Command::RemoveSources { input });
        }
        assert_eq!(outbox.open().len(), MAX_QUEUED);
    }
}
