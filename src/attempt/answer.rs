//! What came back of one attempt.

use crate::result::outcome::{AttemptEnd, BodyEnd, Evidence};
use crate::result::timing::Provenance;
use crate::schedule::hint::ServerHint;
use crate::units::{Bytes, Millis};

/// What `answer.js` writes in place of the length of a body over the cap.
const OVER_CAP: &str = "over cap";

/// The headers by which Cloudflare and AWS WAF say what they answer in place of a site (developers.cloudflare.com, *Challenge
/// pages*; docs.aws.amazon.com, *CAPTCHA and Challenge*), in lower case.
const CHALLENGES: [&str; 2] = ["cf-mitigated", "x-amzn-waf-action"];

/// Whether one of them says that the visitor is to prove to be no robot.
fn is_challenge(header: impl Fn(&str) -> Option<String>) -> bool {
    let is_one = |value: String| matches!(value.trim(), "challenge" | "captcha");
    CHALLENGES.into_iter().any(|name| header(name).is_some_and(is_one))
}

/// The headers of an answer that are looked at.
pub fn headers_read() -> impl Iterator<Item = &'static str> {
    ServerHint::HEADERS.into_iter().chain(CHALLENGES)
}

/// What came back of one attempt, and when.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "fields are named for what they hold")]
pub struct Answer {
    pub end: AttemptEnd,
    /// When it was handed to the browser, and when it ended, on the runner's clock.
    pub started: Millis,
    pub ended: Millis,
    pub content_type: Option<Box<str>>,
    /// The URL the answer came from, when a redirect was followed.
    pub final_url: Option<Box<str>>,
    /// When to retry, according to its headers.
    pub hint: ServerHint,
    /// Whether they say that it is a challenge to prove to be no robot.
    pub is_challenged: bool,
    /// Who measured it.
    pub provenance: Provenance,
    /// The network error by its name, where it is known.
    pub error: Option<Box<str>>,
    pub evidence: Option<Box<Evidence>>,
    /// Whether the answer shows no header at all.
    pub is_bare: bool,
}

impl Answer {
    /// No answer: the attempt ended in `end`.
    pub fn without(end: AttemptEnd, started: Millis, ended: Millis) -> Self {
        Self { end, started, ended, provenance: Provenance::Clock, ..Self::default() }
    }

    /// Takes in what `answer.js` returned of an answer with this `status`, and returns how its body ended. `fragment` begins
    /// the fragment that every URL of ours has. `wall_ms` is the time of day in milliseconds since 1970.
    pub fn read(
        &mut self,
        seen: &str,
        status: u16,
        fragment: &str,
        wall_ms: impl FnOnce() -> f64,
    ) -> BodyEnd {
        let (length, seen) = line_of(seen);
        let (final_url, seen) = line_of(seen.unwrap_or_default());
        self.final_url = (!final_url.is_empty()).then(|| without_fragment(final_url, fragment).into());
        self.is_bare = seen.is_none();
        let (content_type, hints) = line_of(seen.unwrap_or_default());
        self.content_type = (!content_type.is_empty()).then(|| essence(content_type));
        if let Some(hints) = hints {
            self.hint = ServerHint::read(|name| header_in(hints, name), wall_ms());
            self.is_challenged = is_challenge(|name| header_in(hints, name));
        }
        match length {
            OVER_CAP => BodyEnd::OverCap,
            length => length.parse().map_or(BodyEnd::CutShort, |bytes| BodyEnd::read(status, Bytes(bytes))),
        }
    }
}

/// The first line, and the others if there are any.
fn line_of(text: &str) -> (&str, Option<&str>) {
    text.split_once('\n').map_or((text, None), |(line, others)| (line, Some(others)))
}

/// The essence of a `Content-Type`: `text/html` of `text/HTML; charset=utf-8`.
fn essence(value: &str) -> Box<str> {
    value.split(';').next().unwrap_or("").trim().to_ascii_lowercase().into()
}

/// The value of a header among lines of `name:value`.
fn header_in(lines: &str, name: &str) -> Option<String> {
    let named = |line: &str| line.strip_prefix(name)?.strip_prefix(':').map(str::to_owned);
    lines.split('\n').find_map(named)
}

fn without_fragment<'a>(url: &'a str, start: &str) -> &'a str {
    url.rfind('#').filter(|&at| url[at..].starts_with(start)).map_or(url, |at| &url[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(seen: &str, status: u16) -> (Answer, BodyEnd) {
        let mut answer = Answer::default();
        let body = answer.read(seen, status, "#v.", || 0.0);
        (answer, body)
    }

    #[test]
    fn an_answer_is_read_line_by_line() {
        let seen = "1234\nhttps://a.test/new#v.1.7\ntext/HTML; charset=utf-8\nretry-after:30";
        let (answer, body) = read(seen, 200);
        assert_eq!(body, BodyEnd::Whole(Bytes(1_234)));
        assert_eq!(answer.final_url.as_deref(), Some("https://a.test/new"));
        assert_eq!(answer.content_type.as_deref(), Some("text/html"));
        assert_eq!(answer.hint.wait, Some(Millis::new(30_000.0)));
        assert!(!answer.is_bare);
    }

    #[test]
    fn what_is_not_there_is_none() {
        let (answer, body) = read("0\n\n", 204);
        assert_eq!(body, BodyEnd::Absent);
        assert_eq!(answer, Answer::default(), "it has headers, but none that is looked at");
        let (answer, body) = read("0\n", 200);
        assert_eq!((answer.is_bare, body), (true, BodyEnd::Whole(Bytes(0))));
    }

    #[test]
    fn a_body_that_was_not_read_to_its_end_has_no_length() {
        assert_eq!(read("over cap\n\ntext/plain", 200).1, BodyEnd::OverCap);
        assert_eq!(read("cut short\n\ntext/plain", 200).1, BodyEnd::CutShort);
        assert_eq!(read("", 200).1, BodyEnd::CutShort, "nothing came");
    }

    #[test]
    fn only_our_fragment_is_taken_off() {
        for (url, shown) in
            [("https://a.test/#v.1.7", "https://a.test/"), ("https://a.test/#top", "https://a.test/#top")]
        {
            assert_eq!(read(&format!("1\n{url}\n"), 200).0.final_url.as_deref(), Some(shown));
        }
    }

    #[test]
    fn a_challenge_is_told_by_its_header() {
        let is_challenged = |header: &str| read(&format!("1\n\n\n{header}"), 202).0.is_challenged;
        for header in ["cf-mitigated:challenge", "x-amzn-waf-action:captcha", "x-amzn-waf-action:challenge "]
        {
            assert!(is_challenged(header), "{header}");
        }
        for header in ["cf-mitigated:", "x-amzn-waf-action:allow", "retry-after:1", ""] {
            assert!(!is_challenged(header), "{header}");
        }
    }

    #[test]
    fn a_header_is_found_by_its_whole_name() {
        let hints = "ratelimit-remaining:0\nratelimit-reset:9";
        assert_eq!(header_in(hints, "ratelimit"), None);
        assert_eq!(header_in(hints, "ratelimit-reset").as_deref(), Some("9"));
        assert_eq!(read(&format!("1\n\n\n{hints}"), 200).0.hint.wait, Some(Millis::new(9_000.0)));
    }
}
