//! Addresses whose mere request may do something in the name of whoever is logged in: log out, delete, unsubscribe, confirm. Told
//! by the words of their path and query; a word in the host's name says nothing.

/// Words that stand for such an act, alone or with the next as one: `log-out`, `sign_out`.
const ACTS: [&str; 37] = [
    "accept",
    "activate",
    "approve",
    "buy",
    "cancel",
    "confirm",
    "deactivate",
    "decline",
    "delete",
    "destroy",
    "disable",
    "disconnect",
    "endsession",
    "erase",
    "logoff",
    "logout",
    "optin",
    "optout",
    "pay",
    "purge",
    "reject",
    "remove",
    "reset",
    "revoke",
    "rm",
    "signoff",
    "signout",
    "subscribe",
    "terminate",
    "trash",
    "unfollow",
    "unlink",
    "unsub",
    "unsubscribe",
    "unwatch",
    "verify",
    "vote",
];
/// Those of them that no title has.
const ALWAYS: [&str; 6] = ["endsession", "logoff", "logout", "signout", "unsub", "unsubscribe"];
/// Most words of a part of an address that may name an act anywhere: a longer one is a title.
const FEW_WORDS: usize = 3;

/// Whether a request of `url` with the user's cookies may change something.
///
/// The path and the query are looked at part by part, and in each its words: split at what is no letter or digit, at the change
/// from lower to upper case (`logOut`), and after percent-decoding. In a part of more than three words, such as the title of an
/// article, only the first counts, but for words that no title has.
pub fn may_act(url: &str) -> bool {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split('#').next().unwrap_or_default();
    let path = path.find(['/', '?']).map_or("", |start| &path[start..]);
    path.split(['/', '?', '&', '=', ';']).any(|part| names_act(&words(part)))
}

fn names_act(words: &[String]) -> bool {
    let is_at = |at: usize, acts: &[&str]| {
        let is_one = |word: &str| acts.binary_search(&word).is_ok();
        let pair = words.get(at + 1).map(|next| format!("{}{next}", words[at]));
        is_one(&words[at]) || pair.is_some_and(|pair| is_one(&pair))
    };
    let has_few = words.len() <= FEW_WORDS;
    (0..words.len()).any(|at| is_at(at, if at == 0 || has_few { &ACTS } else { &ALWAYS }))
}

fn words(path: &str) -> Vec<String> {
    let (mut words, mut word, mut was_lower) = (Vec::new(), String::new(), false);
    let mut end = |word: &mut String| {
        if !word.is_empty() {
            words.push(core::mem::take(word));
        }
    };
    let mut rest = path;
    while let Some(character) = rest.chars().next() {
        let escaped = escaped(rest);
        rest = &rest[if escaped.is_some() { 3 } else { character.len_utf8() }..];
        let character = escaped.unwrap_or(character);
        if !character.is_alphanumeric() || (was_lower && character.is_ascii_uppercase()) {
            end(&mut word);
        }
        if character.is_alphanumeric() {
            word.push(character.to_ascii_lowercase());
        }
        was_lower = character.is_ascii_lowercase();
    }
    end(&mut word);
    words
}

/// The ASCII character that begins `text` as `%xx`.
fn escaped(text: &str) -> Option<char> {
    let digits = text.strip_prefix('%')?.get(..2)?;
    let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let byte = u8::from_str_radix(digits, 16).ok().filter(|_| is_hex)?;
    byte.is_ascii().then(|| char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_are_found_in_order() {
        assert!(ACTS.is_sorted() && ALWAYS.is_sorted());
    }

    #[test]
    fn what_may_act_is_told_by_its_words() {
        for path in [
            "/logout",
            "/user/log-out?next=/",
            "/account/signOut",
            "/sign_out",
            "/items/7/delete",
            "/index.php?action=DELETE&id=7",
            "?do=unsubscribe",
            "/newsletter/opt-out/abc",
            "/mail/confirm?token=1",
            "/verify%2Demail",
            "/l%6Fgout",
            "/remove-all-my-data-now",
            "/please/delete-me",
            "/click-here-to-unsubscribe",
            "/oidc/end_session",
            "/wp-admin/post.php?action=trash",
            "/%4Cog%4Fut",
            "/api/removeItem/3",
        ] {
            assert!(may_act(&format!("https://a.test{path}")), "{path}");
        }
    }

    #[test]
    fn what_only_looks_like_it_is_left_alone() {
        for url in [
            "https://logout.test/",
            "https://delete.a.test",
            "https://a.test/#delete",
            "https://a.test/deleted-scenes",
            "https://a.test/confirmation",
            "https://a.test/blog/how-to-delete-a-branch",
            "https://a.test/archive/2026/checkout",
            "https://a.test/blog/out-of-office",
            "https://a.test/login",
            "https://a.test/%",
            "https://a.test/%zz%4",
            "",
        ] {
            assert!(!may_act(url), "{url}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_too_odd(text: String, tail in "[%a-fA-F0-9/é]{0,12}") {
            let _ = may_act(&text);
            let url = "https://a.test/logout/".to_owned() + &tail;
            proptest::prop_assert!(may_act(&url));
        }
    }
}
