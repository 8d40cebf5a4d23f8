//! Values by name, each made when its name is first used.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Values by name.
#[derive(Debug)]
pub(crate) struct Keyed<T>(Mutex<HashMap<String, T>>);

impl<T> Default for Keyed<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Keyed<T> {
    /// Returns what `act` returns of the value of that name, which `new` makes if there is none.
    pub(crate) fn with<R>(&self, name: &str, new: impl FnOnce() -> T, act: impl FnOnce(&mut T) -> R) -> R {
        let mut values = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        act(values.entry(name.to_owned()).or_insert_with(new))
    }
}
