//! Minimal inputs that were once read wrongly, each with the links it holds.

use core::fmt::Write as _;

use url::Url;
use volley::ids::SourceId;
use volley::input::detect::Form;
use volley::input::link_filter::{self, LinkFilterOptions};
use volley::input::reader::{ReadOptions, Reader};

use crate::source::{Are, add, assert_places, options, read, read_as, read_pieces, rows};

/// Reads `text` as `form`, found at `https://b.example/dir/page`.
fn with_base(form: Form, text: &str) -> Vec<String> {
    let base = Url::parse("https://b.example/dir/page").ok();
    rows(&read_pieces("", &[text], ReadOptions { base, ..options(Some(form)) }))
}

const NOTHING: [&str; 0] = [];

#[test]
fn a_host_to_connect_to_is_no_link() {
    for text in [
        "<link rel=preconnect href=https://fonts.gstatic.com>",
        "<link rel='DNS-Prefetch' href='//a.example'>",
        "<link href=https://a.example rel=\"\n preconnect dns-prefetch \">",
    ] {
        assert_eq!(rows(&read_as(Form::Html, text)), NOTHING, "{text}");
    }
    for text in [
        "<link rel='preconnect stylesheet' href=https://a.example/x>",
        "<link rel=preload href=https://a.example/x>",
        "<a rel=preconnect href=https://a.example/x></a>",
        "<link href=https://a.example/x>",
    ] {
        assert_eq!(read_as(Form::Html, text).counts().targets, 1, "{text}");
    }
}

