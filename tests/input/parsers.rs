//! Each parser on documents that are put together at random: no panic, every place inside the input, and the same links
//! however the text is cut.

use proptest::prelude::*;
use volley::ids::{LinkId, SourceId};
use volley::input::detect::Form;
use volley::input::link::LinkKind;

use crate::source::{cut, decoder, options, read_pieces, rows};

/// A document of `fragments`, in which `URL` stands for one, mixed with any text.
fn document(fragments: &'static [&'static str]) -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        6 => prop::sample::select(fragments).prop_map(str::to_owned),
        1 => prop_oneof![Just("\n"), Just("\r\n"), Just("\r"), Just(" "), Just("\u{feff}")].prop_map(str::to_owned),
        1 => "[ -~]{0,6}",
        1 => "\\PC{0,4}",
    ];
    prop::collection::vec((fragment, "https://[a-z]{6}\\.example/"), 0..24).prop_map(|fragments| {
        fragments.into_iter().map(|(fragment, url)| fragment.replace("URL", &url)).collect()
    })
}

/// What holds for every document read as `form`.
fn check(form: Form, text: &str, cuts: &[usize]) -> Result<(), TestCaseError> {
    let whole = read_pieces("", &[text], options(Some(form)));
    let mut cuts: Vec<_> = cuts.iter().map(|&at| text.floor_char_boundary(at % (text.len() + 1))).collect();
    cuts.sort_unstable();
    let mut pieces = Vec::new();
    let mut from = 0;
    for at in cuts {
        pieces.push(&text[from..at]);
        from = at;
    }
    pieces.push(&text[from..]);
    let in_pieces = read_pieces("", &pieces, options(Some(form)));
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
            prop_assert!(found.starts_with(&url[..host_ends]), "{} at {:?} in {:?}", url, place, text);
        }
    }
    Ok(())
}

const MARKDOWN: &[&str] = &[
    "[text](URL)",
    "![alt *b*](<URL> \"title\")",
    "<URL>",
    "URL",
    "[a][r]",
    "[r]",
    "[r]: URL\n",
    "\n[s\\]]: <URL>\n[s\\]]",
    "`",
    "```\n",
    "    ",
    "> ",
    "- ",
    "# ",
    "*",
    "_",
    "**",
    "[",
    "](",
    ")",
    "\\",
    "&amp;",
    "|",
    "\n\n",
    "\n---|---\n",
    "<a href=\"URL\">",
    "</a>",
    "<div>\n",
    "<!--",
    "-->",
    "[^1]",
    "[^1]: URL\n",
    "[x](\n  URL\n)",
    "(URL)",
    "| [c](URL) |\n",
];
const HTML: &[&str] = &[
    "<a href=\"URL\">",
    "</a>",
    "<A HREF='URL'>",
    "<img src=URL alt=\"x\">",
    "<img srcset=\"URL 1x,URL 2x\">",
    "<meta http-equiv=refresh content='0; url=URL'>",
    "<form action=\" URL \">",
    "<script>",
    "</script>",
    "<noscript>",
    "</noscript>",
    "<!--",
    "-->",
    "<title>",
    "</title>",
    "<!DOCTYPE html>",
    "<![CDATA[",
    "]]>",
    "\"",
    "'",
    "<",
    ">",
    "=",
    "&amp;",
    "&copy",
    "&#0;",
    "<a href=",
    "<p/",
    "<base target=x>",
    "<style>",
    "text",
    "URL",
    "<textarea>",
    "<noframes>",
    "</noframes>",
    "<link rel=preconnect href=URL>",
    "\u{0}",
];
const CELLS: &[&str] = &[
    "URL",
    "\"URL\"",
    ",",
    ";",
    "\t",
    "|",
    "\"",
    "\"\"",
    "\n",
    "\r\n",
    "name",
    "see URL, or",
    "\"a \"\"b\"\" URL\"",
    " www.a.test ",
];
const JSON: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"URL\"",
    "\"k\"",
    "\"k\":",
    "\"a/b~\\\"\":",
    "\"",
    "\\",
    "\\u00",
    "1",
    "-1.5e3",
    "true",
    "null",
    "nul",
    "\n",
    "{\"u\":\"URL\"}\n",
    "[\"URL\"],",
    " ",
];
const XML: &[&str] = &[
    "<urlset>",
    "</urlset>",
    "<url>",
    "</url>",
    "<loc>URL</loc>",
    "<loc>",
    "</loc>",
    "<loc> <![CDATA[URL]]></loc>",
    "URL",
    "<rss>",
    "</rss>",
    "<item>",
    "</item>",
    "<link>URL</link>",
    "<link href=\"URL\"/>",
    "<guid>URL</guid>",
    "<a xml:base='URL'>",
    "<a xmlns='URL' b='URL'/>",
    "<title>T</title>",
    "<guid isPermaLink='false'>URL</guid>",
    "<enclosure url='URL' />",
    "<entry>",
    "</entry>",
    "<!--",
    "-->",
    "<?",
    "?>",
    "<!DOCTYPE",
    "[<!ENTITY a 'b'>]>",
    "&amp;",
    "&a;",
    "&",
    "<",
    ">",
    "\"",
    "'",
    "<![CDATA[",
    "]]>",
    "<link",
    "=",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn markdown(text in document(MARKDOWN), cuts in prop::collection::vec(any::<usize>(), 0..6)) {
        check(Form::Markdown, &text, &cuts)?;
    }

    #[test]
    fn html(text in document(HTML), cuts in prop::collection::vec(any::<usize>(), 0..6)) {
        check(Form::Html, &text, &cuts)?;
        check(Form::Bookmarks, &text, &cuts)?;
    }

    #[test]
    fn tables(text in document(CELLS), cuts in prop::collection::vec(any::<usize>(), 0..6)) {
        check(Form::Csv, &text, &cuts)?;
        check(Form::Tsv, &text, &cuts)?;
    }

    #[test]
    fn json(text in document(JSON), cuts in prop::collection::vec(any::<usize>(), 0..6)) {
        check(Form::Json, &text, &cuts)?;
        check(Form::Ndjson, &text, &cuts)?;
    }

    #[test]
    fn xml(text in document(XML), cuts in prop::collection::vec(any::<usize>(), 0..6)) {
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
        cuts in prop::collection::vec(any::<usize>(), 0..6),
    ) {
        let whole = read_pieces("", &[&text], options(None));
        let mut cuts: Vec<_> = cuts.iter().map(|&at| text.floor_char_boundary(at % (text.len() + 1))).collect();
        cuts.sort_unstable();
        let mut pieces: Vec<&str> = cuts.windows(2).map(|pair| &text[pair[0]..pair[1]]).collect();
        pieces.insert(0, &text[..cuts.first().copied().unwrap_or(0)]);
        pieces.push(&text[cuts.last().copied().unwrap_or(0)..]);
        let in_pieces = read_pieces("", &pieces, options(None));
        prop_assert_eq!((in_pieces.form(SourceId(0)), rows(&in_pieces)), (whole.form(SourceId(0)), rows(&whole)));
    }
}
