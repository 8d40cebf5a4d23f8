//! Results of elsewhere in the place of a run.

use std::rc::Rc;

use super::{Chronicle, Current};
use crate::desk::{SharedDesk, reading, table};
use crate::input::list::LinkList;
use crate::protocol::{RunKind, RunNumber, RunPhase, RunStatus};
use crate::stats::throughput::Throughput;
use crate::units::Millis;

/// Results of elsewhere, which took so long, are shown as run number `number`, which is over.
pub(in crate::desk) fn show_imported(desk: &SharedDesk, number: RunNumber, list: LinkList, took: Millis) {
    let list = Rc::new(list);
    let given_away = {
        let mut this = desk.borrow_mut();
        // A run had the list of the form, and goes with it: it is read anew, for what comes next.
        let given_away = this.runs.list_of(this.readings.input).map(|_| this.readings.input);
        let now = this.clock.now();
        this.runs.pending = None;
        this.runs.list = Some(Rc::clone(&list));
        // The next Start runs what stands in the form, not this.
        this.runs.input = u32::MAX;
        this.runs.current = Some(Current {
            number,
            kind: RunKind::Real,
            unsent: None,
            status: RunStatus {
                phase: RunPhase::Done,
                in_flight: 0,
                elapsed: took,
                limit: 0,
                offline: false,
                asking: false,
                troubled: 0,
            },
            throughput: Throughput::starting_at(now),
            chronicle: Chronicle::of(&list),
            writes: false,
            is_imported: true,
            ended: list.targets().len(),
        });
        given_away
    };
    table::start_anew(desk, &list, None);
    if let Some(input) = given_away {
        reading::read(desk, input);
    }
}
