//! The tab Compare, driven by its test hooks.

use serde_json::{Value, json};

use super::page::Page;

/// Sets the boxes of the ways so that only those named are chosen.
const CHOOSE: &str = "
    for (const box of document.querySelectorAll('[data-testid^=\"way-\"]'))
        if (box.checked !== arguments[0].includes(box.dataset.testid.slice(4))) box.click();
";

impl Page {
    /// Brings the tab to the front and chooses an experiment and its targets.
    pub(crate) async fn open_compare(&self, experiment: &str, place: &str) {
        self.wait_mounted().await;
        self.click("tab-compare").await;
        self.choose_experiment(experiment).await;
        self.set_field("place", place).await;
    }

    /// Chooses the card of this experiment.
    pub(crate) async fn choose_experiment(&self, key: &str) {
        // Out from under the action, which stays at the bottom of the screen.
        let center = "document.querySelector(`[data-testid=\"experiment-${arguments[0]}\"]`).scrollIntoView({ block: 'center' });";
        self.script_with(center, vec![json!(key)]).await;
        self.click(&format!("experiment-{key}")).await;
    }

    /// The same for these links.
    pub(crate) async fn compare_links(&self, experiment: &str, links: &str) {
        self.open_compare(experiment, "given").await;
        self.set_field("given", links).await;
    }

    /// The same for these ways of requesting the links, and no others.
    pub(crate) async fn compare_ways(&self, keys: &[&str], links: &str) {
        self.compare_links("strategies", links).await;
        self.choose_ways(keys).await;
    }

    /// Chooses these ways of requesting and no others.
    pub(crate) async fn choose_ways(&self, keys: &[&str]) {
        self.script_with(CHOOSE, vec![json!(keys)]).await;
    }

    /// Starts what the form holds, and says yes to what it costs.
    pub(crate) async fn start_compare(&self) {
        self.wait("() => !document.querySelector('[data-testid=\"compare-start\"]').disabled", &[]).await;
        self.click("compare-start").await;
        // Practice starts without a question.
        let asks = "return !document.querySelector('[data-testid=\"compare-confirm\"]').hidden;";
        if self.script(asks).await == true {
            self.click("compare-confirm-start").await;
        }
    }

    /// Starts what the form holds and waits for its end.
    pub(crate) async fn run_compare(&self) -> Value {
        self.start_compare().await;
        self.wait_compare("done").await
    }

    /// The same with this many requests in a trial and this many rounds.
    pub(crate) async fn compare(&self, requests: u32, rounds: u32) -> Value {
        self.set_field("trial-requests", requests).await;
        self.set_field("rounds", rounds).await;
        self.run_compare().await
    }

    /// Waits until a comparison is in this state, and returns what its panel says of it.
    pub(crate) async fn wait_compare(&self, state: &str) -> Value {
        let condition = "(state) => {
            const panel = document.querySelector('[data-testid=\"compare-state\"]');
            return panel?.dataset.state === state && { ...panel.dataset };
        }";
        self.wait(condition, &[json!(state)]).await
    }

    /// Waits until the form says this of its cost, or why nothing can be started.
    pub(crate) async fn wait_cost(&self, text: &str) -> String {
        let condition = "(text) => {
            const cost = document.querySelector('[data-testid=\"compare-cost\"]').textContent;
            return cost.includes(text) && cost;
        }";
        self.wait(condition, &[json!(text)]).await.as_str().unwrap_or_default().to_owned()
    }

    pub(crate) async fn compare_notes(&self) -> String {
        let script = "return Array.from(document.querySelectorAll('[data-testid=\"compare-note\"]'))
            .map((note) => note.textContent).join('\\n');";
        self.script(script).await.as_str().unwrap_or_default().to_owned()
    }

    pub(crate) async fn compare_export(&self, format: &str) -> (String, Vec<u8>) {
        self.saved_by(&format!("compare-export-{format}"), format).await
    }

    /// The lines of the result's NDJSON: the experiment, its rows, its trials.
    pub(crate) async fn compared(&self) -> Compared {
        let (_, bytes) = self.compare_export("ndjson").await;
        let text = String::from_utf8(bytes).expect("NDJSON is UTF-8");
        let lines: Vec<Value> =
            text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
        Compared { lines }
    }
}

/// A result as its NDJSON has it.
#[derive(Debug)]
pub(crate) struct Compared {
    lines: Vec<Value>,
}

impl Compared {
    /// Its lines of this kind: `row`, `trial`, `published`.
    pub(crate) fn of(&self, kind: &str) -> Vec<&Value> {
        self.lines.iter().filter(|line| line["kind"] == kind).collect()
    }

    /// What it says of the experiment.
    pub(crate) fn experiment(&self) -> &Value {
        self.lines.first().expect("it begins with the experiment")
    }

    /// The row of this name.
    pub(crate) fn row(&self, name: &str) -> &Value {
        let row = self.of("row").into_iter().find(|row| row["name"] == name);
        row.unwrap_or_else(|| panic!("no row {name}: {:#?}", self.lines))
    }
}
