//! How wide the columns are.

use super::field::ColumnField;
use crate::result::column::Column;

/// How wide a column is.
#[derive(Clone, Copy, Debug)]
struct Track {
    min_px: u16,
    /// Its part of the room that is left over; 0 keeps it at its least width.
    grow: u8,
}

const fn fixed(min_px: u16) -> Track {
    Track { min_px, grow: 0 }
}

/// Between two columns, and at both sides of a row, in pixels: as in `table.css`.
const GAP_PX: u16 = 12;
const SIDE_PX: u16 = 12;

/// The value of CSS `grid-template-columns` for these columns, and the least width of a row in pixels.
pub(super) fn template(fields: &[ColumnField]) -> (String, u32) {
    let tracks = fields.iter().map(|field| track(*field));
    let gaps = u32::try_from(fields.len().saturating_sub(1)).unwrap_or_default();
    let least = tracks.clone().map(|track| u32::from(track.min_px)).sum::<u32>()
        + gaps * u32::from(GAP_PX)
        + 2 * u32::from(SIDE_PX);
    let css: Vec<String> = tracks
        .map(|Track { min_px, grow }| match grow {
            0 => format!("{min_px}px"),
            _ => format!("minmax({min_px}px, {grow}fr)"),
        })
        .collect();
    (css.join(" "), least)
}

const fn track(field: ColumnField) -> Track {
    match field {
        ColumnField::TimeSplit => Track { min_px: 126, grow: 2 },
        ColumnField::Column(column) => match column {
            Column::Index => fixed(48),
            Column::Url => Track { min_px: 248, grow: 5 },
            Column::FinalUrl => Track { min_px: 220, grow: 3 },
            Column::Error => Track { min_px: 180, grow: 2 },
            Column::Host => Track { min_px: 150, grow: 1 },
            Column::Verdict => Track { min_px: 188, grow: 2 },
            Column::Status | Column::Bytes | Column::Protocol => fixed(60),
            Column::TotalMs => fixed(66),
            Column::DnsMs | Column::TlsMs | Column::WaitMs | Column::Attempts | Column::Provenance => {
                fixed(72)
            }
            Column::ConnectMs | Column::DownloadMs | Column::QueueMs => fixed(84),
            Column::Redirected => fixed(86),
            Column::BrowserQueueMs => fixed(110),
            Column::Source => Track { min_px: 76, grow: 2 },
            Column::Type => fixed(140),
        },
    }
}
