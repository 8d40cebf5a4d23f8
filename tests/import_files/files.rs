//! Imports: real files of each format, what is wrong in them, files cut anywhere, and Volley's own exports
//! there and back.

use proptest::prelude::*;
use volley::export::{Exporter, Format};
use volley::idn::parse_url;
use volley::ids::{LinkId, TargetId};
use volley::import::{ImportFormat, ImportProblem, ImportResult, Importer};
use volley::input::link::Position;
use volley::input::list::LinkList;
use volley::input::not_sent::NotSent;
use volley::result::column::Column;
use volley::result::empty::Empty;
use volley::result::mask::Secrets;
use volley::result::outcome::{AttemptEnd, BodyEnd, Outcome};
use volley::result::row::RowView;
use volley::result::table::ResultTable;
use volley::result::timing::{Measure, Provenance, Timing};
use volley::result::verdict::Total;
use volley::units::{Bytes, Millis};

use crate::{read, read_pieces, rows};

fn verdicts(imported: &ImportResult) -> Vec<String> {
    let verdict = |row: RowView| row.verdict.map_or_else(String::new, |verdict| verdict.to_string());
    rows(imported).into_iter().map(verdict).collect()
}

fn problems(imported: &ImportResult) -> Vec<String> {
    let text = |ImportProblem { line, column, message }: &ImportProblem| format!("{line}:{column} {message}");
    imported.problems.first.iter().map(text).collect()
}

#[test]
fn rows_of_a_script_become_a_run_and_a_row_in_compare() {
    let imported = read(concat!(
        r#"{"tool":"aiohttp","index":1,"url":"http://a.test/1","verdict":"HTTP 200","status":200,"total_ms":10.0,"bytes":5,"#,
        r#""type":"text/plain","attempts":1,"redirected":false,"final_url":null,"provenance":"clock","ended_ms":40.0}"#,
        "\n",
        r#"{"tool":"aiohttp","url":"http://b.test/","verdict":"HTTP 200 ↪","status":200,"total_ms":30.0,"#,
        r#""redirected":true,"final_url":"http://b.test/x","ended_ms":500.0}"#,
        "\n",
        r#"{"tool":"aiohttp","url":"http://b.test/2","verdict":"No visible answer","status":null,"total_ms":1.0}"#,
        "\n",
        r#"{"tool":"aiohttp","url":"http://b.test/3","verdict":"HTTP 429","status":429,"attempts":3,"total_ms":2.0}"#,
        "\n",
        r#"{"tool":"aiohttp","url":"http://b.test/4","verdict":"Timed out after 3000 ms","total_ms":3000.0}"#,
        "\n",
    ));
    assert_eq!(problems(&imported), [""; 0]);
    assert_eq!(
        verdicts(&imported),
        ["HTTP 200", "HTTP 200 ↪", "No visible answer", "HTTP 429", "Timed out after 3000 ms"]
    );
    let row = &imported.row;
    assert_eq!((&*row.name, row.provenance.name(), row.requests), ("aiohttp", "aiohttp", 5));
    assert_eq!((row.answered, row.failed, row.unseen), (2, 2, 1));
    assert_eq!(row.total.map(|total| total.median), Some(500.0));
    assert_eq!(row.rate.map(|rate| rate.median), Some(4.0));
    // Over what was answered: 2, 10 and 30 ms.
    assert_eq!(row.p50.map(Millis::get), Some(10.0));
    let first = &rows(&imported)[0];
    assert_eq!(
        (first.bytes, first.measured(Measure::Total), first.attempts),
        (Ok(Bytes(5)), Some(10.0), Some(1))
    );
    assert_eq!((first.host.as_str(), first.source.as_str()), ("a.test", "file:1:1"));
    assert_eq!(first.provenance, Provenance::Tool, "this page measured nothing of it");
    assert_eq!(
        Empty::of(Column::WaitMs, first).map(|empty| empty.to_string()),
        Some("not told by the tool".into())
    );
    assert_eq!(rows(&imported)[1].final_url.as_deref(), Some("http://b.test/x"));
}

