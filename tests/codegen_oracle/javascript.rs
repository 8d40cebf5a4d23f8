//! The scripts in JavaScript, read by Node's own parser.

use serde_json::{Value, json};
use volley::codegen::{Language, Tool};

use crate::case::{Case, cases};
use crate::speaker::{ask, headers, sorted, texts};

#[test]
fn every_javascript_script_yields_exactly_the_list() {
    let cases = cases("javascript", 60);
    let is_javascript = |tool: &Tool| tool.facts().language == Language::JavaScript;
    let pairs: Vec<(&Case, Tool)> = cases
        .iter()
        .flat_map(|case| Tool::ALL.into_iter().filter(is_javascript).map(move |tool| (case, tool)))
        .collect();
    let question = |(case, tool): &(&Case, Tool)| json!({ "source": case.script(*tool), "file": case.folder.join(tool.facts().script) });
    let asked: Vec<Value> = pairs.iter().map(question).collect();
    let flags = ["--experimental-vm-modules", "--no-warnings"];
    for ((case, tool), said) in pairs.iter().zip(ask("node", &flags, "evaluate.mjs", &asked)) {
        let of = case.describe(*tool);
        assert_eq!(said["error"], Value::Null, "{of}");
        assert_eq!(texts(&said["links"]), case.urls(), "{of}");
        assert_eq!(sorted(headers(&said["HEADERS"])), sorted(case.headers()), "{of}");
        assert_eq!(said["BODY"].as_str().unwrap_or_default(), case.body(), "{of}");
        assert_eq!(said["TIMEOUT_MS"], case.settings.limits.timeout_ms, "{of}");
    }
    assert!(cases.iter().any(|case| case.urls().len() > 200), "long lists are among them");
}
