//! Selects the targets of links, as they were when requested, a slice at a time.

use std::rc::Rc;

use super::Desk;
use super::effect::ToolsTargets;
use crate::codegen::TargetPicker;
use crate::ids::LinkId;
use crate::input::list::LinkList;
use crate::protocol::CodeScope;
use crate::result::verdict::Total;

/// Rows of one step.
const ROWS_A_STEP: usize = 20_000;

/// A list, and the targets of some of its rows.
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
    /// The rows whose verdict counts as not verified, in the list's order.
    pub(super) fn rows_not_verified(&self, list: &LinkList) -> Rc<[LinkId]> {
        let results = self.table.results();
        let is_unverified =
            |target| results.verdict(target).is_some_and(|of| of.total() == Total::Unverified);
        let rows = LinkId(0).take(list.links());
        rows.filter(|&row| super::retry::target_of(list, row).is_some_and(is_unverified)).collect()
    }

    /// The links of `scope`, as they are now.
    pub(super) fn select(&self, scope: CodeScope) -> Selection {
        let list = self.share_shown_list();
        let rows = match scope {
            CodeScope::Shown => self.table.rows(),
            CodeScope::Group(group) => Some(self.table.view.rows_of(group).into()),
            CodeScope::Unverified => Some(self.rows_not_verified(&list)),
        };
        let picking = rows.map(|rows| (rows, 0, TargetPicker::new(&list)));
        Selection { list, picking }
    }
}
