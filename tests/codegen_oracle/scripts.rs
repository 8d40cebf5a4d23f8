//! The scripts in Python and in JavaScript, read by Python and by Node's own parser.

use serde_json::{Value, json};
use volley::codegen::{Language, Tool};

use crate::case::{Case, cases};
use crate::speaker::{ask, headers, sorted, texts};

/// Has `program` read each script in `language` of each case, and hands what it says of settings to `check`. Returns the
/// number of scripts.
fn check(
    language: Language,
    cases: &[Case],
    (program, flags, evaluator): (&str, &[&str], &str),
    check: impl Fn(&Case, &Value, &str),
) -> usize {
    let is_in_language = |tool: &Tool| tool.facts().language == language;
    let pairs: Vec<(&Case, Tool)> = cases
        .iter()
        .flat_map(|case| Tool::ALL.into_iter().filter(is_in_language).map(move |tool| (case, tool)))
        .collect();
    let question = |(case, tool): &(&Case, Tool)| json!({ "source": case.script(*tool), "file": case.folder.join(tool.facts().script) });
    let questions: Vec<Value> = pairs.iter().map(question).collect();
    for ((case, tool), said) in pairs.iter().zip(ask(program, flags, evaluator, &questions)) {
        let of = case.describe(*tool);
        assert_eq!(said["error"], Value::Null, "{of}");
        assert_eq!(texts(&said["links"]), case.urls(), "{of}");
        check(case, &said, &of);
    }
    assert!(cases.iter().any(|case| case.urls().len() > 200), "long lists are among them");
    pairs.len()
}

#[test]
fn every_javascript_script_yields_exactly_the_list() {
    let node = ("node", &["--experimental-vm-modules", "--no-warnings"][..], "evaluate.mjs");
    check(Language::JavaScript, &cases("javascript", 60), node, |case, said, of| {
        assert_eq!(sorted(headers(&said["HEADERS"])), sorted(case.headers()), "{of}");
        assert_eq!(said["BODY"].as_str().unwrap_or_default(), case.body(), "{of}");
        assert_eq!(said["TIMEOUT_MS"], case.settings.limits.timeout_ms, "{of}");
    });
}

#[test]
fn every_python_script_yields_exactly_the_list() {
    let python = ("python3", &[][..], "evaluate.py");
    let scripts = check(Language::Python, &cases("python", 40), python, |case, said, of| {
        assert_eq!(sorted(headers(&said["headers"])), sorted(case.headers()), "{of}");
        assert_eq!(said["body"], case.body(), "{of}");
        let timeout_ms = said["timeout"].as_f64().unwrap_or(f64::NAN) * 1e3;
        assert!((timeout_ms - f64::from(case.settings.limits.timeout_ms)).abs() < 0.5, "{of}");
    });
    assert!(scripts >= 400, "{scripts}");
}
