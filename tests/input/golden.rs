//! One document of each format, as people have them.

use url::Url;
use volley::ids::{LinkId, SourceId};
use volley::input::detect::Form;
use volley::input::reader::{ReadOptions, Reader};

use crate::source::{Are, add, assert_places, options, read, read_as, read_pieces, rows};

pub(crate) const MARKDOWN: &str = "# Wörter und [Links](https://a.example/eins \"Titel\")\r\n\
\r\n\
Ein ![Bild](https://b.example/bild.png), <https://c.example/?x&y> und https://d.example/a\\_b (nackt).\r\n\
Siehe [hier][ref], `https://no.example/` oder <a href='https://f.example/?a&amp;b'>dort</a>.\r\n\
\r\n\
[ref]: <https://e.example/ref>\r\n";

#[test]
fn markdown() {
    let reader = read("notes.md", MARKDOWN);
    assert_eq!(reader.form(SourceId(0)), Some(Form::Markdown));
    rows(&reader).are(&[
        "1:22 https://a.example/eins | Links",
        "3:13 https://b.example/bild.png | Bild",
        "3:43 https://c.example/?x&y",
        "3:71 https://d.example/a_b",
        "4:56 https://f.example/?a&b",
        "6:9 https://e.example/ref | hier",
    ]);
    assert_places(&reader, MARKDOWN, Form::Markdown);
    assert_eq!(read("", MARKDOWN).form(SourceId(0)), Some(Form::Markdown));
}

#[test]
fn code_in_markdown_is_read_on_request() {
    let with_code = ReadOptions { code: true, ..options(None) };
    let text = "`https://a.example/`\n\n```sh\ncurl https://b.example/\n```\n";
    assert_eq!(read("a.md", text).counts().links, 0);
    let reader = read_pieces("a.md", &[text], with_code);
    assert_eq!(rows(&reader), ["1:2 https://a.example/", "4:6 https://b.example/"]);
}

pub(crate) const HTML: &str = "\u{feff}<!DOCTYPE html>\n<html><head><title>ü</title>\n\
<meta http-equiv=\"refresh\" content=\"5; url=https://a.example/next\">\n\
<link rel=stylesheet href=https://b.example/style.css></head><body>\n\
<p>ü <a\n  href = 'https://c.example/?a&amp;b#f'\n>Ein <b>Wort</b>\n mehr</a> <a href=\"#top\">up</a>\n\
<img alt=\"A & B\" src=\"https://d.example/1.png\" srcset=\"https://d.example/1.png 1x,\n  https://d.example/2.png?x&#38;y 2x\">\n\
<form action=\" https://e.example/send \"></form><script>'<a href=\"https://no.example\">'</script>\n";

#[test]
fn html() {
    let reader = read("page.html", HTML);
    assert_eq!(reader.form(SourceId(0)), Some(Form::Html));
    rows(&reader).are(&[
        "3:44 https://a.example/next",
        "4:27 https://b.example/style.css",
        "6:11 https://c.example/?a&b#f | Ein Wort mehr",
        "9:23 https://d.example/1.png | A & B",
        "9:56 https://d.example/1.png | A & B",
        "10:3 https://d.example/2.png?x&y | A & B",
        "11:16 https://e.example/send",
    ]);
    assert_places(&reader, HTML, Form::Html);
    assert_eq!(read("", HTML).form(SourceId(0)), Some(Form::Html));
}

#[test]
fn relative_links_are_completed_by_the_page_or_the_user_or_else_reported() {
    let text = "<a href=x>T</a><a href='#y'>U</a><a href=''>V</a><a href='//a.example/z'>W</a>";
    assert_eq!(rows(&read("a.html", text)), ["1:9 x | T ! relative link: ", "1:59 https://a.example/z | W"]);
    let base = Url::parse("https://b.example/docs/").ok();
    let with_base = || ReadOptions { base: base.clone(), ..options(None) };
    assert_eq!(
        rows(&read_pieces("a.html", &[text], with_base())),
        ["1:9 https://b.example/docs/x | T", "1:59 https://a.example/z | W"]
    );
    let own = "<a href=x>T</a><base href='/v2/'><a href=y>U</a>";
    assert_eq!(
        rows(&read_pieces("a.html", &[own], with_base())),
        ["1:9 https://b.example/v2/x | T", "1:42 https://b.example/v2/y | U"]
    );
    assert_eq!(rows(&read("a.md", "[a](docs/b.md)\n")), ["1:5 docs/b.md | a ! relative link: "]);
}

