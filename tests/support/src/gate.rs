//! Gates that hold answers back until a test lets them go.

use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::keyed::Keyed;

/// One gate a key. A gate is shut at first.
#[derive(Debug, Default)]
pub(crate) struct Gates(Keyed<Arc<Semaphore>>);

impl Gates {
    /// Returns when the gate lets this one through, in the order of arrival.
    pub(crate) async fn pass(&self, key: &str) {
        let gate = self.gate(key);
        // An error means that the gate is open for good.
        if let Ok(permit) = gate.acquire().await {
            permit.forget();
        }
    }

    /// Lets `n` through: of those that wait, then of those that will come.
    pub(crate) fn release(&self, key: &str, n: usize) {
        self.gate(key).add_permits(n);
    }

    /// Opens the gate for good.
    pub(crate) fn release_all(&self, key: &str) {
        self.gate(key).close();
    }

    fn gate(&self, key: &str) -> Arc<Semaphore> {
        self.0.with(key, || Arc::new(Semaphore::new(0)), |gate| Arc::clone(gate))
    }
}
