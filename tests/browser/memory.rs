//! What is kept between visits.

use volley::protocol::{Span, TextStore as _};
use volley::settings::{Limits, Method, RunSettings};
use volley::web::page::memory::{BrowserStore, recall, remember, take_list_before_json, was_set_aside};
use wasm_bindgen_test::wasm_bindgen_test;

fn store(key: &str, text: &str) {
    assert!(BrowserStore.put(Span::Ever, key, text), "there is room");
}

#[wasm_bindgen_test]
fn settings_come_back_as_they_were() {
    let limits = Limits { concurrency: 7, per_origin: 3, timeout_ms: 1_234, retries: 9, ..Limits::default() };
    let settings = RunSettings { limits, method: Method::Head, body_cap: None, ..RunSettings::default() };
    remember("test.settings", &settings.to_json());
    assert_eq!(recall("test.settings", RunSettings::from_json), Some(settings));
}

#[wasm_bindgen_test]
fn what_was_never_kept_is_none() {
    assert_eq!(recall("test.nothing", RunSettings::from_json), None);
}

#[wasm_bindgen_test]
fn what_another_build_kept_is_none_and_said_once() {
    was_set_aside();
    for left in ["", "{", "null", "[1]", "{\"limits\":{\"concurrency\":-1}}", "{\"version\":2}"] {
        store("test.other", left);
        assert_eq!(recall("test.other", RunSettings::from_json), None, "{left:?}");
        assert_eq!([was_set_aside(), was_set_aside()], [true, false], "{left:?}");
    }
}

#[wasm_bindgen_test]
fn what_was_kept_before_the_documents_is_set_aside_but_for_the_list() {
    was_set_aside();
    for key in ["volley.settings.3", "volley.choice", "volley.columns", "volley.compared.2"] {
        store(key, "\u{7}\u{3}");
        assert_eq!([was_set_aside(), was_set_aside()], [true, false], "{key}");
    }
    store("volley.text", "\u{3}a.b");
    assert_eq!(take_list_before_json().as_deref(), Some("a.b"));
    assert_eq!(take_list_before_json(), None);
    assert!(!was_set_aside());
}