pub(crate) const CSV: &str = "Name;\"Web\nseite\";Notiz\r\n\
\"Müller; & \"\"Co\"\"\";https://a.example/;\"siehe \"\"x\"\", www.b.example/y\"\r\n\
Meier;\"https://c.example/a b\";\r\n\
Huber;mail@d.example;https://e.example/(1).;mehr: https://f.example/\r\n";

#[test]
fn csv() {
    let reader = read("sheet.csv", CSV);
    assert_eq!(reader.form(SourceId(0)), Some(Form::Csv));
    rows(&reader).are(&[
        "3:20 https://a.example/ | Web seite",
        "3:53 https://www.b.example/y | Notiz",
        "4:8 https://c.example/a | Web seite",
        "5:22 https://e.example/(1). | Notiz",
        "5:51 https://f.example/",
    ]);
    let links = "Name,URL\nA,https://a.example/\nB,\"https://b.example/?\"\"x\"\"\"\n";
    let reader = read("", links);
    assert_eq!(reader.form(SourceId(0)), Some(Form::Csv));
    assert_eq!(rows(&reader), ["2:3 https://a.example/ | URL", "3:4 https://b.example/?%22x%22 | URL"]);
}

#[test]
fn tsv() {
    let text = "A\t\"https://a.example/\"\tx\nB\thttps://b.example/\ty";
    let reader = read("", text);
    assert_eq!(reader.form(SourceId(0)), Some(Form::Tsv));
    // The first row holds a link, so it names no columns.
    assert_eq!(rows(&reader), ["1:4 https://a.example/", "2:3 https://b.example/"]);
    assert_places(&reader, text, Form::Tsv);
}

pub(crate) const JSON: &str = "{\n \"ü\": \"https:\\/\\/a.example\\/?x\\u0026y\", \"a/b~\": [0, {\"u\": \"https://b.example/\"}, \"text https://no.example\"],\n\
 \"https://c.example/\": null, \"deep\": [[\"https://d.example/\"]],}\n";

#[test]
fn json() {
    let reader = read("data.json", JSON);
    assert_eq!(reader.form(SourceId(0)), Some(Form::Json));
    rows(&reader).are(&[
        "2:8 https://a.example/?x&y | /ü",
        "2:60 https://b.example/ | /a~1b~0/1/u",
        "3:2 https://c.example/ | /https:~1~1c.example~1",
        "3:40 https://d.example/ | /deep/0/0",
    ]);
    assert_places(&reader, JSON, Form::Json);
    assert_eq!(read("", JSON).form(SourceId(0)), Some(Form::Json));
}

pub(crate) const NDJSON: &str =
    "{\"url\": \"https://a.example/\"}\n\r\n[\"https://b.example/\"]\r\n{\"url\": \"ftp://c.example/\"}\n";

#[test]
fn ndjson() {
    let reader = read("", NDJSON);
    assert_eq!(reader.form(SourceId(0)), Some(Form::Ndjson));
    rows(&reader).are(&[
        "1:10 https://a.example/ | /url",
        "3:3 https://b.example/ | /0",
        "4:10 ftp://c.example/ | /url ! not http or https: ftp:",
    ]);
    assert_places(&reader, NDJSON, Form::Ndjson);
}

