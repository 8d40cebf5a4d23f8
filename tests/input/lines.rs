//! What a list reports of lines that would do nothing, or nothing but fail, a million times.

use volley::input::normal::PageContext;
use volley::input::reader::{ReadOptions, Reader};

use crate::source::{add, problems, shown};

fn reader() -> Reader {
    Reader::new(ReadOptions { page: PageContext { https: true, upgrade: false }, ..ReadOptions::default() })
}

fn read(text: &str) -> Reader {
    let mut reader = reader();
    add(&mut reader, "", &[text]);
    reader
}

#[test]
fn a_directive_without_effect_is_a_problem_at_its_place() {
    for (text, expected) in [
        ("https://a.example/\n#repeat 500", &["2:1 unreadable directive: no link below it"][..]),
        (
            "https://a.example/\n  #repeat 500\n\n# a comment\n",
            &["2:3 unreadable directive: no link below it"],
        ),
        ("#repeat 2\n#repeat 3\nhttps://a.example/", &["1:1 unreadable directive: no link below it"]),
        (
            "https://a.example/\nb.example #repeat 5",
            &["2:1 not a URL: ", "2:11 unreadable directive: it is behind a link, not above it"],
        ),
        ("https://a.example/ #repeat 5", &["1:20 unreadable directive: it is behind a link, not above it"]),
        (
            "two words here\nsee https://a.example/x and\n#repeat 5",
            &["3:1 unreadable directive: only lists have directives"],
        ),
        ("#repeat\nhttps://a.example/", &["1:1 unreadable directive: "]),
        ("# Repeat: 5\nhttps://a.example/", &["1:1 unreadable directive: "]),
        ("#repeat5\nhttps://a.example/", &["1:1 unreadable directive: "]),
        ("#repeat 500", &["1:1 unreadable directive: no link below it"]),
        // It ends what was repeated, or was meant for what is not sent.
        ("#repeat 3\nhttps://a.example/\n#repeat 1\n", &[]),
        ("#repeat 3\nmailto:me@a.example", &["2:1 not http or https: mailto:"]),
        ("#repeat 3\nhttps://a.example/[1-2]", &[]),
        ("# repeat it 5 times\nhttps://a.example/#repeat", &[]),
    ] {
        let reader = read(text);
        assert_eq!(problems(&reader), expected, "{text:?}");
        assert!(reader.problems().all(|problem| problem.hint.contains("#repeat 10 on a line of its own")
            || !problem.reason.contains("directive")));
    }
    let mut several = reader();
    add(&mut several, "", &["https://a.example/\n#repeat 500"]);
    add(&mut several, "", &["https://b.example/"]);
    assert_eq!(shown(&several)[1..], ["2:1 #repeat 500", "1:1 https://b.example/"]);
    let mark = several.mark();
    several.begin_source("", None);
    several.push("https://a.example/\n#repeat 500");
    several.step();
    several.cut_back(&mark);
    add(&mut several, "", &["https://c.example/"]);
    assert_eq!(several.counts().links, 4);
}

#[test]
fn a_pattern_of_which_no_link_can_be_sent_is_one_problem_with_its_count() {
    let reader = read("[a-z][a-z][a-z][a-z]\nhttps://a.example/");
    assert_eq!((reader.counts().links, reader.counts().targets), (2, 1));
    assert_eq!(problems(&reader), ["1:1 not a URL: 456,976 links: neither a scheme nor a host with a dot"]);
    assert_eq!(shown(&reader)[0], "1:1 [a-z][a-z][a-z][a-z]");
    for (text, expected) in [
        ("{word}s[5-5]x[1-3]", &["1:1 not a URL: 3 links: neither a scheme nor a host with a dot"][..]),
        ("word[5-5]", &["1:1 not a URL: neither a scheme nor a host with a dot"]),
        ("#repeat 4\nword[1-3]", &["2:1 not a URL: 12 links: neither a scheme nor a host with a dot"]),
        (
            "{a:,}[a-z][a-z]",
            &[
                "1:1 not http or https: 676 links: a:",
                "1:1 not a URL: 676 links: neither a scheme nor a host with a dot",
            ],
        ),
    ] {
        assert_eq!(problems(&read(text)), expected, "{text}");
    }
    // Where one can be sent, each has its row.
    let mixed = read("https://a.example:{25,6000,24}/{x,y}");
    let told = ["port 25", "port 25", "port 6000", "port 6000"];
    assert_eq!(problems(&mixed), told.map(|port| format!("1:1 blocked port: {port}")));
    assert_eq!((mixed.counts().links, mixed.counts().targets), (6, 2));
    assert_eq!(shown(&mixed)[3..5], ["1:1 https://a.example:6000/y", "1:1 https://a.example:24/x"]);
}
