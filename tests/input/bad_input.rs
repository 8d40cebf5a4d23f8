//! Files that are broken, huge or hostile: what can be read is read, the rest is a problem with its place.

use core::fmt::Write as _;

use volley::ids::{LinkId, SourceId};
use volley::input::decode::Utf8Pieces;
use volley::input::detect::Form;
use volley::input::reader::Reader;

use crate::golden::{ATOM, BOOKMARKS, CSV, HTML, JSON, MARKDOWN, NDJSON, RSS, SITEMAP};
use crate::source::{Are, cut, read, read_as, rows};

/// Rows that can be sent.
fn sent(reader: &Reader) -> Vec<String> {
    rows(reader).into_iter().filter(|row| !row.contains(" ! ")).collect()
}

fn problems(reader: &Reader) -> Vec<String> {
    rows(reader).into_iter().filter(|row| row.contains(" ! ")).collect()
}

fn decoded(bytes: &[u8]) -> String {
    let (mut decoder, mut text) = (Utf8Pieces::default(), String::new());
    decoder.push(bytes, &mut text);
    decoder.finish(&mut text);
    text
}

#[test]
fn a_file_that_is_cut_off_gives_the_links_before_the_cut_and_no_others() {
    // Where a link has an end of its own, half a link is none.
    for (form, text) in [
        (Form::Html, HTML),
        (Form::Bookmarks, BOOKMARKS),
        (Form::Json, JSON),
        (Form::Ndjson, NDJSON),
        (Form::Sitemap, SITEMAP),
        (Form::Feed, RSS),
        (Form::Feed, ATOM),
    ] {
        // Labels may be cut.
        let bare = |row: String| row.split(" | ").next().unwrap_or_default().to_owned();
        let whole: Vec<String> = sent(&read_as(form, text)).into_iter().map(bare).collect();
        for end in (0..text.len()).filter(|&end| text.is_char_boundary(end)) {
            let reader = read_as(form, &text[..end]);
            let part: Vec<String> = sent(&reader).into_iter().map(bare).collect();
            assert!(part.iter().all(|row| whole.contains(row)), "{form:?} cut at {end}: {part:?}");
            for problem in reader.problems() {
                let place = problem.position;
                assert!(cut(&text[..end], place.line, place.column).is_some(), "{problem:?}");
            }
        }
    }
    for (form, text) in [(Form::Markdown, MARKDOWN), (Form::Csv, CSV)] {
        for end in (0..text.len()).filter(|&end| text.is_char_boundary(end)) {
            let reader = read_as(form, &text[..end]);
            assert!(sent(&reader).len() <= sent(&read_as(form, text)).len() + 1);
        }
    }
}

#[test]
fn where_a_file_is_cut_off_is_reported() {
    for (form, text, problem) in [
        (
            Form::Html,
            "<p>\n<a href=\"https://a.",
            "2:1 <a href=\"https://a. ! unreadable from here: the text ends within a tag",
        ),
        (
            Form::Html,
            "<p>\n <a title=\"x>\n<b>\n",
            "2:2 <a title=\"x> ! unreadable from here: the text ends within a tag",
        ),
        (Form::Html, "<p>\n</b", "2:1 </b ! unreadable from here: the text ends within a tag"),
        (
            Form::Json,
            "{\"a\":\n [\"https://a.",
            "2:3 \"https://a. ! unreadable from here: the text ends within a value",
        ),
        (Form::Json, "{\"a\": [1", "1:9  ! unreadable from here: the text ends within a value"),
        (Form::Ndjson, "{}\n{\"a\":", "2:6  ! unreadable from here: the text ends within a value"),
        (
            Form::Csv,
            "a,b\n\"c\",\"https",
            "2:5 \" ! unreadable from here: a cell's opening quote is never closed",
        ),
        (
            Form::Sitemap,
            "<urlset>\n<loc>https:",
            "2:12  ! unreadable from here: the text ends before its elements are closed",
        ),
    ] {
        assert_eq!(rows(&read_as(form, text)), [problem], "{form:?}");
    }
}

