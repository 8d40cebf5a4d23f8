//! What index.html says of the settings in words, beside the values that the program has; and words that the page says no more.

use volley::format::count;
use volley::settings::{
    BROWSER_CONNECTIONS_PER_ORIGIN, DEFAULT_BODY_CAP_BYTES, Limits, MAX_CONCURRENCY, Preset,
};

/// What the markup says of the setting `name`.
fn about(name: &str) -> &'static str {
    let markup = include_str!("../index.html");
    let (_, rest) =
        markup.split_once(&format!("id=\"about-{name}\">")).unwrap_or_else(|| panic!("{name} is explained"));
    rest.split('<').next().unwrap_or_default()
}

#[test]
fn limits_are_those_of_the_program() {
    assert!(about("concurrency").contains(&format!("{} is the ceiling", count(MAX_CONCURRENCY))));
    assert!(about("whole").contains(&format!("up to {} KiB", DEFAULT_BODY_CAP_BYTES / 1_024)));
    assert_eq!(BROWSER_CONNECTIONS_PER_ORIGIN, 6, "{}", about("per-origin"));
    assert!(about("per-origin").contains("six connections"));
}

#[test]
fn each_politeness_does_what_is_said_of_it() {
    let words = about("politeness");
    for preset in Preset::ALL {
        let limits = preset.apply(Limits::default());
        let said = match preset {
            Preset::Gentle => format!("{} is {} per host and a pause", preset.name(), limits.per_origin),
            Preset::Normal | Preset::Fast => format!("{} {}", preset.name(), limits.per_origin),
            Preset::OwnServer => format!("{} is not spared", preset.name()),
        };
        assert!(words.contains(&said), "{said}: {words}");
        assert_eq!(preset == Preset::Gentle, limits.spacing_ms > 0);
        assert_eq!(preset == Preset::OwnServer, !limits.back_off);
    }
}

/// What the page says no more, anywhere and in any case, or after `=` as a whole text; and what it says in its place, if that is
/// one text. The second proves that the texts are read where they are.
const REPLACED: [(&str, &str); 45] = [
    ("Manners", "Politeness"),
    ("=In flight", "Concurrent requests"),
    ("=A second", "req/s"),
    ("Same link twice", "Check each"),
    (" targets", "unique"),
    ("Ask again", "Retry"),
    ("Look inside", "Fetch headers and body"),
    ("Put away", "Dismiss"),
    ("Call back", "Cancel and requeue"),
    ("Take away", "Export as code"),
    ("Bring back", "Import results…"),
    ("brought back", "Imported "),
    ("Leave out what", "Hide imported results"),
    ("Which links", "Filter and repeat"),
    ("Each link, times", "Repeat each link"),
    ("Links in code count", "Include links in code"),
    ("Relative links lead from", "Base URL for relative links"),
    ("Words between blanks", "Separate words by spaces."),
    ("Could not verify", "Not verified"),
    ("let a web page see", "let web pages read their response (CORS)"),
    ("timed inside this browser", "Demo data"),
    ("by its service worker", ""),
    ("asked too often", "answered 429, too many requests"),
    ("goes on more slowly", "pauses for"),
    ("and rests for", ""),
    ("Top: ", ""),
    ("Width: ", ""),
    ("as the middle one of the last", "the last run’s median"),
    ("the middle one", ""),
    ("runs the list again", "Run again"),
    ("Not a whole number:", "Enter a whole number from "),
    (", the least", ""),
    ("may include a wait", "Browsers open 6 connections per HTTP/1.1 host; above 6, requests queue."),
    ("difference is called one", "We report only statistically significant differences."),
    ("stands out of the noise", ""),
    ("Bounded by the browser", ""),
    ("The knee is at", "Best: "),
    ("best semaphore: a sweep", "Find the best concurrency"),
    ("Ways of asking", "Strategies"),
    ("× first", "vs. baseline"),
    ("Hosts, schemes, reasons", "Breakdown"),
    ("I may change data", "Allow POST, PUT, PATCH, DELETE"),
    ("No URL:", ""),
    ("no link with a scheme", ""),
    ("stays in this tab", "Your list stays in this browser"),
];

