//! What is kept between visits.

use volley::protocol::{KeptThing, Span, TextStore as _};
use volley::settings::{Limits, Method, RunSettings};
use volley::web::page::memory::{BrowserStore, recall, remember, take_list_before_json, take_set_aside};
use wasm_bindgen_test::wasm_bindgen_test;

fn store(key: &str, text: &str) {
    assert!(BrowserStore.put(Span::Ever, key, text), "there is room");
}

#[wasm_bindgen_test]
fn settings_come_back_as_they_were() {
    let limits = Limits { concurrency: 7, per_origin: 3, timeout_ms: 1_234, retries: 9, ..Limits::default() };
    let settings = RunSettings { limits, method: Method::Head, body_cap: None, ..RunSettings::default() };
    remember(KeptThing::Settings, &settings.to_json());
    assert_eq!(recall(KeptThing::Settings, RunSettings::from_json), Some(settings));
}

#[wasm_bindgen_test]
fn what_was_never_kept_is_none() {
    assert_eq!(recall(KeptThing::Columns, RunSettings::from_json), None);
}

#[wasm_bindgen_test]
fn what_another_build_kept_is_none_and_said_once() {
    take_set_aside();
    for left in ["", "{", "null", "[1]", "{\"limits\":{\"concurrency\":-1}}", "{\"version\":2}"] {
        store(KeptThing::Comparisons.key(), left);
        assert_eq!(recall(KeptThing::Comparisons, RunSettings::from_json), None, "{left:?}");
        assert_eq!(take_set_aside(), [KeptThing::Comparisons], "{left:?}");
        assert_eq!(take_set_aside(), [], "{left:?}");
    }
}

#[wasm_bindgen_test]
fn what_was_kept_before_the_documents_is_set_aside_but_for_the_list() {
    take_set_aside();
    for thing in [KeptThing::Settings, KeptThing::Reading, KeptThing::Columns, KeptThing::Comparisons] {
        store(thing.key_before_json(), "\u{7}\u{3}");
        assert_eq!(take_set_aside(), [thing]);
        assert_eq!(take_set_aside(), []);
    }
    store("volley.text", "\u{3}a.b");
    assert_eq!(take_list_before_json().as_deref(), Some("a.b"));
    assert_eq!(take_list_before_json(), None);
    assert_eq!(take_set_aside(), []);
    store("volley.text", "\u{9}a.b");
    assert_eq!(take_list_before_json(), None);
    assert_eq!(take_set_aside(), [KeptThing::List]);
}
