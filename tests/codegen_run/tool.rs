//! A job for a tool, written into a folder and run by its own command.

use std::path::{Path, PathBuf};
use std::process::Command;

use volley::codegen::{Body, CodegenJob, Tool, write};
use volley::ids::LinkId;
use volley::import::{ImportResult, Importer};
use volley::input::detect::Form;
use volley::input::list::LinkList;
use volley::input::reader::{ReadOptions, Reader};
use volley::request::RequestPayload;
use volley::result::mask::Secrets;
use volley::result::row::RowView;
use volley::settings::{Duplicates, RunSettings};

pub(crate) fn list(lines: &[String]) -> LinkList {
    let options =
        ReadOptions { form: Some(Form::List), duplicates: Duplicates::Each, ..ReadOptions::default() };
    let mut reader = Reader::new(options);
    reader.begin_source("", None);
    reader.push(&lines.join("\n"));
    reader.end_source();
    while reader.step() {}
    assert_eq!(reader.list().rejected_in_all(), 0, "all of it can be asked");
    reader.into_list()
}

/// What a tool left.
#[derive(Debug)]
pub(crate) struct Ran {
    /// The file as it was written.
    pub(crate) results: Vec<u8>,
    /// The same, imported.
    pub(crate) imported: ImportResult,
}

/// Runs the list by `tool` in a folder of its own, and returns what it left.
pub(crate) fn run(
    tool: Tool,
    name: &str,
    list: &LinkList,
    settings: RunSettings,
    payload: &RequestPayload,
) -> Ran {
    let facts = tool.facts();
    let folder = std::env::temp_dir().join(format!("volley-{}-{name}-{}", facts.name, std::process::id()));
    let job = CodegenJob::new(list, settings, payload);
    write_all(tool, &job, list, &folder);
    let mut shell = Command::new("bash");
    shell.args(["-c", &command(tool, &job)]).current_dir(&folder);
    let output = in_tools(&mut shell).output().expect("bash runs");
    let said = format!(
        "{}: {}\n{}\n{}",
        facts.name,
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    // lychee and Locust say by their exit code that links are broken.
    assert!(output.status.success() || matches!(tool, Tool::Lychee | Tool::Locust), "{said}");
    if tool == Tool::Locust {
        assert!(said.contains("2 workers connected"), "{said}");
    }
    let results = std::fs::read(folder.join(facts.results)).unwrap_or_else(|error| panic!("{error}: {said}"));
    let mut reading = Importer::new(facts.results);
    reading.push(&results).unwrap_or_else(|error| panic!("{error}: {said}"));
    let imported = reading.finish().unwrap_or_else(|error| panic!("{error}: {said}"));
    assert_eq!(imported.problems.first, [], "{said}");
    assert_eq!(imported.row.provenance.name(), facts.name, "{said}");
    if tool == Tool::Locust {
        // Its own tables end with the percentiles of all, and the requests that they are of: none may be lost at the end.
        let all = said.lines().rev().find(|line| line.contains("Aggregated"));
        let told = all.and_then(|line| line.split_whitespace().last()).and_then(|word| word.parse().ok());
        let asked: u32 = rows(&imported).iter().filter_map(|row| row.attempts).map(u32::from).sum();
        assert_eq!(told, Some(asked), "{said}");
    }
    std::fs::remove_dir_all(&folder).expect("the folder can go");
    Ran { results, imported }
}

pub(crate) fn rows(imported: &ImportResult) -> Vec<RowView> {
    let (list, table) = imported.run.as_ref().expect("it has rows");
    LinkId(0).take(list.links()).filter_map(|row| RowView::of(list, table, row, Secrets::Shown)).collect()
}

fn write_all(tool: Tool, job: &CodegenJob<'_>, list: &LinkList, folder: &Path) {
    std::fs::create_dir_all(folder).expect("a folder can be made");
    for file in write(tool, job).files {
        let mut bytes = Vec::new();
        match &file.body {
            Body::Text(text) => bytes.extend_from_slice(text.as_bytes()),
            Body::List(listing, style) => listing.write(list.targets(), *style, 0, u32::MAX, &mut bytes),
        }
        std::fs::write(folder.join(file.name), bytes).expect("a file can be written");
    }
    if tool == Tool::Reqwest {
        // What the registry gives tomorrow is not what is tested today.
        std::fs::write(folder.join("Cargo.lock"), include_str!("Cargo.lock")).expect("a file can be written");
    }
}

/// The command that the script names, but for what would take minutes: optimised builds of the program and of lychee.
fn command(tool: Tool, job: &CodegenJob<'_>) -> String {
    let command = tool.facts().run_for(job);
    match tool {
        Tool::Reqwest => command.replace("--release", "--locked --quiet"),
        Tool::Lychee => command.split_once("&& ").map_or(command.clone(), |(_, rest)| rest.to_owned()),
        _ => command,
    }
}

/// The tools that `cargo xtask` set up come first; nothing is fetched.
fn in_tools(command: &mut Command) -> &mut Command {
    let named = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let bin = named("VOLLEY_TOOLS").expect("`cargo xtask test` names the folder of the tools");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(bin).chain(std::env::split_paths(&path));
    command.env("PATH", std::env::join_paths(folders).expect("folders that PATH can hold"));
    let target = named("VOLLEY_REQWEST_TARGET").expect("`cargo xtask test` names the folder of objects");
    command
        .env("CARGO_TARGET_DIR", target)
        .env("PIP_NO_INDEX", "1")
        .env("CARGO_NET_OFFLINE", "true")
        .env("K6_NO_USAGE_REPORT", "true")
}
