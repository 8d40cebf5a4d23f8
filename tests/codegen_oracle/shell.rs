//! The script for curl: bash runs it with a curl of ours, which keeps the settings that it is given. What curl itself
//! makes of a pattern is known from `input_oracle`: the same as Volley.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use volley::codegen::Tool;
use volley::input::pattern::Pattern;

use crate::case::{Case, cases};

/// Stands for curl: keeps what it is given in `settings`.
const CURL: &str = "#!/bin/sh\ncase \"$*\" in *--help*) exit 0;; esac\ncat > settings\n";
/// Stands for jq, which has nothing to read then.
const JQ: &str = "#!/bin/sh\n[ \"$1\" = -n ] && echo 0 && exit 0\ncat > /dev/null\n";

#[test]
fn the_shell_hands_curl_exactly_the_list() {
    let cases = cases("shell", 60);
    for case in &cases {
        let of = case.describe(Tool::Curl);
        case.script(Tool::Curl);
        program(&case.folder.join("curl"), CURL);
        program(&case.folder.join("jq"), JQ);
        let bash = |args: &[&str]| {
            let path = std::env::var("PATH").unwrap_or_default();
            let mut bash = Command::new("bash");
            bash.args(args).arg(Tool::Curl.facts().script).current_dir(&case.folder);
            bash.env("PATH", format!("{}:{path}", case.folder.display())).output().expect("bash runs")
        };
        assert!(bash(&["-n"]).status.success(), "{of}");
        let ran = bash(&[]);
        assert!(ran.status.success() && ran.stderr.is_empty(), "{of}: {ran:?}");
        let text = std::fs::read_to_string(case.folder.join("settings")).expect("curl was called");
        check(case, &text, &of);
    }
    assert!(cases.iter().any(|case| case.urls().len() > 200), "long lists are among them");
}

fn program(path: &Path, text: &str) {
    std::fs::write(path, text).expect("a file can be written");
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).expect("it can be made to run");
}

fn check(case: &Case, text: &str, of: &str) {
    // A word of the shell holds no NUL.
    let plain = |text: &str| text.replace('\0', "");
    let settings: Vec<(&str, String)> =
        text.split('\n').filter(|line| !line.is_empty()).map(setting).collect();
    let all = |name: &str| {
        let of_name = settings.iter().filter(|(key, _)| *key == name);
        of_name.map(|(_, value)| value.clone()).collect::<Vec<_>>()
    };
    let asked: Vec<String> = all("url").iter().flat_map(|url| expand(url)).collect();
    let wanted = case.urls();
    assert_eq!(asked.len(), wanted.len(), "{of}");
    for (asked, wanted) in asked.iter().zip(&wanted) {
        let rest =
            asked.strip_prefix(&*plain(wanted)).unwrap_or_else(|| panic!("{of}: {asked:?} for {wanted:?}"));
        // Repeated links end in a fragment of their own.
        let is_counter =
            rest.strip_prefix('#').is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
        assert!(rest.is_empty() || is_counter, "{of}: {asked:?} for {wanted:?}");
    }
    let header = |(name, value): (String, String)| {
        if value.is_empty() { format!("{name};") } else { format!("{name}: {value}") }
    };
    assert_eq!(all("header"), case.headers().into_iter().map(header).collect::<Vec<_>>(), "{of}");
    assert_eq!(all("data-raw").concat(), plain(case.body()), "{of}");
    let known = [
        "url",
        "header",
        "data-raw",
        "silent",
        "no-progress-meter",
        "parallel",
        "parallel-immediate",
        "location",
    ];
    let more = ["compressed", "max-redirs", "proto", "max-time", "retry", "head", "request", "write-out"];
    let stray = settings.iter().find(|(key, _)| !known.contains(key) && !more.contains(key));
    assert_eq!(stray, None, "{of}: a setting that is not ours");
}

/// A line of curl's file of settings as curl reads it.
fn setting(line: &str) -> (&str, String) {
    let Some((key, value)) = line.split_once(" = ") else { return (line, String::new()) };
    let Some(value) = value.strip_prefix('"') else { return (key, value.to_owned()) };
    let mut text = String::new();
    let mut rest = value.chars();
    loop {
        match rest.next() {
            Some('"') => break,
            Some('\\') => match rest.next() {
                Some('t') => text.push('\t'),
                Some('n') => text.push('\n'),
                Some('r') => text.push('\r'),
                Some('v') => text.push('\u{b}'),
                Some(other) => text.push(other),
                None => panic!("a value without its end: {line:?}"),
            },
            Some(other) => text.push(other),
            None => panic!("a value without its end: {line:?}"),
        }
    }
    assert_eq!(rest.as_str(), "", "nothing follows a value: {line:?}");
    (key, text)
}

fn expand(url: &str) -> Vec<String> {
    match Pattern::parse(url).unwrap_or_else(|problem| panic!("{url:?}: {problem}")) {
        None => vec![url.to_owned()],
        Some(pattern) => (0..pattern.count())
            .map(|index| {
                let mut url = String::new();
                pattern.write(index, &mut url);
                url
            })
            .collect(),
    }
}
