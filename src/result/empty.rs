//! Why a cell is empty: the one rule of the table, the exports and the detail. What was requested and is not visible is
//! *hidden*; what does not apply to the row is a dash; what is not there yet is blank.

use core::fmt;

use super::column::{Column, WhyEmpty};
use super::row::RowView;
use super::size::NoSize;
use super::timing::Provenance;
use super::verdict::Verdict;
use crate::units::Bytes;

/// Why a cell has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Empty {
    /// The target has no verdict yet.
    NotYet,
    /// There was no answer, as the verdict says.
    NotAnswered(Verdict),
    /// The site did not allow this page to see it.
    NotAllowed,
    /// The practice server answered, so there was no network that could take time.
    NoNetwork,
    /// The browser did not report it.
    NotReported,
    /// The tool that measured it did not report it.
    NotReportedByTool,
    /// The body was not read past this many bytes.
    OverCap(Bytes),
    /// The connection broke before the end.
    CutShort,
    /// The answer has no body.
    NoBody,
    /// The answer named none.
    NotNamed,
    /// No redirect was followed.
    NotRedirected,
    /// There was no error.
    NoError,
    /// Only an extension that may see the site is told it.
    ExtensionOnly,
    /// It is measured only while its column is shown.
    NotMeasured,
    /// A visit is broken off after its headers, which is no time or size to be compared.
    NotOfVisits,
    /// The document has no text for the link.
    Unnamed,
}

impl Empty {
    /// Why `row` has no value in `column`; `None` when it has one.
    pub fn of(column: Column, row: &RowView) -> Option<Self> {
        if column.value(row).is_some() {
            return None;
        }
        let why = column.spec().why_empty;
        Some(match row.verdict {
            _ if why == WhyEmpty::Unnamed => Self::Unnamed,
            None => Self::NotYet,
            Some(_) if row.provenance == Provenance::Tool => {
                Self::known(why, row).unwrap_or(Self::NotReportedByTool)
            }
            Some(Verdict::Http { .. } | Verdict::CutShort { .. }) => {
                Self::known(why, row).unwrap_or_else(|| Self::of_answered(why, row.provenance))
            }
            Some(verdict) => Self::NotAnswered(verdict),
        })
    }

    /// The reason that the row itself knows, whoever measured it.
    fn known(why: WhyEmpty, row: &RowView) -> Option<Self> {
        match (why, row.bytes) {
            (WhyEmpty::Redirect, _) if row.redirected == Some(false) => Some(Self::NotRedirected),
            (WhyEmpty::Error, _) if matches!(row.verdict, Some(Verdict::Http { .. })) => Some(Self::NoError),
            (WhyEmpty::Size, Err(NoSize::OverCap(cap))) => Some(Self::OverCap(cap)),
            (WhyEmpty::Size, Err(NoSize::CutShort)) => Some(Self::CutShort),
            (WhyEmpty::Size, Err(NoSize::Absent)) => Some(Self::NoBody),
            _ => None,
        }
    }

    const fn of_answered(why: WhyEmpty, provenance: Provenance) -> Self {
        match (why, provenance) {
            (_, Provenance::Visit) => Self::NotOfVisits,
            (WhyEmpty::NotNamed, _) => Self::NotNamed,
            (WhyEmpty::NotAllowed, Provenance::Clock) => Self::NotAllowed,
            (WhyEmpty::NotAllowed, Provenance::Practice) => Self::NoNetwork,
            (WhyEmpty::OnDemand, Provenance::Extension) => Self::NotMeasured,
            (WhyEmpty::ExtensionOnly, Provenance::Extension) => Self::NotReported,
            (WhyEmpty::OnDemand | WhyEmpty::ExtensionOnly, _)
            | (WhyEmpty::Redirect, Provenance::Clock | Provenance::Browser) => Self::ExtensionOnly,
            _ => Self::NotReported,
        }
    }

    /// What the cell shows in place of a value.
    pub const fn placeholder(self) -> &'static str {
        match self {
            Self::NotYet | Self::Unnamed => "",
            Self::NotAnswered(Verdict::NoVisibleAnswer | Verdict::AnsweredHidden)
            | Self::NotAllowed
            | Self::NotReported
            | Self::ExtensionOnly
            | Self::OverCap(_)
            | Self::CutShort => "hidden",
            Self::NotAnswered(_)
            | Self::NoError
            | Self::NoNetwork
            | Self::NotMeasured
            | Self::NotOfVisits
            | Self::NotReportedByTool
            | Self::NoBody
            | Self::NotNamed
            | Self::NotRedirected => "–",
        }
    }
}

impl fmt::Display for Empty {
    /// The reason in a few words, as the exports and the detail write it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotYet => f.write_str("not yet"),
            Self::NotAnswered(verdict) => f.write_str(&verdict.name().to_ascii_lowercase()),
            Self::NotAllowed => f.write_str("not allowed by the site"),
            Self::NoError => f.write_str("no error"),
            Self::NoNetwork => f.write_str("no network in practice"),
            Self::NotReported => f.write_str("not told by the browser"),
            Self::ExtensionOnly => f.write_str("told to the extension only"),
            Self::NotMeasured => f.write_str("measured only while its column is shown"),
            Self::NotOfVisits => f.write_str("not measured by a visit"),
            Self::NotReportedByTool => f.write_str("not told by the tool"),
            Self::OverCap(cap) => write!(f, "over {} bytes", cap.0),
            Self::CutShort => f.write_str("cut short"),
            Self::NoBody => f.write_str("no body"),
            Self::NotNamed => f.write_str("not named by the answer"),
            Self::NotRedirected => f.write_str("not redirected"),
            Self::Unnamed => f.write_str("no text"),
        }
    }
}
