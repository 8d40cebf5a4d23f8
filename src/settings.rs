//! What the user may set for a run: validated values and the defaults, each a constant with its unit in its name.

mod allowance;
mod limits;
mod method;
mod preset;
mod rate;
pub mod stored;
mod typed;

use serde::{Deserialize, Serialize};

pub use allowance::FailureAllowance;
pub use limits::{
    BROWSER_CONNECTIONS_PER_ORIGIN, DEFAULT_CONCURRENCY, DEFAULT_PER_ORIGIN, DEFAULT_RETRIES,
    DEFAULT_RETRY_SHARE_PERCENT, DEFAULT_STOP_AFTER, DEFAULT_TIMEOUT_MS, Limits, MAX_CONCURRENCY,
    MAX_RETRIES, MAX_SPACING_MS, MAX_TIME_BUDGET_MS, MAX_TIMEOUT_MS, Strategy,
};
pub use method::{Method, Verb};
pub use preset::Preset;
pub use rate::{LONGEST_RATE_WINDOW_MS, MAX_RATE, Rate};
pub use typed::Typed;

use stored::{SetAside, StoredFields};

/// Most of a body that is read, in bytes; past it the answer is cut and its size is unknown.
pub const DEFAULT_BODY_CAP_BYTES: u32 = 65_536;

/// What is done with links that mean the same request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Duplicates {
    /// One request for all of them.
    #[default]
    Once,
    /// A request each, for timing.
    Each,
}

/// All that one run is done with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunSettings {
    /// The limits the run starts with.
    pub limits: Limits,
    /// How each target is requested.
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

/// Of the stored settings; another one for each change that an older reader would misread.
const VERSION: u32 = 1;

impl RunSettings {
    /// The text to be kept by the browser.
    pub fn to_json(mut self) -> String {
        let mut fields = StoredFields::write(VERSION);
        self.visit(&mut fields);
        fields.finish()
    }

    /// What was kept, each value brought into its range; the default for what is missing.
    ///
    /// # Errors
    /// When it was kept by another build.
    pub fn from_json(text: &str) -> Result<Self, SetAside> {
        let mut settings = Self::default();
        settings.visit(&mut StoredFields::read(text, VERSION)?);
        settings.limits = settings.limits.clamped();
        // The form has all or this much: any other number is none that a user chose, and zero would read no body at all.
        settings.body_cap = settings.body_cap.map(|_| DEFAULT_BODY_CAP_BYTES);
        Ok(settings)
    }

    fn visit(&mut self, fields: &mut StoredFields<'_>) {
        self.limits.visit(fields);
        fields.choice("method", &mut self.method, &Method::NAMES);
        fields.choice(
            "duplicates",
            &mut self.duplicates,
            &[(Duplicates::Once, "once"), (Duplicates::Each, "each")],
        );
        fields.limit("body_cap", &mut self.body_cap);
    }
}
