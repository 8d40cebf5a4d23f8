//! Patterns against curl itself: each text goes to Volley and to the curl of this machine, which requests of the origin server
//! what it makes of it. What arrives there, and in which order, is what Volley's list must hold.

use std::process::Command;

use url::Url;
use volley::ids::LinkId;
use volley::input::detect::Form;
use volley::input::pattern::Pattern;
use volley::input::reader::{ReadOptions, Reader};
use volley_origin::{Origin, with_origin};

use crate::source::read_pieces;

/// Texts that both expand.
///
/// How many ranges and sets one text may hold differs from curl to curl, so none of these comes near it. A blank after
/// the dash of a range is passed over by some and refused by others: it has no place here either.
const GOOD: [&str; 52] = [
    "http://a.test/[1-3]",
    "http://a.test/[0-1]",
    "http://a.test/[8-12]",
    "http://a.test/[5-5]",
    "http://a.test/[01-03]",
    "http://a.test/[008-10]",
    "http://a.test/[00-01]",
    "http://a.test/[000-2]",
    "http://a.test/[1-03]",
    "http://a.test/[0-010]",
    "http://a.test/[97-103:2]",
    "http://a.test/[1-9:4]",
    "http://a.test/[1-4:3]",
    "http://a.test/[1-10:4]",
    "http://a.test/[001-100:33]",
    "http://a.test/[1-3:1]",
    "http://a.test/[5-5:1]",
    "http://a.test/[18446744073709551610-18446744073709551612]",
    "http://a.test/[a-c]",
    "http://a.test/[A-C]",
    "http://a.test/[z-z]",
    "http://a.test/[a-g:3]",
    "http://a.test/[A-Z:7]",
    "http://a.test/[a-c:2]",
    "http://a.test/{a,b}",
    "http://a.test/{one,two,three}.html",
    "http://a.test/{a,}",
    "http://a.test/{,a}",
    "http://a.test/{,}",
    "http://a.test/x{,s}?q",
    "http://a.test/{a,b}[1-2]",
    "http://a.test/[1-2]{a,b}",
    "http://a.test/[1-2]/[1-2]/{x,y}",
    "http://a.test/[1-3]-{a,b}-[x-z]",
    "http://a.test/{a,a}",
    "http://a.test/?page=[1-3]&size={10,20}",
    "http://a.test/{a,b}/end.html?x=y",
    "http://a.test/{a-b,c_d,e.f,g~h}",
    "http://[::1]/[1-2]",
    "http://[2001:db8::1]:8080/{a,b}",
    "http://{a,b,c}.test/x",
    "http://www.h[1-3].test/",
    "http://h[01-03].test/[a-b]",
    "http://a.test:[8001-8003]/x",
    r"http://a.test/\[1-3\]",
    r"http://a.test/?x=\{a,b\}",
    r"http://a.test/{a\,b,c}",
    r"http://a.test/?{a\},b}",
    r"http://a.test/?{a\{,\[b\]}",
    r"http://a.test/?\[[1-2]\]={a\\,b}",
    "http://a.test/[1-1][2-2][3-3][4-4][5-5]{a,b}[6-6][7-7][8-8][9-9]",
    "http://a.test/plain",
];

/// Texts that both refuse.
const BAD: [&str; 32] = [
    "http://a.test/[3-1]",
    "http://a.test/[c-a]",
    "http://a.test/[a-C]",
    "http://a.test/[A-c]",
    "http://a.test/[1-3:5]",
    "http://a.test/[1-3:3]",
    "http://a.test/[5-5:2]",
    "http://a.test/[a-c:30]",
    "http://a.test/[a-c:0]",
    "http://a.test/[1-3:0]",
    "http://a.test/[1-3:]",
    "http://a.test/[1-3:x]",
    "http://a.test/[1-3x]",
    "http://a.test/[1-]",
    "http://a.test/[1-",
    "http://a.test/[1-3",
    "http://a.test/[1-3/page",
    "http://a.test/[1-3:2",
    "http://a.test/[a-c",
    "http://a.test/[a-",
    "http://a.test/[a-c:",
    "http://a.test/[a-3]",
    "http://a.test/[1-c]",
    "http://a.test/[99999999999999999999-3]",
    "http://a.test/[1-99999999999999999999]",
    "http://a.test/[1-3:99999999999999999999]",
    "http://a.test/{a,b",
    "http://a.test/{a,b\\}",
    "http://a.test/{a,{b,c}}",
    "http://a.test/{[1-2],c}",
    "http://a.test/{a[,b}",
    "http://a.test/{a,b}/[1-2]/[2-1]",
];

/// Why Volley keeps a text as it is that curl refuses or shortens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Literal {
    /// Everyday URLs have brackets without a range in them.
    Bracket,
    /// One word in braces is a place to fill in, which is how people write the addresses of an API.
    Template,
    /// What begins as JSON does is JSON.
    Json,
}

