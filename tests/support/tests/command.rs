//! The server on its own, as a command.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpStream;
use std::process::{Command, Stdio};

use serde_json::Value;

#[test]
fn it_prints_its_addresses_and_runs_until_stdin_closes() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_origin"));
    command.args(["--until-stdin-closes", "--dist", env!("CARGO_MANIFEST_DIR")]);
    let mut origin = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdout = BufReader::new(origin.stdout.take().unwrap());
    let mut line = String::new();
    stdout.read_line(&mut line).unwrap();
    let addresses: Value = serde_json::from_str(&line).unwrap();
    for scheme in ["http", "https"] {
        let url = addresses[scheme].as_str().unwrap();
        TcpStream::connect(url.strip_prefix(&format!("{scheme}://")).unwrap()).unwrap();
    }
    drop(origin.stdin.take());
    assert!(origin.wait().unwrap().success());
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "", "one line is all it prints");
}

#[test]
fn what_it_does_not_understand_it_says() {
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_origin")).args(arguments).output().unwrap();
        assert!(!output.status.success(), "{arguments:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(run(&["--https"]).starts_with("--https lacks its value\nusage: origin"));
    assert!(run(&["--port", "1"]).starts_with("unknown option --port\n"));
    assert!(run(&["--http", "70000"]).starts_with("--http 70000: "));
}
