//! The reader as a whole: the same list however the text is cut, places that point at the links, totals that add up.

use proptest::prelude::*;
use volley::ids::{LinkId, SourceId, TargetId};
use volley::input::decode::Utf8Pieces;
use volley::input::detect::Form;
use volley::input::link::LinkKind;
use volley::input::list::LinkList;
use volley::input::normal::PageContext;
use volley::input::reader::{ReadOptions, Reader};
use volley::settings::Duplicates;
use volley_origin::cases;

use crate::source::{add, cut, pieces_of, read_pieces};

fn options(form: Option<Form>) -> ReadOptions {
    ReadOptions { page: PageContext::default(), form, ..ReadOptions::default() }
}

fn read(text: &str, form: Option<Form>) -> Reader {
    read_pieces("", &[text], options(form))
}

/// All that can be seen of a list.
fn seen(reader: &Reader) -> Vec<String> {
    let list = reader.list();
    let (mut url, mut source) = (String::new(), String::new());
    let row = |row| {
        list.write_url(row, &mut url);
        list.write_source(row, &mut source);
        let links = match list.kind(row) {
            Some(LinkKind::Target(target)) => list.links_of(target),
            _ => 0,
        };
        format!("{source} {url} {:?} {links}", list.kind(row))
    };
    let mut seen: Vec<_> = LinkId(0).take(list.links()).map(row).collect();
    seen.extend(reader.problems().map(|problem| format!("{problem:?}")));
    seen.push(format!(
        "{:?} {:?}",
        reader.counts(),
        (0..3).map(|source| reader.form(SourceId(source))).collect::<Vec<_>>()
    ));
    seen
}

/// A line as lists and texts have them, now and then nonsense.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "https?://[a-c]\\.(example|org)/[a-c]?(\\?[a-b])?(#[a-b])?",
        1 => "[\"'<]?[a-c]\\.example/ü?[>\"',]{0,2}",
        1 => "#? ?(see|vgl\\.) \\(?https://[a-c]\\.example/[a-c]?\\)?[.,] (www\\.[a-c]\\.example)?",
        1 => "https://[a-c]\\.example/(\\[[0-9]-[0-9](:[0-3])?\\]?|\\{[a-c],[a-c]?\\}?|\\[[a-c]?\\]){1,2}(#[a-b])?",
        1 => "https://(\\[[0-9]-[0-9]\\]|\\{[a-c],[a-c]?\\})\\.example/",
        1 => "(ftp|mailto|javascript|htp|https?):/?/?[a-z@.:0-9]{0,8}",
        1 => "[ \t\u{a0}\u{feff}]{0,3}",
        1 => "\\PC{0,12}",
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec((line(), prop_oneof![Just("\n"), Just("\r\n"), Just("\r")]), 0..20)
        .prop_map(|lines| lines.into_iter().map(|(line, end)| line + end).collect())
}

fn form() -> impl Strategy<Value = Option<Form>> {
    prop_oneof![Just(None), Just(Some(Form::List)), Just(Some(Form::Text))]
}

