//! The packed extension, made ready to be measured: a copy with the driver page in it, which it shows when it is loaded, and a
//! profile in which the user has given it access to all sites.

mod copy;
mod manifest;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};

use crate::failure::Failure;
use manifest::Manifest;

const MANIFEST: &str = "manifest.json";
/// What follows its background script.
const BACKGROUND: &str = include_str!("../driver/background.js");

/// A copy of the extension; dropping it removes it.
#[derive(Debug)]
pub(crate) struct Extension {
    folder: PathBuf,
    manifest: Manifest,
}

static COPIED: AtomicU32 = AtomicU32::new(0);

impl Extension {
    /// Copies the extension `packed` to a place under `folder`, and adds `files`, each at its path from the root. Once loaded
    /// it shows `page`, an address in the package.
    pub(crate) fn copied(
        packed: &Path,
        folder: &Path,
        files: &[(&str, &str)],
        page: &str,
    ) -> Result<Self, Failure> {
        let manifest = Manifest::read(&read(&packed.join(MANIFEST))?)?;
        let background = read(&packed.join(manifest.background()))?;

        let number = COPIED.fetch_add(1, Ordering::Relaxed);
        let folder = folder.join(format!("extension-{}-{number}", std::process::id()));
        let copying = |error: &std::io::Error| Failure::system(format!("copy {}", packed.display()), error);
        copy::folder(packed, &folder).map_err(|error| copying(&error))?;
        // From here on it goes when it is dropped.
        let folder = folder.canonicalize().map_err(|error| copying(&error))?;
        let extension = Self { folder, manifest };
        extension.write(MANIFEST, &extension.manifest.with_frames())?;
        let background = format!("{background}\nconst DRIVER_PAGE = {};\n{BACKGROUND}", json!(page));
        extension.write(extension.manifest.background(), &background)?;
        for (path, text) in files {
            extension.write(path.trim_start_matches('/'), text)?;
        }
        Ok(extension)
    }

    fn write(&self, path: &str, text: &str) -> Result<(), Failure> {
        let file = self.folder.join(path);
        let folder = file.parent().map_or(Ok(()), fs::create_dir_all);
        folder
            .and_then(|()| fs::write(&file, text))
            .map_err(|error| Failure::system(format!("write {}", file.display()), &error))
    }

    /// Returns the flag that has a browser load it.
    pub(crate) fn flag(&self) -> String {
        format!("--load-extension={}", self.folder.display())
    }

    /// Returns what the profile of a browser says where it was given access to all sites.
    pub(crate) fn granted(&self) -> Value {
        self.manifest.granted()
    }
}

fn read(file: &Path) -> Result<String, Failure> {
    fs::read_to_string(file).map_err(|error| Failure::system(format!("read {}", file.display()), &error))
}

impl Drop for Extension {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_copy_has_the_files_beside_its_own_and_goes_when_it_is_dropped() {
        let place = std::env::temp_dir().join(format!("volley-bench-{}", std::process::id()));
        let packed = place.join("packed");
        fs::create_dir_all(packed.join("inner")).unwrap();
        fs::write(packed.join(MANIFEST), manifest::EXAMPLE).unwrap();
        fs::write(packed.join("inner/page.js"), "page").unwrap();
        fs::write(packed.join("own.js"), "own();").unwrap();
        let files = [("/bench/driver.js", "driver")];
        let extension = Extension::copied(&packed, &place, &files, "/bench/driver.html").unwrap();
        let copy = extension.folder.clone();
        let read = |path: &str| read(&copy.join(path)).unwrap();
        assert_eq!((read("inner/page.js"), read("bench/driver.js")), ("page".into(), "driver".into()));
        assert!(read("own.js").starts_with("own();\nconst DRIVER_PAGE = \"/bench/driver.html\";\n"));
        assert!(read(MANIFEST).contains("frame-src"));
        assert_eq!(fs::read_to_string(packed.join(MANIFEST)).unwrap(), manifest::EXAMPLE);
        drop(extension);
        assert!(!copy.exists());
        fs::remove_dir_all(place).unwrap();
    }
}
