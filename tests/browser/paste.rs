//! What is pasted: short texts stay in the text area, long ones are kept out of it.

use js_sys::{JsString, Uint8Array};
use volley::web::page::paste::{blob_of, files_of, short, text_of, value_of};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::DataTransfer;

fn js(text: &str) -> JsString {
    JsString::from(text)
}

#[wasm_bindgen_test]
fn a_text_area_holds_two_thousand_lines() {
    assert!(short(&js(&"a\n".repeat(2_000))).is_some());
    assert!(short(&js(&"a\n".repeat(2_001))).is_none());
}

#[wasm_bindgen_test]
fn a_text_area_holds_a_hundred_kilobytes_of_utf_8() {
    assert_eq!(short(&js(&"a".repeat(102_400))).map(|text| text.len()), Some(102_400));
    assert!(short(&js(&"a".repeat(102_401))).is_none());
    // 40,000 units of UTF-16 are 120,000 bytes here.
    assert!(short(&js(&"\u{20ac}".repeat(40_000))).is_none());
}

#[wasm_bindgen_test]
fn the_text_of_a_paste_is_found_and_nothing_is_none() {
    let data = DataTransfer::new().expect("a browser has transfers");
    assert!(text_of(&data).is_none());
    data.set_data("text/plain", "https://a.test/").expect("it takes a text");
    assert_eq!(text_of(&data).map(String::from).as_deref(), Some("https://a.test/"));
    assert!(files_of(data.files()).is_empty());
}

#[wasm_bindgen_test]
fn the_value_of_a_field_is_its_text() {
    let field = js_sys::eval("Object.assign(document.createElement('textarea'), { value: 'a\\nb' })");
    let field = field.expect("a field can be made");
    assert_eq!(value_of(&field).map(String::from).as_deref(), Some("a\nb"));
    assert!(value_of(&JsValue::from_f64(1.0)).is_none());
}

#[wasm_bindgen_test]
async fn a_text_becomes_utf_8_and_half_characters_are_marked() {
    let text = JsString::from(js_sys::eval("'a\\ud800b'").expect("it is a text"));
    let blob = blob_of(&text).expect("there is room");
    let buffer = JsFuture::from(blob.array_buffer()).await.expect("it can be read");
    assert_eq!(Uint8Array::new(&buffer).to_vec(), "a\u{fffd}b".as_bytes());
}
