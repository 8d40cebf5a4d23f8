//! Exports, as they arrive in the user's downloads.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use notify::event::ModifyKind;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use serde_json::Value;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::page::Page;

/// How long a download may take. It only keeps a broken test from hanging.
const LIMIT: Duration = Duration::from_mins(1);

impl Page {
    /// The file of an export of all rows, in the order of the list, in this format (`csv`, `ndjson`, …).
    pub(crate) async fn export(&self, format: &str) -> Vec<u8> {
        self.named_export(format).await.1
    }

    /// The name of such a file, and the file.
    pub(crate) async fn named_export(&self, format: &str) -> (String, Vec<u8>) {
        self.export_by(&["export-scope-all"], format).await
    }

    /// The file of an export of the rows shown, in the order on screen.
    pub(crate) async fn export_shown(&self, format: &str) -> Vec<u8> {
        self.export_by(&["export-scope-shown"], format).await.1
    }

    /// The file of an export of all rows with their addresses as given, secrets and all.
    pub(crate) async fn export_as_given(&self, format: &str) -> Vec<u8> {
        self.export_by(&["export-scope-all", "export-as-given"], format).await.1
    }

    /// The file of an export in this format after clicks on these choices.
    async fn export_by(&self, choices: &[&str], format: &str) -> (String, Vec<u8>) {
        let mut renamed = Renamed::within(self.downloads());
        self.click("export").await;
        for choice in choices {
            self.click(choice).await;
        }
        self.click(&format!("export-{format}")).await;
        self.take_download(format, &mut renamed).await
    }

    /// The file that pressing this button saves, whose name ends so.
    pub(crate) async fn saved_by(&self, hook: &str, ending: &str) -> (String, Vec<u8>) {
        let mut renamed = Renamed::within(self.downloads());
        self.click(hook).await;
        self.take_download(ending, &mut renamed).await
    }

    /// The file that this script has saved, whose name ends so.
    pub(crate) async fn saved_by_script(&self, script: &str, arguments: Vec<Value>, ending: &str) -> Vec<u8> {
        let mut renamed = Renamed::within(self.downloads());
        self.script_with(script, arguments).await;
        self.take_download(ending, &mut renamed).await.1
    }

    /// All rows as the NDJSON export holds them.
    pub(crate) async fn rows(&self) -> Vec<Value> {
        parse_rows(&self.export("ndjson").await)
    }

    /// The same in a browser that has no folder for its downloads here: the file as the page hands it over.
    pub(crate) async fn rows_by_script(&self) -> Vec<Value> {
        let hand_over = "
            const { createObjectURL } = URL;
            const file = new Promise((resolve) => {
                URL.createObjectURL = (blob) => {
                    URL.createObjectURL = createObjectURL;
                    resolve(blob.text());
                    return '#';
                };
            });
            const press = (hook) => document.querySelector(`[data-testid=\"${hook}\"]`).click();
            press('export');
            await new Promise((resolve) => setTimeout(resolve));
            press('export-scope-all');
            press('export-ndjson');
            return await file;
        ";
        let text = self.browser().script_awaited(hand_over, vec![]).await;
        parse_rows(text.as_str().expect("a file is text").as_bytes())
    }

    /// The rows shown, in the order on screen, as the NDJSON export holds them.
    pub(crate) async fn rows_shown(&self) -> Vec<Value> {
        parse_rows(&self.export_shown("ndjson").await)
    }

    pub(crate) async fn only_row(&self) -> Value {
        let mut rows = self.rows().await;
        assert_eq!(rows.len(), 1, "{rows:#?}");
        rows.remove(0)
    }

    /// Waits until the export of this format is saved, and takes it away. A file of its name is there before: the
    /// browser reserves the name with an empty one, writes under another name, and renames what is whole.
    async fn take_download(&self, format: &str, renamed: &mut Renamed) -> (String, Vec<u8>) {
        let ending = if matches!(format, "links" | "file-line") { "txt" } else { format };
        let wait = renamed.wait_for(ending);
        let file = tokio::time::timeout(LIMIT, wait).await.expect("an export is saved");
        let name = file.file_name().expect("a file has a name").to_string_lossy().into_owned();
        let bytes = std::fs::read(&file).expect("a saved file can be read");
        std::fs::remove_file(&file).expect("a saved file can be removed");
        (name, bytes)
    }
}

/// The files of a folder that are renamed from now on, as the operating system reports it: the browser reports that to nobody
/// outside of a download.
struct Renamed {
    told: UnboundedReceiver<PathBuf>,
    _watcher: RecommendedWatcher,
}

impl Renamed {
    fn within(folder: &Path) -> Self {
        let (tell, told) = unbounded_channel();
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            let Event { kind: EventKind::Modify(ModifyKind::Name(_)), paths, .. } =
                event.expect("the folder stays")
            else {
                return;
            };
            for path in paths {
                // Nobody listens any more once the test has what it waited for.
                let _ = tell.send(path);
            }
        })
        .expect("a folder can be watched");
        watcher.watch(folder, RecursiveMode::NonRecursive).expect("the folder of downloads can be watched");
        Self { told, _watcher: watcher }
    }

    /// Returns the first file that gets a name with this ending.
    async fn wait_for(&mut self, ending: &str) -> PathBuf {
        while let Some(path) = self.told.recv().await {
            if path.extension() == Some(OsStr::new(ending)) {
                return path;
            }
        }
        unreachable!("the watcher lives as long as the wait");
    }
}

/// These columns of the rows: a list for each row.
pub(crate) fn columns(rows: &[Value], names: &[&str]) -> Value {
    let row = |row: &Value| names.iter().map(|name| row[*name].clone()).collect::<Value>();
    rows.iter().map(row).collect()
}

fn parse_rows(file: &[u8]) -> Vec<Value> {
    let text = str::from_utf8(file).expect("NDJSON is UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}
