//! Pictures of the page, under `target/screenshots/`.

use std::path::PathBuf;

use super::page::Page;

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
        // The failure itself is told all the same.
        let _ = std::fs::create_dir_all(&folder);
        let _ = std::fs::write(folder.join(format!("{name}.png")), picture);
    }
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/screenshots")
}
