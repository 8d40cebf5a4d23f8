//! Links out of real Markdown: the READMEs of the crates that this project is built from.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use url::{Host, Url};

/// The first segments of the paths that the origin answers in its own way, on every host.
const OF_THE_ORIGIN: [&str; 28] = [
    "status",
    "by-method",
    "delay",
    "bytes",
    "gzip-bomb",
    "drip",
    "redirect",
    "redirected",
    "todos",
    "json",
    "headers",
    "echo",
    "busy",
    "flaky",
    "capacity",
    "held",
    "never",
    "stall",
    "reset",
    "reset-after-headers",
    "truncated",
    "cors",
    "tao",
    "closed",
    "corp",
    "log.json",
    "csp-report",
    "result",
];

/// The `https:` links to named hosts in all READMEs, in their order there, repeats included.
pub(crate) fn readme_links() -> Vec<Url> {
    let texts = readmes().into_iter().filter_map(|file| std::fs::read_to_string(file).ok());
    texts.flat_map(|text| links_in(&text)).filter(is_fit).collect()
}

/// The READMEs of all packages in Cargo.lock that this machine builds.
fn readmes() -> BTreeSet<PathBuf> {
    let host = output(Command::new("rustc").arg("-vV"));
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).expect("rustc names its host");
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let arguments = ["metadata", "--format-version=1", "--offline", "--filter-platform", host];
    let metadata = output(Command::new(cargo).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")));
    let metadata: Value = serde_json::from_str(&metadata).expect("cargo writes JSON");
    let packages = metadata["packages"].as_array().expect("packages").iter();
    packages
        .filter_map(|package| {
            let folder = Path::new(package["manifest_path"].as_str()?).parent()?;
            Some(folder.join(package["readme"].as_str()?))
        })
        .collect()
}

fn output(command: &mut Command) -> String {
    let output = command.output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("it writes text")
}

/// The links in a Markdown text, each up to what cannot be in one there.
fn links_in(text: &str) -> Vec<Url> {
    let links = text.match_indices("https://").filter_map(|(start, _)| {
        let rest = &text[start..];
        let end =
            rest.find(|c: char| c.is_whitespace() || "()[]{}<>\"'`|\\*".contains(c)).unwrap_or(rest.len());
        Url::parse(rest[..end].trim_end_matches(['.', ',', ';', ':', '!'])).ok()
    });
    links.collect()
}

/// Whether the test can know beforehand what the origin answers.
fn is_fit(url: &Url) -> bool {
    let named =
        matches!(url.host(), Some(Host::Domain(host)) if host.contains('.') && !host.ends_with(".localhost"));
    let first = url.path_segments().and_then(|mut segments| segments.next()).unwrap_or_default();
    named && url.port().is_none() && !OF_THE_ORIGIN.contains(&first)
}
