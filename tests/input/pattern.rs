//! Patterns against a naive expansion: what is written lazily is what curl's loops would write, as the URL standard
//! writes it.

use proptest::prelude::*;
use url::Url;
use volley::ids::{LinkId, TargetId};
use volley::input::detect::Form;
use volley::input::list::LinkList;
use volley::input::normal::{PageContext, normalize};
use volley::input::not_sent::NotSent;
use volley::input::pattern::Pattern;
use volley::input::reader::ReadOptions;
use volley_origin::cases;

use crate::source::read_pieces;

/// A stretch of a pattern, and what it expands to.
#[derive(Clone, Debug)]
struct Part {
    written: String,
    values: Vec<String>,
}

fn fixed(text: &str) -> Part {
    Part { written: text.to_owned(), values: vec![text.to_owned()] }
}

fn numbers() -> impl Strategy<Value = Part> {
    (0_u64..30, 0_u64..12, 1_u64..5, 0_usize..4).prop_map(|(first, span, step, zeros)| {
        let (last, step) = (first + span, step.min(span.max(1)));
        let start = format!("{}{first}", "0".repeat(zeros));
        let width = if start.starts_with('0') { start.len() } else { 0 };
        let number = |value: u64| format!("{value:0width$}");
        let written =
            if step == 1 { format!("[{start}-{last}]") } else { format!("[{start}-{last}:{step}]") };
        let values = (first..=last).filter(|value| (value - first) % step == 0).map(number).collect();
        Part { written, values }
    })
}

fn letters() -> impl Strategy<Value = Part> {
    (any::<bool>(), 0_u8..26, 0_u8..26, 1_u8..5).prop_map(|(capital, one, other, step)| {
        let base = if capital { b'A' } else { b'a' };
        let (first, last) = (base + one.min(other), base + one.max(other));
        let step = step.min((last - first).max(1));
        let written = format!("[{}-{}:{step}]", char::from(first), char::from(last));
        let values =
            (first..=last).step_by(usize::from(step)).map(|letter| char::from(letter).to_string()).collect();
        Part { written, values }
    })
}

fn set(member: &'static str) -> impl Strategy<Value = Part> {
    prop::collection::vec(member, 2..4)
        .prop_filter("JSON is no set", |members| !members[0].starts_with('"'))
        .prop_map(|members| Part {
            written: format!("{{{}}}", members.join(",").replace('\\', r"\\")),
            values: members,
        })
}

/// Stretches that vary, with text between them; `member` is what a set may hold, `text` what is between.
fn parts(member: &'static str, text: &'static str) -> impl Strategy<Value = Vec<Part>> {
    let part = prop_oneof![numbers(), letters(), set(member), text.prop_map(|text| fixed(&text))];
    prop::collection::vec(part, 1..5).prop_filter("short enough to expand", |parts| {
        parts.iter().map(|part| part.values.len()).product::<usize>() <= 2_000
    })
}

fn written(parts: &[Part]) -> String {
    parts.iter().map(|part| part.written.as_str()).collect()
}

/// All URLs, the rightmost part varying fastest.
fn expanded(parts: &[Part]) -> Vec<String> {
    parts.iter().fold(vec![String::new()], |heads, part| {
        heads.iter().flat_map(|head| part.values.iter().map(move |value| format!("{head}{value}"))).collect()
    })
}

fn read(line: &str) -> LinkList {
    read_pieces("", &[line], ReadOptions { form: Some(Form::List), ..ReadOptions::default() }).into_list()
}

/// Why these cannot be sent, each reason once.
fn reasons(urls: &[String]) -> Vec<NotSent> {
    let mut reasons = Vec::new();
    for rejection in urls.iter().filter_map(|url| normalize(url, PageContext::default()).err()) {
        if !reasons.contains(&rejection.reason) {
            reasons.push(rejection.reason);
        }
    }
    reasons
}

