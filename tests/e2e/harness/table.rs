//! The table on screen.

use serde_json::json;

use super::page::Page;

impl Page {
    /// The text of a cell on screen: `row` counts from 1, `column` by its name.
    pub(crate) async fn cell(&self, row: u32, column: &str) -> String {
        let script = "const [row, column] = arguments;
            const found = document.querySelector(`[data-testid=\"row\"][aria-rowindex=\"${row + 1}\"]`);
            return found?.querySelector(`[data-testid=\"cell-${column}\"]`)?.innerText ?? null;";
        let text = self.browser().script(script, vec![json!(row), json!(column)]).await;
        text.as_str().unwrap_or_else(|| panic!("no cell {column} in row {row}")).to_owned()
    }

    /// Waits until a cell on screen holds this text.
    pub(crate) async fn wait_cell(&self, row: u32, column: &str, text: &str) {
        let condition = "(row, column, text) => document
            .querySelector(`[data-testid=\"row\"][aria-rowindex=\"${row + 1}\"] [data-testid=\"cell-${column}\"]`)
            ?.innerText.includes(text)";
        self.wait(condition, &[json!(row), json!(column), json!(text)]).await;
    }

    /// Waits until the table shows this many rows.
    pub(crate) async fn wait_rows(&self, rows: u32) {
        let condition = "(count) => document.querySelector('[data-testid=\"results\"]')
            ?.getAttribute('aria-rowcount') === String(count)";
        self.wait(condition, &[json!(rows + 1)]).await;
    }
}
