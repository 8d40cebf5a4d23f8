//! Secrets in whatever shape the URL standard reads them: none is left in what is shown.
#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use url::Url;
use volley::result::mask::{holds_secret, mask};

/// Stands in every secret; nothing else here holds it.
const SECRET: &str = "S3cr3t";

fn around(of: &'static str) -> impl Strategy<Value = String> {
    let noise = proptest::collection::vec(prop::sample::select(of.chars().collect::<Vec<_>>()), 0..4);
    (noise.clone(), noise).prop_map(|(before, after)| {
        let (before, after) = (String::from_iter(before), String::from_iter(after));
        format!("{before}{SECRET}{after}")
    })
}

/// `text` with some of its letters percent-encoded or in the other case.
fn disguised(text: &'static str) -> impl Strategy<Value = String> {
    proptest::collection::vec(0..4_u8, text.len()).prop_map(move |kinds| {
        let letter = |(c, kind): (char, u8)| match kind {
            0 => format!("%{:02x}", u32::from(c)),
            1 => c.to_ascii_uppercase().to_string(),
            _ => c.to_string(),
        };
        text.chars().zip(kinds).map(letter).collect()
    })
}

const NAMES: [&str; 16] = [
    "token",
    "access_token",
    "api_key",
    "apikey",
    "key",
    "sig",
    "signature",
    "auth",
    "session",
    "code",
    "x-amz-credential",
    "phpsessid",
    "jsessionid",
    "authorization",
    "password",
    "client_secret",
];

proptest! {
    #[test]
    fn a_password_that_a_browser_reads_is_never_shown(
        scheme in prop::sample::select(&["http:", "https:", "HTTPS:", "ftp:", "ws:", " https:", "foo:"][..]),
        slashes in prop::sample::select(&["", "/", "//", "///", "\\\\", "/\\", "\\"][..]),
        user in "[a-z.+%]{0,5}",
        password in around("'\"<>;,=+%&()[]{}|^ :@!*é\t"),
        path in prop::sample::select(&["", "/", "/x/@y", "?q=1", "#f", "\\z"][..]),
    ) {
        let text = format!("{scheme}{slashes}{user}:{password}@host.test{path}");
        let Ok(url) = Url::parse(&text) else { return Ok(()) };
        prop_assume!(url.password().is_some() && url.has_host());
        prop_assert!(!mask(&text).contains(SECRET), "{} of {}", mask(&text), text);
        prop_assert!(!mask(url.as_str()).contains(SECRET), "{} of {}", mask(url.as_str()), url);
        prop_assert!(holds_secret(&text));
    }

    #[test]
    fn a_parameter_that_a_server_reads_is_never_shown(
        name in (0..NAMES.len()).prop_flat_map(|at| disguised(NAMES[at])),
        value in around("'\"<>,=+%()[]{}|^:@!*é/?"),
        before in prop::sample::select(&["?", "?a=1&", "?b&", "#", "#/x?", "?a=b?c&"][..]),
        after in prop::sample::select(&["", "&z=1", "&", "#f"][..]),
    ) {
        let text = format!("https://host.test/p{before}{name}={value}{after}");
        prop_assert!(!mask(&text).contains(SECRET), "{} of {}", mask(&text), text);
        let url = Url::parse(&text).expect("it is a URL");
        prop_assert!(!mask(url.as_str()).contains(SECRET), "{} of {}", mask(url.as_str()), url);
        let inner: String = url::form_urlencoded::byte_serialize(text.as_bytes()).collect();
        let outer = format!("https://a.test/?next={inner}");
        prop_assert!(!mask(&outer).contains(SECRET), "{} of {}", mask(&outer), outer);
    }

    #[test]
    fn any_text_can_be_masked_once_and_for_all(text in "(\\PC|[:/?#&;=@%\\\\ \t\r\n]|http:|token=|\\*\\*\\*){0,40}") {
        let masked = mask(&text).into_owned();
        prop_assert_eq!(mask(&masked), masked.as_str());
        if !text.contains(['\r', '\n']) {
            prop_assert_eq!(holds_secret(&text), masked != text);
        }
    }
}
