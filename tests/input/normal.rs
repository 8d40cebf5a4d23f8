//! One link's text against the `url` crate: the short cut for URLs that are normal already never differs from it.

use proptest::prelude::*;
use url::Url;
use volley::idn::parse_url;
use volley::input::normal::{NormalizedUrl, PageContext, normalize};
use volley_origin::cases;

/// Text that looks like a URL and is nearly normal.
fn nearly_normal() -> impl Strategy<Value = String> {
    let host = prop_oneof![
        "[a-z0-9.-]{1,12}",
        "(xn--)?[a-z0-9-]{1,6}\\.[a-z]{2}",
        "[0-9a-fx]{1,4}(\\.[0-9a-fx]{1,4}){0,4}",
        "[a-zA-Z0-9.%_:@\\[\\]-]{0,10}",
    ];
    let path = prop_oneof![
        "(/[a-z0-9._~!$&()*+,;=:@|\\[\\]-]{0,6}){0,3}",
        "(/([.]|%2e|%2E|[a-z%]){0,3}){0,4}",
        "[!-~]{0,10}"
    ];
    let rest = prop_oneof![Just(String::new()), "\\?[!-~]{0,8}", "[?#][a-z'\"<>`^{}|\\\\ü]{0,6}"];
    let port = prop_oneof![4 => Just(String::new()), 1 => ":0?[0-9]{0,5}", 1 => prop_oneof![Just(":80"), Just(":443"), Just(":25")].prop_map(str::to_owned)];
    ("(https?://)?", host, port, path, rest)
        .prop_map(|(scheme, host, port, path, rest)| format!("{scheme}{host}{port}{path}{rest}"))
}

/// The scheme of an origin, with its `://`.
fn scheme_added(origin: &str) -> &str {
    &origin[..origin.find("://").map_or(0, |at| at + 3)]
}

/// What a path is made of where `url` 2.5.8 takes some of its segments for drives of Windows.
const SEGMENTS: [&str; 12] = ["C:", "c|", "..", "..", "%2e.", ".%2E", ".", "", "a", "C:x", "ü", "%2e"];

/// Whether `url` 2.5.8 may be wrong: there is something like a drive, and a dot.
fn may_hold_a_drive(text: &str) -> bool {
    text.contains([':', '|'])
        && (text.contains('.') || text.to_ascii_lowercase().contains("%2e"))
        && text.split(['/', '\\', '?', '#']).any(|part| part.len() == 2 && part.ends_with([':', '|']))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(20_000), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_ready_is_what_the_url_crate_says(text in nearly_normal()) {
        // Those are compared with the same paths without drives, below.
        if may_hold_a_drive(&text) {
            return Ok(());
        }
        if let Ok(ready) = normalize(&text, PageContext::default()) {
            // The crate itself; only names in other letters than ASCII come to it in ASCII.
            let mut url = match parse_url(&text) {
                Ok(url) if matches!(url.scheme(), "http" | "https") => url,
                _ => parse_url(&format!("{}{text}", scheme_added(ready.origin()))).expect("it is ready"),
            };
            prop_assert!(!matches!(url.port(), Some(25)));
            prop_assert_eq!(ready.origin(), url.origin().ascii_serialization());
            prop_assert_eq!(ready.fragment(), url.fragment());
            url.set_fragment(None);
            prop_assert_eq!(ready.url(), url.as_str());
        }
    }

    #[test]
    fn what_is_normal_stays_as_it_is(text in nearly_normal()) {
        let page = PageContext::default();
        if let Ok(first) = normalize(&text, page) {
            let again = normalize(first.url(), page);
            prop_assert_eq!(again.as_ref().map(NormalizedUrl::url), Ok(first.url()));
        }
    }

    #[test]
    fn a_drive_is_a_segment_like_any_other(
        segments in prop::collection::vec((prop::sample::select(&SEGMENTS[..]), "[/\\\\]"), 0..8),
        end in prop_oneof![Just(""), Just("?x/../y"), Just("#/C:/..")],
    ) {
        let path: String = segments.iter().flat_map(|(segment, slash)| [slash.as_str(), *segment]).collect();
        let text = format!("https://a.example{path}{end}");
        let plain = format!("https://a.example{}{end}", path.replace("C:", "C~").replace("c|", "c~"));
        let expected = Url::parse(&plain).map(|url| url[..url::Position::AfterPath].replace("C~", "C:").replace("c~", "c|"));
        let found = normalize(&text, PageContext::default()).map(|ready| {
            let path = ready.url().find('?').unwrap_or(ready.url().len());
            ready.url()[..path].to_owned()
        });
        prop_assert_eq!(found.ok(), expected.ok(), "{}", text);
    }

    #[test]
    fn no_text_makes_it_panic(text in prop_oneof![any::<String>(), "[a-z/:.@\\[\\]#?0-9%\\\\]{0,16}"]) {
        let _ = normalize(&text, PageContext { https: true, upgrade: false });
    }
}