fn without_fragment(url: &str) -> &str {
    url.split('#').next().unwrap_or("")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(500), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_pattern_writes_what_a_naive_expansion_gives(parts in parts("[a-z./ü-]{0,3}", "[a-z/?=&.ü-]{0,4}")) {
        let (text, urls) = (written(&parts), expanded(&parts));
        match Pattern::parse(&text) {
            Ok(Some(pattern)) => {
                prop_assert_eq!(pattern.count(), urls.len() as u64);
                for (index, expected) in urls.iter().enumerate() {
                    let mut url = String::new();
                    pattern.write(index as u64, &mut url);
                    prop_assert_eq!(&url, expected);
                }
            }
            Ok(None) => prop_assert_eq!(urls, vec![text]),
            Err(problem) => prop_assert!(false, "{} in {}", problem, text),
        }
    }

    #[test]
    fn targets_of_a_pattern_are_normal_urls(
        head in prop_oneof![
            Just("https://Example.org/"), Just("example.org/a/../b"), Just("http://[::1]:80/?x="), Just("https://a.b/c#"),
            Just("https://a.b"), Just("HTTP:/a.b/.")
        ],
        parts in parts("[a-z.%2e/?#'\"^|:@\\\\ü-]{0,3}", "[a-z/?#=&.%2e'\"<^`|~@:ü€-]{0,4}"),
    ) {
        let mut parts = parts;
        parts.insert(0, fixed(head));
        // What is at the end may be stripped as punctuation, which is the business of another test.
        parts.push(fixed("z"));
        let (text, urls) = (written(&parts), expanded(&parts));
        let list = read(&text);
        let all = urls.iter().map(|url| normalize(url, PageContext::default()));
        let all: Vec<_> = all.map(|it| it.ok().map(|it| (it.url().to_owned(), it.fragment().map(str::to_owned)))).collect();
        if urls.len() > 1 && list.links() > 0 && list.targets().is_empty() {
            // Refused as a whole: so is each of them, and each reason is reported once.
            prop_assert!(all.iter().all(Option::is_none), "{} was refused: {:?}", text, list.rejected());
            let told: Vec<_> = list.rejected().iter().map(|rejected| rejected.reason).collect();
            // Lazily for the reason of what all begin with, else for each reason once.
            prop_assert!(told.len() == 1 || told == reasons(&urls), "{}: {:?}", text, list.rejected());
            return Ok(());
        }
        prop_assert_eq!(list.links() as usize, urls.len(), "{}", text);
        let mut shown = String::new();
        for (row, expected) in (0..).zip(&all) {
            list.write_url(LinkId(row), &mut shown);
            if let Some((url, fragment)) = expected {
                let whole = fragment.as_ref().map_or_else(|| url.clone(), |fragment| format!("{url}#{fragment}"));
                prop_assert_eq!(&shown, &whole, "row {} of {}", row, text);
                let normal = Url::parse(&shown).map(String::from);
                prop_assert_eq!(normal.as_ref(), Ok(&shown));
            }
        }
        let sent = all.iter().flatten().count();
        prop_assert_eq!(list.targets().len() as usize, sent);
        for target in 0..list.targets().len() {
            list.targets().write_url(TargetId(target), &mut shown);
            prop_assert_eq!(without_fragment(&shown), &shown);
            let origin = list.origin_of(TargetId(target)).and_then(|origin| list.origins().get(origin as usize));
            let url = Url::parse(&shown).expect("it was sent");
            prop_assert_eq!(origin.map(|origin| origin.text.to_string()), Some(url.origin().ascii_serialization()));
        }
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in "[\\[\\]{}\\\\a-c0-2:,\"ü-]{0,24}") {
        if let Err(problem) = Pattern::parse(&text) {
            prop_assert!((problem.offset as usize) < text.chars().count());
        }
    }

    #[test]
    fn escaped_brackets_are_literal(text in "[\\[\\]{}a-c0-2:,-]{0,24}") {
        let mut escaped = String::new();
        for character in text.chars() {
            if "[]{}".contains(character) {
                escaped.push('\\');
            }
            escaped.push(character);
        }
        let mut url = escaped.clone();
        if let Some(pattern) = Pattern::parse(&escaped).expect("no bracket has a meaning") {
            url.clear();
            pattern.write(0, &mut url);
            prop_assert!(pattern.is_literal());
        }
        prop_assert_eq!(url, text);
    }
}
