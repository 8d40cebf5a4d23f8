//! Headers as the user writes them: `Name: value` a line, for all hosts until a line `[host]`, then for that one.

use serde::{Deserialize, Serialize};

use super::forbidden::is_forbidden;
use crate::idn::parse_url;

/// Most headers of a run.
pub const MAX_HEADERS: usize = 100;
/// Longest value, in bytes: more than servers take.
const MAX_VALUE_BYTES: usize = 16_384;

/// One header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeaderRule {
    /// The host that it is for, with its port where that is not the scheme's own, in small letters; `None` for all.
    pub host: Option<Box<str>>,
    /// Its name.
    pub name: Box<str>,
    /// Its value.
    pub value: Box<str>,
}

/// Why a line is no header that can be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum HeaderFault {
    #[error("no colon between name and value")]
    NoColon,
    #[error("not a name that a header may have")]
    Name,
    #[error("a character that no value may hold")]
    Value,
    #[error("a value of over 16,384 bytes")]
    Long,
    #[error("browsers keep this header to themselves and would drop it")]
    Forbidden,
    #[error("not a host")]
    Host,
    #[error("at most 100 headers")]
    TooMany,
}

/// A line that is no header that can be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeaderProblem {
    /// The line, from 1.
    pub line: u32,
    /// Why.
    pub fault: HeaderFault,
}

/// The headers in `text`, and the lines that are none; blank lines are passed over.
pub fn parse(text: &str) -> (Vec<HeaderRule>, Vec<HeaderProblem>) {
    let (mut rules, mut problems) = (Vec::new(), Vec::new());
    let mut host = Ok(None);
    for (line, given) in (1..).zip(text.lines()) {
        let given = given.trim();
        if given.is_empty() {
            continue;
        }
        if let Some(named) = given.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            host = self::host(named).map(Some);
            problems.extend(host.as_ref().err().map(|&fault| HeaderProblem { line, fault }));
            continue;
        }
        // What is below an invalid host is for nobody; the line that names it was reported.
        let Ok(host) = &host else { continue };
        let header = if rules.len() < MAX_HEADERS { header(given) } else { Err(HeaderFault::TooMany) };
        match header {
            Ok((name, value)) => {
                rules.push(HeaderRule { host: host.clone(), name: name.into(), value: value.into() });
            }
            Err(fault) => problems.push(HeaderProblem { line, fault }),
        }
    }
    (rules, problems)
}

fn header(line: &str) -> Result<(&str, &str), HeaderFault> {
    let (name, value) = line.split_once(':').ok_or(HeaderFault::NoColon)?;
    let (name, value) = (name.trim_end(), value.trim());
    // A token of RFC 9110, 5.6.2.
    let in_name = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if name.is_empty() || !name.bytes().all(in_name) {
        Err(HeaderFault::Name)
    } else if value
        .chars()
        .any(|character| character.is_control() && character != '\t' || character > '\u{ff}')
    {
        Err(HeaderFault::Value)
    } else if value.len() > MAX_VALUE_BYTES {
        Err(HeaderFault::Long)
    } else if is_forbidden(name, value) {
        Err(HeaderFault::Forbidden)
    } else {
        Ok((name, value))
    }
}

/// `named` as in origins: without scheme or its own port. Without scheme but with port 80 it is taken for `http`.
fn host(named: &str) -> Result<Box<str>, HeaderFault> {
    let named = named.trim();
    let is_bare_v6 = named.bytes().filter(|&byte| byte == b':').count() > 1 && !named.contains(['[', '/']);
    let scheme = if named.ends_with(":80") { "http" } else { "https" };
    let url = if named.contains("://") {
        parse_url(named)
    } else if is_bare_v6 {
        parse_url(&format!("{scheme}://[{named}]/"))
    } else {
        parse_url(&format!("{scheme}://{named}/"))
    };
    let url = url.map_err(|_| HeaderFault::Host)?;
    let host = url[url::Position::BeforeHost..url::Position::BeforePath].trim_end_matches('/');
    if host.is_empty() { Err(HeaderFault::Host) } else { Ok(host.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<(u32, HeaderFault)> {
        parse(text).1.into_iter().map(|problem| (problem.line, problem.fault)).collect()
    }

    #[test]
    fn names_and_values_are_taken_as_they_are_without_the_blanks_around_them() {
        let (rules, problems) = parse("\n Authorization : Bearer a:b \n\nX-Empty:\n");
        assert_eq!(problems, []);
        let read: Vec<_> = rules.iter().map(|rule| (&*rule.name, &*rule.value)).collect();
        assert_eq!(read, [("Authorization", "Bearer a:b"), ("X-Empty", "")]);
    }

    #[test]
    fn a_host_may_be_named_in_any_way() {
        for (named, host) in [
            ("A.example", "a.example"),
            ("a.example:8080", "a.example:8080"),
            ("https://a.example:443/path", "a.example"),
            ("localhost:3000", "localhost:3000"),
            ("[::1]:81", "[::1]:81"),
            ("a.example:80", "a.example"),
            ("a.example:443", "a.example"),
            ("::1", "[::1]"),
            ("bücher.example", "xn--bcher-kva.example"),
        ] {
            let (rules, problems) = parse(&format!("[{named}]\nA: b"));
            assert_eq!(problems, [], "{named}");
            assert_eq!(rules[0].host.as_deref(), Some(host), "{named}");
        }
    }

    #[test]
    fn each_line_that_cannot_be_sent_says_why_and_the_others_are_kept() {
        let long = "x".repeat(MAX_VALUE_BYTES + 1);
        let text = format!(
            "no colon\nA B: x\nA: \u{1}\nA: €\nCookie: x\nGood: 1\nA: {long}\n[a b]\nLost: x\n[b.example]\nC: d"
        );
        assert_eq!(
            faults(&text),
            [
                (1, HeaderFault::NoColon),
                (2, HeaderFault::Name),
                (3, HeaderFault::Value),
                (4, HeaderFault::Value),
                (5, HeaderFault::Forbidden),
                (7, HeaderFault::Long),
                (8, HeaderFault::Host)
            ]
        );
        let kept: Vec<_> = parse(&text).0.into_iter().map(|rule| rule.name).collect();
        assert_eq!(kept, ["Good".into(), "C".into()]);
    }

    #[test]
    fn there_is_room_for_a_hundred() {
        let text = "A: b\n".repeat(MAX_HEADERS + 1);
        assert_eq!(parse(&text).0.len(), MAX_HEADERS);
        assert_eq!(faults(&text), [(101, HeaderFault::TooMany)]);
    }
}
