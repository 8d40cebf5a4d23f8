//! Each parser on documents that are put together at random: no panic, every place inside the input, and the same links
//! however the text is cut.

use proptest::prelude::*;
use volley::ids::{LinkId, SourceId};
use volley::input::detect::Form;
use volley::input::link::LinkKind;
use volley_origin::cases;

use crate::source::{cut, decoder, options, pieces_of, read_pieces, rows};

/// What a form is written in: its long fragments and its short ones; `URL` is replaced by one.
type Fragments = [&'static [&'static str]; 2];

/// A document of `fragments`, mixed with any text.
fn document(fragments: Fragments) -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        6 => prop::sample::select(fragments.concat()).prop_map(str::to_owned),
        1 => prop_oneof![Just("\n"), Just("\r\n"), Just("\r"), Just(" "), Just("\u{feff}")].prop_map(str::to_owned),
        1 => "[ -~]{0,6}",
        1 => "\\PC{0,4}",
    ];
    prop::collection::vec((fragment, "https://[a-z]{6}\\.example/"), 0..24).prop_map(|fragments| {
        fragments.into_iter().map(|(fragment, url)| fragment.replace("URL", &url)).collect()
    })
}

fn cuts() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(any::<usize>(), 0..6)
}

/// What holds for every document read as `form`.
fn check(form: Form, text: &str, cuts: &[usize]) -> Result<(), TestCaseError> {
    let whole = read_pieces("", &[text], options(Some(form)));
    let in_pieces = read_pieces("", &pieces_of(text, cuts), options(Some(form)));
    prop_assert_eq!(rows(&in_pieces), rows(&whole));
    let list = whole.list();
    for row in 0..list.links() {
        let place = list.position(LinkId(row)).expect("the row is there");
        let rest = cut(text, place.line, place.column);
        prop_assert!(rest.is_some(), "row {} is outside of {:?}", row, text);
        let mut url = String::new();
        list.write_url(LinkId(row), &mut url);
        if let (Some(rest), Some(LinkKind::Target(_)), true) =
            (rest, list.kind(LinkId(row)), url.contains(".example/"))
        {
            // All hosts differ, so the place is that of this link; what follows the host may be written otherwise.
            let host_ends = url.find(".example/").unwrap_or(0);
            let found = decoder(form)(&rest[..rest.floor_char_boundary(200)]);
            let host = &url[..host_ends];
            // A relative link has the host of its base.
            let has_base = text.contains(&format!("xml:base='{host}"));
            prop_assert!(has_base || found.starts_with(host), "{} at {:?} in {:?}", url, place, text);
        }
    }
    Ok(())
}

