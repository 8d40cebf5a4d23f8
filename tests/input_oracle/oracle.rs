//! The oracle: `extract.mjs`, run by node.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::corpus::Document;

/// What the oracle found in a document.
#[derive(Debug)]
pub(crate) struct Testimony {
    /// What its first `<base>` says.
    pub(crate) base: Option<String>,
    /// Its links as they mean: decoded, absolute or not.
    pub(crate) links: Vec<String>,
}

pub(crate) fn testify(documents: &[Document]) -> Vec<Testimony> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/input_oracle/extract.mjs");
    let mut node = Command::new("node");
    node.arg(script).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut node = node.spawn().expect("node is on PATH: `cargo xtask test --only native` sets it up");
    let mut files = node.stdin.take().expect("it was asked for");
    for document in documents {
        // Where node ended early, it has said why.
        let _ = writeln!(files, "{}", document.file.display());
    }
    drop(files);
    let output = node.wait_with_output().expect("node's words can be read");
    assert!(output.status.success(), "the oracle failed; run by `cargo xtask test --only native`?");
    let text = String::from_utf8(output.stdout).expect("JSON is UTF-8");
    let testimonies: Vec<Testimony> = text.lines().map(testimony).collect();
    assert_eq!(testimonies.len(), documents.len(), "one line for each document");
    testimonies
}

fn testimony(line: &str) -> Testimony {
    let value: Value = serde_json::from_str(line).expect("the oracle writes JSON");
    let links = value["links"].as_array().expect("there is a list of links");
    let text = |link: &Value| link.as_str().expect("a link is text").to_owned();
    Testimony { base: value["base"].as_str().map(str::to_owned), links: links.iter().map(text).collect() }
}
