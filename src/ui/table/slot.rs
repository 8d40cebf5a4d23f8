//! The pool of rows on screen: each slot has one signal, which says what row it shows.

use std::sync::Arc;

use leptos::prelude::*;

use crate::result::row::RowView;

/// What a slot shows.
#[derive(Clone, Debug, Default)]
pub(super) struct SlotView {
    /// The row's place in the table, from 0; `None` hides the slot.
    pub(super) position: Option<u32>,
    /// The row; `None` while it is on its way.
    pub(super) row: Option<Arc<RowView>>,
}

impl SlotView {
    fn is(&self, other: &Self) -> bool {
        let same_row = match (&self.row, &other.row) {
            (Some(row), Some(other)) => Arc::ptr_eq(row, other),
            (None, None) => true,
            _ => false,
        };
        self.position == other.position && same_row
    }
}

/// One slot of the pool.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    /// Its place on screen, from 0.
    pub(super) number: usize,
    /// What it shows. Outlives the event in which the pool grew, so it stands outside Leptos's arena.
    pub(super) view: ArcRwSignal<SlotView>,
}

impl Slot {
    fn new(number: usize) -> Self {
        Self { number, view: ArcRwSignal::default() }
    }

    /// Shows `view`, when that is another than it shows.
    pub(super) fn show(&self, view: SlotView) {
        if !self.view.read_untracked().is(&view) {
            self.view.set(view);
        }
    }
}

/// The element id of the row in a slot.
pub(super) fn row_id(number: usize) -> String {
    format!("row-slot-{number}")
}

/// Grows `pool` to `slots`; never shrinks it, for hiding is cheaper than making anew.
pub(super) fn grow(pool: RwSignal<Vec<Slot>>, slots: usize) {
    let have = pool.with_untracked(Vec::len);
    if have < slots {
        pool.update(|pool| pool.extend((have..slots).map(Slot::new)));
    }
}
