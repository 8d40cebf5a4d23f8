//! Exports as they are written: golden files, cells that attack a spreadsheet, pieces, secrets.
#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use volley::export::{Exporter, Format};
use volley::ids::{LinkId, TargetId};
use volley::import::Importer;
use volley::input::link::Position;
use volley::input::list::LinkList;
use volley::input::not_sent::NotSent;
use volley::result::column::Column;
use volley::result::mask::Secrets;
use volley::result::outcome::{AttemptEnd, BodyEnd, Outcome};
use volley::result::table::ResultTable;
use volley::result::timing::{Provenance, Timing};
use volley::units::{Bytes, Millis};

fn outcome(target: u32, end: AttemptEnd, timing: Timing) -> Outcome {
    Outcome { started: Some(Millis::ZERO), timing, ..Outcome::new(TargetId(target), 1, end) }
}

/// A list with a row of each kind.
fn list() -> LinkList {
    let mut list = LinkList::default();
    let text_area = list.begin_source("").expect("room for a source");
    let file = list.begin_source("notes/readme.md").expect("room for a source");
    let place = |source, line| Position { source, line, column: 1 };
    for (line, url) in [(1, "https://a.test/todos/1?token=abc"), (2, "https://a.test/opaque")] {
        let target = list.add_target(url, "https://a.test").expect("room for a target");
        list.add_link(place(text_area, line), target);
    }
    let target =
        list.add_target("https://b.test:8080/moved", "https://b.test:8080").expect("room for a target");
    list.add_link(place(file, 7), target);
    list.reject(place(file, 8), NotSent::NotAUrl, "=HYPERLINK(\"x\",\"y\")", "");
    let target =
        list.add_target("https://b.test:8080/slow", "https://b.test:8080").expect("room for a target");
    list.add_link(place(file, 9), target);
    list
}

fn results(list: &LinkList) -> ResultTable {
    let mut table = ResultTable::new(list, Some(65_536));
    let browser = Timing {
        provenance: Provenance::Browser,
        queue: Some(Millis::new(0.5)),
        total: Some(Millis::new(131.3)),
        browser_queue: Some(Millis::new(0.0)),
        redirect: Some(Millis::new(0.0)),
        dns: Some(Millis::new(1.5)),
        connect: Some(Millis::new(10.0)),
        tls: Some(Millis::new(20.1)),
        wait: Some(Millis::new(98.7)),
        download: Some(Millis::new(1.0)),
    };
    let clock = Timing {
        provenance: Provenance::Clock,
        queue: Some(Millis::new(2.0)),
        total: Some(Millis::new(40.0)),
        ..Timing::default()
    };
    let answered = |redirected, body| AttemptEnd::Answered { status: 200, redirected, body };
    let mut whole = outcome(0, answered(false, BodyEnd::Whole(Bytes(83))), browser);
    whole.content_type = Some("application/json".into());
    whole.protocol = Some("h2".into());
    table.apply(&whole);
    table.apply(&outcome(1, AttemptEnd::NoVisibleAnswer, clock));
    let mut moved = outcome(2, answered(true, BodyEnd::OverCap), clock);
    moved.final_url = Some("https://b.test:8080/new".into());
    moved.content_type = Some("text/html".into());
    table.apply(&moved);
    table
}

