//! What JavaScript throws, in words.

use js_sys::{Error, TypeError};
use volley::web::ipc::js_error::describe;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn an_error_says_its_kind_and_its_words() {
    assert_eq!(describe(&Error::new("no room").into()), "Error: no room");
    assert_eq!(describe(&TypeError::new("no number").into()), "TypeError: no number");
}

#[wasm_bindgen_test]
fn an_error_of_the_browser_does_too() {
    let thrown = web_sys::Url::new("no url").expect_err("it is none");
    assert!(describe(&thrown).starts_with("TypeError: "), "{}", describe(&thrown));
    let thrown =
        js_sys::eval("try { structuredClone(() => 1) } catch (error) { error }").expect("it is caught");
    assert!(describe(&thrown).starts_with("DataCloneError: "), "{}", describe(&thrown));
}

#[wasm_bindgen_test]
fn anything_else_is_shown_as_it_is() {
    assert_eq!(describe(&JsValue::from_str("just words")), "just words");
    assert_eq!(describe(&JsValue::UNDEFINED), "something unknown");
    assert_eq!(describe(&JsValue::from_f64(7.0)), "7");
}
