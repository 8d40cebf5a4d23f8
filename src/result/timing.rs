//! How long an attempt took, where the time went, and who says so.

use serde::{Deserialize, Serialize};

use crate::units::Millis;

/// Who measured an attempt's times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[repr(u8)]
pub enum Provenance {
    /// Nobody: it was never sent.
    #[default]
    None,
    /// The runner's own clock, around the fetch; the phases are hidden because the site did not allow them.
    Clock,
    /// The browser's Resource Timing, phases and all.
    Browser,
    /// The runner's own clock around a fetch that the practice server answered: there was no network, so no phase of it.
    Practice,
    /// A tool outside the browser, whose results were imported.
    Tool,
    /// An extension that may see the site: by Resource Timing where the browser shows it to the extension's worker, else by the
    /// runner's own clock.
    Extension,
    /// Nobody, and a visit says the status: see [`Transport`](crate::network::Transport).
    Visit,
    /// The runner's own clock, around a probe: until a server answered, whose answer the browser hides.
    Probe,
}

impl Provenance {
    /// The word for the column, the exports and the detail; empty for `None`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Clock => "clock",
            Self::Browser => "browser",
            Self::Practice => "practice",
            Self::Tool => "tool",
            Self::Extension => "extension",
            Self::Visit => "visit",
            Self::Probe => "probe",
        }
    }
}

/// One duration of a [`Timing`], in the order in which tables and rows keep them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[expect(missing_docs, reason = "the fields of `Timing`")]
pub enum Measure {
    Queue,
    Total,
    BrowserQueue,
    Redirect,
    Dns,
    Connect,
    Tls,
    Wait,
    Download,
}

impl Measure {
    /// How many there are.
    pub const COUNT: usize = Self::Download as usize + 1;
}

/// Where the time of one attempt went. A phase is `None` when it is hidden, and zero only when it was measured as such.
///
/// `browser_queue + redirect + dns + connect + tls + wait + download` is `total` up to the clock's step, where the
/// provenance is [`Provenance::Browser`]. Our own queue comes before it and is not part of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names of the phases say it")]
pub struct Timing {
    pub provenance: Provenance,
    /// From the run's start, the end of the attempt before, or the user's retry, until it went to the browser.
    pub queue: Option<Millis>,
    /// From then to the end of the answer.
    pub total: Option<Millis>,
    /// Waiting inside the browser for a connection.
    pub browser_queue: Option<Millis>,
    /// Following redirects, before the last request.
    pub redirect: Option<Millis>,
    pub dns: Option<Millis>,
    pub connect: Option<Millis>,
    pub tls: Option<Millis>,
    /// From the request sent to the final answer's headers.
    pub wait: Option<Millis>,
    /// From the headers to the end of the body.
    pub download: Option<Millis>,
}

impl Timing {
    /// The durations in the order of [`Measure`].
    pub(crate) const fn measures(&self) -> [Option<Millis>; Measure::COUNT] {
        [
            self.queue,
            self.total,
            self.browser_queue,
            self.redirect,
            self.dns,
            self.connect,
            self.tls,
            self.wait,
            self.download,
        ]
    }

    /// A timing of durations in the order of [`Measure`].
    pub const fn of(provenance: Provenance, measures: [Option<Millis>; Measure::COUNT]) -> Self {
        let [queue, total, browser_queue, redirect, dns, connect, tls, wait, download] = measures;
        Self { provenance, queue, total, browser_queue, redirect, dns, connect, tls, wait, download }
    }
}
