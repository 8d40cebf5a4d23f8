//! The columns of the table as data: a new one is a variant of [`Column`] and a row of [`COLUMNS`].
//!
//! The table on screen, the exports, the sort, the filter and the import all read [`COLUMNS`].

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::row::RowView;
use super::table::{NameColumn, TextColumn};
use super::timing::Measure;

mod spec;

pub use spec::{CellValue, ColumnKind, Width};
pub(crate) use spec::{ColumnSpec, Stored, WhyEmpty};

/// One column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[repr(u8)]
#[expect(missing_docs, reason = "named as in `COLUMNS`")]
pub enum Column {
    Index,
    Url,
    Host,
    Verdict,
    Status,
    TotalMs,
    QueueMs,
    BrowserQueueMs,
    DnsMs,
    ConnectMs,
    TlsMs,
    WaitMs,
    DownloadMs,
    Bytes,
    Type,
    Protocol,
    Attempts,
    Redirected,
    FinalUrl,
    Source,
    Provenance,
    Error,
}

/// All columns, in the order of the exports.
pub(crate) static COLUMNS: [ColumnSpec; 22] = [
    ColumnSpec::new(Column::Index, "index", "#", Stored::Place, |_, row| Some(CellValue::Number(row.index)))
        .kind(ColumnKind::Number)
        .long_title("# (place in the list)")
        .width(48, 0)
        .usual(),
    ColumnSpec::new(Column::Url, "url", "URL", Stored::Url, |_, row| {
        Some(CellValue::Text(Cow::Borrowed(&row.url)))
    })
    .filter(&[])
    .width(248, 5)
    .usual(),
    ColumnSpec::new(Column::Host, "host", "Host", Stored::Host, |_, row| CellValue::text(&row.host))
        .filter(&[])
        .width(150, 1),
    ColumnSpec::new(Column::Verdict, "verdict", "Verdict", Stored::Verdict, |_, row| {
        Some(CellValue::Text(row.verdict?.to_string().into()))
    })
    .kind(ColumnKind::Verdict)
    .filter(&[])
    .width(188, 2)
    .usual(),
    ColumnSpec::new(
        Column::Status,
        "status",
        "Status",
        Stored::Number(|table, target| table.status(target).map(u64::from)),
        |_, row| row.status.map(|status| CellValue::Number(status.into())),
    )
    .kind(ColumnKind::Number)
    .filter(&[])
    .width(60, 0),
    ColumnSpec::millis(Column::TotalMs, "total-ms", "Total", Measure::Total)
        .long_title("Total time")
        .filter(&["time", "ms"])
        .width(66, 0)
        .usual(),
    ColumnSpec::millis(Column::QueueMs, "queue-ms", "Our queue", Measure::Queue).width(84, 0),
    ColumnSpec::millis(Column::BrowserQueueMs, "browser-queue-ms", "Browser queue", Measure::BrowserQueue)
        .why_empty(WhyEmpty::NotAllowed)
        .width(110, 0),
    ColumnSpec::millis(Column::DnsMs, "dns-ms", "DNS", Measure::Dns).why_empty(WhyEmpty::NotAllowed),
    ColumnSpec::millis(Column::ConnectMs, "connect-ms", "Connect", Measure::Connect)
        .why_empty(WhyEmpty::NotAllowed)
        .width(84, 0),
    ColumnSpec::millis(Column::TlsMs, "tls-ms", "TLS", Measure::Tls).why_empty(WhyEmpty::NotAllowed),
    ColumnSpec::millis(Column::WaitMs, "wait-ms", "Wait", Measure::Wait).why_empty(WhyEmpty::NotAllowed),
    ColumnSpec::millis(Column::DownloadMs, "download-ms", "Download", Measure::Download)
        .why_empty(WhyEmpty::NotAllowed)
        .width(84, 0),
    ColumnSpec::new(
        Column::Bytes,
        "bytes",
        "Bytes",
        Stored::Number(|table, target| table.bytes(target).ok().map(|bytes| bytes.0)),
        |_, row| row.bytes.ok().map(CellValue::Bytes),
    )
    .kind(ColumnKind::Bytes)
    .why_empty(WhyEmpty::Size)
    .filter(&["size"])
    .width(60, 0)
    .usual(),
    ColumnSpec::new(Column::Type, "type", "Type", Stored::Name(NameColumn::Type), |_, row| {
        optional(&row.content_type)
    })
    .why_empty(WhyEmpty::NotNamed)
    .filter(&[])
    .width(140, 0),
    ColumnSpec::new(
        Column::Protocol,
        "protocol",
        "Protocol",
        Stored::Name(NameColumn::Protocol),
        |_, row| optional(&row.protocol),
    )
    .why_empty(WhyEmpty::NotAllowed)
    .filter(&[])
    .width(60, 0)
    .usual(),
    ColumnSpec::new(
        Column::Attempts,
        "attempts",
        "Attempts",
        Stored::Number(|table, target| table.attempts(target).map(u64::from)),
        |_, row| row.attempts.map(|attempts| CellValue::Number(attempts.into())),
    )
    .kind(ColumnKind::Number)
    .filter(&[]),
    ColumnSpec::new(
        Column::Redirected,
        "redirected",
        "Redirected",
        Stored::Number(|table, target| table.redirected(target).map(u64::from)),
        |_, row| row.redirected.map(CellValue::Flag),
    )
    .kind(ColumnKind::Flag)
    .width(86, 0),
    ColumnSpec::new(
        Column::FinalUrl,
        "final-url",
        "Final URL",
        Stored::Text(TextColumn::FinalUrl),
        |_, row| optional(&row.final_url),
    )
    .why_empty(WhyEmpty::Redirect)
    .filter(&["final"])
    .width(220, 3),
    ColumnSpec::new(Column::Source, "source", "Source", Stored::Place, |_, row| {
        Some(CellValue::Text(Cow::Borrowed(&row.source)))
    })
    .filter(&[])
    .width(76, 2)
    .usual(),
    ColumnSpec::new(
        Column::Provenance,
        "provenance",
        "Timed by",
        Stored::Word(|table, target| Some(table.provenance(target).name()).filter(|name| !name.is_empty())),
        |_, row| CellValue::text(row.provenance.name()),
    ),
    ColumnSpec::new(Column::Error, "error", "Error", Stored::Text(TextColumn::Error), |_, row| {
        optional(&row.error)
    })
    .why_empty(WhyEmpty::Error)
    .filter(&[])
    .width(180, 2),
];

