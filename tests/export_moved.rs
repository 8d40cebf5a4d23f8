//! New addresses of links that moved for good: which they are, and the script run by a real shell and sed.
#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use volley::export::{Exporter, Format};
use volley::ids::{LinkId, TargetId};
use volley::input::link::Position;
use volley::input::list::LinkList;
use volley::network::Hop;
use volley::result::mask::Secrets;
use volley::result::outcome::{AttemptEnd, BodyEnd, Evidence, Outcome};
use volley::result::table::ResultTable;

/// Links, each with its file and line, the redirects that it met (status and address) and its last status.
type Link<'l> = (&'l str, u32, &'l str, &'l [(u16, &'l str)], u16);

fn run_of(links: &[Link<'_>]) -> (LinkList, ResultTable) {
    let mut list = LinkList::default();
    let mut sources: Vec<(&str, volley::ids::SourceId)> = Vec::new();
    for (file, line, url, ..) in links {
        let source = match sources.iter().find(|(known, _)| known == file) {
            Some((_, source)) => *source,
            None => list.begin_source(file).expect("room for a source"),
        };
        sources.push((file, source));
        let host = url.find("://").map_or(0, |at| at + 3);
        let end = url[host..].find('/').map_or(url.len(), |at| host + at);
        let target = list.add_target(url, &url[..end]).expect("room for a target");
        list.add_link(Position { source, line: *line, column: 1 }, target);
    }
    let mut table = ResultTable::new(&list, None);
    for (target, (.., hops, status)) in (0..).zip(links) {
        let end =
            AttemptEnd::Answered { status: *status, redirected: !hops.is_empty(), body: BodyEnd::Absent };
        let mut outcome = Outcome::new(TargetId(target), 1, end);
        outcome.final_url = hops.last().map(|(_, to)| (*to).into());
        let hops = hops.iter().map(|(status, to)| Hop::new(*status, to, false)).collect();
        outcome.observed = Some(Box::new(Evidence { hops, is_whole: true, server_ip: None }));
        table.apply(&outcome);
    }
    (list, table)
}

fn export(format: Format, (list, table): &(LinkList, ResultTable)) -> (String, u32) {
    let (mut out, mut exporter) = (Vec::new(), Exporter::new(format, Secrets::Masked));
    exporter.write(list, table, LinkId(0).take(list.links()), &mut out);
    (String::from_utf8(out).expect("UTF-8"), exporter.masked())
}

const NEW: &str = "https://new.test/x";

#[test]
fn only_what_is_permanent_all_the_way_and_works_has_moved() {
    let broken_off = run_of(&[("a.md", 1, "http://a.test/1", &[(301, "https://a.test/1")], 200)]);
    let mut outcome = Outcome::new(TargetId(0), 1, AttemptEnd::NoVisibleAnswer);
    let answered = AttemptEnd::Answered { status: 200, redirected: true, body: BodyEnd::Absent };
    for (end, hops, is_whole) in [
        (answered, vec![Hop::new(301, NEW, false)], false),
        (answered, vec![Hop::new(0, NEW, false)], true),
        (AttemptEnd::NoVisibleAnswer, vec![Hop::new(301, NEW, false)], true),
    ] {
        let mut table = broken_off.1.clone();
        outcome.end = end;
        outcome.final_url = Some(NEW.into());
        outcome.observed = Some(Box::new(Evidence { hops, is_whole, server_ip: None }));
        table.apply(&outcome);
        assert_eq!(table.noted().moved, 0, "{outcome:?}");
    }
    let run = run_of(&[
        ("a.md", 1, "http://a.test/1", &[(301, "https://a.test/1"), (308, NEW)], 200),
        ("a.md", 2, "http://a.test/2", &[(301, "https://a.test/2"), (302, NEW)], 200),
        ("a.md", 3, "http://a.test/3", &[(301, NEW)], 404),
        ("a.md", 4, "http://a.test/4", &[], 200),
        ("", 5, "http://a.test/5", &[(308, NEW)], 204),
        ("b.md", 6, "http://a.test/6?token=s", &[(301, NEW)], 200),
    ]);
    assert_eq!(run.1.noted().moved, 3);
    let (list, masked) = export(Format::MovedList, &run);
    assert_eq!(list, format!("a.md:1 http://a.test/1 → {NEW}\n5 http://a.test/5 → {NEW}\n"));
    assert_eq!(masked, 1, "the mask of a secret is no address");
    let (csv, _) = export(Format::MovedCsv, &run);
    assert_eq!(
        csv,
        format!(
            "file,line,old,new\r\n\"a.md\",1,\"http://a.test/1\",\"{NEW}\"\r\n,5,\"http://a.test/5\",\"{NEW}\"\r\n"
        )
    );
    let mut table = run.1;
    table.reopen(TargetId(0));
    assert_eq!(table.noted().moved, 2, "it is requested again");
}

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("volley-moved-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder can be made");
        Self(path)
    }

    fn run(&self, script: &str) -> (String, String) {
        fs::write(self.0.join("new-addresses.sh"), script).expect("the script can be written");
        let output =
            Command::new("sh").arg("new-addresses.sh").current_dir(&self.0).output().expect("sh runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        let (told, errors) = (text(output.stdout), text(output.stderr));
        assert_eq!(output.status.success(), errors.is_empty(), "{told}\n{errors}\n{script}");
        (told, errors)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left is in the system's folder for it.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Runs the script for these links on one file, and returns what it then holds.
fn rewritten(name: &str, file: &str, before: &str, links: &[(u32, &str, &str)]) -> String {
    let moves: Vec<_> = links.iter().map(|(line, old, new)| (*line, *old, [(301, *new)])).collect();
    let links: Vec<Link<'_>> =
        moves.iter().map(|(line, old, hops)| (file, *line, *old, hops.as_slice(), 200)).collect();
    let (script, _) = export(Format::MovedSed, &run_of(&links));
    let folder = Folder::new(name);
    fs::write(folder.0.join(file), before).expect("the file can be written");
    folder.run(&script);
    if let Ok(kept) = fs::read_to_string(folder.0.join(format!("{file}.bak"))) {
        assert_eq!(kept, before, "the file is kept as it was");
    }
    fs::read_to_string(folder.0.join(file)).expect("the file is there")
}

#[test]
fn an_address_is_replaced_in_its_line_and_whole() {
    let old = "http://a.test/x";
    let before = "http://a.test/x\n[x](http://a.test/x), http://a.test/x. http://a.test/x.html http://a.test/xy \
        http://a.test/x/y http://a.test/x?q http://web.test/http://a.test/x ?u=http://a.test/x <http://a.test/x#here> \
        http://a.test/x{id} http://a.test/x(1) http://a.test/x$1 http://a.test/xé http://a.test/x http://a.test/x\n";
    let after = rewritten("whole", "a.md", before, &[(2, old, NEW)]);
    assert_eq!(
        after,
        "http://a.test/x\n[x](https://new.test/x), https://new.test/x. http://a.test/x.html http://a.test/xy \
        http://a.test/x/y http://a.test/x?q http://web.test/http://a.test/x ?u=http://a.test/x <https://new.test/x#here> \
        http://a.test/x{id} http://a.test/x(1) http://a.test/x$1 http://a.test/xé https://new.test/x https://new.test/x\n"
    );
}

#[test]
fn it_is_found_as_people_write_it() {
    let after = rewritten(
        "written",
        "list.txt",
        "a.test\n www.a.test/x\t\nhttps://b.test\nhttp://c.test/x and https://c.test/x\n\"a.test\": \"https://a.test/\"",
        &[
            (1, "https://a.test/", NEW),
            (2, "https://www.a.test/x", NEW),
            (3, "https://b.test/", NEW),
            (4, "https://c.test/x", NEW),
            (5, "https://a.test/", NEW),
        ],
    );
    let expected = format!("{NEW}\n {NEW}\t\n{NEW}\nhttp://c.test/x and {NEW}\n\"a.test\": \"{NEW}\"");
    assert_eq!(after, expected, "without its scheme only alone in its line");
}

#[test]
fn markup_keeps_its_ampersands_and_text_its_own() {
    let (old, new) = ("http://a.test/?a=1&b=2", "https://b.test/?a=1&b=2");
    let html = rewritten("html", "a.HTML", "<a href=\"http://a.test/?a=1&amp;b=2\">", &[(1, old, new)]);
    assert_eq!(html, "<a href=\"https://b.test/?a=1&amp;b=2\">");
    let text = rewritten("text", "a.md", "<http://a.test/?a=1&b=2>", &[(1, old, new)]);
    assert_eq!(text, "<https://b.test/?a=1&b=2>");
    let (old, new) = ("http://a.test/?q=1&age=3", "https://b.test/");
    let other =
        rewritten("other", "a.md", "http://a.test/?q=1&page=3 http://a.test/?q=1&age=3", &[(1, old, new)]);
    assert_eq!(other, "http://a.test/?q=1&page=3 https://b.test/");
}

#[test]
fn a_fragment_stays_and_a_new_address_that_begins_with_the_old_comes_once() {
    let old = "http://a.test/x#part";
    let after = rewritten("fragment", "a.md", "<http://a.test/x#part>", &[(1, old, NEW)]);
    assert_eq!(after, format!("<{NEW}#part>"));
    let new = "http://a.test/x#top";
    let after =
        rewritten("begins", "a.md", "http://a.test/x, http://a.test/x#own", &[(1, "http://a.test/x", new)]);
    assert_eq!(after, format!("{new}, http://a.test/x#own"));
}

#[test]
fn what_is_written_otherwise_is_named_and_files_of_one_name_are_left_alone() {
    let hops: &[(u16, &str)] = &[(301, NEW)];
    let links: &[Link<'_>] = &[
        ("docs/a.md", 1, "http://a.test/1", hops, 200),
        ("docs/a.md", 3, "http://a.test/3", hops, 200),
        ("docs/a.md", 7, "http://a.test/7", hops, 200),
    ];
    let (mut list, _) = run_of(links);
    let (script, _) = export(Format::MovedSed, &run_of(links));
    let folder = Folder::new("otherwise");
    fs::write(folder.0.join("a.md"), "http://a.test/1\n\nHTTP://A.TEST/3").expect("the file can be written");
    let (told, _) = folder.run(&script);
    assert_eq!(
        told, "changed: docs/a.md\n  not found as it is requested, in line: 3 7\n",
        "run inside the folder"
    );
    list.begin_source("docs/a.md").expect("room for a source");
    let (_, table) = run_of(links);
    let (script, _) = export(Format::MovedSed, &(list, table));
    let (told, errors) = folder.run(&script);
    assert_eq!(told, "");
    assert!(errors.contains("more than one file is called docs/a.md"), "{errors}");
}

#[test]
fn no_character_of_an_address_or_a_name_is_read_as_anything_else() {
    let hostile = r"http://a.test/[a]*(b|c)$^+{2}.\1'`$(touch%20x)&;~,!@";
    let new = r"https://b.test/\1\2&$'`$(touch%20y),~!@";
    let file = "it's $(touch z) `-rf`.txt";
    let folder = Folder::new("hostile");
    let links: &[Link<'_>] = &[
        (file, 1, hostile, &[(301, new)], 200),
        ("-n", 1, "http://a.test/2", &[(301, NEW)], 200),
        ("gone/x.md", 1, "http://a.test/3", &[(301, NEW)], 200),
        ("", 1, "http://a.test/4", &[(301, NEW)], 200),
    ];
    let (script, _) = export(Format::MovedSed, &run_of(links));
    let before = format!("see <{hostile}> and http://a/test/[a]");
    fs::write(folder.0.join(file), &before).expect("the file can be written");
    fs::write(folder.0.join("-n"), "http://a.test/2").expect("the file can be written");
    let (told, errors) = folder.run(&script);
    let read = |name: &str| fs::read_to_string(folder.0.join(name)).expect("the file is there");
    let written = new.replace('\'', "%27").replace('(', "%28").replace(')', "%29");
    assert_eq!(read(file), format!("see <{written}> and http://a/test/[a]"), "{told}\n{script}");
    assert_eq!(read("-n"), NEW);
    assert!(errors.contains("not here: gone/x.md"), "{errors}");
    let mut names: Vec<_> = fs::read_dir(&folder.0)
        .expect("the folder can be read")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"))
        .collect();
    names.sort();
    let expected = ["-n", "-n.bak", file, &format!("{file}.bak"), "new-addresses.sh"];
    assert_eq!(names, expected, "nothing else was made");
    // A second run changes nothing; one after the file was written anew keeps that one too.
    let (told, _) = folder.run(&script);
    assert!(told.contains("unchanged: -n"), "{told}");
    fs::write(folder.0.join("-n"), "<http://a.test/2>").expect("the file can be written");
    folder.run(&script);
    assert_eq!([read("-n.bak"), read("-n.bak2")], ["http://a.test/2", "<http://a.test/2>"]);
    assert_eq!(read(&format!("{file}.bak")), before);
}
