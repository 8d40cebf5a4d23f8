//! What is remembered between visits.

use volley::settings::{Limits, Method, RunSettings};
use volley::web::page::memory::{recall, remember};
use wasm_bindgen_test::wasm_bindgen_test;

fn store(key: &str, text: &str) {
    let storage =
        web_sys::window().and_then(|window| window.local_storage().ok()?).expect("a browser has storage");
    storage.set_item(key, text).expect("there is room");
}

#[wasm_bindgen_test]
fn settings_come_back_as_they_were() {
    let limits = Limits { concurrency: 7, per_origin: 3, timeout_ms: 1_234, retries: 9, ..Limits::default() };
    let settings = RunSettings { limits, method: Method::Head, body_cap: None, ..RunSettings::default() };
    remember("test.settings", &settings);
    assert_eq!(recall("test.settings"), Some(settings));
}

#[wasm_bindgen_test]
fn what_was_never_remembered_is_none() {
    assert_eq!(recall::<RunSettings>("test.nothing"), None);
}

#[wasm_bindgen_test]
fn what_an_older_page_left_is_none_where_it_cannot_be_read() {
    for left in ["", "{", "null", "[1]", "{\"limits\":{\"concurrency\":-1}}"] {
        store("test.older", left);
        assert_eq!(recall::<RunSettings>("test.older"), None, "{left:?}");
    }
}
