//! A list as code: all of it, or what the table shows of it.
#![cfg(not(target_arch = "wasm32"))]

use volley::codegen::archive::Packer;
use volley::codegen::{Body, CodegenJob, Tool, readme, write};
use volley::ids::LinkId;
use volley::input::detect::Form;
use volley::input::list::LinkList;
use volley::input::reader::{ReadOptions, Reader};
use volley::request::RequestPayload;
use volley::settings::RunSettings;

fn list(text: &str) -> LinkList {
    let mut reader = Reader::new(ReadOptions { form: Some(Form::List), ..ReadOptions::default() });
    reader.begin_source("", None);
    reader.push(text);
    reader.end_source();
    while reader.step() {}
    reader.into_list()
}

/// All text that `tool` gets of the job, lists and all.
fn text_for(tool: Tool, list: &LinkList, job: &CodegenJob<'_>) -> String {
    let files = write(tool, job).files;
    assert!(!files.is_empty());
    let mut packer = Packer::zip(files);
    let mut zip = Vec::new();
    while packer.step(list.targets(), &mut zip).expect("it is small") {}
    String::from_utf8_lossy(&zip).into_owned()
}

/// Where each of `urls` is in `text`, as a tool writes it.
fn places(text: &str, urls: &[String]) -> Vec<Option<usize>> {
    urls.iter().map(|url| text.find(&format!("{url}\"")).or_else(|| text.find(&format!("{url}\n")))).collect()
}

#[test]
fn a_script_requests_what_the_table_shows_in_its_order_and_each_once() {
    // Rows: 0 and 4 have the same request, 2 cannot be sent, the rest are a pattern.
    let list =
        list("http://a.test/one\nhttp://b.test/two\nmailto:me\nhttp://c.test/p[1-3]\nhttp://a.test/one\n");
    let (settings, payload) = (RunSettings::default(), RequestPayload::default());
    let rows = [6, 5, 2, 0, 3].map(LinkId);
    let job = CodegenJob::of_rows(&list, &rows, settings, &payload);
    let shown = ["http://a.test/one", "http://c.test/p3", "http://c.test/p1"].map(str::to_owned);
    let others = ["http://b.test/two", "http://c.test/p2"].map(str::to_owned);
    for tool in Tool::ALL {
        let text = text_for(tool, &list, &job);
        let found = places(&text, &shown);
        assert!(found.iter().all(Option::is_some) && found.is_sorted(), "{tool:?}: {found:?}\n{text}");
        assert_eq!(places(&text, &others), [None, None], "{tool:?}: {text}");
        assert_eq!(text.matches("a.test/one").count(), 1, "{tool:?}: {text}");
    }
    assert!(readme(&job).contains("3 requests"), "{}", readme(&job));
}

#[test]
fn many_rows_are_a_file_in_their_order() {
    let list = list("http://a.test/[1-900]\nhttp://b.test/x\n");
    let (settings, payload) = (RunSettings::default(), RequestPayload::default());
    let rows: Vec<_> = LinkId(0).take(900).rev().step_by(2).collect();
    let job = CodegenJob::of_rows(&list, &rows, settings, &payload);
    let lines: Vec<String> = rows.iter().map(|row| format!("http://a.test/{}\n", row.number().0)).collect();
    for tool in [Tool::Aiohttp, Tool::Curl, Tool::Node, Tool::Reqwest, Tool::K6] {
        let files = write(tool, &job).files;
        let Some(Body::List(listing, style)) =
            files.iter().map(|file| &file.body).find(|body| matches!(body, Body::List(..)))
        else {
            panic!("{tool:?} has a list next to it");
        };
        assert_eq!(listing.len(), 450);
        let mut bytes = Vec::new();
        for first in (0..listing.len()).step_by(97) {
            listing.write(list.targets(), *style, first, 97, &mut bytes);
        }
        assert_eq!(String::from_utf8(bytes).expect("UTF-8"), lines.concat(), "{tool:?}");
    }
}

#[test]
fn all_rows_in_their_own_order_are_the_list_with_its_loops() {
    let list = list("http://a.test/[1-900]\n");
    let (settings, payload) = (RunSettings::default(), RequestPayload::default());
    let rows: Vec<_> = LinkId(0).take(900).collect();
    let (whole, of_rows) =
        (CodegenJob::new(&list, settings, &payload), CodegenJob::of_rows(&list, &rows, settings, &payload));
    for tool in Tool::ALL {
        assert_eq!(write(tool, &whole), write(tool, &of_rows), "{tool:?}");
    }
    let none = CodegenJob::of_rows(&list, &[], settings, &payload);
    assert!(!text_for(Tool::Node, &list, &none).contains("a.test"));
}
