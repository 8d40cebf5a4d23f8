//! What the reader makes of lists and texts as people have them, case by case.

use volley::ids::{SourceId, TargetId};
use volley::input::decode::Utf8Pieces;
use volley::input::detect::Form;
use volley::input::list::MAX_LINKS;
use volley::input::normal::PageContext;
use volley::input::reader::{ReadOptions, Reader};
use volley::settings::Duplicates;

use crate::source::{self, Are, problems, shown};

fn reader(duplicates: Duplicates, form: Option<Form>) -> Reader {
    Reader::new(ReadOptions {
        page: PageContext { https: true, upgrade: false },
        duplicates,
        form,
        ..ReadOptions::default()
    })
}

fn add(reader: &mut Reader, text: &str) {
    let (mut rest, mut pieces) = (text, Vec::new());
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.floor_char_boundary(1 << 18));
        pieces.push(piece);
        rest = after;
    }
    source::add(reader, "", &pieces);
}

fn read(text: &str) -> Reader {
    let mut reader = reader(Duplicates::Once, None);
    add(&mut reader, text);
    reader
}

#[test]
fn a_list_has_a_link_a_line() {
    let reader =
        read("https://a.example/x\n\n  b.example/y  \r\n\"https://c.example/z\",\r<https://d.example>\n");
    shown(&reader).are(&[
        "1:1 https://a.example/x",
        "3:3 https://b.example/y",
        "4:2 https://c.example/z",
        "5:2 https://d.example/",
    ]);
    assert_eq!(reader.form(SourceId(0)), Some(Form::List));
}

#[test]
fn nothing_is_an_empty_list() {
    for text in ["", "\n\r\n \t\u{a0}\n", "\u{feff}"] {
        let counts = read(text).counts();
        assert_eq!((counts.links, counts.targets, counts.rejected), (0, 0, 0), "{text:?}");
    }
}

#[test]
fn comments_that_hold_a_link_are_counted() {
    let reader =
        read("# a heading\n#https://a.example/\n  # was www.b.example\nhttps://c.example/\nx.example");
    assert_eq!(reader.counts().commented_out, 2);
    assert_eq!(shown(&reader), ["4:1 https://c.example/", "5:1 https://x.example/"]);
}

#[test]
fn a_directive_repeats_the_links_below_it_each_as_a_request_of_its_own() {
    let reader = read(
        "https://a.example/x\n#repeat 3\nhttps://b.example/y#z\nhttps://c.example/[1-2]\nd.example\n#repeat 1\nhttps://b.example/y",
    );
    shown(&reader).are(&[
        "1:1 https://a.example/x",
        "3:1 https://b.example/y#z",
        "3:1 https://b.example/y#z",
        "3:1 https://b.example/y#z",
        "4:1 https://c.example/1",
        "4:1 https://c.example/1",
        "4:1 https://c.example/1",
        "4:1 https://c.example/2",
        "4:1 https://c.example/2",
        "4:1 https://c.example/2",
        "5:1 https://d.example/",
        "5:1 https://d.example/",
        "5:1 https://d.example/",
        "7:1 https://b.example/y",
    ]);
    assert_eq!(reader.counts().targets, 14, "repeats are not merged");
}

#[test]
fn a_directive_without_a_number_is_a_problem_and_a_huge_one_costs_nothing() {
    for bad in ["#repeat x", "#repeat 0", "#repeat -3", "#repeat 99999999999"] {
        let reader = read(&format!("{bad}\nhttps://a.example/"));
        assert_eq!(problems(&reader), ["1:1 unreadable directive: "], "{bad}");
        assert_eq!(reader.counts().links, 2, "{bad}");
    }
    let reader = read("#repeat 4000000\nhttps://a.example/x");
    assert_eq!((reader.counts().targets, reader.list().targets().parts().0.len()), (4_000_000, 0));
    assert_eq!(read("#repeated https://a.example/\nhttps://b.example/").counts().commented_out, 1);
}

