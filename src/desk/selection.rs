//! The targets of the rows shown, as a list of their own, made a slice at a time.

use std::rc::Rc;

use super::Desk;
use crate::input::link::Asks;
use crate::input::list::LinkList;
use crate::result::bits::Bits;

/// Rows that are looked at in one step.
const ROWS_A_STEP: u32 = 10_000;

/// A list of the targets of some rows, in the order of the rows, each once.
#[derive(Debug)]
pub(super) enum Selection {
    /// All of this list, with its patterns.
    All(Rc<LinkList>),
    Some {
        list: Rc<LinkList>,
        rows: Rc<[u32]>,
        next: u32,
        seen: Bits,
        selected: LinkList,
    },
}

impl Selection {
    /// Selects from the next rows; returns the list when it is whole.
    pub(super) fn step(&mut self) -> Option<Rc<LinkList>> {
        let (list, rows, next, seen, selected) = match self {
            Self::All(list) => return Some(Rc::clone(list)),
            Self::Some { list, rows, next, seen, selected } => (list, rows, next, seen, selected),
        };
        let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let end = count.min(next.saturating_add(ROWS_A_STEP));
        let mut url = String::new();
        for &row in rows.get(*next as usize..end as usize).unwrap_or_default() {
            let Some(Asks::Target(target)) = list.asks(row) else { continue };
            if seen.has(target) {
                continue;
            }
            seen.set(target);
            url.clear();
            if list.targets().write_url(target, &mut url)
                && let Some(origin) = list.origin(target)
            {
                selected.add_target(&url, &origin.text);
            }
        }
        *next = end;
        (end == count).then(|| Rc::new(core::mem::take(selected)))
    }
}

impl Desk {
    /// The targets of the rows shown, as they are now: all of the list where nothing is filtered out.
    pub(super) fn select_shown(&self) -> Selection {
        let list = self.share_shown_list();
        match self.table.rows() {
            Some(rows) if rows.len() < list.links() as usize => Selection::Some {
                seen: Bits::new(list.targets().len()),
                selected: LinkList::default(),
                list,
                rows,
                next: 0,
            },
            _ => Selection::All(list),
        }
    }
}
