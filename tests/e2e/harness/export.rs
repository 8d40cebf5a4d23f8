//! Exports, as they arrive in the user's downloads.

use std::time::{Duration, Instant};

use serde_json::Value;

use super::page::Page;

/// How long a download may take. It only keeps a broken test from hanging.
const LIMIT: Duration = Duration::from_mins(1);
/// How often the folder is looked at: browsers tell nobody outside when a file is there.
const LOOK_EVERY: Duration = Duration::from_millis(5);

impl Page {
    /// The file of an export of all rows, in the order of the list, in this format (`csv`, `ndjson`, …).
    pub(crate) async fn export(&self, format: &str) -> Vec<u8> {
        self.export_of("all", format).await
    }

    /// The file of an export of the rows shown, in the order on screen.
    pub(crate) async fn export_shown(&self, format: &str) -> Vec<u8> {
        self.export_of("shown", format).await
    }

    async fn export_of(&self, scope: &str, format: &str) -> Vec<u8> {
        self.click("export").await;
        self.click(&format!("export-scope-{scope}")).await;
        self.click(&format!("export-{format}")).await;
        self.take_download(format).await
    }

    /// All rows as the NDJSON export holds them.
    pub(crate) async fn rows(&self) -> Vec<Value> {
        parse_rows(&self.export("ndjson").await)
    }

    /// The rows shown, in the order on screen, as the NDJSON export holds them.
    pub(crate) async fn rows_shown(&self) -> Vec<Value> {
        parse_rows(&self.export_shown("ndjson").await)
    }

    /// The only row.
    pub(crate) async fn only_row(&self) -> Value {
        let mut rows = self.rows().await;
        assert_eq!(rows.len(), 1, "{rows:#?}");
        rows.remove(0)
    }

    /// Waits until the export of this format is saved, and takes it away. Until it is whole its name has an ending of
    /// the browser's.
    async fn take_download(&self, format: &str) -> Vec<u8> {
        let ending = if matches!(format, "links" | "file-line") { "txt" } else { format };
        let file = self.downloads().join(format!("volley.{ending}"));
        let begun = Instant::now();
        while !file.exists() {
            assert!(begun.elapsed() < LIMIT, "{} was not saved", file.display());
            tokio::time::sleep(LOOK_EVERY).await;
        }
        let bytes = std::fs::read(&file).expect("a saved file can be read");
        std::fs::remove_file(&file).expect("a saved file can be removed");
        bytes
    }
}

fn parse_rows(file: &[u8]) -> Vec<Value> {
    let text = str::from_utf8(file).expect("NDJSON is UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}