#[test]
fn what_is_wrong_in_rows_is_reported_at_its_place_and_costs_nothing_else() {
    let imported = read(concat!(
        "{\"url\":\"http://a.test/1\",\"status\":200}\n",
        "{\"url\":\"http://a.test/2\",\"status\":\"many\",\"total_ms\":7,\"own\":[1]}\n",
        "not json\n",
        "{\"verdict\":\"HTTP 200\"}\n",
        "\n",
        "{\"url\":\"mailto:me\",\"status\":200}\n",
        "{\"url\":\"http://a.test/3\",\"verdict\":\"fine\"}\n",
        "{\"url\":\"http://a.test/4\",\"bytes\":-1,\"status\":404}\n",
        "{\"url\":\"http://a.test/5\",\"verdict\":null}\n",
        "{\"url\":\"http://a.test/6\",\"sta",
    ));
    assert_eq!(
        problems(&imported),
        [
            "2:26 status is \"many\", and should be a status from 100 to 999: it is left empty",
            "2:1 a row without verdict and status: it counts as cancelled",
            "3:1 no JSON object: neither a number nor true, false or null; the line is left out",
            "4:1 a row without a URL: it is left out",
            "6:1 no URL that can be requested: mailto:me",
            "7:1 no verdict of Volley's: fine; the status counts",
            "8:26 bytes is -1, and should be a whole number of bytes: it is left empty",
            "9:1 a row without verdict and status: it counts as cancelled",
            "10:29 the file ends within this row: it is left out",
        ]
    );
    let words =
        ["HTTP 200", "Cancelled", "Not sent: not a URL", "No visible answer", "HTTP 404", "Cancelled"];
    assert_eq!(verdicts(&imported), words);
    let Some((_, table)) = &imported.run else { panic!("there are rows") };
    assert_eq!((table.tally().of(Total::NotSent), table.tally().done()), (1, 6));
}

#[test]
fn columns_may_be_missing_foreign_or_in_another_order() {
    let imported = read(
        "mine,status,total_ms,url\r\nx,200,1.5,http://a.test/1\r\n\"a\nb\",404,oops,'=1\r\ny,500,2,http://a.test/3\r\nz,20",
    );
    assert_eq!(imported.kind, ImportFormat::Csv);
    assert_eq!(verdicts(&imported), ["HTTP 200", "Not sent: not a URL", "HTTP 500"]);
    assert_eq!(
        problems(&imported),
        [
            "3:9 total_ms is oops, and should be a number of milliseconds: it is left empty",
            "3:1 no URL that can be requested: =1",
            "6:5 the file ends within this row: what it has is taken",
            "6:3 status is 20, and should be a status from 100 to 999: it is left empty",
            "6:1 a row without a URL: it is left out",
        ]
    );
}

#[test]
fn a_report_of_lychee_becomes_a_run() {
    let imported = read(include_str!("lychee.json"));
    assert_eq!((imported.kind, problems(&imported).len()), (ImportFormat::Lychee, 0));
    let mut words = verdicts(&imported);
    words.sort_unstable();
    let twice = |word: &'static str| [word, word];
    let expected = ["HTTP 200", "HTTP 200 ↪", "HTTP 404", "HTTP 429", "HTTP 500", "Network error"];
    assert_eq!(words, expected.map(twice).concat());
    assert_eq!(imported.row.name, "lychee");
    assert!(imported.row.total.is_some_and(|total| total.median > 100.0));
    assert!(
        rows(&imported)
            .iter()
            .all(|row| row.measured(Measure::Total).is_some() && row.url.starts_with("http://a.test/"))
    );
}

