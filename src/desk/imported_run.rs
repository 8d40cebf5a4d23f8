//! Shows imported results as a run.

use std::rc::Rc;

use super::Desk;
use super::runs::DeskRun;
use crate::ids::RunId;
use crate::input::list::LinkList;
use crate::result::table::ResultTable;
use crate::units::Millis;

impl Desk {
    /// Shows imported results as finished run `number`. The next Start runs what is in the form, not this.
    pub(super) fn show_as_run(
        &mut self,
        number: RunId,
        (list, results): (LinkList, ResultTable),
        took: Millis,
        now: Millis,
    ) {
        let list = Rc::new(list);
        let run = DeskRun::imported(number, &list, took, now);
        self.begin(run, list, results, now);
    }
}
