//! Real documents, found on this machine: the Markdown of the packages in Cargo.lock, and what rustdoc makes of some.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use volley::input::detect::Form;

const MARKDOWN_FILES: usize = 300;
const HTML_FILES: usize = 100;

/// Packages whose documentation is made; small ones that Volley itself uses.
const DOCUMENTED: [&str; 4] = ["csv-core", "linkify", "memchr", "pulldown-cmark"];

/// A document of the corpus.
#[derive(Debug)]
pub(crate) struct Document {
    /// What it is called in the table of differences, the same on every machine: `package-version/path`.
    pub(crate) name: String,
    pub(crate) file: PathBuf,
    pub(crate) text: String,
    pub(crate) form: Form,
}

/// A file that may be chosen, and what decides on it.
struct Candidate {
    name: String,
    /// The same without versions, so that an update of a package does not change the choice.
    lasting_name: String,
    file: PathBuf,
}

pub(crate) fn markdown() -> Vec<Document> {
    let mut candidates = Vec::new();
    for package in packages() {
        let text = |name: &str| package[name].as_str().unwrap_or_default();
        if !text("source").starts_with("registry+") {
            continue;
        }
        let folder = Path::new(text("manifest_path")).parent().expect("a manifest stands in a folder");
        let (name, version) = (text("name"), text("version"));
        collect(folder, "md", &mut |path, file| {
            candidates.push(Candidate {
                name: format!("{name}-{version}/{path}"),
                lasting_name: format!("{name}/{path}"),
                file,
            });
        });
    }
    choose(candidates, MARKDOWN_FILES, Form::Markdown, |text| text.contains("://") || text.contains("]("))
}

pub(crate) fn html() -> Vec<Document> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("oracle");
    let mut cargo = cargo();
    cargo.args(["doc", "--quiet", "--no-deps", "--offline", "--locked", "--target-dir"]).arg(&target);
    for package in DOCUMENTED {
        cargo.args(["--package", package]);
    }
    let status = cargo.env_remove("RUSTDOCFLAGS").status().expect("cargo can be run");
    assert!(status.success(), "cargo doc failed; are all packages fetched? `cargo fetch` does it");
    let mut candidates = Vec::new();
    collect(&target.join("doc"), "html", &mut |path, file| {
        let name = format!("rustdoc/{path}");
        candidates.push(Candidate { lasting_name: name.clone(), name, file });
    });
    choose(candidates, HTML_FILES, Form::Html, |text| text.contains("href="))
}

/// All packages in Cargo.lock, as `cargo metadata` lists them.
fn packages() -> Vec<Value> {
    let output = cargo().args(["metadata", "--format-version", "1", "--offline", "--locked"]).output();
    let output = output.expect("cargo can be run");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complaint}\nare all packages fetched? `cargo fetch` does it");
    let mut all: Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    match all["packages"].take() {
        Value::Array(packages) => packages,
        other => panic!("packages are a list, not {other}"),
    }
}

fn cargo() -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(env!("CARGO_MANIFEST_DIR"));
    cargo
}

/// Shows `take` each file below `folder` with this ending, and its path from there with slashes.
fn collect(folder: &Path, ending: &str, take: &mut impl FnMut(String, PathBuf)) {
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let entries = std::fs::read_dir(&next).unwrap_or_else(|error| panic!("{}: {error}", next.display()));
        for entry in entries {
            let file = entry.expect("the folder can be read").path();
            if file.is_dir() {
                folders.push(file);
            } else if file.extension().is_some_and(|given| given == ending) {
                let path = file.strip_prefix(folder).expect("it lies below");
                let parts: Vec<_> =
                    path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
                take(parts.join("/"), file);
            }
        }
    }
}

/// Chooses `count` of the candidates that may hold links: those whose names have the lowest sums, which is as good as
/// by lot, is the same everywhere, and changes little when a package comes or goes.
fn choose(
    mut candidates: Vec<Candidate>,
    count: usize,
    form: Form,
    may_hold_links: impl Fn(&str) -> bool,
) -> Vec<Document> {
    candidates.sort_by_cached_key(|candidate| (sum(&candidate.lasting_name), candidate.name.clone()));
    let read = |candidate: Candidate| {
        let bytes = std::fs::read(&candidate.file).expect("the file can be read");
        // The oracle puts the same sign for what is not UTF-8.
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Document { name: candidate.name, file: candidate.file, text, form }
    };
    let chosen: Vec<_> =
        candidates.into_iter().map(read).filter(|it| may_hold_links(&it.text)).take(count).collect();
    assert_eq!(chosen.len(), count, "there are too few documents of {form:?} on this machine");
    chosen
}

/// FNV-1a, 64 bits.
fn sum(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}
