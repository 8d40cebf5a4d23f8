//! The columns of the table as data: the table on screen, the exports, the sort, the filter and the import all read
//! `COLUMNS`. A new one is a variant of [`Column`] and a row there.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::row::RowView;
use super::table::{NameColumn, TextColumn};
use super::timing::Measure;
use crate::ids::TargetId;

mod spec;

pub use spec::{CellValue, ColumnKind, ColumnSpec, Width};
pub(crate) use spec::{Read, Stored, WhyEmpty};

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
    Hops,
    RedirectChain,
    ServerIp,
    LinkText,
}

/// All columns, in the order of the exports, which is that of the variants.
pub(crate) static COLUMNS: [ColumnSpec; 26] = {
    use Column as C;
    use ColumnSpec as Spec;
    use Stored as S;
    use WhyEmpty as Why;
    [
        Spec::number((C::Index, "index", "#"), S::Place, |row| Some(row.number.0))
            .long_title("# (place in the list)")
            .width(48, 0)
            .usual(),
        Spec::text((C::Url, "url", "URL"), S::Url, |row| Some(&row.url)).filter(&[]).width(248, 5).usual(),
        Spec::text((C::Host, "host", "Host"), S::Host, |row| given(&row.host)).filter(&[]).width(150, 1),
        Spec::new((C::Verdict, "verdict", "Verdict"), ColumnKind::Verdict, S::Verdict, |row| {
            Some(CellValue::Text(row.verdict?.to_string().into()))
        })
        .filter(&[])
        .width(104, 0)
        .usual(),
        Spec::number(
            (C::Status, "status", "Status"),
            S::Number(|table, target| table.status(TargetId(target)).map(u64::from)),
            |row| row.status.map(u32::from),
        )
        .filter(&[])
        .width(60, 0),
        Spec::millis((C::TotalMs, "total-ms", "Total"), Measure::Total)
            .long_title("Total time")
            .filter(&["time", "ms"])
            .width(66, 0)
            .usual(),
        Spec::millis((C::QueueMs, "queue-ms", "Our queue"), Measure::Queue).width(84, 0),
        Spec::phase((C::BrowserQueueMs, "browser-queue-ms", "Browser queue"), Measure::BrowserQueue)
            .width(110, 0),
        Spec::phase((C::DnsMs, "dns-ms", "DNS"), Measure::Dns),
        Spec::phase((C::ConnectMs, "connect-ms", "Connect"), Measure::Connect).width(84, 0),
        Spec::phase((C::TlsMs, "tls-ms", "TLS"), Measure::Tls),
        Spec::phase((C::WaitMs, "wait-ms", "Wait"), Measure::Wait),
        Spec::phase((C::DownloadMs, "download-ms", "Download"), Measure::Download).width(84, 0),
        Spec::new(
            (C::Bytes, "bytes", "Bytes"),
            ColumnKind::Bytes,
            S::Number(|table, target| table.bytes(TargetId(target)).ok().map(|bytes| bytes.0)),
            |row| row.bytes.ok().map(CellValue::Bytes),
        )
        .why_empty(Why::Size)
        .filter(&["size"])
        .width(60, 0)
        .usual(),
        Spec::text((C::Type, "type", "Type"), S::Name(NameColumn::Type), |row| row.content_type.as_deref())
            .why_empty(Why::NotNamed)
            .filter(&[])
            .width(140, 0),
        Spec::text((C::Protocol, "protocol", "Protocol"), S::Name(NameColumn::Protocol), |row| {
            row.protocol.as_deref()
        })
        .why_empty(Why::NotAllowed)
        .filter(&[])
        .width(60, 0)
        .usual(),
        Spec::number(
            (C::Attempts, "attempts", "Attempts"),
            S::Number(|table, target| table.attempts(TargetId(target)).map(u64::from)),
            |row| row.attempts.map(u32::from),
        )
        .filter(&[]),
        Spec::new(
            (C::Redirected, "redirected", "Redirected"),
            ColumnKind::Flag,
            S::Number(|table, target| table.redirected(TargetId(target)).map(u64::from)),
            |row| row.redirected.map(CellValue::Flag),
        )
        .width(86, 0),
        Spec::text((C::FinalUrl, "final-url", "Final URL"), S::Text(TextColumn::FinalUrl), |row| {
            row.final_url.as_deref()
        })
        .why_empty(Why::Redirect)
        .filter(&["final"])
        .width(220, 3),
        Spec::text((C::Source, "source", "Source"), S::Place, |row| Some(&row.source))
            .filter(&[])
            .width(76, 2)
            .usual(),
        Spec::text(
            (C::Provenance, "provenance", "Timed by"),
            S::Word(|table, target| given(table.provenance(TargetId(target)).name())),
            |row| given(row.provenance.name()),
        ),
        Spec::text((C::Error, "error", "Error"), S::Text(TextColumn::Error), |row| row.error.as_deref())
            .why_empty(Why::Error)
            .filter(&[])
            .width(180, 2),
        Spec::number(
            (C::Hops, "hops", "Hops"),
            S::Number(|table, target| table.hop_count(TargetId(target)).map(u64::from)),
            |row| row.hop_count,
        )
        .long_title("Hops (redirects followed)")
        .why_empty(Why::ExtensionOnly)
        .filter(&[])
        .width(60, 0),
        Spec::new(
            (C::RedirectChain, "redirect-chain", "Redirect chain"),
            ColumnKind::Text,
            S::Text(TextColumn::Hops),
            |row| {
                let chain = row.hops.as_deref()?.replace('\n', " → ");
                Some(CellValue::Text(chain.into()))
            },
        )
        .why_empty(Why::Redirect)
        .filter(&["chain"])
        .width(220, 3),
        Spec::text((C::ServerIp, "server-ip", "Server IP"), S::Text(TextColumn::ServerIp), |row| {
            row.server_ip.as_deref()
        })
        .long_title("Server IP (extension, slows a run)")
        .why_empty(Why::OnDemand)
        .filter(&["ip"])
        .width(120, 0),
        Spec::text((C::LinkText, "link-text", "Link text"), S::Label, |row| row.label.as_deref())
            .why_empty(Why::Unnamed)
            .filter(&["text"])
            .width(120, 2),
    ]
};

fn given(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
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

    /// All that depends on the column.
    pub const fn spec(self) -> &'static ColumnSpec {
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

    /// What kind its values are.
    pub const fn kind(self) -> ColumnKind {
        self.spec().kind
    }

    /// The value of `row`; `None` for an empty cell.
    pub fn value(self, row: &RowView) -> Option<CellValue<'_>> {
        match self.spec().read {
            Read::Millis(measure) => row.measured(measure).map(CellValue::Millis),
            Read::Number(read) => read(row).map(CellValue::Number),
            Read::Text(read) => read(row).map(|text| CellValue::Text(Cow::Borrowed(text))),
            Read::Value(read) => read(row),
        }
    }

    /// Whether the first click sorts it descending: largest number, worst verdict, redirected rows first. Text ascends.
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
