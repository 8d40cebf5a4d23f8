//! One file of a mount: its name, its type, its bytes, and what is changed in them.

use std::borrow::Cow;
use std::path::{Component, Path};

use bytes::Bytes;
use http::HeaderValue;

use super::mount::{Mount, Override};

/// A byte string that was to be replaced is not in the file.
#[derive(Debug, thiserror::Error)]
#[error("nothing to swap in {file}: it does not hold {from:?}")]
pub(super) struct NothingToSwap {
    file: String,
    from: String,
}

/// Returns the file that a path (decoded, from the mount) means: folders mean their `index.html`.
/// `None` if it could lead out of the mount.
pub(super) fn name(path: &str) -> Option<Cow<'_, str>> {
    let is_plain = |part| matches!(part, Component::Normal(_));
    if !Path::new(path).components().all(is_plain) {
        return None;
    }
    if path.is_empty() || path.ends_with('/') {
        return Some(format!("{path}index.html").into());
    }
    Some(path.into())
}

/// Returns the file's bytes after all overrides, or `None` if it is missing.
pub(super) async fn read(
    mount: &Mount,
    folder: Option<&Path>,
    name: &str,
) -> Result<Option<Bytes>, NothingToSwap> {
    let mut bytes = match folder {
        Some(folder) => tokio::fs::read(folder.join(name)).await.ok().map(Bytes::from),
        None => None,
    };
    for change in mount.overrides_of(name) {
        bytes = match (change, bytes) {
            (Override::Whole(whole), _) => Some(whole.clone()),
            (Override::Swap { from, to }, Some(bytes)) => Some(swapped(&bytes, from, to, name)?),
            (Override::Typed(_), bytes) => bytes,
            (Override::Missing, _) | (Override::Swap { .. }, None) => None,
        };
    }
    Ok(bytes)
}

/// Whether the name holds a hash of the content: `volley-0123456789abcdef_bg.wasm`.
pub(super) fn has_hash(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let is_hash = |word: &str| word.len() >= 12 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    name.split(['-', '_', '.']).skip(1).any(is_hash)
}

/// Returns the content type of a file of the mount: what the mount says last of it, else by its ending.
pub(super) fn type_in(mount: &Mount, name: &str) -> HeaderValue {
    let own = mount.overrides_of(name).filter_map(|change| match change {
        Override::Typed(content_type) => Some(content_type.clone()),
        _ => None,
    });
    own.last().unwrap_or_else(|| content_type(Path::new(name)))
}

/// Returns the content type of a file by its ending, whatever the case of that.
pub(super) fn content_type(file: &Path) -> HeaderValue {
    let ending = file.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    HeaderValue::from_static(match ending.as_deref() {
        Some("html" | "htm") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    })
}

fn swapped(bytes: &[u8], from: &[u8], to: &[u8], name: &str) -> Result<Bytes, NothingToSwap> {
    let mut result = bytes.to_vec();
    let mut found = false;
    let mut at = 0;
    while !from.is_empty() && at + from.len() <= result.len() {
        if result[at..].starts_with(from) {
            result[at..at + from.len()].copy_from_slice(to);
            found = true;
            at += from.len();
        } else {
            at += 1;
        }
    }
    if found {
        return Ok(result.into());
    }
    Err(NothingToSwap { file: name.to_owned(), from: String::from_utf8_lossy(from).into_owned() })
}

#[cfg(test)]
mod tests {
    use super::{has_hash, name, swapped};

    #[test]
    fn a_hash_is_in_the_file_s_own_name() {
        assert!(has_hash("/sub/volley-0123456789abcdef_bg.wasm"));
        assert!(has_hash("/status-bar-0123456789abcdef.css"));
        for path in ["/", "/index.html", "/desk_bg.wasm", "/snippets/volley-0123456789abcdef/src/body.js"] {
            assert!(!has_hash(path), "{path}");
        }
    }

    #[test]
    fn folders_mean_their_index_and_nothing_leads_out() {
        assert_eq!(name("").as_deref(), Some("index.html"));
        assert_eq!(name("a/").as_deref(), Some("a/index.html"));
        assert_eq!(name("a/b.js").as_deref(), Some("a/b.js"));
        assert_eq!(name("../secret"), None);
        assert_eq!(name("a/../../secret"), None);
        assert_eq!(name("/etc/passwd"), None);
    }

    #[test]
    fn every_place_is_swapped_and_a_missing_one_is_said() {
        assert_eq!(&swapped(b"v1 and v1", b"v1", b"v2", "a.js").unwrap()[..], b"v2 and v2");
        let error = swapped(b"v3", b"v1", b"v2", "a.js").unwrap_err();
        assert_eq!(error.to_string(), "nothing to swap in a.js: it does not hold \"v1\"");
    }
}