fn export(format: Format, secrets: Secrets, list: &LinkList, table: &ResultTable) -> String {
    let mut out = Vec::new();
    Exporter::new(format, secrets).write(list, table, LinkId(0).take(list.links()), &mut out);
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn csv_is_written_as_rfc_4180_has_it() {
    let list = list();
    let text = export(Format::Csv, Secrets::Masked, &list, &results(&list));
    let lines: Vec<&str> = text.split_terminator("\r\n").collect();
    assert_eq!(
        lines,
        [
            "index,url,host,verdict,status,total-ms,queue-ms,browser-queue-ms,dns-ms,connect-ms,tls-ms,wait-ms,\
             download-ms,bytes,type,protocol,attempts,redirected,final-url,source,provenance,error,\
             hops,redirect-chain,server-ip,link-text,hidden",
            "1,\"https://a.test/todos/1?token=***\",\"a.test\",\"HTTP 200\",200,131.3,0.5,0,1.5,10,20.1,98.7,1,83,\
             \"application/json\",\"h2\",1,false,,\"1:1\",\"browser\",,0,,,,\
             \"final-url, redirect-chain: not redirected; server-ip: told to the extension only\"",
            "2,\"https://a.test/opaque\",\"a.test\",\"No visible answer\",,40,2,,,,,,,,,,1,,,\"2:1\",\"clock\",,,,,,\
             \"status, phases, bytes, type, protocol, redirected, final-url, error, hops, redirect-chain, server-ip: \
             no visible answer\"",
            "3,\"https://b.test:8080/moved\",\"b.test:8080\",\"HTTP 200 ↪\",200,40,2,,,,,,,,\"text/html\",,1,true,\
             \"https://b.test:8080/new\",\"notes/readme.md:7:1\",\"clock\",,,,,,\
             \"phases, protocol: not allowed by the site; bytes: over 65536 bytes; \
             hops, redirect-chain, server-ip: told to the extension only\"",
            "4,\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\",,\"Not sent: not a URL\",,,,,,,,,,,,,,,,\"notes/readme.md:8:1\",,,,,,,\
             \"host, status, total-ms, queue-ms, phases, bytes, type, protocol, attempts, redirected, final-url, \
             provenance, error, hops, redirect-chain, server-ip: not sent\"",
            "5,\"https://b.test:8080/slow\",\"b.test:8080\",,,,,,,,,,,,,,,,,\"notes/readme.md:9:1\",,,,,,,\
             \"verdict, status, total-ms, queue-ms, phases, bytes, type, protocol, attempts, redirected, final-url, \
             provenance, error, hops, redirect-chain, server-ip: not yet\"",
        ]
    );
    assert!(text.ends_with("\r\n"));
}

#[test]
fn ndjson_holds_the_same_with_null_for_what_is_hidden() {
    let list = list();
    let text = export(Format::Ndjson, Secrets::Shown, &list, &results(&list));
    let lines: Vec<&str> = text.split_terminator('\n').collect();
    assert_eq!(lines.len(), 5);
    assert_eq!(
        lines[2],
        "{\"index\":3,\"url\":\"https://b.test:8080/moved\",\"host\":\"b.test:8080\",\"verdict\":\"HTTP 200 ↪\",\
         \"status\":200,\"total_ms\":40,\"queue_ms\":2,\"browser_queue_ms\":null,\"dns_ms\":null,\
         \"connect_ms\":null,\"tls_ms\":null,\"wait_ms\":null,\"download_ms\":null,\"bytes\":null,\
         \"type\":\"text/html\",\"protocol\":null,\"attempts\":1,\"redirected\":true,\
         \"final_url\":\"https://b.test:8080/new\",\"source\":\"notes/readme.md:7:1\",\"provenance\":\"clock\",\
         \"error\":null,\"hops\":null,\"redirect_chain\":null,\"server_ip\":null,\"link_text\":null,\"hidden\":\"phases, protocol: not allowed \
         by the site; bytes: over 65536 bytes; hops, redirect-chain, server-ip: told to the extension only\"}"
    );
    let first: serde_json::Value = serde_json::from_str(lines[0]).expect("JSON");
    assert_eq!(first["url"], "https://a.test/todos/1?token=abc");
    assert_eq!((&first["bytes"], &first["tls_ms"]), (&83.into(), &20.1.into()));
    let rejected: serde_json::Value = serde_json::from_str(lines[3]).expect("JSON");
    assert_eq!(rejected["url"], "=HYPERLINK(\"x\",\"y\")");
    assert_eq!(rejected["host"], serde_json::Value::Null);
}

#[test]
fn plain_lines_hold_urls_and_their_places() {
    let list = list();
    let table = results(&list);
    assert_eq!(
        export(Format::Links, Secrets::Masked, &list, &table).lines().next(),
        Some("https://a.test/todos/1?token=***")
    );
    let places = export(Format::FileLine, Secrets::Shown, &list, &table);
    assert_eq!(
        places.lines().collect::<Vec<_>>(),
        [
            "1 https://a.test/todos/1?token=abc",
            "2 https://a.test/opaque",
            "notes/readme.md:7 https://b.test:8080/moved",
            "notes/readme.md:8 =HYPERLINK(\"x\",\"y\")",
            "notes/readme.md:9 https://b.test:8080/slow",
        ]
    );
}

#[test]
fn formats_have_names_of_their_own() {
    for format in Format::ALL {
        let spec = format.spec();
        assert_eq!(Format::ALL.iter().filter(|other| other.spec().name == spec.name).count(), 1);
        assert!(!spec.title.is_empty() && !spec.extension.is_empty() && spec.mime.contains('/'));
    }
}

#[test]
fn an_export_of_no_rows_is_its_header() {
    let list = LinkList::default();
    let table = ResultTable::new(&list, None);
    assert_eq!(export(Format::Csv, Secrets::Masked, &list, &table).lines().count(), 1);
    assert_eq!(export(Format::Ndjson, Secrets::Masked, &list, &table), "");
}

/// Text as nobody should give it.
fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        "[=+\\-@\t\r\n][\\PC\"',;\r\n\t]{0,12}",
        "[\\PC\"',;\r\n\t]{0,12}",
        "[=+@a;'\"\t\r\n -]{0,12}",
        "https://a\\.test/[=+@a;',-]{0,12}",
        Just("\"".to_owned()),
        Just("'=1+1".to_owned()),
        Just("\u{202e}fdp.exe".to_owned()),
    ]
}

