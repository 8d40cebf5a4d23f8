//! The scripts in Python, read by Python.

use serde_json::json;
use volley::codegen::{Language, Tool};

use crate::case::{Case, cases};
use crate::speaker::{ask, headers, sorted, texts};

#[test]
fn every_python_script_yields_exactly_the_list() {
    let cases = cases("python", 40);
    let is_python = |tool: &Tool| tool.facts().language == Language::Python;
    let pairs: Vec<(&Case, Tool)> = cases
        .iter()
        .flat_map(|case| Tool::ALL.into_iter().filter(is_python).map(move |tool| (case, tool)))
        .collect();
    let question = |(case, tool): &(&Case, Tool)| json!({ "source": case.script(*tool), "file": case.folder.join(tool.facts().script) });
    let said = ask("python3", &[], "evaluate.py", &pairs.iter().map(question).collect::<Vec<_>>());
    for ((case, tool), said) in pairs.iter().zip(said) {
        let of = case.describe(*tool);
        assert_eq!(said["error"], serde_json::Value::Null, "{of}");
        assert_eq!(texts(&said["links"]), case.urls(), "{of}");
        assert_eq!(sorted(headers(&said["headers"])), sorted(case.headers()), "{of}");
        assert_eq!(said["body"], case.body(), "{of}");
        let timeout_ms = said["timeout"].as_f64().unwrap_or(f64::NAN) * 1e3;
        assert!((timeout_ms - f64::from(case.settings.limits.timeout_ms)).abs() < 0.5, "{of}");
    }
    assert!(
        pairs.len() >= 400 && cases.iter().any(|case| case.urls().len() > 200),
        "long lists are among them"
    );
}