#[test]
fn summaries_of_k6_and_locust_become_a_row() {
    let k6 = read(include_str!("k6.json"));
    assert_eq!(
        (k6.kind, k6.run.is_none(), k6.row.requests, k6.row.failed),
        (ImportFormat::K6, true, 230, 75)
    );
    assert!(k6.row.total.is_some_and(|total| (total.median - 1_548.247_303).abs() < 1e-6));
    assert_eq!((k6.row.p50.map(Millis::get), k6.row.p99), (Some(0.300_947_500_000_000_03), None));

    let csv = read(include_str!("locust_stats.csv"));
    assert_eq!((csv.kind, csv.row.requests, csv.row.failed), (ImportFormat::LocustCsv, 1433, 715));
    assert_eq!((csv.row.p95.map(Millis::get), csv.row.provenance.name()), (Some(2.0), "locust"));
    assert!(csv.row.rate.is_some_and(|rate| (rate.median - 1_433.570_789).abs() < 1e-3));

    let json = read(include_str!("locust.json"));
    assert_eq!((json.kind, json.row.requests, json.row.failed), (ImportFormat::LocustJson, 2187, 1096));
    assert_eq!(json.row.p50.map(Millis::get), Some(1.0));
    assert!(json.row.total.is_some_and(|total| (total.median - 1757.0).abs() < 10.0));
}

#[test]
fn other_files_are_rejected() {
    for text in ["", "hello", "a,b\n1,2\n", "{\"a\":1}", "[1]", "<html>", "{\"metrics\":{\"x\":1}}"] {
        assert!(read_pieces("file", [text.as_bytes()]).is_err(), "{text}");
    }
    let noise = vec![b'x'; 1 << 20];
    assert!(read_pieces("file", [&noise[..], &noise]).is_err());
}

#[test]
fn a_line_without_end_is_no_row_and_takes_no_memory() {
    let mut reading = Importer::new("file");
    reading.push(b"{\"url\":\"http://a.test/\",\"status\":200}\n{\"url\":\"").expect("it is NDJSON");
    for _ in 0..64 {
        reading.push(&vec![b'x'; 65_536]).expect("it is NDJSON");
    }
    reading.push(b"\"}\n{\"url\":\"http://a.test/2\",\"status\":404}\n").expect("it is NDJSON");
    let imported = reading.finish().expect("it is NDJSON");
    assert_eq!(verdicts(&imported), ["HTTP 200", "HTTP 404"]);
    assert_eq!(problems(&imported), ["2:1 a row longer than any: it is left out"]);
}

#[test]
fn a_table_without_end_is_reported_and_takes_no_memory() {
    let mut reading = Importer::new("file");
    reading.push(b"url,status\nhttp://a.test/,200\n\"").expect("it is CSV");
    for _ in 0..64 {
        reading.push(&vec![b'x'; 65_536]).expect("it is CSV");
    }
    reading.push(b"\",200\n").expect("it is CSV");
    for _ in 0..64 {
        reading.push(&vec![b','; 65_536]).expect("it is CSV");
    }
    reading.push(b"\nhttp://a.test/2,404,more,and more\n").expect("it is CSV");
    let imported = reading.finish().expect("it is CSV");
    assert_eq!(verdicts(&imported), ["HTTP 200", "HTTP 404"]);
    assert_eq!(problems(&imported), ["3:1 a row longer than any: it is left out"]);
}

#[test]
fn a_document_without_end_says_where_it_cannot_be_read() {
    for (noise, told) in
        [(b'x', "2:8 a value longer than 16 MiB"), (b'[', "2:1000007 a million brackets are open")]
    {
        let mut reading = Importer::new("file");
        let quote = if noise == b'x' { "\"" } else { "" };
        reading
            .push(format!("{{\"success_map\":{{}},\n\"more\":{quote}").as_bytes())
            .expect("it is lychee's");
        for _ in 0..300 {
            reading.push(&vec![noise; 65_536]).expect("it is lychee's");
        }
        let imported = reading.finish().expect("it is lychee's");
        assert_eq!(problems(&imported), [format!("{told}: what came before is taken")]);
    }
}

