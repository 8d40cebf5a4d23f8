//! The zip, opened by Python's reader of zips: every file is in it as it is, and its sums are right.

use std::process::Command;

use volley::codegen::archive::Packer;
use volley::codegen::{Body, CodegenJob, File, Tool, readme, write};

use crate::case::{Case, cases};

/// Prints the names and the bytes of what a zip holds, in hexadecimal; the sums are checked on the way.
const READ: &str = "import sys, zipfile\nwith zipfile.ZipFile(sys.argv[1]) as z:\n    assert z.testzip() is None\n    for i in z.infolist(): print(i.filename, oct(i.external_attr >> 16), z.read(i).hex())";

fn files(job: &CodegenJob<'_>) -> Vec<File> {
    let mut files = vec![File { name: "README.md", body: Body::Text(readme(job)) }];
    for file in Tool::ALL.into_iter().flat_map(|tool| write(tool, job).files) {
        if !files.iter().any(|other| other.name == file.name) {
            files.push(file);
        }
    }
    files
}

fn bytes(case: &Case, body: &Body) -> Vec<u8> {
    let mut bytes = Vec::new();
    match body {
        Body::Text(text) => bytes.extend_from_slice(text.as_bytes()),
        Body::List(listing, style) => listing.write(case.list.targets(), *style, 0, u32::MAX, &mut bytes),
    }
    bytes
}

#[test]
fn a_zip_holds_every_file_as_it_is() {
    for case in cases("archive", 6) {
        let files = files(&case.job());
        let mut packer = Packer::zip(files.clone());
        let mut zip = Vec::new();
        while packer.step(case.list.targets(), &mut zip).expect("it is small") {}
        std::fs::create_dir_all(&case.folder).expect("a folder can be made");
        let path = case.folder.join("all.zip");
        std::fs::write(&path, zip).expect("a file can be written");
        let read = Command::new("python3").args(["-c", READ]).arg(&path).output().expect("python3 runs");
        assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
        let held = String::from_utf8(read.stdout).expect("hexadecimal is ASCII");
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
        let mode = |name: &str| if name == "curl_parallel.sh" { "0o100755" } else { "0o100644" };
        let line =
            |file: &File| format!("{} {} {}", file.name, mode(file.name), hex(&bytes(&case, &file.body)));
        let expected: Vec<String> = files.iter().map(line).collect();
        let lines: Vec<&str> = held.lines().map(str::trim_end).collect();
        let expected: Vec<&str> = expected.iter().map(|line| line.trim_end()).collect();
        assert_eq!(lines, expected);
    }
}
