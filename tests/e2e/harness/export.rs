//! Exports, as they arrive in the user's downloads.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::page::Page;

/// How long a download may take. It only keeps a broken test from hanging.
const LIMIT: Duration = Duration::from_secs(60);
/// How often the folder is looked at: browsers tell nobody outside when a file is there.
const LOOK_EVERY: Duration = Duration::from_millis(5);

impl Page {
    /// The file of an export in this format (`csv`, `ndjson`, …).
    pub(crate) async fn export(&self, format: &str) -> Vec<u8> {
        let hook = format!("export-{format}");
        let shown = "return document.querySelector(`[data-testid=\"${arguments[0]}\"]`)?.checkVisibility() ?? false;";
        if self.browser().script(shown, vec![hook.clone().into()]).await == false {
            self.click("export").await;
        }
        self.click(&hook).await;
        self.take_download().await
    }

    /// All rows as the NDJSON export holds them.
    pub(crate) async fn rows(&self) -> Vec<Value> {
        let file = self.export("ndjson").await;
        let text = String::from_utf8(file).expect("NDJSON is UTF-8");
        text.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
    }

    /// The only row.
    pub(crate) async fn only_row(&self) -> Value {
        let mut rows = self.rows().await;
        assert_eq!(rows.len(), 1, "{rows:#?}");
        rows.remove(0)
    }

    /// Waits for the file that is being saved, and takes it away.
    async fn take_download(&self) -> Vec<u8> {
        let begun = Instant::now();
        loop {
            if let Some(file) = self.whole_download() {
                let bytes = std::fs::read(&file).expect("a saved file can be read");
                std::fs::remove_file(&file).expect("a saved file can be removed");
                return bytes;
            }
            assert!(begun.elapsed() < LIMIT, "no file was saved");
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// A file that is saved to its end: until then its name has an ending of the browser's.
    fn whole_download(&self) -> Option<PathBuf> {
        let folder = std::fs::read_dir(self.downloads.path()).expect("the downloads can be read");
        let files = folder.map(|entry| entry.expect("an entry of the downloads").path());
        let mut whole = files.filter(|file| {
            let ending = file.extension().unwrap_or_default();
            ending != "crdownload" && ending != "tmp" && !file.file_name().is_some_and(is_hidden)
        });
        whole.next()
    }
}

fn is_hidden(name: &std::ffi::OsStr) -> bool {
    name.to_string_lossy().starts_with('.')
}
