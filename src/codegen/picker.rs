//! The targets of the rows of a table, found a slice at a time.

use crate::ids::{LinkId, TargetId};
use crate::input::link::LinkKind;
use crate::input::list::LinkList;
use crate::result::bits::Bits;

/// The targets of rows of a list, in the order of the rows and each once.
#[derive(Clone, Debug)]
pub struct TargetPicker {
    taken: Bits,
    origins: Bits,
    picked: Vec<TargetId>,
    hosts: u32,
}

impl TargetPicker {
    /// None of the targets of `list`.
    pub fn new(list: &LinkList) -> Self {
        Self {
            taken: Bits::new(list.targets().len()),
            origins: Bits::new(u32::try_from(list.origins().len()).unwrap_or(u32::MAX)),
            picked: Vec::new(),
            hosts: 0,
        }
    }

    /// Picks the targets of `rows` (from 0) of the same list. Rows that cannot be sent have none.
    pub fn pick(&mut self, list: &LinkList, rows: &[LinkId]) {
        for &row in rows {
            let Some(LinkKind::Target(target)) = list.kind(row) else { continue };
            if self.taken.has(target.0) {
                continue;
            }
            self.taken.set(target.0);
            self.picked.push(target);
            if let Some(origin) = list.origin_of(target).filter(|&origin| !self.origins.has(origin)) {
                self.origins.set(origin);
                self.hosts += 1;
            }
        }
    }

    /// The targets picked from `list`, `None` where they are all in their own order; and the number of their hosts.
    pub fn into_picked(self, list: &LinkList) -> (Option<Vec<TargetId>>, u32) {
        let Self { picked, hosts, .. } = self;
        let is_whole = picked.len() == list.targets().len() as usize && picked.is_sorted();
        if is_whole { (None, list.hosts()) } else { (Some(picked), hosts) }
    }
}
