//! Lines with a fixed number of places, one a path.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Semaphore;

/// Lines with a fixed number of places, one a name.
#[derive(Debug, Default)]
pub(crate) struct Queues(Mutex<HashMap<String, Arc<Semaphore>>>);

impl Queues {
    /// Returns the line of that name. Its number of places is what the first caller says.
    pub(crate) fn line(&self, name: &str, places: usize) -> Arc<Semaphore> {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let empty = || Arc::new(Semaphore::new(places));
        Arc::clone(lines.entry(name.to_owned()).or_insert_with(empty))
    }
}
