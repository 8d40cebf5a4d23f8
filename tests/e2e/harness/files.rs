//! What tests keep in files: a folder of a test's own, and pictures of the page under `target/screenshots/`.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::page::Page;

/// A new empty folder, gone with this value.
#[derive(Debug)]
pub(crate) struct TempFolder(PathBuf);

impl TempFolder {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("volley-e2e-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("the temporary folder takes a folder");
        Self(folder)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for TempFolder {
    fn drop(&mut self) {
        // What is left of it does no harm.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Writes a picture of what is on screen under this name, without its ending.
pub(super) async fn keep(page: &Page, name: &str) {
    let folder = folder();
    std::fs::create_dir_all(&folder).expect("target takes a folder");
    let picture = page.browser().client().screenshot().await.expect("the browser takes a picture");
    std::fs::write(folder.join(format!("{name}.png")), picture).expect("the folder takes a file");
}

/// Keeps what a failed test left on screen, under the test's name.
pub(super) async fn keep_of_failure(page: &Page) {
    let thread = std::thread::current();
    let name = thread.name().unwrap_or("test").replace("::", "-");
    if let Ok(picture) = page.browser().client().screenshot().await {
        let folder = folder().join("failed");
        // The failure itself is reported all the same.
        let _ = std::fs::create_dir_all(&folder);
        let _ = std::fs::write(folder.join(format!("{name}.png")), picture);
    }
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/screenshots")
}
