//! Commands that reach a runner before the Work of their run: the page sends them straight, Work goes through the desk.

use super::{Generation, RunCommand};
use crate::ids::RunId;

/// Most that are kept, Stops apart.
const MAX_KEPT: usize = 64;

/// The early commands, oldest first. A slider sends limits without end, so of what replaces itself the newest alone is
/// kept; and a Stop, of which a run has one, is kept whatever else is there: a run that was stopped must not start.
#[derive(Debug, Default)]
pub struct EarlyCommands(Vec<(RunId, Generation, RunCommand)>);

impl EarlyCommands {
    /// Keeps a command; returns whether there was room.
    pub fn keep(&mut self, run: RunId, generation: Generation, command: RunCommand) -> bool {
        self.0.retain(|(its_run, _, earlier)| *its_run != run || !is_replaced(earlier, &command));
        let is_stop = command == RunCommand::Stop;
        let others = self.0.iter().filter(|(.., kept)| *kept != RunCommand::Stop).count();
        let has_room = is_stop || others < MAX_KEPT;
        if has_room {
            self.0.push((run, generation, command));
        }
        has_room
    }

    /// Takes those for `run` out, whose Work has come, from `generation` on. Those for runs before it are dropped: such a run
    /// will not come any more.
    pub fn take(&mut self, run: RunId, generation: Generation) -> Vec<(Generation, RunCommand)> {
        let commands = self.0.iter().filter(|(its_run, given, _)| *its_run == run && *given >= generation);
        let commands = commands.map(|(_, given, command)| (*given, *command)).collect();
        self.0.retain(|(its_run, ..)| *its_run > run);
        commands
    }
}

/// Whether `earlier` need not be known any more once `later` is.
fn is_replaced(earlier: &RunCommand, later: &RunCommand) -> bool {
    use RunCommand::{Pause, Resume, SetLimits, Stop};
    matches!((earlier, later), (SetLimits(_), SetLimits(_)) | (Pause | Resume, Pause | Resume) | (Stop, Stop))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::LaneId;
    use crate::settings::Limits;

    fn limits(concurrency: u32) -> RunCommand {
        RunCommand::SetLimits(Limits { concurrency, ..Limits::default() })
    }

    #[test]
    fn a_stop_after_any_number_of_others_is_kept() {
        let mut early = EarlyCommands::default();
        for number in 1..200 {
            assert!(early.keep(RunId(1), Generation(number), limits(number)));
        }
        // The same for what does not replace itself: there is an end to it, but not for a Stop.
        let kept = (0..200)
            .filter(|lane| early.keep(RunId(1), Generation(200), RunCommand::SkipLane(LaneId(*lane))));
        assert_eq!(kept.count(), MAX_KEPT - 1);
        assert!(early.keep(RunId(1), Generation(201), RunCommand::Stop));
        let commands = early.take(RunId(1), Generation(0));
        assert_eq!(commands.first(), Some(&(Generation(199), limits(199))));
        assert_eq!(commands.last(), Some(&(Generation(201), RunCommand::Stop)));
        assert_eq!(early.take(RunId(1), Generation(0)), []);
    }

    #[test]
    fn of_limits_and_pauses_the_newest_of_each_run_is_kept() {
        let mut early = EarlyCommands::default();
        let given = [
            (1, RunCommand::Pause),
            (1, limits(3)),
            (2, limits(5)),
            (1, RunCommand::Resume),
            (1, limits(4)),
            (1, RunCommand::Pause),
        ];
        for (run, command) in given {
            assert!(early.keep(RunId(run), Generation(7), command));
        }
        let of = |commands: Vec<(Generation, RunCommand)>| -> Vec<_> {
            commands.into_iter().map(|(_, command)| command).collect()
        };
        assert_eq!(of(early.take(RunId(1), Generation(7))), [limits(4), RunCommand::Pause]);
        assert_eq!(of(early.take(RunId(2), Generation(7))), [limits(5)]);
    }

    #[test]
    fn what_is_older_than_its_run_or_of_a_run_before_is_dropped() {
        let mut early = EarlyCommands::default();
        for (run, generation) in [(1, 1), (2, 2), (3, 5)] {
            early.keep(RunId(run), Generation(generation), RunCommand::Stop);
        }
        assert_eq!(early.take(RunId(2), Generation(3)), []);
        assert_eq!(early.take(RunId(1), Generation(0)), []);
        assert_eq!(early.take(RunId(3), Generation(5)), [(Generation(5), RunCommand::Stop)]);
    }
}