/// Texts that are literal here and nothing, or something else, with curl: the whole list of deviations,
/// which are on purpose.
const LITERAL: [(&str, Literal); 12] = [
    ("http://a.test/?items[0]", Literal::Bracket),
    ("http://a.test/?a[name]=1", Literal::Bracket),
    ("http://a.test/?q=[x-axis]", Literal::Bracket),
    ("http://a.test/?[-3]", Literal::Bracket),
    ("http://a.test/?[ab-c]", Literal::Bracket),
    ("http://a.test/?a]", Literal::Bracket),
    ("http://a.test/?a}", Literal::Bracket),
    ("http://a.test/?a[", Literal::Bracket),
    ("http://a.test/?\\[1-2]", Literal::Bracket),
    ("http://a.test/?{id}", Literal::Template),
    ("http://a.test/?{}", Literal::Template),
    (r#"http://a.test/?q={"a":1,"b":2}"#, Literal::Json),
];

/// curl's own word for a URL that it cannot read.
const MALFORMED: i32 = 3;

/// What curl made of a text.
#[derive(Debug)]
struct CurlRun {
    exit: Option<i32>,
    /// The URLs as curl names them.
    urls: Vec<String>,
    /// Host and path of each request as the server saw it.
    requests: Vec<String>,
}

/// Has curl request all that `text` expands to. Whatever its hosts and ports are, it is led to the origin server.
fn ask(origin: &Origin, text: &str) -> CurlRun {
    origin.clear_log();
    let mut curl = Command::new("curl");
    // `-q` first, or the settings of whoever runs this would count.
    curl.args(["-q", "--silent", "--path-as-is", "--proto", "=http", "--noproxy", "*", "--connect-to"]);
    curl.arg(format!("::{}", origin.http_addr()));
    let output = curl.args(["--write-out", "%{stderr}%{url}\n", text]).output();
    let output = output.expect("curl is on PATH: `cargo xtask test --only native` installs it");
    let requests = origin.log().into_iter().map(|exchange| format!("{}{}", exchange.host, exchange.path));
    CurlRun {
        exit: output.status.code(),
        urls: String::from_utf8_lossy(&output.stderr).lines().map(str::to_owned).collect(),
        requests: requests.collect(),
    }
}

fn read(text: &str) -> Reader {
    read_pieces("", &[text], ReadOptions { form: Some(Form::List), ..ReadOptions::default() })
}

/// Host and path of each request that the list would send, in its order.
fn requests(reader: &Reader) -> Vec<String> {
    let list = reader.list();
    let request = |row| {
        let mut text = String::new();
        list.write_url(row, &mut text);
        let url = Url::parse(&text).expect("what can be sent is a URL");
        let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
        let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
        format!("{}{port}{}{query}", url.host_str().unwrap_or_default(), url.path())
    };
    LinkId(0).take(list.links()).map(request).collect()
}

/// All URLs as the pattern writes them, before they are made normal.
fn written(text: &str) -> Vec<String> {
    let Some(pattern) = Pattern::parse(text).expect("the pattern can be read") else {
        return vec![text.to_owned()];
    };
    let url = |index| {
        let mut url = String::new();
        pattern.write(index, &mut url);
        url
    };
    (0..pattern.count()).map(url).collect()
}

#[test]
fn a_pattern_requests_what_curl_requests_in_the_same_order() {
    with_origin(|origin| {
        for text in GOOD {
            let run = ask(origin, text);
            assert_eq!(run.exit, Some(0), "{text}: {run:?}");
            assert_eq!(written(text), run.urls, "{text}");
            let reader = read(text);
            assert_eq!(reader.counts().rejected, 0, "{text}");
            assert_eq!(requests(&reader), run.requests, "{text}");
        }
    });
}

#[test]
fn what_curl_refuses_is_a_problem_and_nothing_is_sent() {
    with_origin(|origin| {
        for text in BAD {
            let run = ask(origin, text);
            assert_eq!((run.exit, run.requests.len()), (Some(MALFORMED), 0), "{text}: {run:?}");
            let counts = read(text).counts();
            assert_eq!((counts.links, counts.rejected), (1, 1), "{text}");
            assert!(Pattern::parse(text).is_err(), "{text}");
        }
    });
}

#[test]
fn what_curl_does_not_take_for_itself_is_literal_for_a_reason() {
    with_origin(|origin| {
        for (text, why) in LITERAL {
            let run = ask(origin, text);
            let unescaped = text.replace('\\', "");
            assert_ne!(run.urls, [unescaped.as_str()], "{text} is no deviation any more");
            assert_eq!(written(text), [unescaped], "{text}: {why:?}");
            let counts = read(text).counts();
            assert_eq!((counts.links, counts.rejected), (1, 0), "{text}: {why:?}");
        }
    });
}