#[test]
fn a_mistake_ends_json_and_one_line_of_ndjson() {
    let text = "[\"https://a.example/\", oops, \"https://b.example/\"]";
    rows(&read_as(Form::Json, text)).are(&[
        "1:3 https://a.example/ | /0",
        "1:24 oops ! unreadable from here: neither a number nor true, false or null",
    ]);
    let text =
        "{\"a\": \"https://a.example/\"\n{\"b\": \"https://b.example/\"}\n]\n\"x\n[\"https://c.example/\"]\n";
    rows(&read_as(Form::Ndjson, text)).are(&[
        "1:8 https://a.example/ | /a",
        "1:27  ! unreadable from here: the line ends within a value",
        "2:8 https://b.example/ | /b",
        "3:1 ] ! unreadable from here: a value is expected here",
        "4:1 \"x ! unreadable from here: a string that is not closed in its line",
        "5:3 https://c.example/ | /0",
    ]);
}

#[test]
fn tags_that_do_not_pair_hide_no_link() {
    let text = "</p><div><a href='https://a.example/'><b></a></i><a href='https://b.example/'></div></div>";
    assert_eq!(sent(&read_as(Form::Html, text)).len(), 2);
    let text = "<urlset><url><loc>https://a.example/</url><loc>https://b.example/</loc></x></y></urlset></z>";
    assert_eq!(sent(&read_as(Form::Sitemap, text)).len(), 2);
}

#[test]
fn utf16_is_read_like_utf8() {
    for (form, name, text) in [
        (Form::Markdown, "a.md", MARKDOWN),
        (Form::Html, "a.html", HTML.trim_start_matches('\u{feff}')),
        (Form::Csv, "a.csv", CSV),
        (Form::Json, "a.json", JSON),
        (Form::Sitemap, "a.xml", SITEMAP),
    ] {
        let little = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes);
        let big = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes);
        for bytes in [little.collect::<Vec<u8>>(), big.collect()] {
            let reader = read(name, &decoded(&bytes));
            assert_eq!(reader.form(SourceId(0)), Some(form));
            assert_eq!(rows(&reader), rows(&read(name, text)));
        }
    }
}

#[test]
fn latin1_loses_only_the_links_that_are_not_ascii() {
    let latin1 = |text: &str| {
        text.chars().map(|character| u8::try_from(character).unwrap_or(b'?')).collect::<Vec<u8>>()
    };
    let page =
        latin1("<p>\u{fc} <a href='https://a.example/'>\u{fc}</a><a href='https://b.example/\u{fc}'></a>");
    rows(&read("a.html", &decoded(&page))).are(&[
        "1:15 https://a.example/ | \u{fffd}",
        "1:49 https://b.example/\u{fffd} ! broken characters: U+FFFD at character 19",
    ]);
    let table = latin1("stra\u{df}e;https://a.example/\n");
    assert_eq!(rows(&read("a.csv", &decoded(&table))), ["1:8 https://a.example/"]);
}

#[test]
fn what_is_no_text_is_one_problem_with_its_name() {
    for (name, bytes, what) in [
        (
            "a.md",
            &b"PK\x03\x04\x14\0\x06\0https://a.example/"[..],
            "a zip archive, or a document in one (docx, xlsx, odt, epub)",
        ),
        ("links.txt", b"\x89PNG\r\n\x1a\n\0\0", "a PNG image"),
        ("a.pdf", b"%PDF-1.4\nhttps://a.example/", "a PDF document"),
        ("a.csv", b"https://a.example/\0\x01\x02", "a binary file, or UTF-16 without its byte order mark"),
    ] {
        let mut text = decoded(bytes);
        text.push_str(&"\nhttps://b.example/".repeat(100_000));
        let reader = read(name, &text);
        assert_eq!(rows(&reader), [format!("1:1  ! not a text: {what}")]);
    }
}

