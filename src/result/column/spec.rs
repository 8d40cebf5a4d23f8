//! What one column is: how it is named, read, sorted, filtered, exported and laid out.

use core::fmt;
use std::borrow::Cow;

use serde::{Serialize, Serializer};

use super::Column;
use crate::result::row::RowView;
use crate::result::table::{NameColumn, ResultTable, TextColumn};
use crate::result::timing::Measure;
use crate::units::{Bytes, Millis};

/// Everything that depends on the column: a row of `COLUMNS`.
#[derive(Debug)]
pub struct ColumnSpec {
    pub(crate) column: Column,
    /// CSV header, test hook, saved setting; NDJSON keys have `_` for `-`.
    pub name: &'static str,
    /// The heading on screen.
    pub title: &'static str,
    /// The title where there is no table around it.
    pub long_title: &'static str,
    /// What its values are.
    pub kind: ColumnKind,
    pub(crate) read: Read,
    pub(crate) why_empty: WhyEmpty,
    pub(crate) stored: Stored,
    /// Further names in the filter box; `None` for a column that cannot be filtered by.
    pub(crate) filter: Option<&'static [&'static str]>,
    /// Its width on screen.
    pub width: Width,
    /// Whether it is shown until the user chooses columns.
    pub is_usual: bool,
}

/// What a column's values are, with their unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each says it")]
pub enum ColumnKind {
    Text,
    Verdict,
    Flag,
    Number,
    Bytes,
    Millis,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Read {
    Millis(Measure),
    Number(fn(&RowView) -> Option<u32>),
    Text(fn(&RowView) -> Option<&str>),
    Value(fn(&RowView) -> Option<CellValue<'_>>),
}

/// Where the values of all rows are kept. The sort and the filter read them here, not through a [`RowView`].
#[derive(Clone, Copy, Debug)]
pub(crate) enum Stored {
    /// The link's place in the list, which is the list's order.
    Place,
    Url,
    /// What the document calls the link: of the link, not of its target.
    Label,
    Host,
    Verdict,
    Millis(Measure),
    /// Numbers above `u32::MAX` sort as equal.
    Number(fn(&ResultTable, u32) -> Option<u64>),
    /// One of a few words. Sorted by the first four bytes alone, so they must differ there.
    Word(fn(&ResultTable, u32) -> Option<&'static str>),
    Name(NameColumn),
    Text(TextColumn),
}

impl Stored {
    pub(crate) const fn is_of_list(self) -> bool {
        matches!(self, Self::Place | Self::Url | Self::Label | Self::Host)
    }
}

/// What an empty cell means in a row that was answered, or measured by a tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WhyEmpty {
    /// The browser does not report it.
    NotReported,
    /// The browser reports it only where the site allows it, and where there is a network.
    NotAllowed,
    /// The answer did not name it.
    NotNamed,
    Size,
    /// There may be none because there was no redirect.
    Redirect,
    /// There may be none because there was no error.
    Error,
    /// A web page is never told it.
    ExtensionOnly,
    /// The same, and even an extension only where it was asked for.
    OnDemand,
    /// Its document has no name for it, answered or not.
    Unnamed,
}

/// The width of a column: a CSS grid track.
#[derive(Clone, Copy, Debug)]
pub struct Width {
    /// The least width in pixels.
    pub min_px: u16,
    /// Its share of the room that is left; 0 keeps it at `min_px`.
    pub grow: u8,
}

/// The value of one cell.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the variants are those of `ColumnKind`")]
pub enum CellValue<'a> {
    Number(u32),
    Bytes(Bytes),
    Millis(f32),
    Flag(bool),
    Text(Cow<'a, str>),
}

impl fmt::Display for CellValue<'_> {
    /// As the table shows it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Bytes(bytes) => write!(f, "{bytes}"),
            Self::Millis(ms) => write!(f, "{}", Millis::new(f64::from(*ms))),
            Self::Flag(flag) => f.write_str(if *flag { "yes" } else { "no" }),
            Self::Text(text) => f.write_str(text),
        }
    }
}

impl Serialize for CellValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => serializer.serialize_u32(*number),
            Self::Bytes(bytes) => serializer.serialize_u64(bytes.0),
            Self::Millis(ms) => serializer.serialize_f32(*ms),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

/// A column, its name and its title.
type Id = (Column, &'static str, &'static str);

impl ColumnSpec {
    const fn base((column, name, title): Id, kind: ColumnKind, stored: Stored, read: Read) -> Self {
        Self {
            column,
            name,
            title,
            long_title: title,
            kind,
            read,
            why_empty: WhyEmpty::NotReported,
            stored,
            filter: None,
            width: Width { min_px: 72, grow: 0 },
            is_usual: false,
        }
    }

    pub(super) const fn text(id: Id, stored: Stored, read: fn(&RowView) -> Option<&str>) -> Self {
        Self::base(id, ColumnKind::Text, stored, Read::Text(read))
    }

    pub(super) const fn number(id: Id, stored: Stored, read: fn(&RowView) -> Option<u32>) -> Self {
        Self::base(id, ColumnKind::Number, stored, Read::Number(read))
    }

    /// A duration. Its name ends in `-ms`, and the filter box knows it without that too.
    pub(super) const fn millis(id: Id, measure: Measure) -> Self {
        Self::base(id, ColumnKind::Millis, Stored::Millis(measure), Read::Millis(measure)).filter(&[])
    }

    /// A duration that the browser shows only where the site allows it.
    pub(super) const fn phase(id: Id, measure: Measure) -> Self {
        Self::millis(id, measure).why_empty(WhyEmpty::NotAllowed)
    }

    pub(super) const fn new(
        id: Id,
        kind: ColumnKind,
        stored: Stored,
        read: fn(&RowView) -> Option<CellValue<'_>>,
    ) -> Self {
        Self::base(id, kind, stored, Read::Value(read))
    }

    pub(super) const fn long_title(self, long_title: &'static str) -> Self {
        Self { long_title, ..self }
    }

    pub(super) const fn why_empty(self, why_empty: WhyEmpty) -> Self {
        Self { why_empty, ..self }
    }

    pub(super) const fn filter(self, aliases: &'static [&'static str]) -> Self {
        Self { filter: Some(aliases), ..self }
    }

    pub(super) const fn width(self, min_px: u16, grow: u8) -> Self {
        Self { width: Width { min_px, grow }, ..self }
    }

    pub(super) const fn usual(self) -> Self {
        Self { is_usual: true, ..self }
    }
}
