//! What the user is told.

use super::Scheduler;
use crate::ids::LaneId;
use crate::schedule::action::Action;
use crate::schedule::hint::ServerHint;
use crate::schedule::lane::LaneTransition;
use crate::schedule::notice::Notice;
use crate::units::Millis;

impl Scheduler {
    pub(super) fn notify(&mut self, notice: Option<Notice>) {
        self.pending.extend(notice.map(Action::Notice));
    }

    pub(super) fn notify_of_lane(
        &mut self,
        lane: LaneId,
        transition: LaneTransition,
        hint: ServerHint,
        granted: Option<Millis>,
    ) {
        let slowed =
            transition.slowed.map(|(reason, closed_until)| Notice::LaneSlowed { lane, reason, closed_until });
        self.notify(slowed);
        self.notify(transition.hides.then_some(Notice::LaneHides { lane }));
        self.notify(transition.recovered.then_some(Notice::LaneRecovered { lane }));
        self.notify(transition.stopped.map(|failures| Notice::LaneStopped { lane, failures }));
        if let (true, Some(requested), Some(granted)) = (transition.closed, hint.wait, granted) {
            self.notify((requested > granted).then_some(Notice::HintCapped { lane, requested, granted }));
        }
    }
}
