//! The page's scripts without comments and needless blanks, and with short names for imports: what wasm-bindgen writes is for
//! people, and Trunk's own reader of JavaScript stumbles over it.

mod strip;

use crate::failure::{Doing, Failure};
use crate::imports;
use std::path::{Path, PathBuf};

/// Strips the scripts of a published page, which Trunk has put into the folder that it names.
pub(crate) fn run() -> Result<(), Failure> {
    let folder = std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let folder =
        folder.ok_or_else(|| Failure::new("TRUNK_STAGING_DIR is not set: this is a hook of trunk"))?;
    if std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release") {
        strip_all(&folder)?;
    }
    Ok(())
}

fn strip_all(folder: &Path) -> Result<(), Failure> {
    let entries = std::fs::read_dir(folder).doing(|| format!("list {}", folder.display()))?;
    for entry in entries {
        let path = entry.doing(|| format!("list {}", folder.display()))?.path();
        if path.is_dir() {
            strip_all(&path)?;
        } else if path.extension().is_some_and(|extension| extension == "js") {
            strip_one(&path)?;
        }
    }
    Ok(())
}

fn strip_one(path: &Path) -> Result<(), Failure> {
    let text = std::fs::read_to_string(path).doing(|| format!("read {}", path.display()))?;
    let mut text = stripped(&text, path)?;
    // The program that it loads, if it is glue.
    let program = path.with_file_name(format!("{}_bg.wasm", path.file_stem().unwrap_or_default().display()));
    if let Ok(wasm) = std::fs::read(&program)
        && let Some((wasm, renamed)) = imports::shortened(&wasm, &text)
    {
        std::fs::write(&program, wasm).doing(|| format!("write {}", program.display()))?;
        text = renamed;
    }
    std::fs::write(path, text).doing(|| format!("write {}", path.display()))
}

/// The script in `path` stripped; a failure where it may have been misread, since what it does could have changed.
fn stripped(text: &str, path: &Path) -> Result<String, Failure> {
    let failure = |line: usize, what: &str| {
        Failure::new(format!("{}:{line}: {what}", path.display()))
            .hint("write it in another way, or have xtask/src/script read it")
    };
    let once = strip::stripped(text).map_err(|misread| failure(misread.line, misread.what))?;
    match strip::stripped(&once) {
        Ok(twice) if twice == once => Ok(once),
        _ => Err(failure(1, "this script changes when it is stripped again, so it was misread")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_that_is_misread_is_refused_by_file_and_line() {
        let said = |text: &str| stripped(text, Path::new("a/b.js")).map_err(|failure| failure.to_string());
        assert_eq!(said("let a = 1;\n"), Ok("let a=1;".to_owned()));
        let refused = said("let a;\nlet b = 'c;\n").expect_err("the string is open");
        assert!(refused.starts_with("a/b.js:2: a string is not closed"), "{refused}");
    }
}
