//! Names and values of parameters that are secret.

use std::borrow::Cow;

/// A parameter is secret when this is its whole name.
const WHOLE: [&str; 1] = ["code"];
/// A parameter is secret when this is the last word of its name.
const LAST_WORDS: [&str; 14] = [
    "key",
    "sig",
    "auth",
    "authorization",
    "bearer",
    "sid",
    "jwt",
    "pwd",
    "pass",
    "pin",
    "otp",
    "hmac",
    "csrf",
    "xsrf",
];
/// A parameter is secret when the last word of its name ends in this, or in its plural.
const ENDINGS: [&str; 13] = [
    "token",
    "secret",
    "signature",
    "password",
    "passwd",
    "passphrase",
    "session",
    "sessionid",
    "sessid",
    "credential",
    "apikey",
    "accesskey",
    "assertion",
];
/// A parameter is secret when its name begins with this: signed addresses of large stores.
const BEGINNINGS: [&str; 3] = ["x-amz-", "x-goog-", "awsaccesskey"];
/// Parameters whose long values name a thing, a version or a campaign, and open nothing.
const HARMLESS: [&str; 18] = [
    "v", "ver", "version", "rev", "hash", "commit", "sha", "sha1", "sha256", "etag", "list", "igsh", "si",
    "ei", "ved", "ref", "_ga", "_gl",
];
/// Schemes of the web, after which an address needs no slashes.
const WEB: [&str; 5] = ["http", "https", "ws", "wss", "ftp"];
/// Before `:` these are no user: an address of another kind, in which `@` parts no password off.
const OTHER_SCHEMES: [&str; 16] = [
    "mailto",
    "sip",
    "sips",
    "xmpp",
    "acct",
    "im",
    "pres",
    "skype",
    "tel",
    "sms",
    "urn",
    "data",
    "javascript",
    "npm",
    "jsr",
    "mid",
];
/// From this many letters and digits in a row a value may be random.
const RANDOM_RUN: usize = 24;
/// A random run changes at least this often between letters and digits; words with a year or a number do not.
const RANDOM_CHANGES: usize = 3;

pub(super) fn is_web_scheme(text: &str) -> bool {
    WEB.iter().any(|scheme| text.eq_ignore_ascii_case(scheme))
}

pub(super) fn is_other_scheme(text: &str) -> bool {
    OTHER_SCHEMES.iter().any(|scheme| text.eq_ignore_ascii_case(scheme))
}

/// Whether a parameter of this name, as an address writes it, is secret.
pub(super) fn is_secret(name: &str) -> bool {
    let name = plain(name);
    let name = unnumbered(name.split('[').next().unwrap_or_default());
    let last = name.rsplit(['_', '-', '.', ' ']).next().unwrap_or_default();
    let one = last.strip_suffix('s').unwrap_or(last);
    WHOLE.contains(&name)
        || LAST_WORDS.contains(&last)
        || ENDINGS.iter().any(|ending| last.ends_with(ending) || one.ends_with(ending))
        || BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
        // `access_key_id`, `session_id`.
        || name.strip_suffix("id").map(|name| name.trim_end_matches(['_', '-', '.'])).is_some_and(|name| {
            name.ends_with("session") || name.ends_with("access_key") || name.ends_with("access-key")
        })
}

/// Whether long values of a parameter of this name are no secrets.
pub(super) fn is_harmless(name: &str) -> bool {
    let name = plain(name);
    let is_campaign = name.starts_with("utm_") || name.ends_with("clid") || name.ends_with("braid");
    is_campaign || name.ends_with("id") || HARMLESS.contains(&&*name)
}

/// Whether `value` holds a long run of letters and digits that no word has.
pub(super) fn looks_random(value: &str) -> bool {
    value.split(|c: char| !c.is_ascii_alphanumeric()).any(|run| {
        let kinds = run.bytes().map(|byte| byte.is_ascii_digit());
        let changes = kinds.clone().zip(kinds.skip(1)).filter(|(a, b)| a != b).count();
        run.len() >= RANDOM_RUN && changes >= RANDOM_CHANGES
    })
}

/// `name` in lower case, without percent-encoding.
fn plain(name: &str) -> String {
    decoded(name).trim().to_ascii_lowercase()
}

/// `name` without the number or version at its end: `token2`, `api_key_v2`.
fn unnumbered(name: &str) -> &str {
    let bare = name.trim_end_matches(|c: char| c.is_ascii_digit());
    if bare.len() == name.len() {
        return name;
    }
    let bare = bare.strip_suffix("_v").or_else(|| bare.strip_suffix("-v")).unwrap_or(bare);
    bare.trim_end_matches(['_', '-', '.'])
}

/// `text` without percent-encoding; invalid UTF-8 becomes U+FFFD.
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).and_then(|&byte| char::from(byte).to_digit(16));
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let encoded = digit(at + 1).zip(digit(at + 2)).filter(|_| byte == b'%');
        let value = encoded.and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
        plain.push(value.unwrap_or(byte));
        at += if value.is_some() { 3 } else { 1 };
    }
    Cow::Owned(String::from_utf8_lossy(&plain).into_owned())
}
