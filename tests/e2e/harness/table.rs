//! The table on screen.

use serde_json::{Value, json};

use super::page::Page;

/// The text of a cell on screen; null when that row or column is not on screen.
const CELL: &str = "(row, column) => document
    .querySelector(`[data-testid=\"row\"][aria-rowindex=\"${row + 1}\"]:not([hidden]) [data-testid=\"cell-${column}\"]`)
    ?.textContent ?? null";

impl Page {
    /// Waits until the cell of row `row` (from 1) in this column is on screen and holds this text.
    pub(crate) async fn wait_cell(&self, row: u32, column: &str, text: &str) {
        let condition = format!("(row, column, text) => ({CELL})(row, column)?.includes(text)");
        self.wait(&condition, &[json!(row), json!(column), json!(text)]).await;
    }

    /// Scrolls row `row` (from 1) of `rows` into view and waits until it shows the link of this index.
    pub(crate) async fn wait_row_shows(&self, row: u32, rows: u32, index: &Value) {
        let scroll = "const grid = document.querySelector('[data-testid=\"results\"]');
            const [row, rows] = arguments;
            grid.scrollTop = (grid.scrollHeight - grid.clientHeight) * (row - 1) / Math.max(1, rows - 1);";
        self.script_with(scroll, vec![json!(row), json!(rows)]).await;
        let condition = format!("(row, index) => ({CELL})(row, 'index') === String(index)");
        self.wait(&condition, &[json!(row), index.clone()]).await;
    }

    /// Opens the detail of the first row on screen.
    pub(crate) async fn press_first_row(&self) {
        self.wait_cell(1, "index", "").await;
        self.press_at("[data-testid=\"row\"][aria-rowindex=\"2\"]").await;
    }

    /// Waits until the table shows this many rows and none is still being looked for.
    pub(crate) async fn wait_rows(&self, rows: u32) {
        let condition = "(count) => {
            const grid = document.querySelector('[data-testid=\"results\"]');
            return grid?.getAttribute('aria-busy') === 'false' && grid.getAttribute('aria-rowcount') === String(count);
        }";
        self.wait(condition, &[json!(rows + 1)]).await;
    }

    /// Waits until the table shows a row wherever it has room for one, as far as there are rows.
    pub(crate) async fn wait_filled(&self) {
        let condition = "() => {
            const grid = document.querySelector('[data-testid=\"results\"]');
            const rows = Array.from(grid?.querySelectorAll('[data-testid=\"row\"]:not([hidden])') ?? []);
            const bottom = Math.max(0, ...rows.map((row) => row.getBoundingClientRect().bottom));
            const all = rows.length === Number(grid?.getAttribute('aria-rowcount')) - 1;
            return all || bottom >= Math.min(innerHeight, grid?.getBoundingClientRect().bottom ?? 0);
        }";
        self.wait(condition, &[]).await;
    }

    /// Waits until order and filter are made.
    pub(crate) async fn wait_settled(&self) {
        let condition = "() => document.querySelector('[data-testid=\"results\"]')?.getAttribute('aria-busy') === 'false'";
        self.wait(condition, &[]).await;
    }

    /// Clicks a column's heading, with the shift key or without, and returns what its `aria-sort` then says.
    pub(crate) async fn sort(&self, column: &str, shift: bool) -> String {
        let click = "const button = document.querySelector(`[data-testid=\"sort-${arguments[0]}\"]`);
            button.dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey: arguments[1] }));";
        self.script_with(click, vec![json!(column), json!(shift)]).await;
        self.wait_settled().await;
        let state = "const button = document.querySelector(`[data-testid=\"sort-${arguments[0]}\"]`);
            return button.closest('[role=\"columnheader\"]').getAttribute('aria-sort');";
        let state = self.script_with(state, vec![json!(column)]).await;
        state.as_str().expect("a heading says how it is sorted").to_owned()
    }

    /// Puts this text into the filter box and waits until it is applied.
    pub(crate) async fn filter(&self, text: &str) {
        self.set_field("filter", text).await;
        self.wait_settled().await;
    }

    pub(crate) async fn show_all_columns(&self) {
        self.click("columns").await;
        let check = "for (const box of document.querySelectorAll('[data-testid^=\"column-\"]'))
            if (!box.checked) box.click();";
        self.script(check).await;
        self.click("columns").await;
    }
}
