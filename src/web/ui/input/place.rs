//! Where a link is, shown there: in its source, or in the text area.

use leptos::prelude::*;

use crate::input::link::LinkPlace;
use crate::web::ui::state::State;

impl State {
    /// Shows `place`: opens its source there, or puts the caret of the text area.
    pub(in crate::web::ui) fn show_place(self, place: LinkPlace) {
        let LinkPlace { source, line, column } = place;
        match source {
            Some(source) => self.view_source(source, Some((line, column))),
            None => go_to(self, line, column),
        }
    }
}

/// Puts the caret of the text area at `line:column`, both from 1, columns in Unicode scalar values.
fn go_to(state: State, line: u32, column: u32) {
    let Some(area) = state.list.area.get_untracked() else { return };
    let text = area.value();
    let (line, column) = (line.saturating_sub(1) as usize, column.saturating_sub(1) as usize);
    let units = |text: &str| text.encode_utf16().count();
    let before: usize = text.split('\n').take(line).map(|line| units(line) + 1).sum();
    let here = text.split('\n').nth(line).unwrap_or_default();
    let rest_at = here.char_indices().nth(column).map_or(here.len(), |(at, _)| at);
    let (start, end) = (before + units(&here[..rest_at]), before + units(here));
    let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(end)) else { return };
    // Neither can fail on a text area; if one did, the caret would stay where it is.
    let _ = area.focus();
    let _ = area.set_selection_range(start, end);
    let lines = i32::try_from(text.split('\n').count()).unwrap_or(i32::MAX).max(1);
    let line = i32::try_from(line).unwrap_or(i32::MAX);
    area.set_scroll_top(area.scroll_height() / lines * line - area.client_height() / 2);
}
