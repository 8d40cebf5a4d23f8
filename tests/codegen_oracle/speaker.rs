//! A process of another language that reads a case a line and says a line of what it made of it.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

/// Returns what the program says of each of `questions`, all in one process.
pub(crate) fn ask(program: &str, args: &[&str], script: &str, questions: &[Value]) -> Vec<Value> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/codegen_oracle").join(script);
    let mut command = Command::new(program);
    command.args(args).arg(script).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap_or_else(|error| panic!("{program} is on PATH: {error}"));
    let mut input = child.stdin.take().expect("it was asked for");
    let lines = questions.iter().map(|value| format!("{value}\n")).collect::<Vec<_>>().concat();
    let feeder = std::thread::spawn(move || {
        // Where the program ended early, it has said why.
        let _ = input.write_all(lines.as_bytes());
    });
    let output = child.wait_with_output().expect("its words can be read");
    feeder.join().expect("nothing panics there");
    assert!(output.status.success(), "{program}: {}", output.status);
    let text = String::from_utf8(output.stdout).expect("JSON is UTF-8");
    let said: Vec<Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("it says JSON")).collect();
    assert_eq!(said.len(), questions.len(), "one line for each");
    said
}

pub(crate) fn texts(value: &Value) -> Vec<String> {
    let list = value.as_array().unwrap_or_else(|| panic!("a list: {value}"));
    list.iter().map(|text| text.as_str().unwrap_or_else(|| panic!("a text: {text}")).to_owned()).collect()
}

/// The headers of an object, by name.
pub(crate) fn headers(value: &Value) -> Vec<(String, String)> {
    let pair =
        |(name, value): (&String, &Value)| (name.clone(), value.as_str().unwrap_or_default().to_owned());
    value.as_object().into_iter().flatten().map(pair).collect()
}

/// The same in an order that does not depend on who names them.
pub(crate) fn sorted(mut headers: Vec<(String, String)>) -> Vec<(String, String)> {
    headers.sort();
    headers
}
