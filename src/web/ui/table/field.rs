//! The columns of the table on screen: those of a row, and the picture of where its time went.

use std::sync::Arc;

use crate::protocol::KeptThing;
use crate::result::column::{Column, ColumnSpec, Width};
use crate::settings::stored::StoredFields;
use crate::web::page::memory;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum ColumnField {
    Column(Column),
    TimeSplit,
}

/// What the table knows of a column.
#[derive(Clone, Copy, Debug)]
pub(super) struct FieldSpec {
    /// The name in test hooks and in the browser's storage.
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    /// The name outside of the heading.
    pub(super) long_title: &'static str,
    width: Width,
    /// Whether it is shown until the user chooses.
    is_usual: bool,
}

/// The columns that come first on screen.
const FIRST: [Column; 5] = [Column::Index, Column::Verdict, Column::Url, Column::Source, Column::TotalMs];

/// Of the kept columns.
const VERSION: u32 = 1;

impl ColumnField {
    /// All of them, in their order on screen: what a reader looks for first, then the others as they are exported.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        let others = Column::ALL.into_iter().filter(|column| !FIRST.contains(column));
        FIRST.into_iter().chain(others).flat_map(|column| {
            let picture = (column == Column::TotalMs).then_some(Self::TimeSplit);
            [Some(Self::Column(column)), picture].into_iter().flatten()
        })
    }

    pub(super) const fn spec(self) -> FieldSpec {
        match self {
            Self::Column(column) => {
                let ColumnSpec { title, long_title, width, is_usual, .. } = *column.spec();
                FieldSpec { name: column.name(), title, long_title, width, is_usual }
            }
            Self::TimeSplit => FieldSpec {
                name: "time-split",
                title: "Where the time went",
                long_title: "Where the time went",
                width: Width { min_px: 126, grow: 2 },
                is_usual: true,
            },
        }
    }

    /// The columns shown last time, else the usual ones.
    pub(super) fn remembered() -> Vec<Self> {
        let mut names = Vec::new();
        let read = |text: &str| {
            StoredFields::read(text, VERSION).map(|mut fields| fields.texts("columns", &mut names))
        };
        let _ = memory::recall(KeptThing::Columns, read);
        let known: Vec<Self> =
            Self::all().filter(|field| names.iter().any(|name| name == field.spec().name)).collect();
        if known.is_empty() { Self::usual() } else { known }
    }

    /// The columns that are shown until the user chooses.
    pub(super) fn usual() -> Vec<Self> {
        Self::all().filter(|field| field.spec().is_usual).collect()
    }

    pub(super) fn remember(fields: &[Self]) {
        let mut names = fields.iter().map(|field| field.spec().name.to_owned()).collect();
        let mut stored = StoredFields::write(VERSION);
        stored.texts("columns", &mut names);
        memory::remember(KeptThing::Columns, &stored.finish());
    }
}

/// A column with what its cells carry, made once and shared by all of them.
#[derive(Clone, Debug)]
pub(super) struct FieldView {
    pub(super) field: ColumnField,
    pub(super) hook: Arc<str>,
    pub(super) class: Arc<str>,
    pub(super) soft_class: Arc<str>,
}

impl FieldView {
    pub(super) fn of(field: ColumnField) -> Self {
        let name = field.spec().name;
        let number = match field {
            ColumnField::Column(column) if column.is_number() => " number",
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

/// Between two columns, and at both sides of a row, in pixels: as in `table.css`.
const GAP_PX: u16 = 16;
const SIDE_PX: u16 = 16;

/// The value of CSS `grid-template-columns` for these columns, and the least width of a row in pixels.
pub(super) fn template(fields: &[ColumnField]) -> (String, u32) {
    let tracks = fields.iter().map(|field| field.spec().width);
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
