//! The program in Rust: parsed by syn as a whole; its constants and its list compiled by rustc and run.

use std::fmt::Write as _;
use std::process::Command;

use volley::codegen::Tool;

use crate::case::{Case, cases};

#[test]
fn the_rust_program_yields_exactly_the_list() {
    let cases = cases("rust", 30);
    let mut text = String::from(HELPERS);
    let mut main = String::new();
    for (number, case) in cases.iter().enumerate() {
        let of = case.describe(Tool::Reqwest);
        let program = case.script(Tool::Reqwest);
        if let Err(error) = syn::parse_file(&program) {
            panic!("{of}: {error}");
        }
        let headers = if program.contains("\nconst HEADERS:") { "HEADERS" } else { "&[]" };
        let body = if case.body().is_empty() { "\"\"" } else { "BODY" };
        let data = data(&program);
        writeln!(
            text,
            "mod case_{number} {{\n#![allow(dead_code)]\nuse std::time::Duration;\n{data}\n\
             pub fn run() {{ super::tell(links(), {headers}, {body}); }}\n}}"
        )
        .expect("a String takes all");
        let folder = volley::codegen::quote::rust::text(&case.folder.to_string_lossy());
        writeln!(main, "std::env::set_current_dir({folder}).unwrap(); case_{number}::run();")
            .expect("a String takes all");
    }
    writeln!(text, "fn main() {{\n{main}}}").expect("a String takes all");
    let said = run(&text);
    for (case, said) in cases.iter().zip(said.split("case\n").skip(1)) {
        check(case, said);
    }
}

/// Says what was made of a case, each text in hexadecimal.
const HELPERS: &str = "fn hex(text: &str) -> String { text.bytes().map(|byte| format!(\"{byte:02x}\")).collect() }\n\
    fn tell(links: impl Iterator<Item = String>, headers: &[(&str, &str)], body: &str) {\n\
    println!(\"case\\nbody {}\", hex(body));\n\
    for (name, value) in headers { println!(\"header {} {}\", hex(name), hex(value)); }\n\
    for link in links { println!(\"link {}\", hex(&link)); }\n}\n";

/// The data of a program: from the first constant to the end of the list.
fn data(program: &str) -> String {
    let lines: Vec<&str> = program.split('\n').collect();
    let at = |start: usize, sign: &str| {
        let found = lines[start..].iter().position(|line| line.starts_with(sign));
        start + found.unwrap_or_else(|| panic!("no {sign}"))
    };
    let first = at(0, "const METHOD");
    let last = at(at(first, "fn links()"), "}");
    lines[first..=last].join("\n")
}

fn run(text: &str) -> String {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("rust");
    let (source, program) = (folder.join("all.rs"), folder.join("all"));
    std::fs::write(&source, text).expect("a file can be written");
    let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or("rustc".into()));
    rustc.args(["--edition", "2024", "-C", "debuginfo=0", "-A", "warnings", "-o"]).arg(&program).arg(&source);
    let compiled = rustc.output().expect("rustc runs");
    assert!(compiled.status.success(), "{}", String::from_utf8_lossy(&compiled.stderr));
    let ran = Command::new(&program).output().expect("it runs");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).expect("hexadecimal is ASCII")
}

fn check(case: &Case, said: &str) {
    let of = case.describe(Tool::Reqwest);
    let all = |name: &str| {
        let of_name = said.lines().filter_map(|line| line.split_once(' ')).filter(|(key, _)| *key == name);
        of_name.map(|(_, value)| value.split(' ').map(unhex).collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    assert_eq!(all("link").concat(), case.urls(), "{of}");
    assert_eq!(all("body").concat().concat(), case.body(), "{of}");
    let headers: Vec<_> = case.headers().into_iter().map(|(name, value)| vec![name, value]).collect();
    assert_eq!(all("header"), headers, "{of}");
}

fn unhex(text: &str) -> String {
    let byte = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).expect("two digits");
    String::from_utf8((0..text.len()).step_by(2).map(byte).collect()).expect("it was text")
}
