//! Tells a piece of long work whether it is still wanted.

use std::cell::Cell;
use std::rc::Rc;

/// One kind of long work, of which only the newest piece counts.
#[derive(Clone, Debug, Default)]
pub(super) struct Turn {
    newest: Rc<Cell<u32>>,
}

/// One piece of it.
#[derive(Clone, Debug)]
pub(super) struct Ticket {
    newest: Rc<Cell<u32>>,
    number: u32,
}

impl Turn {
    /// A new piece begins: all before it are no longer wanted.
    pub(super) fn take(&self) -> Ticket {
        let number = self.newest.get().wrapping_add(1);
        self.newest.set(number);
        Ticket { newest: Rc::clone(&self.newest), number }
    }
}

impl Ticket {
    /// Whether no newer piece has begun.
    pub(super) fn is_wanted(&self) -> bool {
        self.newest.get() == self.number
    }
}