#[test]
fn a_line_of_several_words_gives_its_links_or_is_a_problem() {
    let reader = read(
        "https://a.example/\nücher: https://b.example/x, www.c.example.\nhtp:/broken line\nx.example\ny.example",
    );
    shown(&reader).are(&[
        "1:1 https://a.example/",
        "2:8 https://b.example/x",
        "2:29 https://www.c.example/",
        "3:1 htp:/broken line",
        "4:1 https://x.example/",
        "5:1 https://y.example/",
    ]);
    assert_eq!(problems(&reader), ["3:1 not a URL: "]);
}

#[test]
fn each_bad_line_has_its_reason_and_the_others_are_kept() {
    let mut reader = reader(Duplicates::Once, Some(Form::List));
    add(
        &mut reader,
        "https://ok.example/\nmailto:me@a.example\njavascript:alert(1)\ndata:,x\nftp://a.example/\n\
         https://me:secret@a.example/\nhttps://a.example:25/\nhttp://a.example/\nhttps:///\nword\n\
         https://a.example/\u{fffd}\nhttps://a.example/\0\nhttps://a.example/[9-1]\n  https://a.example/[1-\n\
         https://a.example/{a,b\nhttps://a.example/[1-1000000]/[1-1000000]\nhttps://a.example:6000/[1-3]\n\
         https://[1-2000001].example/\nhttps://ok.example/2",
    );
    problems(&reader).are(&[
        "2:1 not http or https: mailto:",
        "3:1 not http or https: javascript:",
        "4:1 not http or https: data:",
        "5:1 not http or https: ftp:",
        "6:1 credentials in the URL: ",
        "7:1 blocked port: port 25",
        "8:1 http on an https page: ",
        "9:1 invalid host: no host",
        "10:1 not a URL: neither a scheme nor a host with a dot",
        "11:1 broken characters: U+FFFD at character 19",
        "12:1 broken characters: U+0000 at character 19",
        "13:1 unreadable pattern: at character 19: a range that runs backwards: write the lower end first",
        "14:3 unreadable pattern: at character 19: a range that is opened by [ and never closed by ]",
        "15:1 unreadable pattern: at character 19: a set that is opened by { and never closed by }",
        "16:1 too many links: 1,000,000,000,000 links, and 4,999,985 more fit in the list",
        "17:1 blocked port: port 6000",
        "18:1 too many links: 2,000,001 links; at most 2,000,000 where each is read for itself",
    ]);
    assert_eq!((reader.counts().links, reader.counts().targets), (19, 2));
    assert!(reader.problems().all(|problem| !problem.hint.is_empty()));
}

#[test]
fn one_endless_line_of_a_list_is_one_problem() {
    let mut reader = reader(Duplicates::Once, Some(Form::List));
    add(&mut reader, &format!("{}\nhttps://a.example/", "https://a.example/x".repeat(60_000)));
    assert_eq!(problems(&reader), ["1:1 too long: "]);
    assert_eq!(shown(&reader)[1], "2:1 https://a.example/");
    assert!(reader.problems().all(|problem| problem.text.chars().count() == 200));
}

#[test]
fn one_endless_line_of_prose_is_read_to_its_end() {
    let text = format!("{}https://a.example/", "https://b.example/ word ".repeat(50_000));
    let reader = read(&text);
    assert_eq!(reader.form(SourceId(0)), Some(Form::Text));
    assert_eq!((reader.counts().links, reader.counts().targets), (50_001, 2));
    assert_eq!(shown(&reader).last().map(String::as_str), Some("1:1200001 https://a.example/"));
}

#[test]
fn binary_junk_is_read_without_harm() {
    let bytes: Vec<u8> =
        (0..2_000_000_u32).map(|at| at.wrapping_mul(2_654_435_761).to_le_bytes()[3]).collect();
    let (mut decoder, mut text) = (Utf8Pieces::default(), String::new());
    decoder.push(&bytes, &mut text);
    decoder.finish(&mut text);
    for form in [None, Some(Form::List), Some(Form::Text)] {
        let mut reader = reader(Duplicates::Once, form);
        source::add(&mut reader, "junk", &[&text]);
        assert_eq!(reader.counts().targets, 0);
    }
}

