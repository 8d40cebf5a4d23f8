//! What would be requested, case by case, out of other projects' test data: the targets of the list as they are sent,
//! so that nothing between the text and the request can hide a fault.

use url::Url;
use volley::input::detect::Form;
use volley::input::reader::{ReadOptions, Reader};

use crate::source::{options, read_pieces, requested, rows};

/// The address of the documents in this file.
const BASE: &str = "http://b.example/dir/page";

fn reader(form: Form, base: &str, text: &str) -> Reader {
    let base = (!base.is_empty()).then(|| Url::parse(base).expect("it is a URL"));
    read_pieces("", &[text], ReadOptions { base, ..options(Some(form)) })
}

/// How texts are read: their form and their base.
struct Within<'b>(Form, &'b str);

fn within(form: Form, base: &str) -> Within<'_> {
    Within(form, base)
}

impl Within<'_> {
    /// Asserts what is requested of each text, and that nothing of it is refused.
    #[track_caller]
    fn requests(&self, cases: &[(&str, &[&str])]) {
        let Self(form, base) = *self;
        for (text, expected) in cases {
            let reader = reader(form, base, text);
            assert_eq!(requested(&reader), *expected, "{text:?} in {form:?} with base {base:?}");
            assert_eq!(reader.counts().rejected, 0, "{:?} in {text:?}", rows(&reader));
        }
    }
}

#[test]
fn a_bare_www_link_of_markdown_is_no_relative_link() {
    for base in ["", BASE, "https://www.b.example/"] {
        within(Form::Markdown, base).requests(&[
            ("see www.a.example/x", &["https://www.a.example/x"]),
            ("## www.a.example", &["https://www.a.example/"]),
            (
                "| WWW.a.example |\n|---|\n| *www.c.example/?d#e* |",
                &["https://www.a.example/", "https://www.c.example/?d"],
            ),
            ("> - www.a.example:8080/x", &["https://www.a.example:8080/x"]),
        ]);
    }
    let written = "[x](www.a.example) <a href='www.c.example'>y</a>";
    within(Form::Markdown, BASE).requests(&[(
        written,
        &["http://b.example/dir/www.a.example", "http://b.example/dir/www.c.example"],
    )]);
    assert_eq!(reader(Form::Markdown, "", written).counts().rejected, 2, "a destination is relative");
}

#[test]
fn a_backslash_in_a_destination_of_markdown_is_no_slash() {
    within(Form::Markdown, BASE).requests(&[
        (r"[l](foo\bar)", &["http://b.example/dir/foo%5Cbar"]),
        (r"[l](</a\b>)", &["http://b.example/a%5Cb"]),
        (r"![l](/a\b?c\d)", &["http://b.example/a%5Cb?c%5Cd"]),
        (r"<https://a.example/\[\>", &[r"https://a.example/%5C[%5C"]),
        ("[f]\n\n[f]: /url\\bar", &["http://b.example/url%5Cbar"]),
        (r"https://a.example/x\y", &["https://a.example/x%5Cy"]),
        (r"[l](/a\(b\)\_c)", &["http://b.example/a(b)_c"]),
        (r"<a href='/a\b'>l</a>", &["http://b.example/a/b"]),
    ]);
}

#[test]
fn a_link_with_the_scheme_of_its_page_may_be_relative() {
    within(Form::Html, "http://b.example/dir/page?a").requests(&[
        ("<a href='http:x'>", &["http://b.example/dir/x"]),
        ("<a href='http:/p'>", &["http://b.example/p"]),
        ("<a href='HTTP:/p'>", &["http://b.example/p"]),
        ("<a href='http:?q'>", &["http://b.example/dir/page?q"]),
        ("<a href='http:.'>", &["http://b.example/dir/"]),
        ("<a href='http:8080'>", &["http://b.example/dir/8080"]),
        (r"<a href='http:\p'>", &["http://b.example/p"]),
        ("<a href='http:mailto:x'>", &["http://b.example/dir/mailto:x"]),
        // Two slashes of either kind, or another scheme, begin with a host.
        ("<a href='http://p.example'>", &["http://p.example/"]),
        ("<a href='http:///p.example'>", &["http://p.example/"]),
        (r"<a href='http:\\p.example'>", &["http://p.example/"]),
        ("<a href='https:/p.example'>", &["https://p.example/"]),
        ("<a href='https:p.example'>", &["https://p.example/"]),
        // A place in the same page is nothing to request.
        ("<a href='http:'><a href='http:#top'>", &[]),
    ]);
    within(Form::Html, "").requests(&[
        ("<base href='http://c.example/d/'><a href='http:x'>", &["http://c.example/d/x"]),
        ("<a href='http:/p.example'>", &["http://p.example/"]),
    ]);
}

