//! How long windows of the table wait for their rows while the page does something else.

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::figure::{Bar, Figure};
use crate::stage::Stage;
use crate::statistics::{median, quantile};
use crate::turns::Timed;

/// The longest that a window may wait.
const MOST_MS: f64 = 100.0;

/// What was done while the table was jumped about in: how long it took, its cost, and the windows' waits.
#[derive(Clone, Debug, Default)]
pub(crate) struct Windows {
    pub(crate) timed: Timed,
    waits: Vec<f64>,
}

impl Windows {
    /// Has the driver do `order`, jumping about the table until it is done.
    pub(crate) async fn take(&mut self, stage: &Stage, order: &Value) -> Result<(), Failure> {
        let answer = stage.ask(&json!({ "do": "windows", "during": order })).await?;
        self.timed.take(&answer)?;
        self.waits.extend(answer["waits"].as_array().into_iter().flatten().filter_map(Value::as_f64));
        Ok(())
    }

    /// The longest wait of any window; `what` says what was done meanwhile.
    pub(crate) fn figure(&self, what: &str) -> Figure {
        let (longest, usual, most) =
            (quantile(&self.waits, 1.0), median(&self.waits), quantile(&self.waits, 0.95));
        Figure::new(format!("longest wait for a window while {what}"), longest, "ms")
            .bar(Bar::AtMost(MOST_MS))
            .note(format!("{} windows, median {usual:.0} ms, 95 % within {most:.0} ms", self.waits.len()))
    }
}