#[test]
fn frames_for_old_browsers_hold_no_links() {
    assert_eq!(with_base(Form::Html, "<noframes><a href=/no></noframes>"), NOTHING);
    for inner in ["<!-- ", "<script>", "<noframes>", "<title>", "<a href='"] {
        let text = format!("<noframes>{inner}<a href=/no></NOFRAMES ><a href=/yes>x</a>");
        let found = with_base(Form::Html, &text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert!(found[0].ends_with("https://b.example/yes | x"), "{text}: {found:?}");
    }
}

#[test]
fn only_the_blanks_of_html_part_the_images_of_a_set() {
    assert_eq!(with_base(Form::Html, "<img srcset=\"/a&#11;1x\">"), ["1:14 https://b.example/a%0B1x"]);
    assert_eq!(
        with_base(Form::Html, "<img srcset=\"/a\t1x,\n/b\u{c}2x,\r/c 3x\">"),
        ["1:14 https://b.example/a", "2:1 https://b.example/b", "3:1 https://b.example/c"]
    );
}

#[test]
fn brackets_in_a_set_of_images_do_not_nest() {
    assert_eq!(
        with_base(Form::Html, "<img srcset=\"/a 1x ((( , /b 1x, ), /c\">"),
        ["1:14 https://b.example/a", "1:36 https://b.example/c"]
    );
}

#[test]
fn a_backslash_at_the_end_of_a_line_takes_no_line_end() {
    let text = "[\"\\\n{\"u\":\"https://a.example/b\"}";
    let expected = [
        "1:2 \"\\ ! unreadable from here: a string that is not closed in its line",
        "2:7 https://a.example/b | /u",
    ];
    assert_eq!(rows(&read_as(Form::Ndjson, text)), expected);
    let pieces: Vec<&str> = text.split_inclusive(|_| true).collect();
    assert_eq!(rows(&read_pieces("", &pieces, options(Some(Form::Ndjson)))), expected);
    let text = "[\"\\\r\n[\"https://a.example/b\"]";
    assert_eq!(rows(&read_as(Form::Ndjson, text))[1..], ["2:3 https://a.example/b | /0"]);
}

#[test]
fn a_feed_may_set_the_base_of_its_links_element_by_element() {
    let text = "<feed xml:base=\"http://a.example/f/\"><entry><link href=\"e\"/>";
    assert_eq!(rows(&read_as(Form::Feed, text))[0], "1:57 http://a.example/f/e");
    let text = "<feed xml:base='https://a.example/f/'><link href='1'/>\n\
        <entry xml:base='g/?x&amp;y'><link href='2'/><content xml:base='/h/'><link>3</link></content><link href='4'/></entry>\n\
        <entry><link xml:base=' https://c.example/ ' href='5'/><link href='6'/>\n\
        <link xml:base='https://[broken/' href='7'/><link xml:base='mailto:a@b.example' href='8'/></entry></feed>\n\
        <link href='9'/>";
    let links = |found: Vec<String>| {
        found.iter().filter_map(|row| row.split(' ').nth(1)).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(
        links(with_base(Form::Feed, text)),
        [
            "https://a.example/f/1",
            "https://a.example/f/g/2",
            "https://a.example/h/3",
            "https://a.example/f/g/4",
            "https://c.example/5",
            "https://a.example/f/6",
            "https://a.example/f/7",
            "https://a.example/f/8",
            "https://b.example/dir/9",
        ]
    );
    let relative = "<feed xml:base='g/'><link href='e'/></feed>";
    assert_eq!(links(with_base(Form::Feed, relative)), ["https://b.example/dir/g/e"]);
    assert_eq!(rows(&read_as(Form::Feed, relative)), ["1:33 e ! relative link: "]);
}

#[test]
fn a_hostile_tower_of_bases_costs_what_its_text_does() {
    let deep = 20_000;
    let tower = format!("<feed>{}<link href='e'/>", "<a xml:base='https://a.example/x/'>".repeat(deep));
    assert_eq!(read_as(Form::Feed, &tower).counts().targets, 1);
    let growing = format!("<feed>{}<link href='e'/>", "<a xml:base='xxxxxxxx/'>".repeat(deep));
    assert!(with_base(Form::Feed, &growing)[0].len() < 4_000);
}

#[test]
fn names_of_namespaces_are_no_links() {
    for text in [
        "<?xml version=\"1.0\"?><x xmlns=\"http://a.example/ns\"/>",
        "<x xmlns=\"http://a.example/ns\">text</x>",
        "<?xml version=\"1.0\"?><!DOCTYPE x PUBLIC \"-//x\" \"http://a.example/x.dtd\">\n\
         <p:x xmlns:p='http://a.example/ns' p:schemaLocation='http://a.example/ns http://a.example/x.xsd'\n\
         targetNamespace='http://a.example/ns'><p:import namespace=\"http://a.example/ns\"/><!-- http://a.example/ --></p:x>",
    ] {
        let reader = read("", text);
        assert_eq!(reader.form(SourceId(0)), Some(Form::Xml), "{text}");
        assert_eq!(rows(&reader), NOTHING, "{text}");
    }
}

const XML: &str = "<?xml version='1.0'?>\n<?xml-stylesheet href='https://a.example/0.xsl'?>\n\
<o xmlns='http://no.example/' htmlUrl=\"https://a.example/1?a&amp;b\" title='see https://a.example/2, or'>\n\
 <u> https://a.example/3?a&#38;b </u> behind https://a.example/4 <b/>(https://a.example/5).\n\
 <![CDATA[<p>&lt; https://a.example/6?a&b</p>]]> <!-- https://no.example/ --> <v w=https://no.example/ x='./7'/>\n</o>\n";

#[test]
fn other_xml_has_its_urls_in_texts_and_attributes() {
    let reader = read("a.xml", XML);
    assert_eq!(reader.form(SourceId(0)), Some(Form::Xml));
    rows(&reader).are(&[
        "2:24 https://a.example/0.xsl",
        "3:40 https://a.example/1?a&b",
        "3:80 https://a.example/2",
        "4:5 https://a.example/3?a&b",
        "4:45 https://a.example/4",
        "4:70 https://a.example/5",
        "5:18 https://a.example/6?a&b",
    ]);
    assert_places(&reader, XML, Form::Xml);
    let pieces: Vec<&str> = XML.split_inclusive(|_| true).collect();
    assert_eq!(rows(&read_pieces("a.xml", &pieces, options(None))), rows(&reader));
}

#[test]
fn xml_is_read_in_slices_however_long_a_text_in_it_is() {
    let text = format!("<?xml version='1.0'?><x>{}</x>", "https://a.example/ word & ".repeat(20_000));
    let mut reader = Reader::new(options(Some(Form::Xml)));
    reader.begin_source("", None);
    reader.push(&text);
    reader.end_source();
    let (mut steps, mut before) = (0, 0);
    while reader.step() {
        steps += 1;
        assert!(reader.counts().links - before <= 1_000);
        before = reader.counts().links;
    }
    assert_eq!(reader.counts().links, 20_000);
    assert!(steps >= 20 + text.len() / (1 << 17), "{steps} steps");
}

/// Rows of a table whose addresses have no scheme, so that they are found only in a column named for them.
fn table(first: &str, rows: usize) -> String {
    let mut text = format!("name,url\n{first}\n");
    for row in 0..rows {
        let _ = writeln!(text, "n{row},b.example/{row}");
    }
    text
}

#[test]
fn a_stray_quote_costs_no_row_behind_it() {
    let rows_behind = 120_000;
    let text = table("x,\"a.example", rows_behind);
    assert!(text.len() > 2 << 20);
    let pieces: Vec<&str> =
        text.as_bytes().chunks(100_000).map(|piece| str::from_utf8(piece).unwrap()).collect();
    for pieces in [vec![&*text], pieces] {
        let reader = read_pieces("", &pieces, options(Some(Form::Csv)));
        let rows = rows(&reader);
        assert_eq!(rows.len(), rows_behind + 2);
        assert_eq!(
            rows[..3],
            [
                "2:3 \" ! unreadable from here: a cell's opening quote is not closed within 1 MiB",
                "2:4 https://a.example/ | url",
                "3:4 https://b.example/0 | url",
            ]
        );
        assert_eq!(rows[rows_behind + 1], "120002:9 https://b.example/119999 | url");
    }
}

#[test]
fn a_byte_order_mark_behind_a_stray_quote_moves_no_place() {
    let text = ",\"\u{feff}see https://a.example/, or";
    assert_eq!(rows(&read_as(Form::Csv, text)).last().map(String::as_str), Some("1:8 https://a.example/"));
}

#[test]
fn a_stray_quote_that_a_later_one_or_none_closes_costs_no_row_either() {
    let text = table("x,\"\ny,\"a.example\"", 2);
    rows(&read_as(Form::Csv, &text)).are(&[
        "2:3 \" ! unreadable from here: a cell's opening quote is not closed where the cell ends",
        "3:4 https://a.example/ | url",
        "4:4 https://b.example/0 | url",
        "5:4 https://b.example/1 | url",
    ]);
    // Quotes within a line, and lines within quotes, are none.
    let text = table("\"x \"y\" z\",a.example\n\"x\r\n\"\"y\"\" z\" ,c.example", 0);
    assert_eq!(
        rows(&read_as(Form::Csv, &text)),
        ["2:11 https://a.example/ | url", "4:11 https://c.example/ | url"]
    );
    let text = table("x,\"", 2);
    rows(&read_as(Form::Csv, &text)).are(&[
        "2:3 \" ! unreadable from here: a cell's opening quote is never closed",
        "3:4 https://b.example/0 | url",
        "4:4 https://b.example/1 | url",
    ]);
}

#[test]
fn a_cell_without_end_is_read_piece_by_piece() {
    let many = 100_000;
    for open in ["", "\"quoted\""] {
        let text = format!("{open}{}\nhttps://b.example/,x\n", "word https://a.example/ \"".repeat(many));
        let reader = read_as(Form::Csv, &text);
        assert_eq!(reader.counts().links as usize, many + 1, "{open}");
        assert_eq!(reader.counts().rejected, 0);
        assert_eq!(rows(&reader).last().map(String::as_str), Some("2:1 https://b.example/"));
        let column = open.len() + 25 * (many - 1) + 6;
        assert_eq!(rows(&reader)[many - 1], format!("1:{column} https://a.example/"));
    }
}

#[test]
fn one_step_adds_a_bounded_number_of_rows() {
    let text = format!("[{}0]", "\"https://a.example/\",".repeat(200));
    let cells = "https://a.example/,".repeat(200);
    let page = "<a href=https://a.example/ >".repeat(200);
    for (form, text) in [(Form::Json, &text), (Form::Csv, &cells), (Form::Html, &page)] {
        let mut reader = Reader::new(ReadOptions { times: 1_000, ..options(Some(form)) });
        reader.begin_source("", None);
        reader.push(text);
        reader.end_source();
        let mut before = 0;
        loop {
            let more = reader.step();
            assert!(reader.counts().links - before <= 10_000, "{form:?}");
            before = reader.counts().links;
            if !more {
                break;
            }
        }
        assert_eq!(before, 200_000, "{form:?}");
    }
}

#[test]
fn long_urls_of_a_pattern_are_made_a_few_at_a_time() {
    let text = format!("https://{{a,b}}.example/[1-100]/{}", "x".repeat(60_000));
    let mut reader = Reader::new(options(Some(Form::List)));
    reader.begin_source("", None);
    reader.push(&text);
    reader.end_source();
    let mut before = 0;
    while reader.step() {
        assert!(reader.counts().links - before < 20);
        before = reader.counts().links;
    }
    assert_eq!(reader.counts().links, 200);
}

#[test]
fn an_expression_that_would_take_too_long_is_refused_in_words() {
    for heavy in [r"re:(?:\w{500}){500}x", r"re:\w{3000}", "re:((a?){90}){90}"] {
        let problem = link_filter::problem(heavy).unwrap_or_default();
        assert_eq!(problem, "the expression is too large: repeat less, or list less", "{heavy}");
        let filter = LinkFilterOptions { include: heavy.into(), ..LinkFilterOptions::default() };
        let reader = read_pieces("", &["https://a.example/"], ReadOptions { filter, ..options(None) });
        assert_eq!(reader.counts().targets, 1);
    }
    for light in
        [r"re:^https://[^/]+/(docs|blog|news)/\d{4}/[a-z0-9-]+\.html?$", r"re:\w{100}", "re:[^a]{50}"]
    {
        assert_eq!(link_filter::problem(light), None, "{light}");
    }
}

#[test]
fn the_dearer_an_expression_the_fewer_links_a_step_reads() {
    let text = "https://a.example/".to_owned() + &"x".repeat(200) + "\n";
    let filter = LinkFilterOptions { exclude: r"re:(\w+\w+\w+)+!".into(), ..LinkFilterOptions::default() };
    let mut reader = Reader::new(ReadOptions { filter, ..options(Some(Form::List)) });
    reader.begin_source("", None);
    reader.push(&text.repeat(2_000));
    reader.end_source();
    let mut before = 0;
    while reader.step() {
        assert!(reader.counts().links - before <= 150, "{}", reader.counts().links - before);
        before = reader.counts().links;
    }
    assert_eq!(reader.counts().links, 2_000);
}

#[test]
fn the_first_problems_of_a_source_come_before_those_of_others() {
    let filter = LinkFilterOptions { exclude: "out".into(), ..LinkFilterOptions::default() };
    let mut reader = Reader::new(ReadOptions { filter, ..options(Some(Form::List)) });
    for (name, text) in [
        ("a", "mailto:1\nhttps://out.example/\nmailto:2"),
        ("b", "https://a.example/"),
        ("", "x\nhttps://out.example/\ny\nz"),
    ] {
        add(&mut reader, name, &[text]);
    }
    let first = |source, most| {
        reader.first_problems(source, most).map(|problem| problem.text.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(first(SourceId(2), 10), ["x", "y", "z", "mailto:1", "mailto:2"]);
    assert_eq!(first(SourceId(2), 4), ["x", "y", "z", "mailto:1"]);
    assert_eq!(first(SourceId(2), 2), ["x", "y"]);
    assert_eq!(first(SourceId(0), 3), ["mailto:1", "mailto:2", "x"]);
    for none in [1, 3, u16::MAX] {
        assert_eq!(first(SourceId(none), 10), ["mailto:1", "mailto:2", "x", "y", "z"]);
    }
    assert_eq!(reader.problems().count(), 5);
}
