//! How much room the window gives: the widths at which the style sheets change the layout.

use leptos::prelude::window;

/// Whether input and table are side by side.
pub(super) fn has_two_columns() -> bool {
    is_at_least(901.0)
}

/// Whether the window is narrow as a phone: what is not needed at once is folded away.
pub(super) fn is_a_phones() -> bool {
    !is_at_least(601.0)
}

fn is_at_least(px: f64) -> bool {
    let width = window().inner_width().ok().and_then(|width| width.as_f64());
    width.is_none_or(|width| width >= px)
}
