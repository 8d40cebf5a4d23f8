//! The style sheets of the page as one file.

use crate::failure::{Doing, Failure};
use crate::paths::Project;
use std::path::Path;

/// Names the sheets, in their order.
const SHEETS: &str = "style/volley.css";

/// Puts the sheets together. Where nothing has changed, nothing is written, so that a watcher sees no change.
pub(crate) fn run(project: &Project) -> Result<(), Failure> {
    let sheet = joined(&project.root().join(SHEETS))?;
    // The folder that index.html names, wherever cargo's own is.
    let folder = project.root().join("target");
    let file = folder.join("volley.css");
    if std::fs::read_to_string(&file).is_ok_and(|old| old == sheet) {
        return Ok(());
    }
    let write = || std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&file, &sheet));
    write().doing(|| format!("write {}", file.display()))
}

/// Returns the text of a sheet, with the files that it imports in place of their `@import`s.
fn joined(sheet: &Path) -> Result<String, Failure> {
    let text = std::fs::read_to_string(sheet).doing(|| format!("read {}", sheet.display()))?;
    let lines = text.lines().map(|line| match imported(line) {
        Some(name) => joined(&sheet.with_file_name(name)),
        None => Ok(format!("{line}\n")),
    });
    lines.collect()
}

/// Returns the file that a line imports, relative to the sheet that it is in.
fn imported(line: &str) -> Option<&str> {
    line.strip_prefix("@import \"")?.strip_suffix("\";")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths;

    #[test]
    fn every_sheet_is_in_the_whole_once() {
        let project = Project::find().unwrap();
        let sheets = project.root().join(SHEETS);
        let text = std::fs::read_to_string(&sheets).unwrap();
        let mut imported: Vec<_> =
            text.lines().filter_map(imported).map(|name| sheets.with_file_name(name)).collect();
        imported.push(sheets.clone());
        imported.sort();
        let mut there = Vec::new();
        paths::files_below(sheets.parent().unwrap(), &|_| false, &mut there).unwrap();
        there.retain(|file| paths::ends_in(file, &["css"]));
        there.sort();
        assert_eq!(imported, there);

        let whole = joined(&sheets).unwrap();
        assert!(!whole.contains("@import"));
        for sheet in there.iter().filter(|sheet| **sheet != sheets) {
            let part = std::fs::read_to_string(sheet).unwrap().replace("\r\n", "\n");
            assert_eq!(whole.matches(&part).count(), 1, "{}", sheet.display());
        }
    }

    #[test]
    fn an_import_is_a_line_of_its_own() {
        assert_eq!(imported("@import \"table.css\";"), Some("table.css"));
        assert_eq!(imported(".a { color: red; }"), None);
        assert_eq!(imported("/* @import \"table.css\"; */"), None);
    }
}
