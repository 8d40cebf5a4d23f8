//! The files of a package, in memory: read from folders, put together, written, and held against what they were made of.

use crate::failure::{Doing, Failure};
use crate::paths;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What a package holds: bytes by path, whose parts are separated by `/` on every system.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// Returns every file below the folder, but for hidden ones: those are of editors and systems.
pub(super) fn read(folder: &Path) -> Result<Files, Failure> {
    let is_hidden =
        |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let mut paths = Vec::new();
    paths::files_below(folder, &is_hidden, &mut paths)?;
    paths.retain(|path| !is_hidden(path));
    let file = |path: PathBuf| {
        let bytes = std::fs::read(&path).doing(|| format!("read {}", path.display()))?;
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        Ok((name, bytes))
    };
    paths.into_iter().map(file).collect()
}

/// Returns the page's files and the extension's own as one package.
///
/// # Errors
/// When both have a file of the same name: either would be lost.
pub(super) fn together(page: Files, own: Files) -> Result<Files, Failure> {
    let mut all = page;
    for (name, bytes) in own {
        if all.insert(name.clone(), bytes).is_some() {
            return Err(Failure::new(format!("dist and src/extension both hold {name}"))
                .hint("rename the one in src/extension"));
        }
    }
    Ok(all)
}

/// Writes the files into the folder, and removes whatever else it held.
pub(super) fn write(files: &Files, folder: &Path) -> Result<(), Failure> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).doing(|| format!("clear {}", folder.display()))?;
    }
    for (name, bytes) in files {
        let file = folder.join(name);
        let parent = file.parent().unwrap_or(folder);
        std::fs::create_dir_all(parent).doing(|| format!("make {}", parent.display()))?;
        std::fs::write(&file, bytes).doing(|| format!("write {}", file.display()))?;
    }
    Ok(())
}

/// Checks that a package holds these files, byte for byte, and no others. Bytes and not hashes of them: both are at hand.
pub(super) fn check_same(expected: &Files, found: &Files, place: &Path) -> Result<(), Failure> {
    let names = expected.keys().chain(found.keys());
    match names.into_iter().find(|name| expected.get(*name) != found.get(*name)) {
        None => Ok(()),
        Some(name) => Err(Failure::new(format!("{}: {name} is not what was packed", place.display()))
            .hint("did something write to dist or to the package meanwhile? pack again")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(named: &[(&str, &str)]) -> Files {
        named.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn a_package_is_the_page_and_its_own_files() {
        let page = files(&[("index.html", "page"), ("practice/server.js", "server")]);
        let all = together(page.clone(), files(&[("manifest.json", "{}")])).unwrap();
        let names: Vec<&str> = all.keys().map(String::as_str).collect();
        assert_eq!(names, ["index.html", "manifest.json", "practice/server.js"]);
        let failure = together(page, files(&[("index.html", "page")])).unwrap_err();
        assert!(failure.to_string().contains("index.html"), "{failure}");
    }

    #[test]
    fn a_byte_that_changed_is_found_as_is_a_file_more_or_less() {
        let packed = files(&[("a.js", "first"), ("b/c.js", "second")]);
        let check = |found: &[(&str, &str)]| check_same(&packed, &files(found), Path::new("volley"));
        assert!(check(&[("a.js", "first"), ("b/c.js", "second")]).is_ok());
        for other in [
            &[("a.js", "first"), ("b/c.js", "sEcond")][..],
            &[("a.js", "first")],
            &[("a.js", "first"), ("b/c.js", "second"), ("d.js", "")],
        ] {
            assert!(check(other).is_err(), "{other:?}");
        }
    }

    #[test]
    fn what_is_written_is_read_back_in_place_of_what_was_there() {
        let folder = std::env::temp_dir().join(format!("volley-files-{}", std::process::id()));
        write(&files(&[("old.js", "gone")]), &folder).unwrap();
        let new = files(&[("a.js", "first"), ("b/c.js", "second")]);
        write(&new, &folder).unwrap();
        std::fs::write(folder.join(".DS_Store"), "hidden").unwrap();
        assert_eq!(read(&folder).unwrap(), new);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
