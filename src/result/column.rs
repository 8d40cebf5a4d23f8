//! The columns of the table: their names in hooks, exports and settings, and how each is sorted.

use serde::{Deserialize, Serialize};

/// One column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[repr(u8)]
#[expect(missing_docs, reason = "each variant is its column's name, explained by `title` and `meaning`")]
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

impl Column {
    /// All columns, in the order of the exports.
    pub const ALL: [Self; 22] = [
        Self::Index,
        Self::Url,
        Self::Host,
        Self::Verdict,
        Self::Status,
        Self::TotalMs,
        Self::QueueMs,
        Self::BrowserQueueMs,
        Self::DnsMs,
        Self::ConnectMs,
        Self::TlsMs,
        Self::WaitMs,
        Self::DownloadMs,
        Self::Bytes,
        Self::Type,
        Self::Protocol,
        Self::Attempts,
        Self::Redirected,
        Self::FinalUrl,
        Self::Source,
        Self::Provenance,
        Self::Error,
    ];

    /// The stable name: CSV header, test hook, saved setting. NDJSON keys have `_` for `-`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Index => "index",
            Self::Url => "url",
            Self::Host => "host",
            Self::Verdict => "verdict",
            Self::Status => "status",
            Self::TotalMs => "total-ms",
            Self::QueueMs => "queue-ms",
            Self::BrowserQueueMs => "browser-queue-ms",
            Self::DnsMs => "dns-ms",
            Self::ConnectMs => "connect-ms",
            Self::TlsMs => "tls-ms",
            Self::WaitMs => "wait-ms",
            Self::DownloadMs => "download-ms",
            Self::Bytes => "bytes",
            Self::Type => "type",
            Self::Protocol => "protocol",
            Self::Attempts => "attempts",
            Self::Redirected => "redirected",
            Self::FinalUrl => "final-url",
            Self::Source => "source",
            Self::Provenance => "provenance",
            Self::Error => "error",
        }
    }

    /// The column of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.name() == name)
    }

    /// The heading on screen.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Index => "#",
            Self::Url => "URL",
            Self::Host => "Host",
            Self::Verdict => "Verdict",
            Self::Status => "Status",
            Self::TotalMs => "Total",
            Self::QueueMs => "Our queue",
            Self::BrowserQueueMs => "Browser queue",
            Self::DnsMs => "DNS",
            Self::ConnectMs => "Connect",
            Self::TlsMs => "TLS",
            Self::WaitMs => "Wait",
            Self::DownloadMs => "Download",
            Self::Bytes => "Bytes",
            Self::Type => "Type",
            Self::Protocol => "Protocol",
            Self::Attempts => "Attempts",
            Self::Redirected => "Redirected",
            Self::FinalUrl => "Final URL",
            Self::Source => "Source",
            Self::Provenance => "Timed by",
            Self::Error => "Error",
        }
    }

    /// Whether its order falls at the first click: numbers from the largest, verdicts from the worst, what was led on
    /// before what was not. Text rises.
    pub const fn falls_first(self) -> bool {
        self.is_number() || matches!(self, Self::Verdict | Self::Redirected)
    }

    /// Whether its cells are numbers, set to the right.
    pub const fn is_number(self) -> bool {
        matches!(
            self,
            Self::Index
                | Self::Status
                | Self::TotalMs
                | Self::QueueMs
                | Self::BrowserQueueMs
                | Self::DnsMs
                | Self::ConnectMs
                | Self::TlsMs
                | Self::WaitMs
                | Self::DownloadMs
                | Self::Bytes
                | Self::Attempts
        )
    }
}

/// One key of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SortKey {
    /// By which column.
    pub column: Column,
    /// Whether the largest comes first. What is hidden comes last either way.
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
