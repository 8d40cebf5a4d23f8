//! The columns of the table on screen: those of a row, and the picture of where its time went.

use std::sync::Arc;

use crate::result::column::{Column, Width};
use crate::settings::stored::StoredFields;
use crate::web::page::memory;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum ColumnField {
    /// A value of the row.
    Column(Column),
    /// The bar of its time.
    TimeSplit,
}

const KEY: &str = "volley.json.columns";
/// Of the kept columns.
const VERSION: u32 = 1;

impl ColumnField {
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
            Self::Column(column) => column.spec().is_usual,
        }
    }

    pub(super) const fn width(self) -> Width {
        match self {
            Self::TimeSplit => Width { min_px: 126, grow: 2 },
            Self::Column(column) => column.spec().width,
        }
    }

    /// The name in test hooks and in the browser's storage.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Column(column) => column.name(),
            Self::TimeSplit => "time-split",
        }
    }

    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Column(column) => column.spec().title,
            Self::TimeSplit => "Where the time went",
        }
    }

    /// Its name outside of the heading.
    pub(super) const fn long_title(self) -> &'static str {
        match self {
            Self::Column(column) => column.spec().long_title,
            Self::TimeSplit => self.title(),
        }
    }

    /// The columns shown last time, else the usual ones.
    pub(super) fn remembered() -> Vec<Self> {
        let mut names = Vec::new();
        let read = |text: &str| {
            StoredFields::read(text, VERSION).map(|mut fields| fields.texts("columns", &mut names))
        };
        let _ = memory::recall(KEY, read);
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
        let mut names = fields.iter().map(|field| field.name().to_owned()).collect();
        let mut stored = StoredFields::write(VERSION);
        stored.texts("columns", &mut names);
        memory::remember(KEY, &stored.finish());
    }
}

/// A column with what its cells carry, made once and shared by all of them.
#[derive(Clone, Debug)]
pub(super) struct FieldView {
    pub(super) field: ColumnField,
    /// The test hook of its cells.
    pub(super) hook: Arc<str>,
    /// The classes of its cells.
    pub(super) class: Arc<str>,
    /// The classes of a cell that has no value.
    pub(super) soft_class: Arc<str>,
}

impl FieldView {
    pub(super) fn of(field: ColumnField) -> Self {
        let name = field.name();
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