#[test]
fn declared_entities_are_not_expanded() {
    let mut bomb = "<?xml version=\"1.0\"?><!DOCTYPE urlset [<!ENTITY l0 \"https://a.example/\">".to_owned();
    for level in 1..20 {
        let _ = write!(bomb, "<!ENTITY l{level} \"{}\">", format!("&l{};", level - 1).repeat(10));
    }
    bomb.push_str("]><urlset><url><loc>&l19;</loc></url><url><loc>https://b.example/</loc></url></urlset>");
    assert_eq!(
        rows(&read("a.xml", &bomb))
            .iter()
            .map(|row| row.split_once(' ').map(|(_, url)| url))
            .collect::<Vec<_>>(),
        [Some("&l19; ! relative link: "), Some("https://b.example/")]
    );
}

#[test]
fn ten_thousand_columns_are_read() {
    let header: Vec<String> = (0..10_000).map(|column| format!("c{column}")).collect();
    let row: Vec<String> = (0..10_000).map(|column| format!("https://a.example/{column}")).collect();
    let text = format!("{}\n{}\n{}\n", header.join(","), row.join(","), "\",".repeat(10_000));
    let reader = read_as(Form::Csv, &text);
    assert!(reader.counts().links >= 10_000);
    assert_eq!(reader.list().label(LinkId(9_999)), Some("c9999"));
}

#[test]
fn depth_costs_no_stack() {
    let deep = 100_000;
    let arrays = format!("{}\"https://a.example/\"{}", "[".repeat(deep), "]".repeat(deep));
    let reader = read_as(Form::Json, &arrays);
    assert_eq!((sent(&reader).len(), problems(&reader).len()), (1, 0));
    let objects = format!("{}[\"https://a.example/\"]", "{\"k\":[\"https://b.example/\",".repeat(deep));
    let reader = read_as(Form::Json, &objects);
    assert_eq!((sent(&reader).len(), problems(&reader).len()), (deep + 1, 1));
    let xml = format!("<urlset>{}<loc>https://a.example/</loc>", "<url>".repeat(deep));
    assert_eq!(sent(&read_as(Form::Sitemap, &xml)).len(), 1);
    let html = format!("{}<a href=https://a.example/ >", "<div><noscript>".repeat(deep));
    assert!(read_as(Form::Html, &html).counts().links <= 1);
    for nested in ["> ", "- ", "[", "![", "*", "(", "<", "<div>", "[a](", "`", "|", "&", "\\"] {
        let markdown = format!("{}[x](https://a.example/)\n\nhttps://b.example/\n", nested.repeat(10_000));
        assert!(read_as(Form::Markdown, &markdown).counts().links <= 10_002, "{nested}");
    }
}

#[test]
fn huge_lines_are_read_to_their_end() {
    let many = 20_000;
    let json = format!("[{}0]", "\"https://a.example/\",".repeat(many));
    let srcset = format!("<img srcset='{}'>", "https://a.example/?a&amp;b 1x, ".repeat(many));
    for (form, text) in [
        (Form::Json, &json),
        (Form::Ndjson, &json),
        (Form::Csv, &"https://a.example/,".repeat(many)),
        (Form::Html, &"<a href='https://a.example/'>x</a>".repeat(many)),
        (Form::Html, &srcset),
        (Form::Markdown, &"[x](https://a.example/) ".repeat(many)),
    ] {
        assert_eq!(read_as(form, text).counts().links as usize, many, "{form:?}");
    }
    let endless = format!("[\"https://a.example/{}\", \"https://b.example/\"]", "x".repeat(3_000_000));
    let reader = read_as(Form::Json, &endless);
    assert_eq!(sent(&reader), ["1:3000025 https://b.example/ | /1"]);
    assert!(reader.problems().all(|problem| problem.reason == "too long"));
}
