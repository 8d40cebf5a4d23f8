//! What the extension's manifest says, what the driver page needs of it, and what Chromium makes of it.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use ring::digest::{SHA256, digest};
use serde_json::{Value, json};

use crate::failure::Failure;

/// What the policy of the package forbids and the driver page needs: the page under test is in a frame of it.
const FRAMES: &str = "; frame-src 'self'";

/// A manifest, and what is needed of it.
#[derive(Clone, Debug)]
pub(super) struct Manifest {
    all: Value,
    /// What Chromium names its extension.
    id: String,
    background: String,
    policy: String,
}

impl Manifest {
    /// Reads the text of a manifest that has a key, a background script and a policy.
    pub(super) fn read(text: &str) -> Result<Self, Failure> {
        let all: Value = serde_json::from_str(text)
            .map_err(|error| Failure::system("read the extension's manifest", &error))?;
        let missing = |name: &str| Failure::Answer { name: name.to_owned(), answer: text.to_owned() };
        let key = all["key"].as_str().and_then(|key| BASE64_STANDARD.decode(key).ok());
        let id = id(&key.ok_or_else(|| missing("key"))?);
        let background = all["background"]["service_worker"].as_str().map(str::to_owned);
        let background = background.ok_or_else(|| missing("background"))?;
        let policy = policy(&all).map(str::to_owned).ok_or_else(|| missing("content_security_policy"))?;
        Ok(Self { all, id, background, policy })
    }

    /// Returns the file of the background script.
    pub(super) fn background(&self) -> &str {
        &self.background
    }

    /// Returns the manifest's text with a policy under which one of its pages may be in a frame of another.
    pub(super) fn with_frames(&self) -> String {
        let mut all = self.all.clone();
        all["content_security_policy"]["extension_pages"] = format!("{}{FRAMES}", self.policy).into();
        all.to_string()
    }

    /// Returns the preferences of a profile in which all that the extension may ask for is granted.
    pub(super) fn granted(&self) -> Value {
        let all = json!({
            "api": self.all["permissions"],
            "explicit_host": self.all["optional_host_permissions"],
            "manifest_permissions": [],
            "scriptable_host": [],
        });
        let granted = json!({
            "granted_permissions": all,
            "runtime_granted_permissions": all,
            "active_permissions": all,
        });
        json!({ "extensions": { "settings": { &self.id: granted } } })
    }
}

fn policy(manifest: &Value) -> Option<&str> {
    manifest["content_security_policy"]["extension_pages"].as_str()
}

/// Returns the id that Chromium makes of an extension's key: half of its hash, in the letters a to p.
fn id(key: &[u8]) -> String {
    let hash = digest(&SHA256, key);
    let digits = hash.as_ref().iter().take(16).flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(b'a' + digit)).collect()
}

#[cfg(test)]
pub(super) const EXAMPLE: &str = r#"{
    "key": "dm9sbGV5",
    "background": { "service_worker": "own.js" },
    "permissions": ["webRequest"],
    "optional_host_permissions": ["http://*/*", "https://*/*"],
    "content_security_policy": { "extension_pages": "default-src 'none'; style-src 'self'" }
}"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_is_that_of_chromium() {
        // printf volley | sha256sum | cut -c1-32 | tr 0-9a-f a-p
        assert_eq!(id(b"volley"), "hgkcgalabfeojlgmmeiohgkmmpipkflc");
    }

    #[test]
    fn frames_are_all_that_is_added_to_the_policy() {
        let manifest = Manifest::read(EXAMPLE).unwrap();
        let mut changed: Value = serde_json::from_str(&manifest.with_frames()).unwrap();
        assert_eq!(policy(&changed), Some("default-src 'none'; style-src 'self'; frame-src 'self'"));
        changed["content_security_policy"] = manifest.all["content_security_policy"].clone();
        assert_eq!(changed, manifest.all);
    }

    #[test]
    fn all_hosts_are_granted_to_the_extension_of_that_key() {
        let granted = Manifest::read(EXAMPLE).unwrap().granted();
        let settings = granted["extensions"]["settings"].as_object().unwrap();
        let (id_of_it, granted) = settings.iter().next().unwrap();
        assert_eq!(id_of_it, &id(b"volley"));
        for when in ["granted_permissions", "runtime_granted_permissions", "active_permissions"] {
            assert_eq!(granted[when]["explicit_host"], json!(["http://*/*", "https://*/*"]), "{when}");
        }
    }

    #[test]
    fn a_manifest_without_what_is_needed_is_refused() {
        let without = |name: &str| {
            let mut all: Value = serde_json::from_str(EXAMPLE).unwrap();
            all.as_object_mut().unwrap().remove(name);
            Manifest::read(&all.to_string()).unwrap_err().to_string()
        };
        for name in ["key", "background", "content_security_policy"] {
            assert!(without(name).starts_with(&format!("no {name} in ")), "{name}");
        }
    }
}