#[test]
fn prose_gives_its_links_and_nothing_else() {
    let reader = read(
        "See [the docs](https://a.example/docs_(1)) and <http://localhost:3000/>, me@b.example\n\
         or mailto:me@b.example. No link: example.org, a/b, [1-9].\nWww.c.example/x! ftp://d.example/ https://e.example/[1-3]",
    );
    assert_eq!(reader.form(SourceId(0)), Some(Form::Text));
    shown(&reader).are(&[
        "1:16 https://a.example/docs_(1)",
        "1:49 http://localhost:3000/",
        "3:1 https://www.c.example/x",
        "3:18 ftp://d.example/",
        "3:35 https://e.example/[1-3]",
    ]);
    assert_eq!(problems(&reader), ["3:18 not http or https: ftp:"]);
}

#[test]
fn links_with_equal_requests_share_a_target_unless_each_is_wanted() {
    let text = "https://a.example/#one\nHTTPS://A.example:443\nhttps://a.example/\nhttps://a.example/[1-2]\nhttps://a.example/1";
    let once = read(text);
    assert_eq!((once.counts().links, once.counts().targets, once.counts().hosts), (6, 4, 1));
    assert_eq!([0, 1, 2, 3].map(|target| once.list().links_of(TargetId(target))), [3, 1, 1, 1]);
    assert_eq!(shown(&once)[..2], ["1:1 https://a.example/#one", "2:1 https://a.example/"]);
    let mut each = reader(Duplicates::Each, None);
    add(&mut each, text);
    assert_eq!((each.counts().links, each.counts().targets), (6, 6));
}

#[test]
fn a_pattern_keeps_its_fragments_for_show() {
    let reader = read("https://a.example/[1-2]#part-{a,b}");
    shown(&reader).are(&[
        "1:1 https://a.example/1#part-a",
        "1:1 https://a.example/1#part-b",
        "1:1 https://a.example/2#part-a",
        "1:1 https://a.example/2#part-b",
    ]);
    let mut url = String::new();
    reader.list().targets().write_url(TargetId(1), &mut url);
    assert_eq!((url.as_str(), reader.counts().targets), ("https://a.example/1", 4));
}

#[test]
fn a_pattern_may_vary_the_host() {
    let reader = read("http{s,}://{a,b}.example:[24-25]/#x");
    assert_eq!(reader.counts().links, 8);
    assert_eq!((reader.counts().targets, reader.counts().hosts, reader.counts().rejected), (2, 2, 6));
    assert_eq!(shown(&reader)[0], "1:1 https://a.example:24/#x");
}

#[test]
fn a_full_list_reports_once_how_much_was_not_taken() {
    let mut reader = reader(Duplicates::Once, Some(Form::List));
    add(&mut reader, "https://a.example/[1-4999998]\nhttps://a.example/[1-3]\nhttps://b.example/");
    assert_eq!(reader.counts().links, MAX_LINKS);
    let too_long = "2:1 too many links: 3 links, and 2 more fit in the list";
    assert_eq!(problems(&reader), [too_long]);
    add(&mut reader, "https://a.example/[1-3]");
    let told = |more| format!("1:1 too many links: the list is full; and {more} more links not taken");
    assert_eq!(problems(&reader), [too_long.to_owned(), told("2")]);
    let mark = reader.mark();
    add(&mut reader, &"https://c.example/\nmailto:x\n".repeat(1_000));
    assert_eq!(reader.counts().links, MAX_LINKS + 1);
    assert_eq!(problems(&reader)[1], told("2,002"));
    reader.cut_back(&mark);
    assert_eq!(problems(&reader)[1], told("2"));
}

#[test]
fn sources_are_named_and_counted() {
    let mut reader = reader(Duplicates::Once, None);
    reader.begin_source("a.txt", None);
    reader.push("https://a.example/\nhttps://b.ex");
    reader.push("ample/");
    // The next source ends the one before.
    reader.begin_source("b.md", Some(Form::Text));
    reader.push("https://a.example/, word");
    reader.end_source();
    while reader.step() {}
    assert_eq!(
        shown(&reader),
        ["a.txt:1:1 https://a.example/", "a.txt:2:1 https://b.example/", "b.md:1:1 https://a.example/"]
    );
    assert_eq!([0, 1, 2].map(|source| reader.list().links_in(SourceId(source))), [2, 1, 0]);
    assert_eq!(
        [0, 1, 2].map(|source| reader.form(SourceId(source))),
        [Some(Form::List), Some(Form::Text), None]
    );
}