fn totals_add_up(list: &LinkList) -> Result<(), TestCaseError> {
    let of_targets: u32 = (0..list.targets().len()).map(|target| list.links_of(TargetId(target))).sum();
    prop_assert_eq!(of_targets as usize + list.rejected().len(), list.links() as usize);
    let mut counted = vec![0_u32; list.targets().len() as usize];
    for row in LinkId(0).take(list.links()) {
        match list.kind(row) {
            Some(LinkKind::Target(target)) => counted[target.index()] += 1,
            Some(LinkKind::Rejected(index)) => prop_assert_eq!(list.rejected()[index as usize].row, row),
            None => prop_assert!(false, "{:?} asks for nothing", row),
        }
    }
    for (target, count) in (0..).zip(counted) {
        prop_assert_eq!(list.links_of(TargetId(target)), count);
    }
    let origins = || (0_u32..).zip(list.origins()).map(|(origin, _)| origin);
    let at_origins: u32 = origins().map(|origin| list.targets_at(origin)).sum();
    prop_assert_eq!(at_origins, list.targets().len());
    let hosts = origins().filter(|&origin| list.targets_at(origin) > 0).count();
    prop_assert_eq!(list.hosts() as usize, hosts);
    let of_sources: u32 =
        (0_u16..).zip(list.sources()).map(|(source, _)| list.links_in(SourceId(source))).sum();
    prop_assert_eq!(of_sources, list.links());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(400), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_list_is_the_same_however_the_text_is_cut(
        text in text(), form in form(), cuts in prop::collection::vec(any::<usize>(), 0..12),
    ) {
        let whole = read(&text, form);
        let in_pieces = read_pieces("", &pieces_of(&text, &cuts), options(form));
        prop_assert_eq!(seen(&in_pieces), seen(&whole));
    }

    #[test]
    fn totals_add_up_in_every_list(text in text(), form in form()) {
        totals_add_up(read(&text, form).list())?;
    }

    #[test]
    fn a_place_points_at_what_was_given(text in text(), form in form()) {
        let reader = read(&text, form);
        for rejected in reader.list().rejected() {
            let place = reader.list().position(rejected.row).expect("the row is there");
            let found = cut(&text, place.line, place.column);
            // The links of a pattern have its place.
            let of_pattern = found.is_some_and(|found| found.starts_with("https://[") || found.starts_with("https://{"));
            prop_assert!(of_pattern || found.is_some_and(|found| found.starts_with(&*rejected.text)), "{:?}", rejected);
        }
        for row in 0..reader.list().links() {
            let place = reader.list().position(LinkId(row)).expect("the row is there");
            let found = cut(&text, place.line, place.column).and_then(|found| found.chars().next());
            prop_assert!(found.is_some_and(|first| !first.is_whitespace()), "row {} of {:?}", row, text);
        }
    }

    #[test]
    fn each_link_has_the_place_where_it_was_written(
        lines in prop::collection::vec((
            prop_oneof!["[ \u{a0}\u{3000}]{0,3}[<\"']?", "(wörd|[(]|[\u{1f600}-\u{1f60f}]| ){0,4} "],
            "https://[a-z]{1,8}\\.example/[a-zé]{0,4}",
            prop_oneof![Just(""), Just("\r\n"), Just("\n\n")],
        ), 1..12),
        end in prop_oneof![Just("\n"), Just("\r\n"), Just("\r")],
    ) {
        let mut text = String::new();
        for (before, url, after) in &lines {
            let closed = match before.chars().last() {
                Some('<') => ">,",
                Some('"') => "\"",
                Some('\'') => "'",
                Some('(') => ").",
                _ => "",
            };
            text.extend([before.as_str(), url, closed, end, after]);
        }
        for form in [Form::List, Form::Text] {
            let each = ReadOptions { duplicates: Duplicates::Each, ..options(Some(form)) };
            let reader = read_pieces("", &[&text], each);
            let list = reader.list();
            prop_assert_eq!(list.links() as usize, lines.len(), "{:?} {:?}", form, text);
            for (row, (_, url, _)) in (0..).zip(&lines) {
                let place = list.position(LinkId(row)).expect("the row is there");
                prop_assert!(cut(&text, place.line, place.column).is_some_and(|found| found.starts_with(url)));
                let mut shown = String::new();
                list.write_url(LinkId(row), &mut shown);
                prop_assert_eq!(shown, url.replace('é', "%C3%A9"));
            }
        }
    }

    #[test]
    fn what_is_cut_back_was_never_there(kept in text(), dropped in text(), after in text(), form in form()) {
        let mut reader = Reader::new(options(form));
        add(&mut reader, "kept", &[&kept]);
        let before = seen(&reader);
        let mark = reader.mark();
        add(&mut reader, "dropped", &[&dropped]);
        reader.begin_source("open", None);
        reader.push(&dropped);
        reader.step();
        reader.cut_back(&mark);
        prop_assert_eq!(seen(&reader), before);
        totals_add_up(reader.list())?;
        add(&mut reader, "after", &[&after]);
        let mut fresh = Reader::new(options(form));
        add(&mut fresh, "kept", &[&kept]);
        add(&mut fresh, "after", &[&after]);
        prop_assert_eq!(seen(&reader), seen(&fresh));
        totals_add_up(reader.list())?;
    }

    #[test]
    fn bytes_decode_alike_however_they_are_cut(
        bytes in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..40),
            prop::collection::vec(prop_oneof![Just(0xef_u8), Just(0xbb), Just(0xbf), Just(0xff), Just(0xfe), Just(0xd8), Just(0xdc), Just(0)], 0..9),
            any::<String>().prop_map(String::into_bytes),
        ],
        cuts in prop::collection::vec(0_usize..40, 0..6),
    ) {
        let decode = |pieces: &[&[u8]]| {
            let (mut decoder, mut text) = (Utf8Pieces::default(), String::new());
            for piece in pieces {
                decoder.push(piece, &mut text);
            }
            decoder.finish(&mut text);
            text
        };
        let mut cuts = cuts;
        cuts.sort_unstable();
        let mut pieces = Vec::new();
        let mut at = 0;
        for cut in cuts.into_iter().map(|cut| cut.min(bytes.len())) {
            pieces.push(&bytes[at..cut]);
            at = cut;
        }
        pieces.push(&bytes[at..]);
        let whole = decode(&[&bytes]);
        prop_assert_eq!(&decode(&pieces), &whole);
        if !bytes.starts_with(&[0xff, 0xfe]) && !bytes.starts_with(&[0xfe, 0xff]) {
            let plain = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(&bytes);
            prop_assert_eq!(whole, String::from_utf8_lossy(plain));
        }
    }
}
