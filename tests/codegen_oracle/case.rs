//! Jobs at random: lists as they are read, and lists that no reader would let through.

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use volley::codegen::{Body, CodegenJob, Tool, write};
use volley::ids::TargetId;
use volley::input::detect::Form;
use volley::input::link::Position;
use volley::input::list::LinkList;
use volley::input::pattern::Pattern;
use volley::input::reader::{ReadOptions, Reader};
use volley::request::{RequestPayload, Write, WriteMethod, headers};
use volley::settings::{Duplicates, Method, Rate, RunSettings};

/// What ends quotes, starts commands, fills templates or turns text round where it is not kept from it.
const HOSTILE: [&[&str]; 2] = [
    &[
        "'", "\"", "`", "\\", "\\\\", "\n", "\r\n", "\t", "\0", "{{", "}}", "{a}", "{b:>9}", "%s", "%(x)s",
        "${HOME}", "$(id)", "`id`", "#{x}", "*/", "#@ links", "\"\"\"", "'''", "]]>", "</a>", "&lt;",
        "\u{2028}", "\u{2029}", "\u{85}", "\u{feff}", "\u{202e}", "\u{7f}", "é", "%00", "]", "[1-2]",
    ],
    &[
        "'; rm -rf ~ #",
        "\"; import os #",
        "//@ links",
        "\n#@ links\n",
        "&amp;copy",
        "\nLINKS\n",
        "\nSETTINGS\n",
        "\u{1f600}",
    ],
];
/// Most URLs of one case.
const MOST: u64 = 600;

/// A list with all that it is requested with.
pub(crate) struct Case {
    pub(crate) list: LinkList,
    pub(crate) settings: RunSettings,
    pub(crate) payload: RequestPayload,
    /// Where the files of a tool lie.
    pub(crate) folder: PathBuf,
}

impl Case {
    pub(crate) fn job(&self) -> CodegenJob<'_> {
        CodegenJob::new(&self.list, self.settings, &self.payload)
    }

    /// The URLs that the scripts must yield.
    pub(crate) fn urls(&self) -> Vec<String> {
        let targets = self.list.targets();
        let url = |target| {
            let mut url = String::new();
            assert!(targets.write_url(target, &mut url), "{target:?} is there");
            url
        };
        TargetId(0).take(targets.len()).map(url).collect()
    }

    /// The text of the script for `tool`, whose other files lie in the case's folder.
    pub(crate) fn script(&self, tool: Tool) -> String {
        std::fs::create_dir_all(&self.folder).expect("a folder can be made");
        let package = write(tool, &self.job());
        for file in &package.files {
            let path = self.folder.join(file.name);
            let mut bytes = Vec::new();
            match &file.body {
                Body::Text(text) => bytes.extend_from_slice(text.as_bytes()),
                Body::List(listing, style) => {
                    // In pieces, as the desk does it.
                    for first in (0..listing.len()).step_by(97) {
                        listing.write(self.list.targets(), *style, first, 97, &mut bytes);
                    }
                }
            }
            std::fs::write(path, bytes).expect("a file can be written");
        }
        let script = self.folder.join(tool.facts().script);
        std::fs::read_to_string(script).expect("the script is there")
    }

    /// The headers that all hosts get.
    pub(crate) fn headers(&self) -> Vec<(String, String)> {
        let pair = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        self.payload.headers_for("").map(pair).collect()
    }

    pub(crate) fn body(&self) -> &str {
        self.payload.write.as_ref().map_or("", |write| &write.body)
    }

    /// What is said of the case where it fails.
    pub(crate) fn describe(&self, tool: Tool) -> String {
        format!("{}: see {} (the seed is VOLLEY_SEED={})", tool.facts().name, self.folder.display(), seed())
    }
}

/// `count` cases; the first ones are as a reader makes them, the rest hostile to the letter.
pub(crate) fn cases(of: &str, count: usize) -> Vec<Case> {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed().to_le_bytes());
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), random);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(of);
    let case = |number: usize| {
        let list = if number < count / 2 { read_list().boxed() } else { raw_list().boxed() };
        let strategy = (list, settings(), payload());
        let (list, settings, payload) = strategy.new_tree(&mut runner).expect("a case can be made").current();
        Case { list, settings, payload, folder: folder.join(number.to_string()) }
    };
    (0..count).map(case).collect()
}

/// A seed of this run, or the one in `VOLLEY_SEED`: what failed can be repeated.
fn seed() -> u64 {
    use std::hash::{BuildHasher as _, RandomState};
    static SEED: std::sync::OnceLock<u64> = std::sync::OnceLock::new();
    *SEED.get_or_init(|| {
        let asked = std::env::var("VOLLEY_SEED").ok().and_then(|seed| seed.parse().ok());
        asked.unwrap_or_else(|| RandomState::new().hash_one(0))
    })
}

fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select(HOSTILE.concat()).prop_map(str::to_owned),
        2 => any::<char>().prop_map(String::from),
        2 => "[a-z0-9/?=&.~-]{1,8}",
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

