//! Request headers that are sent to another origin without a preflight.

/// Longest value of such a header, in bytes.
const MAX_VALUE_BYTES: usize = 128;
/// The media types that forms could send before there was CORS.
const FORM_TYPES: [&str; 3] = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];

/// Whether the header is a "CORS-safelisted request-header" (Fetch standard, 2.2.2); `Range` counts as none.
pub(super) fn holds(name: &str, value: &str) -> bool {
    if value.len() > MAX_VALUE_BYTES {
        return false;
    }
    match name.to_ascii_lowercase().as_str() {
        "accept" => !value.bytes().any(is_unsafe),
        "accept-language" | "content-language" => {
            value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" *,-.;=".contains(&byte))
        }
        "content-type" => {
            let media_type = value.split(';').next().unwrap_or("").trim();
            !value.bytes().any(is_unsafe)
                && FORM_TYPES.iter().any(|form| media_type.eq_ignore_ascii_case(form))
        }
        _ => false,
    }
}

/// The standard's "CORS-unsafe request-header byte".
fn is_unsafe(byte: u8) -> bool {
    (byte < 0x20 && byte != b'\t') || b"\"():<>?@[\\]{}\x7f".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_forms_and_browsers_send_anyway_is_on_it() {
        assert!(holds("Accept", "text/html, */*;q=0.1"));
        assert!(holds("Accept-Language", "de-CH, en;q=0.5"));
        assert!(holds("content-type", "Text/Plain; charset=utf-8"));
        assert!(!holds("Content-Type", "application/json"));
        assert!(!holds("Accept", "text/html(x)"));
        assert!(!holds("Accept", &"a".repeat(129)));
        assert!(!holds("Authorization", "x"));
    }
}
