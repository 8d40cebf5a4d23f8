//! Two rules of the source: a module names only modules above it in the table of `src/lib.rs`, and no two public types
//! share a name.

use crate::failure::{Doing, Failure};
use crate::paths::{self, Project};
use crate::report::say;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A source file: its path below `src`, and its code without comments and without its tests.
struct Source {
    path: String,
    code: String,
}

/// Checks both rules.
pub(crate) fn check(project: &Project) -> Result<(), Failure> {
    let src = project.root().join("src");
    let lib = src.join("lib.rs");
    let text = std::fs::read_to_string(&lib).doing(|| format!("read {}", lib.display()))?;
    let order = table_of(&text);
    let sources = sources(&src)?;
    let mut faults = missing_from(&order, &text);
    faults.extend(sources.iter().flat_map(|source| against_order(source, &order)));
    faults.extend(doubled(&sources));
    if faults.is_empty() {
        say(&format!("{} modules in order, no public type name twice", order.len()));
        return Ok(());
    }
    Err(Failure::new(format!("rules of the modules of src:\n  {}", faults.join("\n  ")))
        .hint("the order is the table of src/lib.rs: move what is used up, or what uses it down"))
}

/// Returns the modules that the table of `lib.rs` names in its first column, in order.
fn table_of(lib: &str) -> Vec<String> {
    let rows =
        lib.lines().filter_map(|line| line.strip_prefix("//! | ")).filter_map(|row| row.split('|').next());
    let names = rows
        .flat_map(|cell| cell.split(','))
        .map(|name| name.trim().trim_matches(['[', ']', '`']).trim_start_matches("mod@"));
    names.filter(|name| !name.is_empty() && name.bytes().all(is_of_name)).skip(1).map(str::to_owned).collect()
}

const fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn missing_from(order: &[String], lib: &str) -> Vec<String> {
    let modules = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    let missing = modules.filter(|module| !order.iter().any(|known| known == module));
    missing.map(|module| format!("lib.rs: its table has no row for `{module}`")).collect()
}

/// Returns the source files below `src`, by path.
fn sources(src: &Path) -> Result<Vec<Source>, Failure> {
    let mut files = Vec::new();
    paths::files_below(src, &|_| false, &mut files)?;
    files.retain(|file| paths::ends_in(file, &["rs"]));
    files.sort();
    let source = |file: &PathBuf| {
        let text = std::fs::read_to_string(file).doing(|| format!("read {}", file.display()))?;
        let path = file.strip_prefix(src).unwrap_or(file).to_string_lossy().replace('\\', "/");
        Ok(Source { code: code_of(&text), path })
    };
    files.iter().map(source).collect()
}

/// Blanks comments that have a line of their own, and all from the tests on, so that lines keep their numbers.
fn code_of(text: &str) -> String {
    let code = text.find("#[cfg(test)]\nmod tests").map_or(text, |tests| &text[..tests]);
    let lines = code.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line });
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns where `source` names a module below its own.
fn against_order(source: &Source, order: &[String]) -> Vec<String> {
    let place = |module: &str| order.iter().position(|known| known == module);
    let own = source.path.split('/').next().unwrap_or_default().trim_end_matches(".rs");
    let Some(own_place) = place(own) else { return Vec::new() };
    let mut faults = Vec::new();
    for (line, code) in (1..).zip(source.code.lines()) {
        for rest in code.split("crate::").skip(1) {
            let named: String = rest.chars().take_while(|c| u8::try_from(*c).is_ok_and(is_of_name)).collect();
            if place(&named).is_some_and(|at| at > own_place) {
                faults.push(format!(
                    "src/{}:{line}: `{own}` is above `{named}` and may not use it",
                    source.path
                ));
            }
        }
    }
    faults
}

/// Returns the names that more than one public type has.
fn doubled(sources: &[Source]) -> Vec<String> {
    let mut places: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for source in sources {
        for (line, code) in (1..).zip(source.code.lines()) {
            if let Some(name) = public_type(code) {
                places.entry(name).or_default().push(format!("src/{}:{line}", source.path));
            }
        }
    }
    places.retain(|_, places| places.len() > 1);
    places
        .iter()
        .map(|(name, places)| {
            format!("`{name}` is the name of {} types: {}", places.len(), places.join(", "))
        })
        .collect()
}

/// Returns the name of the type that this line declares for more than its own module.
fn public_type(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix("pub")?;
    let rest = if rest.starts_with('(') { rest.split_once(')')?.1 } else { rest };
    let rest = rest.strip_prefix(' ')?;
    let kinds = ["struct ", "enum ", "union ", "trait ", "type "];
    let name = kinds.iter().find_map(|kind| rest.strip_prefix(kind))?;
    let end = name.bytes().position(|byte| !is_of_name(byte)).unwrap_or(name.len());
    Some(&name[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIB: &str = "//! | module | what it is |\n//! | --- | --- |\n//! | [`mod@units`], [`ids`] | values |\n//! | `web` | the rest |\n\
                       pub mod ids;\npub mod units;\npub mod lost;\n";

    fn source(path: &str, text: &str) -> Source {
        Source { path: path.to_owned(), code: code_of(text) }
    }

    #[test]
    fn the_order_is_that_of_the_table() {
        assert_eq!(table_of(LIB), ["units", "ids", "web"]);
        assert_eq!(missing_from(&table_of(LIB), LIB), ["lib.rs: its table has no row for `lost`"]);
    }

    #[test]
    fn a_module_names_only_what_is_above_it() {
        let order = table_of(LIB);
        let upward = source("ids.rs", "use crate::units::Millis;\nuse crate::ids::LinkId;\n");
        assert!(against_order(&upward, &order).is_empty());
        let downward = source("units/bytes.rs", "// crate::ids\nfn f(id: &crate::ids::LinkId) {}\n");
        assert_eq!(against_order(&downward, &order).len(), 1);
        let in_tests = source("units.rs", "#[cfg(test)]\nmod tests {\n    use crate::web;\n}\n");
        assert!(against_order(&in_tests, &order).is_empty());
    }

    #[test]
    fn a_name_is_given_once() {
        let sources = [
            source("a.rs", "pub struct Row {\nstruct Own;\n"),
            source("b.rs", "    pub(super) enum Row<T> {\nenum Own {}\n"),
        ];
        assert_eq!(doubled(&sources), ["`Row` is the name of 2 types: src/a.rs:1, src/b.rs:1"]);
    }
}
