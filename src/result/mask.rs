//! Secrets in URLs, masked: on screen, in shared links, exports and stored runs, unless the user says otherwise.
//!
//! Masked are a user name and password, the values of parameters whose names tell that they are secret, and values
//! that look random and are long, in the query and in the fragment. The path stays: without it a row could not be
//! told from another.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// What stands in place of a secret.
pub const MASK: &str = "***";

/// Whether secrets in URLs are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Secrets {
    /// [`MASK`] stands in their place.
    #[default]
    Masked,
    /// As they are.
    Shown,
}

/// Parameters that are secret when this is their whole name.
const NAMES: [&str; 9] = ["key", "sig", "code", "auth", "sid", "jwt", "pwd", "pass", "apikey"];
/// Parameters that are secret when their name, or its last word, ends in this.
const ENDINGS: [&str; 10] = [
    "token",
    "secret",
    "signature",
    "password",
    "passwd",
    "session",
    "sessionid",
    "credential",
    "_key",
    "-key",
];
/// Parameters that are secret when their name begins with this: signed addresses of two large stores.
const BEGINNINGS: [&str; 2] = ["x-amz-", "x-goog-"];
/// From this many letters and digits in a row a value may be random.
const RANDOM_RUN: usize = 24;
/// A random run changes at least this often between letters and digits; words with a year or a number do not.
const RANDOM_CHANGES: usize = 3;

/// `text`, a URL or what was given for one, with its secrets masked.
pub fn mask(text: &str) -> Cow<'_, str> {
    let query = text.find(['?', '#']).unwrap_or(text.len());
    let (address, parameters) = text.split_at(query);
    let user = user_info(address);
    if user.is_none() && !pairs(parameters).any(is_secret) {
        return Cow::Borrowed(text);
    }
    let mut masked = String::with_capacity(text.len());
    if let Some(user) = user {
        masked.push_str(&address[..user.start]);
        masked.push_str(MASK);
        masked.push_str(&address[user.end..]);
    } else {
        masked.push_str(address);
    }
    for pair in pairs(parameters) {
        if is_secret(pair) {
            let value = pair.find('=').map_or(1, |at| at + 1);
            masked.push_str(&pair[..value]);
            masked.push_str(MASK);
        } else {
            masked.push_str(pair);
        }
    }
    Cow::Owned(masked)
}

/// Where a user name and password stand in `address`: between `//` and the last `@` before the path.
fn user_info(address: &str) -> Option<core::ops::Range<usize>> {
    let start = address.find("//")? + 2;
    let end = address[start..].find(['/', '\\']).map_or(address.len(), |at| start + at);
    let at = address[start..end].rfind('@')?;
    Some(start..start + at)
}

/// The parameters, each with the `?`, `#`, `&` or `;` before it.
fn pairs(parameters: &str) -> impl Iterator<Item = &str> {
    let mut rest = parameters;
    core::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let after = first.len_utf8();
        let end = rest[after..].find(['?', '#', '&', ';']).map_or(rest.len(), |at| after + at);
        let (pair, next) = rest.split_at(end);
        rest = next;
        Some(pair)
    })
}

fn is_secret(pair: &str) -> bool {
    let bare = pair.trim_start_matches(['?', '#', '&', ';']);
    match bare.split_once('=') {
        Some((_, "")) => false,
        Some((name, value)) => is_secret_name(&name.to_ascii_lowercase()) || looks_random(value),
        None => looks_random(bare),
    }
}

fn is_secret_name(name: &str) -> bool {
    let name = name.trim_end_matches("[]");
    NAMES.contains(&name)
        || ENDINGS.iter().any(|ending| name.ends_with(ending))
        || BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
}

fn looks_random(value: &str) -> bool {
    value.split(|c: char| !c.is_ascii_alphanumeric()).any(|run| {
        let kinds = run.bytes().map(|byte| byte.is_ascii_digit());
        let changes = kinds.clone().zip(kinds.skip(1)).filter(|(a, b)| a != b).count();
        run.len() >= RANDOM_RUN && changes >= RANDOM_CHANGES
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secret_parameters_are_masked() {
        for (url, masked) in [
            ("https://a.test/?token=abc&page=2", "https://a.test/?token=***&page=2"),
            ("https://a.test/?page=2&API_KEY=abc", "https://a.test/?page=2&API_KEY=***"),
            ("https://a.test/?access_token=abc#x", "https://a.test/?access_token=***#x"),
            ("https://a.test/cb?code=1&state=2", "https://a.test/cb?code=***&state=2"),
            ("https://a.test/#id_token=abc", "https://a.test/#id_token=***"),
            ("https://s3.test/f?X-Amz-Expires=60&a=1", "https://s3.test/f?X-Amz-Expires=***&a=1"),
            ("https://a.test/?q=d41d8cd98f00b204e9800998ecf8427e", "https://a.test/?q=***"),
            ("https://a.test/?d41d8cd98f00b204e9800998ecf8427e", "https://a.test/?***"),
            ("ftp://me:pass@a.test/f", "ftp://***@a.test/f"),
            ("https://me:p@ss@a.test?sig=1", "https://***@a.test?sig=***"),
        ] {
            assert_eq!(mask(url), masked);
        }
    }

    #[test]
    fn all_else_stays_as_it_is() {
        for url in [
            "https://a.test/commit/d41d8cd98f00b204e9800998ecf8427e",
            "https://a.test/?zip_code=8001&utm_campaign=spring-sale-2024-newsletter-version-2",
            "https://a.test/?token=&key=",
            "https://a.test/@me?monkey=1",
            "https://a.test/?title=TheQuickBrownFoxJumpsOverTheLazyDog2024",
            "no link at all; key",
            "",
        ] {
            assert!(matches!(mask(url), Cow::Borrowed(_)), "{url}: {}", mask(url));
        }
    }
}
