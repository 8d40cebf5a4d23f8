//! Files for the user.

use js_sys::{Array, Reflect};
use volley::web::page::download::download;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Blob, Response};

/// Keeps the next click on a link from saving anything; `volleyClicked` holds what was clicked.
const CATCH_CLICK: &str = "
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function () {
        window.volleyClicked = { name: this.download, href: this.href };
        HTMLAnchorElement.prototype.click = click;
    };
";

#[wasm_bindgen_test]
async fn a_file_is_offered_under_its_name_with_its_content() {
    js_sys::eval(CATCH_CLICK).expect("the script runs");
    let blob =
        Blob::new_with_str_sequence(&Array::of1(&"a,b\r\nü,2\r\n".into())).expect("a browser has blobs");
    download("volley.csv", &blob).expect("a file can be saved");
    let window = web_sys::window().expect("a test has a window");
    let clicked = Reflect::get(&window, &"volleyClicked".into()).expect("a window has fields");
    let field = |name: &str| Reflect::get(&clicked, &name.into()).ok().and_then(|value| value.as_string());
    assert_eq!(field("name").as_deref(), Some("volley.csv"));
    let response =
        JsFuture::from(window.fetch_with_str(&field("href").expect("a link"))).await.expect("it is there");
    let text =
        JsFuture::from(Response::from(response).text().expect("it has a body")).await.expect("it is text");
    assert_eq!(text.as_string().as_deref(), Some("a,b\r\nü,2\r\n"));
}
