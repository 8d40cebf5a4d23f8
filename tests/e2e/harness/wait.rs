//! Waiting for a state of the page: one script that looks at each change of the document, and at each frame.

use serde_json::{Value, json};

use super::browser::Browser;

/// How long a wait may take. It only keeps a broken test from hanging.
const LIMIT_MS: u32 = 60_000;

/// Looks at once, after each change of the document and at each frame (a layout changes no node), and hands over the first value that counts as true.
const WATCH: &str = "
    const [limit, ...given] = Array.prototype.slice.call(arguments, 0, -1);
    const done = arguments[arguments.length - 1];
    let ended = false;
    const look = () => {
        const value = !ended && condition(...given);
        if (value) end({ value });
    };
    const frame = () => {
        look();
        if (!ended) requestAnimationFrame(frame);
    };
    const observer = new MutationObserver(look);
    const timer = setTimeout(() => end({ expired: document.body.innerText.slice(0, 2000) }), limit);
    const end = (result) => {
        ended = true;
        observer.disconnect();
        clearTimeout(timer);
        done(result);
    };
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    frame();
";

/// The first value of the JS function `condition` that counts as true, called with `arguments`.
pub(super) async fn until(browser: &Browser, condition: &str, arguments: &[Value]) -> Value {
    let script = format!("const condition = {condition};\n{WATCH}");
    let all = [json!(LIMIT_MS)].iter().chain(arguments).cloned().collect();
    let mut result = browser.script_async(&script, all).await;
    if let Some(text) = result.get("expired") {
        let text = text.as_str().unwrap_or_default();
        panic!("not within {LIMIT_MS} ms: {condition} {arguments:?}\nthe page shows:\n{text}");
    }
    result["value"].take()
}
