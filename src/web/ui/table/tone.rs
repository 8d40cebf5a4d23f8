//! The CSS class for the colour of a total; a sign always goes with it.

use crate::result::verdict::Total;

/// The class that gives a total its colour; that of what waits for `None`.
pub(in crate::web::ui) const fn tone(total: Option<Total>) -> &'static str {
    match total {
        None => "is-waiting",
        Some(Total::Working) => "is-ok",
        Some(Total::Broken) => "is-bad",
        Some(Total::Unverified) => "is-unsure",
        Some(Total::NotSent | Total::Cancelled | Total::Ignored) => "is-none",
    }
}
