//! Host names in any letters, by the rules of this browser.

use web_sys::Url;

/// `host` in ASCII, as the URL standard has it; `None` where this browser takes it for no name.
pub fn to_ascii(host: &str) -> Option<String> {
    Some(Url::new(&["https://", host, "/"].concat()).ok()?.hostname())
}