#[test]
fn a_report_that_names_only_what_failed_says_so() {
    let link = r#"{"url":"http://a.test/1","status":{"text":"Not Found","code":404}}"#;
    let imported = read(&format!("{{\"successful\": 12,\n \"error_map\":{{\"a.md\":[{link}]}}}}"));
    assert_eq!(verdicts(&imported), ["HTTP 404"]);
    let told = "1:16 12 links work and are not named: it names them with --verbose";
    assert_eq!(problems(&imported), [told]);
}

#[test]
fn links_of_files_with_long_names_stay_apart() {
    let folder = "a-long-folder/".repeat(40);
    let file = |name: &str| {
        format!(
            "\"{folder}{name}\":[{{\"url\":\"http://a.test/{name}\",\"status\":{{\"text\":\"OK\",\"code\":200}}}}]"
        )
    };
    let imported = read(&format!("{{\"success_map\":{{{},{}}}}}", file("one.md"), file("two.md")));
    assert_eq!(verdicts(&imported), ["HTTP 200", "HTTP 200"]);
    assert_eq!(problems(&imported), [""; 0]);
}

#[test]
fn a_summary_without_failures_does_not_count_none() {
    for text in [
        "{\"metrics\":{\"http_reqs\":{\"count\":40,\"rate\":4}}}",
        "[{\"num_requests\":40,\"response_times\":{\"7\":40}}]",
    ] {
        let row = read(text).row;
        assert_eq!((row.requests, row.answered, row.failed, row.unseen), (40, 0, 0, 40), "{text}");
        assert!(row.remark.contains("does not say how many failed"), "{text}");
    }
}

#[test]
fn long_names_are_cut() {
    let name = "n".repeat(5_000);
    let row = format!("{{\"url\":\"http://a.test/\",\"status\":200,\"tool\":\"{name}\"}}\n");
    for text in [&*row, "{\"url\":\"http://a.test/\",\"status\":200}\n"] {
        let imported = read_pieces(&name, [text.as_bytes()]).expect("it is NDJSON");
        assert_eq!(imported.row.name.chars().count(), 81);
    }
}

/// Real files of all formats.
fn files() -> [String; 6] {
    let (list, table) = a_run();
    let export = |format| {
        let mut out = Vec::new();
        Exporter::new(format, Secrets::Shown).write(&list, &table, LinkId(0).take(list.links()), &mut out);
        String::from_utf8(out).expect("UTF-8")
    };
    [
        export(Format::Ndjson),
        export(Format::Csv),
        include_str!("lychee.json").to_owned(),
        include_str!("k6.json").to_owned(),
        include_str!("locust.json").to_owned(),
        include_str!("locust_stats.csv").to_owned(),
    ]
}

/// A run with rows of all kinds.
fn a_run() -> (LinkList, ResultTable) {
    let mut list = LinkList::default();
    let source = list.begin_source("a.md").expect("room for a source");
    let place = |line| Position { source, line, column: 1 };
    let ends = [
        AttemptEnd::Answered { status: 200, redirected: false, body: BodyEnd::Whole(Bytes(7)) },
        AttemptEnd::Answered { status: 200, redirected: true, body: BodyEnd::Whole(Bytes(5_000_000_000)) },
        AttemptEnd::Answered { status: 404, redirected: false, body: BodyEnd::CutShort },
        AttemptEnd::NoVisibleAnswer,
        AttemptEnd::TimedOut { status: Some(200), after_ms: 3_000 },
        AttemptEnd::Cancelled,
        AttemptEnd::Refused,
    ];
    for line in 1..=u32::try_from(ends.len()).expect("there are few") {
        let url = format!("https://é.test/{line}?\"a\",b=%00'=");
        let url = parse_url(&url).expect("it is a URL");
        let target = list.add_target(url.as_str(), "https://xn--9ca.test").expect("room for a target");
        list.add_link(place(line), target);
    }
    list.reject(place(90), NotSent::NotAUrl, "=x\ny", "");
    let mut table = ResultTable::new(&list, None);
    for (target, end) in (0..).zip(ends) {
        table.apply(&Outcome {
            started: Some(Millis::ZERO),
            timing: Timing {
                provenance: Provenance::Browser,
                queue: Some(Millis::new(1.5)),
                total: Some(Millis::new(20.25)),
                wait: Some(Millis::new(20.0)),
                ..Timing::default()
            },
            content_type: Some("text/html".into()),
            protocol: Some("h2".into()),
            final_url: (target == 1).then(|| "https://b.test/".into()),
            ..Outcome::new(TargetId(target), 2, end)
        });
    }
    (list, table)
}

