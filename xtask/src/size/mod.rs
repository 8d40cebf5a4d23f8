//! The size gate: what a first visit downloads by four moments, and where its bytes are.
//!
//! The end-to-end test `first_load` loads the built page in the browser and lists the files that it was given by each moment.
//! They are weighed here.

mod attribution;
mod document;
mod moments;
mod symbols;
mod wasm;

use crate::failure::{Doing, Failure};
use crate::paths::{self, Project};
use crate::report::{say, step};
use crate::setup::{self, Kit, Need};
use crate::{build, process, test};
use attribution::Attribution;
use flate2::{Compression, write::GzEncoder};
use moments::{Moment, Weighed};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The test that lists what is downloaded when.
const LISTING_TEST: &str = "first_load::what_a_first_visit_downloads";

/// What the gate needs to measure a built page.
pub(crate) const NEEDS: [Need; 1] = [Need::Browser];

/// What was measured, and the document made of it.
struct Measured {
    files: Vec<Weighed>,
    document: String,
}

/// `cargo xtask size`: builds, measures and renews `docs/size.md`.
pub(crate) fn run(project: &Project) -> Result<(), Failure> {
    let needs = [Need::WasmTarget, Need::Bundler, Need::Optimiser, Need::Browser];
    let kit = step("set-up", || setup::prepare(project, &needs))?;
    step("build", || build::build(project, &kit))?;
    step("size", || {
        let measured = measure(project, &kit)?;
        let file = document_path(project);
        std::fs::write(&file, measured.document).doing(|| format!("write {}", file.display()))?;
        say("docs/size.md is renewed");
        moments::check(&measured.files)
    })
}

/// Measures the built page and holds it against the bars and against `docs/size.md`.
pub(crate) fn check(project: &Project, kit: &Kit) -> Result<(), Failure> {
    let measured = measure(project, kit)?;
    moments::check(&measured.files)?;
    // One that is not there is out of date.
    let kept = std::fs::read_to_string(document_path(project)).unwrap_or_default();
    document::compare(&kept, &measured.document)
}

/// Measures the built page and prints what a first visit downloads.
fn measure(project: &Project, kit: &Kit) -> Result<Measured, Failure> {
    let list = list_downloads(project, kit)?;
    let files = weigh_all(&project.dist(), &list)?;
    print!("\n{}", moments::table(&files));
    let programs = programs(project)?;
    let document = document::write(&files, &programs);
    Ok(Measured { files, document })
}

/// Returns what the end-to-end test listed.
fn list_downloads(project: &Project, kit: &Kit) -> Result<String, Failure> {
    let list = project.target().join("first-load.tsv");
    // What an earlier run listed proves nothing.
    let _ = std::fs::remove_file(&list);
    process::run(test::one_end_to_end(project, kit, LISTING_TEST)?.env("VOLLEY_FIRST_LOAD", &list))?;
    std::fs::read_to_string(&list).doing(|| format!("read {}: did {LISTING_TEST} run?", list.display()))
}

/// Weighs all of `dist`, heaviest first.
///
/// # Errors
/// When the list names a file that is not there: what was downloaded would not be counted.
fn weigh_all(dist: &Path, list: &str) -> Result<Vec<Weighed>, Failure> {
    let listed = moments::parse_list(list)?;
    let mut found = Vec::new();
    paths::files_below(dist, &|_| false, &mut found)?;
    let mut files = found.iter().map(|path| weigh(dist, path, &listed)).collect::<Result<Vec<_>, _>>()?;
    if let Some((_, missing)) = listed.iter().find(|(_, name)| !files.iter().any(|file| file.name == *name)) {
        return Err(Failure::new(format!("the browser was given {missing}, which is not in dist/")));
    }
    files.sort_by(|a, b| b.compressed.cmp(&a.compressed).then_with(|| a.name.cmp(&b.name)));
    Ok(files)
}

fn weigh(dist: &Path, path: &Path, listed: &[(Moment, &str)]) -> Result<Weighed, Failure> {
    let bytes = std::fs::read(path).doing(|| format!("read {}", path.display()))?;
    let compressed = compressed_bytes(&bytes).doing(|| format!("compress {}", path.display()))?;
    let name = path.strip_prefix(dist).unwrap_or(path).to_string_lossy().replace('\\', "/");
    let by = listed.iter().find(|(_, file)| *file == name).map_or(Moment::Whole, |(by, _)| *by);
    Ok(Weighed { name, by, raw: bytes.len() as u64, compressed })
}

/// Returns the size of the bytes after `gzip -9`.
fn compressed_bytes(bytes: &[u8]) -> std::io::Result<u64> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len() as u64)
}

/// Reads every wasm program that `dist` is made of, the page's first.
fn programs(project: &Project) -> Result<Vec<Attribution>, Failure> {
    let folder = project.target().join("wasm32-unknown-unknown/web");
    let mut found: Vec<(&str, PathBuf)> = ["volley", "desk", "runner", "tools"]
        .map(|bin| (bin, folder.join(bin).with_extension("wasm")))
        .into_iter()
        .collect();
    // A program that this tree does not have.
    found.retain(|(bin, _)| *bin == "volley" || project.dist().join(format!("{bin}_bg.wasm")).is_file());
    found.iter().map(|(bin, file)| Attribution::of(bin, file)).collect()
}

fn document_path(project: &Project) -> PathBuf {
    project.root().join("docs").join("size.md")
}

/// Returns the size in thousands of bytes, with one decimal.
fn kilobytes(bytes: u64) -> String {
    let tenths = (bytes + 50) / 100;
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "usable\tindex.html\nread\tdesk.js\ndone\tsnippets/a/body.js";

    fn folder(name: &str, files: &[&str]) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("volley-size-{name}-{}", std::process::id()));
        for file in files {
            let path = folder.join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, vec![b'a'; 1_000]).unwrap();
        }
        folder
    }

    #[test]
    fn what_is_listed_counts_from_its_moment_and_the_rest_to_the_whole() {
        let dist = folder("all", &["index.html", "desk.js", "snippets/a/body.js", "practice/server.js"]);
        let files = weigh_all(&dist, LIST).unwrap();
        std::fs::remove_dir_all(&dist).unwrap();
        let mut by: Vec<(&str, Moment)> = files.iter().map(|file| (file.name.as_str(), file.by)).collect();
        by.sort_by_key(|(_, by)| *by);
        let expected = ["index.html", "desk.js", "snippets/a/body.js", "practice/server.js"];
        assert_eq!(by, expected.into_iter().zip(Moment::ALL).collect::<Vec<_>>());
    }

    #[test]
    fn a_file_that_was_downloaded_and_is_not_there_fails() {
        let dist = folder("missing", &["index.html", "desk.js"]);
        let failure = weigh_all(&dist, LIST).unwrap_err().to_string();
        std::fs::remove_dir_all(&dist).unwrap();
        assert!(failure.contains("snippets/a/body.js"), "{failure}");
    }

    #[test]
    fn compressing_shrinks_what_repeats_and_keeps_a_header_for_nothing() {
        assert_eq!(compressed_bytes(&[]).unwrap(), 20);
        assert!(compressed_bytes(&vec![7; 100_000]).unwrap() < 200);
    }
}
