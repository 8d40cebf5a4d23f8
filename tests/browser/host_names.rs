//! Names of hosts by the browser's rules.

use volley::web::ipc::host_names::to_ascii;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::host_table::HOSTS;

#[wasm_bindgen_test]
fn the_browser_has_the_rules_that_native_tests_have() {
    for (name, ascii) in HOSTS {
        assert_eq!(to_ascii(name).as_deref(), ascii, "{name}");
    }
}
