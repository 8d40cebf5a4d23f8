//! The question before the tab is left.

use volley::web::page::leave::LeaveQuestion;
use wasm_bindgen_test::wasm_bindgen_test;

/// Whether the browser would warn.
fn asks() -> bool {
    let script = "!window.dispatchEvent(new Event('beforeunload', { cancelable: true }))";
    js_sys::eval(script).expect("an event can be sent").is_truthy()
}

#[wasm_bindgen_test]
fn leaving_needs_confirmation_as_long_as_it_is_kept() {
    assert!(!asks());
    let question = LeaveQuestion::new();
    assert!(asks());
    drop(question);
    assert!(!asks());
}