const MARKDOWN: Fragments = [
    &[
        "[text](URL)",
        "![alt *b*](<URL> \"title\")",
        "[r]: URL\n",
        "\n[s\\]]: <URL>\n[s\\]]",
        "\n---|---\n",
        "<a href=\"URL\">",
        "[^1]: URL\n",
        "[x](\n  URL\n)",
        "| [c](URL) |\n",
    ],
    &[
        "<URL>", "URL", "[a][r]", "[r]", "`", "```\n", "    ", "> ", "- ", "# ", "*", "_", "**", "[", "](",
        ")", "\\", "&amp;", "|", "\n\n", "</a>", "<div>\n", "<!--", "-->", "[^1]", "(URL)",
    ],
];
const HTML: Fragments = [
    &[
        "<a href=\"URL\">",
        "<A HREF='URL'>",
        "<img src=URL alt=\"x\">",
        "<img srcset=\"URL 1x,URL 2x\">",
        "<meta http-equiv=refresh content='0; url=URL'>",
        "<form action=\" URL \">",
        "</script>",
        "<noscript>",
        "</noscript>",
        "<!DOCTYPE html>",
        "<![CDATA[",
        "<base target=x>",
        "<textarea>",
        "<noframes>",
        "</noframes>",
        "<link rel=preconnect href=URL>",
    ],
    &[
        "</a>", "<script>", "<!--", "-->", "<title>", "</title>", "]]>", "\"", "'", "<", ">", "=", "&amp;",
        "&copy", "&#0;", "<a href=", "<p/", "<style>", "text", "URL", "\u{0}",
    ],
];
const CELLS: Fragments = [
    &["see URL, or", "\"a \"\"b\"\" URL\"", " www.a.test "],
    &["URL", "\"URL\"", ",", ";", "\t", "|", "\"", "\"\"", "\n", "\r\n", "name"],
];
const JSON: Fragments = [
    &["\"a/b~\\\"\":", "{\"u\":\"URL\"}\n", "[\"URL\"],"],
    &[
        "{", "}", "[", "]", ":", ",", "\"URL\"", "\"k\"", "\"k\":", "\"", "\\", "\\u00", "1", "-1.5e3",
        "true", "null", "nul", "\n", " ",
    ],
];
const XML: Fragments = [
    &[
        "</urlset>",
        "<loc>URL</loc>",
        "<loc> <![CDATA[URL]]></loc>",
        "<link>URL</link>",
        "<link href=\"URL\"/>",
        "<guid>URL</guid>",
        "<a xml:base='URL'>",
        "<a xmlns='URL' b='URL'/>",
        "<title>T</title>",
        "<guid isPermaLink='false'>URL</guid>",
        "<enclosure url='URL' />",
        "<!DOCTYPE",
        "[<!ENTITY a 'b'>]>",
        "<![CDATA[",
    ],
    &[
        "<urlset>", "<url>", "</url>", "<loc>", "</loc>", "URL", "<rss>", "</rss>", "<item>", "</item>",
        "<entry>", "</entry>", "<!--", "-->", "<?", "?>", "&amp;", "&a;", "&", "<", ">", "\"", "'", "]]>",
        "<link", "=",
    ],
];

#[test]
fn a_relative_link_has_the_host_of_its_base() {
    let text =
        "<a xml:base='https://aaaaaa.example/'><link\n<a xml:base='https://aaaaaa.example/'>--></urlset>";
    check(Form::Xml, text, &[]).expect("its place is inside the text");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(1_000), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn markdown(text in document(MARKDOWN), cuts in cuts()) {
        check(Form::Markdown, &text, &cuts)?;
    }

    #[test]
    fn html(text in document(HTML), cuts in cuts()) {
        check(Form::Html, &text, &cuts)?;
        check(Form::Bookmarks, &text, &cuts)?;
    }

    #[test]
    fn tables(text in document(CELLS), cuts in cuts()) {
        check(Form::Csv, &text, &cuts)?;
        check(Form::Tsv, &text, &cuts)?;
    }

    #[test]
    fn json(text in document(JSON), cuts in cuts()) {
        check(Form::Json, &text, &cuts)?;
        check(Form::Ndjson, &text, &cuts)?;
    }

    #[test]
    fn xml(text in document(XML), cuts in cuts()) {
        check(Form::Sitemap, &text, &cuts)?;
        check(Form::Feed, &text, &cuts)?;
        check(Form::Xml, &text, &cuts)?;
    }

    #[test]
    fn any_text_in_any_form(text in any::<String>(), form in prop::sample::select(&Form::ALL[..])) {
        check(form, &text, &[])?;
    }

    #[test]
    fn the_form_is_found_out_however_the_text_is_cut(
        text in prop_oneof![document(MARKDOWN), document(HTML), document(CELLS), document(JSON), document(XML)],
        cuts in cuts(),
    ) {
        let whole = read_pieces("", &[&text], options(None));
        let in_pieces = read_pieces("", &pieces_of(&text, &cuts), options(None));
        prop_assert_eq!((in_pieces.form(SourceId(0)), rows(&in_pieces)), (whole.form(SourceId(0)), rows(&whole)));
    }
}
