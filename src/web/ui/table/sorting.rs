//! The order in words.

use super::field::ColumnField;
use crate::result::column::SortKey;

/// The order in words, as it is read out: `Sorted by Total, descending, then by URL, ascending`.
pub(super) fn in_words(order: &[SortKey]) -> String {
    if order.is_empty() {
        return "In the order of the list".to_owned();
    }
    let keys: Vec<String> = order
        .iter()
        .map(|key| {
            let direction = if key.descending { "descending" } else { "ascending" };
            format!("by {}, {direction}", ColumnField::Column(key.column).long_title())
        })
        .collect();
    format!("Sorted {}", keys.join(", then "))
}