/// The texts of some markup: what stands between tags, and what attributes say.
fn texts_of_markup(markup: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for piece in markup.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        texts.push(text.to_owned());
        for attribute in ["aria-label=\"", "title=\"", "placeholder=\"", "data-command=\"", "content=\""] {
            texts.extend(
                tag.split(attribute).skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())),
            );
        }
    }
    texts
}

/// The text literals of a program in Rust, those of its tests and comments left out.
fn texts_of_rust(source: &str) -> Vec<String> {
    let (code, _) = source.split_once("#[cfg(test)]\nmod tests {").unwrap_or((source, ""));
    let mut texts = Vec::new();
    let mut rest = code.chars().peekable();
    while let Some(next) = rest.next() {
        match next {
            '/' if rest.peek() == Some(&'/') => while rest.next().is_some_and(|next| next != '\n') {},
            // A character, or the name of a lifetime, in which there is no quote.
            '\'' => match rest.next() {
                Some('\\') => drop((rest.next(), rest.find(|next| *next == '\''))),
                _ => drop(rest.next_if_eq(&'\'')),
            },
            '"' => {
                let mut text = String::new();
                while let Some(next) = rest.next().filter(|next| *next != '"') {
                    match next {
                        // A text that goes on behind the blanks of the next line.
                        '\\' if rest.next_if_eq(&'\n').is_some() => {
                            while rest.next_if(|next| next.is_whitespace()).is_some() {}
                        }
                        '\\' => text.extend(rest.next()),
                        _ => text.push(next),
                    }
                }
                texts.push(text);
            }
            _ => {}
        }
    }
    texts
}

/// All texts of the page, each with its file.
fn texts_of_the_page() -> Vec<(String, String)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = Vec::new();
    let mut folders = vec![root.join("src")];
    let mut add = |file: &std::path::Path, read: fn(&str) -> Vec<String>| {
        let content = std::fs::read_to_string(file).expect("the file can be read");
        let name = file.strip_prefix(root).unwrap_or(file).display().to_string();
        texts.extend(read(&content).into_iter().map(|text| (name.clone(), text)));
    };
    add(&root.join("index.html"), texts_of_markup);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the folder can be read") {
            let path = entry.expect("it has entries").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && !path.ends_with("tests.rs")
            {
                add(&path, texts_of_rust);
            }
        }
    }
    texts
}

#[test]
fn texts_are_found_where_they_are() {
    let rust = "/// \"No\" text\nfn f<'a>() { g('\"', \"one \\\n    line\", b'\\'', format!(\"{x} two \\\" \", )); } // \"no\"\n\
                #[cfg(test)]\nmod tests { \"no\" }";
    assert_eq!(texts_of_rust(rust), ["one line", "{x} two \" "]);
    let markup = "<p title=\"three\">four<b>five</b> six</p>";
    assert_eq!(texts_of_markup(markup), ["four", "three", "five", " six", ""]);
}

#[test]
fn words_that_were_replaced_are_nowhere_on_the_page() {
    let texts = texts_of_the_page();
    let says = |text: &str, gone: &str| match gone.strip_prefix('=') {
        Some(whole) => text.trim() == whole,
        None => text.to_lowercase().contains(&gone.to_lowercase()),
    };
    let said = |gone| texts.iter().filter(move |(_, text)| says(text, gone)).map(move |place| (gone, place));
    let found: Vec<_> = REPLACED.into_iter().flat_map(|(gone, _)| said(gone)).collect();
    assert!(found.is_empty(), "{found:#?}");
    for (_, instead) in REPLACED {
        assert!(texts.iter().any(|(_, text)| text.contains(instead)), "nothing says {instead}");
    }
}
