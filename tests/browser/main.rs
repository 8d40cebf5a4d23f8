//! The adapters to the browser, in a headless one: each test tries one of them against the real thing.
#![cfg(target_arch = "wasm32")]

mod clock;
mod download;
mod host_names;
mod host_table;
mod js_error;
mod leave;
mod memory;
mod messages;
mod paste;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