#[test]
fn more_than_two_slashes_begin_with_a_host_too() {
    for base in ["", "https://b.example/dir/page"] {
        within(Form::Html, base).requests(&[
            ("<a href='//a.example/p'>", &["https://a.example/p"]),
            ("<a href='///a.example/p'>", &["https://a.example/p"]),
            ("<a href='/////a.example/p?q'>", &["https://a.example/p?q"]),
        ]);
    }
    within(Form::Html, BASE).requests(&[
        ("<a href='///a.example/p'>", &["http://a.example/p"]),
        (r"<a href='//\a.example/p'>", &["http://a.example/p"]),
        (r"<a href='/\/a.example/p'>", &["http://a.example/p"]),
        ("<a href='/\n//a.example/p'>", &["http://a.example/p"]),
        ("<base href='///c.example/d/'><a href=e>", &["http://c.example/d/e"]),
    ]);
}

#[test]
fn two_dots_remove_what_looks_like_a_drive() {
    within(Form::List, "").requests(&[
        ("https://a.example/C:/../b", &["https://a.example/b"]),
        ("https://a.example/c|/%2E./b?x/../y#z", &["https://a.example/b?x/../y"]),
        ("https://a.example/a/C:/./x/../../../b/", &["https://a.example/b/"]),
        ("https://a.example/C:/..", &["https://a.example/"]),
        ("https://a.example/../C:", &["https://a.example/C:"]),
        ("https://a.example/C:/a/../b", &["https://a.example/C:/b"]),
        ("https://a.example/a//C:/..//../b", &["https://a.example/a//b"]),
        ("a.example:8080/C:/../b", &["https://a.example:8080/b"]),
        ("https://a.example/C:/../[1-2]", &["https://a.example/1", "https://a.example/2"]),
        ("https://a.example/{C:,d}/../b", &["https://a.example/b", "https://a.example/b"]),
    ]);
    within(Form::Html, "http://b.example/C:/dir/page").requests(&[
        ("<a href='../x'>", &["http://b.example/C:/x"]),
        ("<a href='../../x'>", &["http://b.example/x"]),
        ("<a href='./D:/../x'>", &["http://b.example/C:/dir/x"]),
        ("<a href='/D:/../x'>", &["http://b.example/x"]),
        ("<a href='//a.example/D:/../x'>", &["http://a.example/x"]),
        ("<a href='http:../../x'>", &["http://b.example/x"]),
        ("<base href='../../e/'><a href=x>", &["http://b.example/e/x"]),
    ]);
}

#[test]
fn a_fragment_behind_the_host_belongs_to_the_link() {
    for (form, text, expected) in [
        (Form::Text, "see http://a.example#frag, or", "1:5 http://a.example/#frag"),
        (Form::Text, "(http://a.example:80#a/b?c)", "1:2 http://a.example/#a/b?c"),
        (Form::Text, "'http://a.example#frag' and", "1:2 http://a.example/#frag"),
        (Form::Text, "'http://a.example#a',b", "1:2 http://a.example/#a"),
        (Form::Text, "www.a.example#frag.", "1:1 https://www.a.example/#frag"),
        (Form::Text, "http://[::1]#frag!", "1:1 http://[::1]/#frag"),
        (Form::Text, "http://my_host#frag!", "1:1 http://my_host/#frag"),
        (Form::Text, "“http://a.example#frag”", "1:2 http://a.example/#frag"),
        (Form::Markdown, "*http://a.example#frag*", "1:2 http://a.example/#frag"),
        (Form::Markdown, "www.a.example#frag.", "1:1 https://www.a.example/#frag"),
        (Form::List, "two: http://a.example#frag", "1:6 http://a.example/#frag"),
        (Form::Csv, "see http://a.example#frag;x", "1:5 http://a.example/#frag"),
        // One link, as it goes on without a blank.
        (Form::Text, "http://a.example#http://b.example", "1:1 http://a.example/#http://b.example"),
    ] {
        assert_eq!(rows(&reader(form, "", text)), [expected], "{text}");
    }
}

#[test]
fn a_full_width_bar_or_bracket_ends_a_link() {
    within(Form::Text, "").requests(&[
        ("｜http://a.example｜bar", &["http://a.example/"]),
        ("http://a.example/x｜http://b.example/y", &["http://a.example/x", "http://b.example/y"]),
        (
            "［http://a.example/x］｛www.b.example｝＜http://c.example＞",
            &["http://a.example/x", "https://www.b.example/", "http://c.example/"],
        ),
        ("〔http://a.example/x〕｢http://b.example/y｣｡", &["http://a.example/x", "http://b.example/y"]),
    ]);
}

