//! Orders the user's commands across channels.

use serde::{Deserialize, Serialize};

use super::RunCommand;
use crate::settings::Limits;

/// Numbers the user's commands for runs. Commands go straight to the runner, Start and Retry through the desk, which may be
/// busy: the runner compares the numbers, so that no older command undoes a newer one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Generation(pub u32);

impl Generation {
    /// The number after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

/// The newest commands of a run that a Retry could undo.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct NewestCommands {
    stop: Option<Generation>,
    pause: Option<(Generation, bool)>,
    limits: Option<(Generation, Limits)>,
    /// The newest retry that was refused.
    refused: Option<Generation>,
}

/// The commands newer than an admitted Retry.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Overtaken {
    /// Limits that replace the Retry's.
    pub limits: Option<Limits>,
    /// Whether to pause the run.
    pub is_paused: bool,
}

impl NewestCommands {
    /// Records a command.
    pub fn note(&mut self, generation: Generation, command: RunCommand) {
        match command {
            RunCommand::Stop => self.stop = self.stop.max(Some(generation)),
            RunCommand::Pause => self.pause = Some((generation, true)),
            RunCommand::Resume => self.pause = Some((generation, false)),
            RunCommand::SetLimits(limits) => self.limits = Some((generation, limits)),
            RunCommand::Recall | RunCommand::ResumeLane(_) | RunCommand::SkipLane(_) => {}
        }
    }

    /// Refuses the remaining messages of this Retry.
    pub fn refuse(&mut self, retry: Generation) {
        self.refused = self.refused.max(Some(retry));
    }

    /// Admits a Retry; returns the newer commands to keep. `None` after a newer Stop or a refused message of it.
    pub fn admit(&self, retry: Generation) -> Option<Overtaken> {
        if self.stop.is_some_and(|stop| stop > retry) || self.refused.is_some_and(|refused| refused >= retry)
        {
            return None;
        }
        let limits = self.limits.filter(|(generation, _)| *generation > retry);
        let pause = self.pause.filter(|(generation, _)| *generation > retry);
        Some(Overtaken {
            limits: limits.map(|(_, limits)| limits),
            is_paused: pause.is_some_and(|(_, is_paused)| is_paused),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_retry_pressed_before_stop_is_refused_and_one_pressed_after_it_is_not() {
        let mut commands = NewestCommands::default();
        commands.note(Generation(5), RunCommand::Stop);
        assert_eq!(commands.admit(Generation(4)), None);
        assert_eq!(commands.admit(Generation(6)), Some(Overtaken::default()));
    }

    #[test]
    fn of_a_retry_of_which_a_piece_was_refused_no_other_is_taken() {
        let mut commands = NewestCommands::default();
        commands.refuse(Generation(4));
        assert_eq!(commands.admit(Generation(4)), None);
        assert_eq!(commands.admit(Generation(5)), Some(Overtaken::default()));
    }

    #[test]
    fn a_newer_pause_and_newer_limits_outlive_an_older_retry() {
        let (mut commands, limits) =
            (NewestCommands::default(), Limits { concurrency: 3, ..Limits::default() });
        commands.note(Generation(3), RunCommand::SetLimits(limits));
        commands.note(Generation(4), RunCommand::Pause);
        assert_eq!(commands.admit(Generation(2)), Some(Overtaken { limits: Some(limits), is_paused: true }));
        assert_eq!(commands.admit(Generation(5)), Some(Overtaken::default()));
        commands.note(Generation(6), RunCommand::Resume);
        assert_eq!(commands.admit(Generation(5)), Some(Overtaken::default()));
    }
}
