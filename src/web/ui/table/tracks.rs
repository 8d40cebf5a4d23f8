//! How wide the columns are.

use super::field::ColumnField;
use crate::result::column::Width;

/// Between two columns, and at both sides of a row, in pixels: as in `table.css`.
const GAP_PX: u16 = 12;
const SIDE_PX: u16 = 12;

/// The value of CSS `grid-template-columns` for these columns, and the least width of a row in pixels.
pub(super) fn template(fields: &[ColumnField]) -> (String, u32) {
    let tracks = fields.iter().map(|field| field.width());
    let gaps = u32::try_from(fields.len().saturating_sub(1)).unwrap_or_default();
    let least = tracks.clone().map(|track| u32::from(track.min_px)).sum::<u32>()
        + gaps * u32::from(GAP_PX)
        + 2 * u32::from(SIDE_PX);
    let css: Vec<String> = tracks
        .map(|Width { min_px, grow }| match grow {
            0 => format!("{min_px}px"),
            _ => format!("minmax({min_px}px, {grow}fr)"),
        })
        .collect();
    (css.join(" "), least)
}
