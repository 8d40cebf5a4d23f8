//! The clock is the browser's monotonic one.

use volley::web::ipc::clock::Clock;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn it_never_goes_back() {
    let clock = Clock::new();
    let mut last = clock.now();
    for _ in 0..10_000 {
        let now = clock.now();
        assert!(now >= last, "{now} after {last}");
        last = now;
    }
}

#[wasm_bindgen_test]
fn it_is_the_one_that_browsers_time_requests_by() {
    let clock = Clock::new();
    let performance = clock.performance.clone().expect("a browser has one");
    let before = performance.now();
    let now = clock.now().get();
    assert!((before..=performance.now()).contains(&now));
}