pub(crate) const SITEMAP: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n\
<url>\n <loc>\n  https://a.example/?ü&amp;b\n </loc><lastmod>2026-01-01</lastmod></url>\n\
<url><loc><![CDATA[https://b.example/]]></loc></url></urlset>\n";

#[test]
fn sitemaps() {
    let reader = read("sitemap.xml", SITEMAP);
    assert_eq!(reader.form(SourceId(0)), Some(Form::Sitemap));
    assert_eq!(rows(&reader), ["5:3 https://a.example/?%C3%BC&b", "7:20 https://b.example/"]);
}

pub(crate) const RSS: &str = "<rss version=\"2.0\"><channel>\n<link>https://a.example/</link>\n<item><title>Ein &quot;Titel&quot;</title>\n\
<link>https://b.example/1</link><guid isPermaLink=\"false\">https://no.example</guid>\n\
<enclosure url=\"https://c.example/?a&amp;b\" length=\"1\"/></item>\n\
<item><guid>https://d.example/2</guid></item></channel></rss>\n";

pub(crate) const ATOM: &str = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><link href=\"/feed\"/><entry><title>T</title>\
<link rel='alternate' href='https://a.example/'/></entry></feed>";

#[test]
fn feeds() {
    let reader = read("news.xml", RSS);
    assert_eq!(reader.form(SourceId(0)), Some(Form::Feed));
    rows(&reader).are(&[
        "2:7 https://a.example/",
        "4:7 https://b.example/1 | Ein \"Titel\"",
        "5:17 https://c.example/?a&b | Ein \"Titel\"",
        "6:13 https://d.example/2",
    ]);
    assert_places(&reader, RSS, Form::Feed);
    assert_eq!(rows(&read("", ATOM)), ["1:55 /feed ! relative link: ", "1:114 https://a.example/ | T"]);
}

pub(crate) const BOOKMARKS: &str = "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html\">\n<DL><p>\n\
<DT><H3>Ordner</H3>\n<DL><p><DT><A HREF=\"https://a.example/?x&amp;y\" ADD_DATE=\"1\" ICON=\"data:image/png;base64,x\">Ein\n Name</A>\n\
<DT><A HREF=\"javascript:void(0)\">Knopf</A></DL></DL>\n";

#[test]
fn bookmarks() {
    for name in ["bookmarks.html", ""] {
        let reader = read(name, BOOKMARKS);
        assert_eq!(reader.form(SourceId(0)), Some(Form::Bookmarks));
        rows(&reader).are(&[
            "5:21 https://a.example/?x&y | Ein Name",
            "7:14 javascript:void(0) | Knopf ! not http or https: javascript:",
        ]);
    }
}

#[test]
fn the_user_decides_how_a_source_is_read() {
    let text = "[a](https://a.example/) [b](b)\n";
    assert_eq!(rows(&read_as(Form::Text, text)), ["1:5 https://a.example/"]);
    assert_eq!(
        rows(&read_as(Form::Markdown, text)),
        ["1:5 https://a.example/ | a", "1:29 b | b ! relative link: "]
    );
}

#[test]
fn a_label_goes_when_its_source_is_cut_off() {
    let mut reader = read("a.md", "[kept](https://a.example/)\n");
    let mark = reader.mark();
    for label in ["dropped", "other", "kept"] {
        add(&mut reader, "b.md", &[&format!("[{label}](https://b.example/)\n")]);
        assert_eq!(
            (reader.list().label(LinkId(0)), reader.list().label(LinkId(1))),
            (Some("kept"), Some(label))
        );
        reader.cut_back(&mark);
        assert_eq!((reader.list().label(LinkId(0)), reader.list().label(LinkId(1))), (Some("kept"), None));
    }
}

#[test]
fn tables_and_json_are_read_as_they_come() {
    let row = |form| match form {
        Form::Csv => "name,https://a.example/\n",
        Form::Tsv => "name\thttps://a.example/\n",
        Form::Json => "[\"https://a.example/\"]\n",
        _ => "{\"a\":\"https://a.example/\"}\n",
    };
    for form in [Form::Csv, Form::Tsv, Form::Json, Form::Ndjson] {
        let mut reader = Reader::new(options(Some(form)));
        reader.begin_source("", None);
        reader.push(&row(form).repeat(10_000));
        let mut steps = 0;
        while reader.step() {
            steps += 1;
        }
        // The last cell may go on in what comes next.
        assert!(reader.counts().links >= 9_999 && steps >= 3, "{form:?}: {steps} steps");
    }
}

#[test]
fn the_links_of_a_document_are_taken_in_slices() {
    let mut reader = Reader::new(options(Some(Form::Html)));
    reader.begin_source("", None);
    reader.push(&"<a href='https://a.example/'>a</a>".repeat(3_500));
    while reader.step() {}
    assert_eq!(reader.counts().links, 0, "it is read as a whole");
    reader.end_source();
    let mut before = 0;
    while reader.step() {
        let links = reader.counts().links;
        assert!(links - before <= 1_000);
        before = links;
    }
    assert_eq!(reader.counts().links, 3_500);
}
