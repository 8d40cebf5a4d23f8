//! lychee's settings, read by Python's reader of TOML, and the page of links, read as HTML.

use html5gum::{Token, Tokenizer};
use serde_json::{Value, json};
use volley::codegen::{Body, Tool, write};

use crate::case::{Case, cases};
use crate::speaker::{ask, headers, sorted};

#[test]
fn settings_and_page_hold_exactly_what_they_were_given() {
    let cases = cases("lychee", 60);
    let question = |case: &Case| json!({ "toml": case.script(Tool::Lychee) });
    let questions: Vec<Value> = cases.iter().map(question).collect();
    for (case, said) in cases.iter().zip(ask("python3", &[], "evaluate.py", &questions)) {
        let of = case.describe(Tool::Lychee);
        assert_eq!(said["error"], Value::Null, "{of}");
        assert_eq!(sorted(headers(&said["header"])), sorted(case.headers()), "{of}");
        assert_eq!(said["max_concurrency"], case.settings.limits.concurrency, "{of}");
        let page = std::fs::read_to_string(case.folder.join("lychee_links.html")).expect("the page is there");
        let wanted: Vec<String> = case.urls().iter().map(|url| in_page(url)).collect();
        assert_eq!(hrefs(&page), wanted, "{of}");
    }
}

#[test]
fn the_manifest_of_the_rust_program_is_toml() {
    let cases = cases("manifest", 1);
    let package = write(Tool::Reqwest, &cases[0].job());
    let manifest = package.files.iter().find(|file| file.name == "Cargo.toml").map(|file| &file.body);
    let Some(Body::Text(manifest)) = manifest else { panic!("there is a manifest") };
    let said = ask("python3", &[], "evaluate.py", &[json!({ "toml": manifest })]);
    let pinned = said[0]["dependencies"].as_object().expect("there are dependencies").values().all(|of| {
        let version = of.as_str().or(of["version"].as_str());
        version.is_some_and(|version| version.starts_with('='))
    });
    assert!(pinned, "each dependency is one version");
}

/// What ends a line or an attribute is encoded in the page; a URL that was read holds none of it.
fn in_page(url: &str) -> String {
    let encode = |it: char| match it {
        '\0'..='\u{1f}' | '\u{7f}' | '"' | '<' | '>' => format!("%{:02X}", u32::from(it)),
        other => other.to_string(),
    };
    url.chars().map(encode).collect()
}

fn hrefs(page: &str) -> Vec<String> {
    let mut hrefs = Vec::new();
    for token in Tokenizer::new(page) {
        let Ok(token) = token;
        if let Token::StartTag(tag) = token {
            let href = tag.attributes.get(&b"href"[..]).expect("only links stand there");
            hrefs.push(String::from_utf8_lossy(href).into_owned());
        }
    }
    hrefs
}