#[test]
fn an_unbalanced_bracket_is_stripped_at_the_end_only() {
    for form in [Form::Text, Form::Markdown] {
        within(form, "").requests(&[
            ("https://a.example/?q=(business))+ok", &["https://a.example/?q=(business))+ok"]),
            ("www.a.example/?q=(business))+ok", &["https://www.a.example/?q=(business))+ok"]),
            ("http://[::1]/?q=(business))+ok", &["http://[::1]/?q=(business))+ok"]),
            ("https://a.example/x.)y", &["https://a.example/x.)y"]),
            ("https://a.example/?q=(business)).", &["https://a.example/?q=(business)"]),
            ("https://a.example/?q=(business)))", &["https://a.example/?q=(business)"]),
            ("https://a.example/x)+y)) next", &["https://a.example/x)+y"]),
            ("https://a.example/(x)+y)) next", &["https://a.example/(x)+y"]),
            ("https://a.example/x)|y", &["https://a.example/x"]),
            // One that was opened before the link ends it.
            ("(https://a.example/x)and", &["https://a.example/x"]),
            (
                "(see https://a.example/x),https://b.example/y",
                &["https://a.example/x", "https://b.example/y"],
            ),
            ("'https://a.example/x)',y", &["https://a.example/x"]),
        ]);
    }
    let written = "[a](https://a.example/)[b](https://b.example/)";
    within(Form::Text, "").requests(&[(written, &["https://a.example/", "https://b.example/"])]);
}

#[test]
fn what_looks_like_a_reference_behind_a_bare_url_of_markdown_is_none_of_it() {
    within(Form::Markdown, "").requests(&[
        ("https://a.example/?q=c&hl;", &["https://a.example/?q=c"]),
        ("https://a.example/?q=c&hl;.", &["https://a.example/?q=c"]),
        ("https://a.example/?q=c&amp;", &["https://a.example/?q=c"]),
        ("https://a.example/?q=c&copy; next", &["https://a.example/?q=c"]),
        ("https://a.example/?q=c.&hl;&amp;", &["https://a.example/?q=c"]),
        ("(www.a.example/?q=c&hl;)", &["https://www.a.example/?q=c"]),
        ("https://a.example/?q=c&hl=en", &["https://a.example/?q=c&hl=en"]),
        ("https://a.example/?q=c&hl;x", &["https://a.example/?q=c&hl;x"]),
        ("https://a.example/?q=c&amp;d", &["https://a.example/?q=c&d"]),
        ("https://a.example/?q=c&", &["https://a.example/?q=c&"]),
        ("<https://a.example/?q=c&hl;>", &["https://a.example/?q=c&hl;"]),
    ]);
    within(Form::Text, "").requests(&[("https://a.example/?q=c&hl;", &["https://a.example/?q=c&hl"])]);
}

#[test]
fn a_link_in_the_text_of_an_image_is_not_requested() {
    within(Form::Markdown, BASE).requests(&[
        ("![foo [bar](/url)](/url2)", &["http://b.example/url2"]),
        ("![a ![b](/c) <https://no.example> <img src=/no> https://no.example](/d)", &["http://b.example/d"]),
        ("![a [b][r]](/c)\n\n[r]: /no", &["http://b.example/c"]),
        ("![a [b][r]](/c) [r]\n\n[r]: /yes", &["http://b.example/c", "http://b.example/yes"]),
        ("[![a](/b)](/c)", &["http://b.example/b", "http://b.example/c"]),
    ]);
    let reader = reader(Form::Markdown, "", "![foo [bar](/url)](https://a.example/)");
    assert_eq!(rows(&reader), ["1:20 https://a.example/ | foo bar"]);
}

#[test]
fn the_lines_of_a_tag_begin_after_the_marks_of_its_quote() {
    for (text, expected) in [
        ("> <a\n> href=\"https://a.example/x\">t</a>", "2:9 https://a.example/x"),
        ("> <a\r\n> href=\"https://a.example/x\">t</a>", "2:9 https://a.example/x"),
        ("> <a\r> href=\"https://a.example/x\">t</a>", "2:9 https://a.example/x"),
        ("- b <a\n  title='ü'\n  href='https://a.example/x'>t</a>", "3:9 https://a.example/x"),
        ("> - b <a\n>   title='y\n>   z' href='https://a.example/x'>t</a>", "3:14 https://a.example/x"),
        ("> b <a\nhref='https://a.example/x'>t</a>", "2:7 https://a.example/x"),
        ("b <a\n   href='https://a.example/x'>t</a>", "2:10 https://a.example/x"),
    ] {
        assert_eq!(rows(&reader(Form::Markdown, "", text)), [expected], "{text:?}");
    }
}