fn optional(text: &Option<String>) -> Option<CellValue<'_>> {
    text.as_deref().map(|text| CellValue::Text(Cow::Borrowed(text)))
}

impl Column {
    /// All columns, in the order of the exports.
    pub const ALL: [Self; COLUMNS.len()] = {
        let mut all = [Self::Index; COLUMNS.len()];
        let mut at = 0;
        while at < all.len() {
            all[at] = COLUMNS[at].column;
            assert!(all[at] as usize == at, "COLUMNS are in the order of the variants");
            at += 1;
        }
        all
    };

    pub(crate) const fn spec(self) -> &'static ColumnSpec {
        &COLUMNS[self as usize]
    }

    /// The stable name: CSV header, test hook, saved setting. NDJSON keys have `_` for `-`.
    pub const fn name(self) -> &'static str {
        self.spec().name
    }

    /// The column of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.name() == name)
    }

    /// The column that the filter box calls `name`, in lower case.
    pub(crate) fn filtered_by(name: &str) -> Option<Self> {
        let is_called = |spec: &&ColumnSpec| {
            spec.filter.is_some_and(|aliases| {
                let is_millis =
                    spec.kind == ColumnKind::Millis && spec.name.strip_suffix("-ms") == Some(name);
                spec.name == name || is_millis || aliases.contains(&name)
            })
        };
        COLUMNS.iter().find(is_called).map(|spec| spec.column)
    }

    /// The heading on screen.
    pub const fn title(self) -> &'static str {
        self.spec().title
    }

    /// The title where there is no table around it.
    pub const fn long_title(self) -> &'static str {
        self.spec().long_title
    }

    /// Its width on screen.
    pub const fn width(self) -> Width {
        self.spec().width
    }

    /// Whether it is shown until the user chooses columns.
    pub const fn is_usual(self) -> bool {
        self.spec().is_usual
    }

    /// What kind its values are.
    pub const fn kind(self) -> ColumnKind {
        self.spec().kind
    }

    /// The value of `row`; `None` for an empty cell.
    pub fn value(self, row: &RowView) -> Option<CellValue<'_>> {
        (self.spec().read)(self, row)
    }

    /// Whether the first click sorts it in descending order: the largest number, the worst verdict, redirected rows
    /// first. Text ascends.
    pub const fn falls_first(self) -> bool {
        !matches!(self.kind(), ColumnKind::Text)
    }

    /// Whether its cells are numbers, aligned right.
    pub const fn is_number(self) -> bool {
        matches!(self.kind(), ColumnKind::Number | ColumnKind::Bytes | ColumnKind::Millis)
    }

    /// Whether its values come from the list alone, so that results never change them.
    pub(crate) const fn is_of_list(self) -> bool {
        self.spec().stored.is_of_list()
    }

    /// Whether it is a phase that the browser shows only where the site allows it.
    pub(crate) fn is_phase(self) -> bool {
        self.kind() == ColumnKind::Millis && self.spec().why_empty == WhyEmpty::NotAllowed
    }
}

/// One key of a sort order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SortKey {
    /// The column to sort by.
    pub column: Column,
    /// Whether the largest comes first. Hidden values come last either way.
    pub descending: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_found_by_its_name() {
        for column in Column::ALL {
            assert_eq!(Column::named(column.name()), Some(column));
        }
        assert_eq!(Column::named("speed"), None);
    }
}
