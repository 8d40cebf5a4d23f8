//! What stands in the columns of the table on screen: the columns of a row, and the picture of where its time went.

use std::sync::Arc;

use crate::page::memory;
use crate::result::column::Column;

/// One column on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Field {
    /// A value of the row.
    Column(Column),
    /// The bar of its time.
    TimeSplit,
}

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

const KEY: &str = "volley.columns";

impl Field {
    /// All of them, in their order on screen.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        Column::ALL.into_iter().flat_map(|column| {
            let picture = (column == Column::TotalMs).then_some(Self::TimeSplit);
            [Some(Self::Column(column)), picture].into_iter().flatten()
        })
    }

    /// Whether it is shown until the user chooses.
    const fn is_usual(self) -> bool {
        match self {
            Self::TimeSplit => true,
            Self::Column(column) => matches!(
                column,
                Column::Index
                    | Column::Url
                    | Column::Verdict
                    | Column::TotalMs
                    | Column::Bytes
                    | Column::Protocol
                    | Column::Source
            ),
        }
    }

    /// The name in test hooks and in the browser's storage.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Column(column) => column.name(),
            Self::TimeSplit => "time-split",
        }
    }

    /// The heading on screen.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Column(column) => column.title(),
            Self::TimeSplit => "Where the time went",
        }
    }

    /// What it is called where the heading alone would not tell.
    pub(super) const fn long_title(self) -> &'static str {
        match self {
            Self::Column(Column::Index) => "# (place in the list)",
            Self::Column(Column::TotalMs) => "Total time",
            Self::Column(Column::Provenance) => "Timed by",
            _ => self.title(),
        }
    }

    const fn track(self) -> Track {
        match self {
            Self::TimeSplit => Track { min_px: 132, grow: 2 },
            Self::Column(column) => match column {
                Column::Index => fixed(48),
                Column::Url => Track { min_px: 220, grow: 5 },
                Column::FinalUrl => Track { min_px: 220, grow: 3 },
                Column::Host => Track { min_px: 150, grow: 1 },
                Column::Verdict => fixed(156),
                Column::Status | Column::Bytes | Column::Protocol => fixed(64),
                Column::TotalMs => fixed(66),
                Column::DnsMs | Column::TlsMs | Column::WaitMs | Column::Attempts | Column::Provenance => {
                    fixed(72)
                }
                Column::ConnectMs | Column::DownloadMs | Column::QueueMs => fixed(84),
                Column::Redirected => fixed(86),
                Column::BrowserQueueMs => fixed(110),
                Column::Source => Track { min_px: 92, grow: 1 },
                Column::Type => fixed(140),
            },
        }
    }

    /// The columns shown last time, else the usual ones.
    pub(super) fn remembered() -> Vec<Self> {
        let names: Vec<String> = memory::recall(KEY).unwrap_or_default();
        let known: Vec<Self> =
            Self::all().filter(|field| names.iter().any(|name| name == field.name())).collect();
        if known.is_empty() { Self::usual() } else { known }
    }

    /// The columns that are shown until the user chooses.
    pub(super) fn usual() -> Vec<Self> {
        Self::all().filter(|field| field.is_usual()).collect()
    }

    /// Remembers which columns are shown.
    pub(super) fn remember(fields: &[Self]) {
        memory::remember(KEY, &fields.iter().map(|field| field.name()).collect::<Vec<_>>());
    }
}

/// The value of CSS `grid-template-columns` for these columns, and the least width of a row in pixels.
pub(super) fn template(fields: &[Field]) -> (String, u32) {
    let tracks = fields.iter().map(|field| field.track());
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

/// A column with what its cells carry, made once and shared by all of them.
#[derive(Clone, Debug)]
pub(super) struct FieldView {
    pub(super) field: Field,
    /// The test hook of its cells.
    pub(super) hook: Arc<str>,
    /// The classes of its cells.
    pub(super) class: Arc<str>,
    /// The classes of a cell that has no value.
    pub(super) soft_class: Arc<str>,
}

impl FieldView {
    pub(super) fn of(field: Field) -> Self {
        let name = field.name();
        let number = match field {
            Field::Column(column) if column.is_number() => " number",
            _ => "",
        };
        Self {
            field,
            hook: format!("cell-{name}").into(),
            class: format!("cell cell-{name}{number}").into(),
            soft_class: format!("cell cell-{name}{number} soft").into(),
        }
    }
}
