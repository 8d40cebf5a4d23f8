//! The orders that the driver page understands, and its answers.

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::stage::Stage;

/// A pattern of one number: `before` `from`..=`to` `after`.
#[derive(Clone, Debug)]
pub(crate) struct Targets {
    pub(crate) before: String,
    pub(crate) count: u32,
    pub(crate) after: &'static str,
}

impl Targets {
    /// The pattern as Volley's text area takes it.
    pub(crate) fn as_text(&self) -> String {
        format!("{}[1-{}]{}", self.before, self.count, self.after)
    }

    fn as_json(&self) -> Value {
        json!({ "before": self.before, "from": 1, "to": self.count, "after": self.after })
    }
}

/// What a run costs the page, as the driver saw it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PageCost {
    pub(crate) longest_task_ms: f64,
    pub(crate) long_tasks: f64,
    pub(crate) frames_per_second: f64,
    pub(crate) longest_gap_ms: f64,
}

impl PageCost {
    pub(crate) fn of(answer: &Value) -> Result<Self, Failure> {
        let cost = &answer["cost"];
        Ok(Self {
            longest_task_ms: number(cost, "longestTaskMs")?,
            long_tasks: number(cost, "longTasks")?,
            frames_per_second: number(cost, "framesPerSecond")?,
            longest_gap_ms: number(cost, "longestGapMs")?,
        })
    }

    /// In words, for a note.
    pub(crate) fn text(self) -> String {
        let Self { longest_task_ms, long_tasks, frames_per_second, longest_gap_ms } = self;
        format!(
            "{long_tasks:.0} long tasks, longest {longest_task_ms:.0} ms; {frames_per_second:.0} frames/s, longest gap {longest_gap_ms:.0} ms"
        )
    }
}

/// Returns a number of an answer; a missing one is a failure.
pub(crate) fn number(answer: &Value, name: &str) -> Result<f64, Failure> {
    answer[name].as_f64().ok_or_else(|| Failure::Answer { name: name.to_owned(), answer: answer.to_string() })
}

/// A JS pool, by its name in `driver/pool.js`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pool(&'static str);

impl Pool {
    /// Gathers what Volley gathers.
    pub(crate) const FULL: Self = Self("full");
    /// `fetch` and `arrayBuffer`.
    pub(crate) const BAREST: Self = Self("barest");
    /// Everything at once.
    pub(crate) const ALL: Self = Self("all");
}

impl Stage {
    /// Reloads the page.
    pub(crate) async fn load(&self) -> Result<(), Failure> {
        self.ask(&json!({ "do": "open" })).await.map(drop)
    }

    /// Removes the page.
    pub(crate) async fn unload(&self) -> Result<(), Failure> {
        self.ask(&json!({ "do": "close" })).await.map(drop)
    }

    /// Reloads the page, puts text into the text area and waits until it is read.
    pub(crate) async fn load_with(&self, text: &str) -> Result<Value, Failure> {
        self.load().await?;
        self.read(text).await
    }

    /// Puts text into the text area and waits until it is read.
    pub(crate) async fn read(&self, text: &str) -> Result<Value, Failure> {
        self.ask(&json!({ "do": "read", "text": text })).await
    }

    /// The same, where the page may have read another list before: waits until it has this many links.
    pub(crate) async fn read_links(&self, text: &str, links: u32) -> Result<Value, Failure> {
        self.ask(&json!({ "do": "read", "text": text, "links": links })).await
    }

    /// Starts the run and waits for its end, the table scrolled to its end.
    pub(crate) async fn run(&self, in_flight: u32) -> Result<Value, Failure> {
        self.run_with(&json!({ "concurrency": in_flight, "per-origin": in_flight })).await
    }

    /// Puts values into fields of the form, by their test hooks, and runs as [`run`](Self::run) does.
    pub(crate) async fn run_with(&self, knobs: &Value) -> Result<Value, Failure> {
        self.ask(&json!({ "do": "run", "knobs": knobs, "scroll": "end" })).await
    }

    /// Returns the page's log of what the last run decided by itself, from the first line on.
    pub(crate) async fn decisions(&self) -> Result<Vec<String>, Failure> {
        let answer = self.ask(&json!({ "do": "decisions" })).await?;
        let lines = answer.as_array().into_iter().flatten().rev();
        Ok(lines.filter_map(|line| line.as_str().map(str::to_owned)).collect())
    }

    /// Loads the page of the JS pools.
    pub(crate) async fn load_pool(&self) -> Result<(), Failure> {
        self.ask(&json!({ "do": "openPool" })).await.map(drop)
    }

    /// Runs a JS pool in its page, which was just loaded, and removes that.
    pub(crate) async fn run_pool(
        &self,
        pool: Pool,
        targets: &Targets,
        in_flight: u32,
    ) -> Result<Value, Failure> {
        self.ask(&json!({ "do": "pool", "kind": pool.0, "urls": targets.as_json(), "inFlight": in_flight }))
            .await
    }

    /// Runs a JS pool in a fresh page.
    pub(crate) async fn pool(&self, pool: Pool, targets: &Targets, in_flight: u32) -> Result<Value, Failure> {
        self.load_pool().await?;
        self.run_pool(pool, targets, in_flight).await
    }

    /// Returns the rows as exported, each with the values of the columns named.
    pub(crate) async fn rows(&self, columns: &[&str]) -> Result<Vec<Vec<Value>>, Failure> {
        let answer = self.ask(&json!({ "do": "rows", "columns": columns })).await?;
        let rows = answer.as_array().into_iter().flatten();
        Ok(rows.map(|row| row.as_array().cloned().unwrap_or_default()).collect())
    }
}
