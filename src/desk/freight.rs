//! What the requests of runs carry, as the user gave it last.

use super::{Desk, SharedDesk, announce};
use crate::input::list::LinkList;
use crate::request::{Freight, Write, headers};
use crate::wire::place::own_origin;

/// From now on requests carry these headers and this write.
pub(super) fn set(desk: &SharedDesk, text: &str, write: Option<Write>) {
    {
        let this = &mut *desk.borrow_mut();
        let (headers, problems) = headers::parse(text);
        this.freight = Freight { headers, write };
        this.header_problems = problems;
    }
    announce::reading(desk);
}

impl Desk {
    /// Requests that the browser will send of its own before ours, for the list as it is read.
    pub(super) fn preflights(&self, list: &LinkList) -> u32 {
        if self.freight.is_empty() {
            return 0;
        }
        let own = own_origin();
        let asked = (0..).zip(list.origins()).filter(|(_, origin)| {
            own.as_deref() != Some(&*origin.text) && self.freight.needs_preflight(origin.host())
        });
        asked.map(|(number, _)| list.targets_at(number)).fold(0, u32::saturating_add)
    }
}
