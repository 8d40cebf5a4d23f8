//! What the user may set for a run: validated values and the defaults, each a constant with its unit in its name.

use serde::{Deserialize, Serialize};

use crate::units::Millis;

/// Attempts in flight over all origins.
pub const DEFAULT_CONCURRENCY: u32 = 48;
/// Attempts in flight to one origin: what a browser itself opens to an HTTP/1.1 host, so that nothing waits unseen.
pub const DEFAULT_PER_ORIGIN: u32 = 6;
/// How long one attempt may take, in milliseconds.
pub const DEFAULT_TIMEOUT_MS: u32 = 10_000;
/// Further attempts after a failure that may pass.
pub const DEFAULT_RETRIES: u8 = 2;
/// Most of a body that is read, in bytes; past it the answer is cut and its size is unknown.
pub const DEFAULT_BODY_CAP_BYTES: u32 = 65_536;
/// Hard ceiling of attempts in flight: a browser refuses at about 1,350 in one process.
pub const MAX_CONCURRENCY: u32 = 1_000;
/// Longest timeout, in milliseconds: an hour.
pub const MAX_TIMEOUT_MS: u32 = 3_600_000;
/// Most further attempts.
pub const MAX_RETRIES: u8 = 10;
/// What an HTTP/1.1 origin is served by at once in every browser; above it a request may wait inside the browser.
pub const BROWSER_CONNECTIONS_PER_ORIGIN: u32 = 6;

/// How a target is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Method {
    /// The whole answer.
    #[default]
    Get,
    /// The headers only.
    Head,
}

impl Method {
    /// The method's name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
        }
    }
}

/// What is done with links that ask for the same request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Duplicates {
    /// One request for all of them.
    #[default]
    Once,
    /// A request each, for timing.
    Each,
}

/// The limits that may change while a run is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Attempts in flight over all origins, 1 to [`MAX_CONCURRENCY`].
    pub concurrency: u32,
    /// Attempts in flight to one origin, 1 to [`MAX_CONCURRENCY`].
    pub per_origin: u32,
    /// How long one attempt may take, 1 to [`MAX_TIMEOUT_MS`].
    pub timeout_ms: u32,
    /// Further attempts after a failure that may pass, at most [`MAX_RETRIES`].
    pub retries: u8,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            concurrency: DEFAULT_CONCURRENCY,
            per_origin: DEFAULT_PER_ORIGIN,
            timeout_ms: DEFAULT_TIMEOUT_MS,
            retries: DEFAULT_RETRIES,
        }
    }
}

impl Limits {
    /// The same limits, each brought into its range: what is run when a field holds too much or too little.
    #[must_use]
    pub fn clamped(self) -> Self {
        Self {
            concurrency: self.concurrency.clamp(1, MAX_CONCURRENCY),
            per_origin: self.per_origin.clamp(1, MAX_CONCURRENCY),
            timeout_ms: self.timeout_ms.clamp(1, MAX_TIMEOUT_MS),
            retries: self.retries.min(MAX_RETRIES),
        }
    }

    /// How long one attempt may take.
    pub fn timeout(&self) -> Millis {
        Millis::new(f64::from(self.timeout_ms))
    }
}

/// All that one run is done with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunSettings {
    /// The limits the run starts with.
    pub limits: Limits,
    /// How each target is asked.
    pub method: Method,
    /// What is done with identical targets.
    pub duplicates: Duplicates,
    /// Most of a body that is read, in bytes; `None` reads all of it.
    pub body_cap: Option<u32>,
}

impl Default for RunSettings {
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            method: Method::default(),
            duplicates: Duplicates::default(),
            body_cap: Some(DEFAULT_BODY_CAP_BYTES),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_brought_into_their_ranges() {
        let low = Limits { concurrency: 0, per_origin: 0, timeout_ms: 0, retries: 0 }.clamped();
        assert_eq!(low, Limits { concurrency: 1, per_origin: 1, timeout_ms: 1, retries: 0 });
        let high =
            Limits { concurrency: 9_999, per_origin: 9_999, timeout_ms: u32::MAX, retries: 200 }.clamped();
        assert_eq!(
            high,
            Limits {
                concurrency: MAX_CONCURRENCY,
                per_origin: MAX_CONCURRENCY,
                timeout_ms: MAX_TIMEOUT_MS,
                retries: MAX_RETRIES
            }
        );
    }
}
