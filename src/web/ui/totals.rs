//! The totals' names in test hooks.

use crate::result::verdict::Total;

/// The name of `total` in a test hook, as in the status bar's attributes.
pub(super) const fn hook(total: Total) -> &'static str {
    match total {
        Total::Working => "working",
        Total::Broken => "broken",
        Total::Unverified => "unverified",
        Total::NotSent => "not-sent",
        Total::Cancelled => "cancelled",
        Total::Ignored => "ignored",
    }
}
