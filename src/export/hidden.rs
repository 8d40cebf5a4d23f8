//! The reasons of all empty values of a row in one text.

use crate::format::append;
use crate::result::column::Column;
use crate::result::empty::Empty;
use crate::result::row::RowView;

/// The name of the column that holds the reasons.
pub(crate) const NAME: &str = "hidden";

/// Why `column` has no value, of what [`reasons`] wrote; `None` where it says nothing of it.
pub(crate) fn reason_of<'t>(text: &'t str, column: &str) -> Option<&'t str> {
    text.split("; ").find_map(|part| {
        let (columns, reason) = part.split_once(": ")?;
        columns.split(", ").any(|name| name == column).then_some(reason)
    })
}

/// Why values of `row` are empty: `status, bytes: no visible answer; phases: not allowed by the site`.
pub(super) fn reasons(row: &RowView) -> String {
    let empties: Vec<(Column, Empty)> = Column::ALL
        .into_iter()
        .filter_map(|column| Empty::of(column, row).map(|empty| (column, empty)))
        // That there was no error, or no text, is nothing hidden.
        .filter(|&(_, empty)| !matches!(empty, Empty::NoError | Empty::Unnamed))
        .collect();
    // Phases are named together when one reason hides them all.
    let mut phases = Column::ALL.into_iter().filter(|column| column.is_phase());
    let first = phases.clone().next();
    let reason = empties.iter().find(|(column, _)| Some(*column) == first).map(|&(_, empty)| empty);
    let together = reason.is_some_and(|reason| phases.all(|phase| empties.contains(&(phase, reason))));
    let mut text = String::new();
    let mut written: Vec<Empty> = Vec::new();
    for &(_, reason) in &empties {
        if written.contains(&reason) {
            continue;
        }
        written.push(reason);
        let mut before = if text.is_empty() { "" } else { "; " };
        for &(column, _) in empties.iter().filter(|&&(_, of)| of == reason) {
            let name = match together && column.is_phase() {
                true if Some(column) != first => continue,
                true => "phases",
                false => column.name(),
            };
            text.push_str(before);
            text.push_str(name);
            before = ", ";
        }
        append(&mut text, format_args!(": {reason}"));
    }
    text
}
