//! How often each key has been asked for.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// How often each key has been asked for.
#[derive(Debug, Default)]
pub(crate) struct Tallies(Mutex<HashMap<String, u64>>);

impl Tallies {
    /// Returns how often the key had been counted before, and counts it.
    pub(crate) fn count(&self, key: String) -> u64 {
        let mut tallies = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let tally = tallies.entry(key).or_default();
        *tally += 1;
        *tally - 1
    }
}