/// `text` with a `'` wherever a cell may begin for anybody, before what would be a formula there.
fn guarded(text: &str) -> String {
    let (mut guarded, mut begins) = (String::new(), true);
    for (at, c) in text.char_indices() {
        let is_formula =
            text[at..].chars().find(|c| !matches!(c, '"' | '\'')).is_some_and(|c| "=+-@\t\r\n".contains(c));
        if begins && is_formula {
            guarded.push('\'');
        }
        begins = ";\t\r\n".contains(c);
        guarded.push(c);
    }
    guarded
}

#[test]
fn it_says_how_many_addresses_are_masked() {
    let list = list();
    let table = results(&list);
    for (secrets, masked) in [(Secrets::Masked, 1), (Secrets::Shown, 0)] {
        for format in
            Format::ALL.into_iter().filter(|format| !(format.spec().is_of_moved || format.spec().is_copied))
        {
            let mut exporter = Exporter::new(format, secrets);
            let mut out = Vec::new();
            exporter.write(&list, &table, LinkId(0).take(2), &mut out);
            exporter.write(&list, &table, LinkId(2).take(list.links() - 2), &mut out);
            assert_eq!(exporter.masked(), masked, "{format:?}");
            let text = String::from_utf8(out).expect("UTF-8");
            assert_eq!(text.contains("token=abc"), secrets == Secrets::Shown, "{text}");
        }
    }
}

proptest! {
    #[test]
    fn every_cell_comes_back_whatever_it_holds(
        texts in proptest::collection::vec(hostile(), 0..8),
        name in hostile(),
        content_type in hostile(),
        cut in 0..8_u32,
    ) {
        let mut list = LinkList::default();
        let source = list.begin_source(&name).expect("room for a source");
        for (line, text) in (1..).zip(&texts) {
            list.reject(Position { source, line, column: 1 }, NotSent::NotAUrl, text, "");
        }
        let target = list.add_target("https://a.test/", "https://a.test").expect("room for a target");
        list.add_link(Position { source, line: 99, column: 1 }, target);
        let mut table = ResultTable::new(&list, None);
        let body = BodyEnd::Whole(Bytes(1));
        let mut last =
            outcome(target.0, AttemptEnd::Answered { status: 200, redirected: false, body }, Timing::default());
        last.content_type = Some(content_type.as_str().into());
        table.apply(&last);

        let mut out = Vec::new();
        let mut exporter = Exporter::new(Format::Csv, Secrets::Shown);
        let cut = cut.min(list.links());
        exporter.write(&list, &table, LinkId(0).take(cut), &mut out);
        exporter.write(&list, &table, LinkId(cut).take(list.links() - cut), &mut out);
        let whole = export(Format::Csv, Secrets::Shown, &list, &table);
        prop_assert_eq!(String::from_utf8_lossy(&out), whole.as_str());

        let mut reader = csv::Reader::from_reader(whole.as_bytes());
        let at = |column: Column| Column::ALL.iter().position(|&other| other == column).expect("a column");
        let records: Vec<csv::StringRecord> = reader.records().map(|record| record.expect("a record")).collect();
        prop_assert_eq!(records.len(), texts.len() + 1);
        for (record, text) in records.iter().zip(&texts) {
            prop_assert_eq!(&record[at(Column::Url)], guarded(text));
        }
        // Spreadsheets of other locales split the same bytes elsewhere.
        for delimiter in *b",;\t" {
            let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(whole.as_bytes());
            for record in reader.records() {
                for cell in &record.expect("a record") {
                    prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{:?} in {}", cell, whole);
                }
            }
        }
        prop_assert_eq!(&records[texts.len()][at(Column::Type)], guarded(&content_type));

        // There and back.
        let mut importer = Importer::new("file");
        importer.push(whole.as_bytes()).expect("it is CSV");
        let back = importer.finish().expect("it is CSV").run.expect("it has rows").0;
        let mut url = String::new();
        for (row, text) in (0..).zip(&texts) {
            back.write_url(LinkId(row), &mut url);
            // Rows without a URL, and URLs of elsewhere, are no matter of cells.
            if texts.iter().all(|text| !text.is_empty() && !text.starts_with("http")) {
                prop_assert_eq!(&url, text);
            }
        }

        let lines = export(Format::Ndjson, Secrets::Shown, &list, &table);
        for (line, text) in lines.split_terminator('\n').zip(&texts) {
            let object: serde_json::Value = serde_json::from_str(line).expect("JSON");
            prop_assert_eq!(object["url"].as_str(), Some(text.as_str()));
        }
        let plain = export(Format::Links, Secrets::Shown, &list, &table);
        prop_assert_eq!(plain.split_terminator('\n').count(), texts.len() + 1);
    }
}
