//! Selects the targets of the links shown, as they were when requested, a slice at a time.

use std::rc::Rc;

use super::Desk;
use super::effect::ToolsTargets;
use crate::codegen::TargetPicker;
use crate::ids::LinkId;
use crate::input::list::LinkList;
use crate::result::groups::GroupId;

/// Rows of one step.
const ROWS_A_STEP: usize = 20_000;

/// A list, and the targets of the rows shown.
#[derive(Debug)]
pub(super) struct Selection {
    list: Rc<LinkList>,
    /// The rows, the next of them, and the targets so far; `None` for all of the list.
    picking: Option<(Rc<[LinkId]>, usize, TargetPicker)>,
}

impl Selection {
    /// Selects from the next rows; returns whether those were the last.
    pub(super) fn step(&mut self) -> bool {
        let Some((rows, next, picker)) = &mut self.picking else { return true };
        let end = rows.len().min(*next + ROWS_A_STEP);
        picker.pick(&self.list, rows.get(*next..end).unwrap_or_default());
        *next = end;
        end == rows.len()
    }

    /// The selected targets, and the number of their hosts.
    pub(super) fn into_targets(self) -> (ToolsTargets, u32) {
        let Self { list, picking } = self;
        let all = list.hosts();
        let (picked, hosts) = picking.map_or((None, all), |(_, _, picker)| picker.into_picked(&list));
        (ToolsTargets { list, picked }, hosts)
    }
}

impl Desk {
    /// The links shown, or those of a group, as they are now.
    pub(super) fn select_shown(&self, group: Option<GroupId>) -> Selection {
        let list = self.share_shown_list();
        let rows =
            group.map_or_else(|| self.table.rows(), |group| Some(self.table.view.rows_of(group).into()));
        let picking = rows.map(|rows| (rows, 0, TargetPicker::new(&list)));
        Selection { list, picking }
    }
}