/// A line of a list: a URL or a pattern, with what a user may well paste.
fn line() -> impl Strategy<Value = String> {
    let tail = hostile()
        .prop_map(|text| text.replace(['\n', '\r', '\0', '\u{85}', '\u{2028}', '\u{2029}', ' ', '\t'], ""));
    let glob = prop_oneof![
        (0_u32..90, 0_u32..9, 1_u32..4).prop_map(|(a, n, s)| format!("[{a}-{}:{}]", a + n, s.min(n.max(1)))),
        (0_u32..9).prop_map(|n| format!("[007-{}]", 7 + n)),
        Just("[18446744073709551612-18446744073709551615]".to_owned()),
        Just("[9007199254740990-9007199254740993]".to_owned()),
        Just("[a-e:2]".to_owned()),
        Just("{x,y's,}".to_owned()),
        Just("{a}".to_owned()),
    ];
    let globs = prop::collection::vec((glob, "[a-z/]{0,3}"), 0..3);
    let globs =
        globs.prop_map(|globs| globs.into_iter().map(|(glob, text)| glob + &text).collect::<String>());
    (0_u32..3, globs, tail).prop_map(|(host, globs, tail)| format!("http://h{host}.test/{globs}?{tail}"))
}

/// A list as a reader makes it: few lines or, for a file of their own, many.
fn read_list() -> impl Strategy<Value = LinkList> {
    let few = prop::collection::vec((line(), 1_u32..3), 1..8);
    let many = 201_u32..300;
    (few, prop::option::of(many)).prop_map(|(lines, many)| {
        let options =
            ReadOptions { form: Some(Form::List), duplicates: Duplicates::Each, ..ReadOptions::default() };
        let mut reader = Reader::new(options);
        reader.begin_source("", None);
        for number in 0..many.unwrap_or(0) {
            reader.push(&format!("https://many.test/{number}/'x\"y\\z|%s${{a}}?q=`'[1]\n"));
        }
        for (line, times) in lines {
            reader.push(&format!("#repeat {times}\n{line}\n"));
        }
        reader.end_source();
        while reader.step() {}
        reader.into_list()
    })
}

/// A list of texts that no reader would let through as they are.
fn raw_list() -> impl Strategy<Value = LinkList> {
    let glob = prop_oneof![
        prop::collection::vec(hostile(), 1..4).prop_map(|members| {
            let escape = |member: &String| {
                let special = |it: char| if "[]{},\\".contains(it) { vec!['\\', it] } else { vec![it] };
                member.chars().flat_map(special).collect::<String>()
            };
            format!("{{{}}}", members.iter().map(escape).collect::<Vec<_>>().join(","))
        }),
        Just("[08-11]".to_owned()),
    ];
    let text = hostile().prop_map(|text| {
        let special = |it: char| if "[]{}".contains(it) { vec!['\\', it] } else { vec![it] };
        text.chars().flat_map(special).collect::<String>()
    });
    let pattern = prop::collection::vec((text, glob), 1..3);
    let pattern =
        pattern.prop_map(|parts| parts.into_iter().map(|(text, glob)| text + &glob).collect::<String>());
    let part = prop_oneof![3 => hostile().prop_map(Ok), 1 => pattern.prop_map(Err)];
    prop::collection::vec(part, 0..12).prop_map(|parts| {
        let mut list = LinkList::default();
        let source = list.begin_source("").expect("there is room");
        let place = Position { source, line: 1, column: 1 };
        for part in parts {
            match part {
                Ok(url) => {
                    let target = list.add_target(&url, "http://h.test").expect("there is room");
                    list.add_link(place, target);
                }
                Err(text) => {
                    let pattern = Pattern::parse(&text).ok().flatten();
                    if let Some(pattern) = pattern.filter(|pattern| pattern.count() <= MOST) {
                        list.add_pattern(place, pattern, "http://h.test");
                    }
                }
            }
        }
        list
    })
}

fn settings() -> impl Strategy<Value = RunSettings> {
    let method = prop::sample::select(&[Method::Get, Method::Head, Method::HeadThenGet][..]);
    let rate = prop::option::of(0.2..500.0_f64);
    let spacing = prop_oneof![Just(0), 1_u32..5_000];
    (method, rate, spacing, 0_u8..4, 1_u32..90_000).prop_map(
        |(method, rate, spacing_ms, retries, timeout_ms)| {
            let mut settings = RunSettings { method, ..RunSettings::default() };
            settings.limits.rate = rate.and_then(Rate::per_second);
            settings.limits.spacing_ms = spacing_ms;
            settings.limits.retries = retries;
            settings.limits.timeout_ms = timeout_ms;
            settings
        },
    )
}

fn payload() -> impl Strategy<Value = RequestPayload> {
    let value = hostile().prop_map(|text| text.replace(['\n', '\r'], ""));
    let write = (prop::sample::select(&WriteMethod::ALL[..]), hostile());
    (prop::collection::vec(value, 0..3), any::<bool>(), prop::option::weighted(0.4, write)).prop_map(
        |(values, by_host, write)| {
            let lines = values.iter().enumerate().map(|(number, value)| {
                format!(
                    "X-H{number}: {value}
"
                )
            });
            let mut text = lines.collect::<Vec<_>>().concat();
            if by_host {
                text.push_str("[h1.test]\nX-Own: 'o\"wn\\\n");
            }
            // Values that no header may have are refused there, as they are in the page.
            let (headers, _) = headers::parse(&text);
            RequestPayload { headers, write: write.map(|(method, body)| Write { method, body }) }
        },
    )
}
