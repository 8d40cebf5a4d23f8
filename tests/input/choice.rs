//! Which links of a list are requested, how often, and how they are shown: the user's choices besides the list itself.

use volley::ids::LinkId;
use volley::input::link_filter::LinkFilterOptions;
use volley::input::normal::PageContext;
use volley::input::not_sent::NotSent;
use volley::input::reader::{ReadOptions, Reader};
use volley::result::filter::{Filter, FilterJob};
use volley::result::mask::Secrets;
use volley::result::row::RowView;
use volley::result::table::ResultTable;

use crate::source::{Are, add, read_pieces, requested};

fn read(options: ReadOptions, name: &str, text: &str) -> Reader {
    read_pieces(name, &[text], options)
}

fn filtered(filter: LinkFilterOptions, text: &str) -> Reader {
    read(ReadOptions { filter, ..ReadOptions::default() }, "", text)
}

fn rows(reader: &Reader) -> Vec<RowView> {
    let list = reader.list();
    let table = ResultTable::new(list, None);
    (0..list.links()).filter_map(|row| RowView::of(list, &table, LinkId(row), Secrets::Masked)).collect()
}

#[test]
fn what_is_left_out_is_a_link_with_its_reason_and_no_problem() {
    let filter = LinkFilterOptions {
        include: "/docs/ b.example".into(),
        exclude: "draft".into(),
        skip_private: false,
    };
    let reader = filtered(
        filter,
        "https://a.example/docs/1\nhttps://a.example/blog\nb.example\nhttps://b.example/draft\nhttp://[broken",
    );
    assert_eq!(requested(&reader), ["https://a.example/docs/1", "https://b.example/"]);
    let counts = reader.counts();
    assert_eq!((counts.links, counts.rejected, counts.left_out), (5, 0, 3));
    assert_eq!(reader.problems().count(), 0);
    assert_eq!(reader.list().rejected_for(NotSent::LeftOut), 3);
    let reasons: Vec<_> =
        rows(&reader).iter().filter_map(|row| row.verdict).map(|it| it.to_string()).collect();
    assert_eq!(reasons, ["Not sent: left out"; 3]);
}

#[test]
fn the_links_of_a_pattern_are_looked_at_one_by_one_only_when_some_may_be_left_out() {
    let text = "https://a.example/[1-12]";
    let ends_in_one = LinkFilterOptions { include: r"re:1$".into(), ..LinkFilterOptions::default() };
    let reader = filtered(ends_in_one, text);
    assert_eq!(requested(&reader), ["https://a.example/1", "https://a.example/11"]);
    assert_eq!((reader.counts().links, reader.counts().left_out), (12, 10));

    let huge = "https://a.example/[1-4000000]";
    let excluded = LinkFilterOptions { exclude: "x".into(), ..LinkFilterOptions::default() };
    assert_eq!(filtered(excluded, huge).list().rejected_for(NotSent::TooMany), 1);
    assert_eq!(filtered(LinkFilterOptions::default(), huge).counts().targets, 4_000_000);
}

#[test]
fn private_addresses_are_skipped_on_request_link_by_link() {
    let skip = LinkFilterOptions { skip_private: true, ..LinkFilterOptions::default() };
    let reader = filtered(
        skip,
        "http://localhost:3000/\nhttp://10.0.0.1/[1-9]\nhttps://a.example/\nhttp://10.0.0.[1-3]/",
    );
    assert_eq!(requested(&reader), ["https://a.example/"]);
    assert_eq!(reader.list().rejected_for(NotSent::Private), 1 + 9 + 3);
}

#[test]
fn what_was_left_out_of_a_text_that_is_read_again_is_not_counted_twice() {
    let mut reader = filtered(
        LinkFilterOptions { exclude: "b".into(), ..LinkFilterOptions::default() },
        "https://b.example/",
    );
    let mark = reader.mark();
    for _ in 0..2 {
        reader.cut_back(&mark);
        add(&mut reader, "", &["https://b.example/1\nword\nhttps://c.example/"]);
    }
    assert_eq!((reader.counts().left_out, reader.counts().rejected), (2, 1));
}

#[test]
fn http_becomes_https_only_where_it_could_not_be_sent() {
    let text = "http://a.example:80/x\nhttp://localhost/y\nhttp://b.example/[1-2]\nhttps://c.example/";
    let https =
        |upgrade| ReadOptions { page: PageContext { https: true, upgrade }, ..ReadOptions::default() };
    assert_eq!(read(https(false), "", text).list().rejected_for(NotSent::MixedContent), 2);
    requested(&read(https(true), "", text)).are(&[
        "https://a.example/x",
        "http://localhost/y",
        "https://b.example/1",
        "https://b.example/2",
        "https://c.example/",
    ]);
    let from_http =
        ReadOptions { page: PageContext { https: false, upgrade: true }, ..ReadOptions::default() };
    assert_eq!(requested(&read(from_http, "", "http://a.example/")), ["http://a.example/"]);
}

#[test]
fn each_link_can_be_requested_several_times_also_those_of_documents() {
    let thrice = || ReadOptions { times: 3, ..ReadOptions::default() };
    let list = read(thrice(), "", "https://a.example/\n#repeat 2\nhttps://a.example/[1-2]");
    assert_eq!(list.counts().links, 3 + 2 * 2 * 3);
    assert_eq!(list.counts().targets, list.counts().links);

    let page =
        read(thrice(), "page.html", "<p><a href='https://a.example/#top'>Start</a> <a href='/x'>x</a></p>");
    assert_eq!(requested(&page), ["https://a.example/"; 3]);
    assert_eq!(page.list().rejected_for(NotSent::Relative), 1);
    for row in 0..3 {
        assert_eq!(page.list().label(LinkId(row)), Some("Start"));
        assert_eq!(page.list().fragment(LinkId(row)), Some("top"));
    }
}

#[test]
fn an_internationalised_host_is_shown_in_its_letters_sent_in_punycode_and_found_by_both() {
    let reader = filtered(LinkFilterOptions::default(), "https://bücher.example/a\nhttps://other.example/b");
    assert_eq!(requested(&reader)[0], "https://xn--bcher-kva.example/a");
    let row = &rows(&reader)[0];
    assert_eq!(row.url, "https://xn--bcher-kva.example/a");
    assert_eq!(row.shown_url(), "https://bücher.example/a");
    assert_eq!(row.shown_host(), "bücher.example");
    let table = ResultTable::new(reader.list(), None);
    for text in
        ["bücher", "xn--bcher", "host:bücher.ex", "host:xn--bcher-kva", "url:bücher.example/a", "-other"]
    {
        let mut job = FilterJob::new(Filter::parse(text), reader.list());
        while !job.step(reader.list(), &table, None, 1_000) {}
        assert_eq!(job.finish(), [LinkId(0)], "{text}");
    }
}