#[test]
fn an_export_comes_back_as_it_was() {
    let (list, table) = a_run();
    let before: Vec<RowView> = LinkId(0)
        .take(list.links())
        .filter_map(|row| RowView::of(&list, &table, row, Secrets::Shown))
        .collect();
    for text in &files()[..2] {
        let imported = read(text);
        assert_eq!(problems(&imported), [""; 0], "{text}");
        let after = rows(&imported);
        assert_eq!(after.len(), before.len());
        for (before, after) in before.iter().zip(&after) {
            assert_eq!((&before.url, before.verdict), (&after.url, after.verdict));
            assert_eq!((before.status, before.bytes.ok()), (after.status, after.bytes.ok()));
            let times = [Column::TotalMs, Column::QueueMs, Column::WaitMs, Column::DnsMs];
            assert_eq!(times.map(|of| before.ms(of)), times.map(|of| after.ms(of)));
            let texts =
                |row: &RowView| (row.content_type.clone(), row.protocol.clone(), row.final_url.clone());
            assert_eq!(texts(before), texts(after));
            assert_eq!((before.host.as_str(), before.provenance), (after.host.as_str(), after.provenance));
        }
    }
}

proptest! {
    #[test]
    fn a_file_that_is_cut_keeps_every_whole_row_and_says_where_it_ends(file in 0..6_usize, at in any::<prop::sample::Index>()) {
        let text = &files()[file];
        let part = &text[..text.floor_char_boundary(at.index(text.len()))];
        let Ok(imported) = read_pieces("file", [part.as_bytes()]) else {
            // What is left names no rows, or none of the figures.
            return Ok(());
        };
        if file == 0 {
            let whole = part.matches('\n').count();
            let is_cut = !part.is_empty() && !part.ends_with('\n') && !part.ends_with('}');
            prop_assert_eq!(rows(&imported).len(), whole + usize::from(part.ends_with('}')));
            prop_assert_eq!(imported.problems.first.len(), usize::from(is_cut));
        }
        // What a document ends with may be blank.
        if matches!(file, 2..=4) && part.trim_end() != text.trim_end() {
            prop_assert!(imported.problems.first.len() == 1, "a document that is cut says so");
        }
    }

    #[test]
    fn it_does_not_matter_how_a_file_is_cut_into_pieces(file in 0..6_usize, length in 1..900_usize) {
        let text = &files()[file];
        let whole = read_pieces("file", [text.as_bytes()]).expect("it is known");
        let cut = read_pieces("file", text.as_bytes().chunks(length)).expect("it is known");
        prop_assert_eq!(&whole.row, &cut.row);
        prop_assert_eq!(&whole.problems, &cut.problems);
        prop_assert_eq!(rows(&whole), rows(&cut));
    }

    #[test]
    fn nothing_makes_it_panic(start in 0..6_usize, noise in any::<Vec<u8>>(), at in any::<prop::sample::Index>()) {
        let mut bytes = files()[start].clone().into_bytes();
        let place = at.index(bytes.len());
        bytes.splice(place..place, noise);
        let _ = read_pieces("file", [&bytes[..]]);
    }
}
