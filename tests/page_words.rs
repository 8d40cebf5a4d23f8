//! What index.html says of the settings in words, beside the values that the program has.

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
