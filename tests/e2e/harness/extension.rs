//! The page packed as an extension: its addresses, and how a browser starts with it.

use std::path::PathBuf;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use ring::digest::{SHA256, digest};
use serde_json::{Value, json};
use volley_origin::Origin;

use super::access;
use super::browser::{Browser, Setup};
use super::driver::Kind;
use super::hosts::MISSING_HOST;

/// Its name in addresses of Firefox, which else draws one.
const UUID: &str = "0a7c1d52-6f3b-4e0e-9d55-3c1f0b6a2e84";

/// Has Firefox trust the authority of this certificate (base64), and not find this host, without asking a DNS server.
const PREPARE_FIREFOX: &str = "
    const [authority, missing] = arguments;
    const certificates = Cc['@mozilla.org/security/x509certdb;1'].getService(Ci.nsIX509CertDB);
    certificates.addCertFromBase64(authority, 'CT,,');
    const names = Cc['@mozilla.org/network/native-dns-override;1'].getService(Ci.nsINativeDNSResolverOverride);
    names.addIPOverride(missing, 'N/A');
";

/// What the extension may do with hosts when it starts, and what becomes of a request for more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// It may read every host. When that was taken back, it is as with `Grantable`.
    Granted,
    /// It may read none; a request is granted without a question.
    Grantable,
    /// It may read none; a request is never answered, as long as the user does not look at the question.
    Absent,
}

/// The extension as `cargo xtask test` packs it.
#[derive(Debug)]
pub(super) struct Extension {
    folder: PathBuf,
    manifest: Value,
    access: Access,
}

impl Extension {
    pub(super) fn packed(access: Access) -> Self {
        let folder = PathBuf::from(super::program("VOLLEY_EXTENSION"));
        // Chromium makes the id of one without a key from the path that it comes to.
        let folder = folder.canonicalize().expect("the extension is packed");
        let text = std::fs::read_to_string(folder.join("manifest.json")).expect("it has a manifest");
        Self { folder, manifest: serde_json::from_str(&text).expect("the manifest is JSON"), access }
    }

    pub(super) fn manifest(&self) -> &Value {
        &self.manifest
    }

    pub(super) fn access(&self) -> Access {
        self.access
    }

    /// The address of this path (with its slash) in that browser.
    pub(super) fn url(&self, kind: Kind, path: &str) -> String {
        match kind {
            Kind::Chromium => format!("chrome-extension://{}{path}", self.chromium_id()),
            Kind::Firefox => format!("moz-extension://{UUID}{path}"),
        }
    }

    pub(super) fn firefox_id(&self) -> &str {
        let id = self.manifest["browser_specific_settings"]["gecko"]["id"].as_str();
        id.expect("the manifest names the extension for Firefox")
    }

    fn chromium_id(&self) -> String {
        match self.manifest["key"].as_str() {
            Some(key) => chromium_id(&BASE64_STANDARD.decode(key).expect("the key is base64")),
            None => chromium_id(self.folder.as_os_str().as_encoded_bytes()),
        }
    }

    /// How the browser starts: the hosts below `.test` but one are this machine on every port, no others are found, and of
    /// certificates the origin's own is taken and no other.
    pub(super) fn setup(&self, kind: Kind, origin: &Origin) -> Setup {
        let flags = vec![
            format!("--load-extension={}", self.folder.display()),
            format!("--ignore-certificate-errors-spki-list={}", origin.key_sha256()),
            format!(
                "--host-resolver-rules=MAP {MISSING_HOST} ~NOTFOUND, MAP *.test 127.0.0.1, MAP * ~NOTFOUND, \
                 EXCLUDE localhost, EXCLUDE 127.0.0.1"
            ),
        ];
        let preferences = match kind {
            Kind::Chromium => self.chromium_preferences(),
            Kind::Firefox => json!({
                "extensions.webextensions.uuids": json!({ self.firefox_id(): UUID }).to_string(),
                "extensions.webextOptionalPermissionPrompts": self.access == Access::Absent,
                // No DNS server but the system's.
                "network.trr.mode": 5,
            }),
        };
        Setup { flags, preferences, any_certificate: false }
    }

    /// What Chromium's profile says of the extension: what was granted once and can be granted again without a question, and
    /// what is granted now.
    fn chromium_preferences(&self) -> Value {
        let all = json!({
            "api": self.manifest["permissions"],
            "explicit_host": access::ORIGINS,
            "manifest_permissions": [],
            "scriptable_host": [],
        });
        let granted = match self.access {
            Access::Granted => json!({
                "granted_permissions": all, "runtime_granted_permissions": all, "active_permissions": all,
            }),
            Access::Grantable => json!({ "granted_permissions": all, "runtime_granted_permissions": all }),
            Access::Absent => return json!({}),
        };
        json!({ "extensions": { "settings": { self.chromium_id(): granted } } })
    }

    /// Does what Firefox can only be told once it runs.
    pub(super) async fn prepare(&self, browser: &Browser, origin: &Origin) {
        if browser.kind() == Kind::Chromium {
            return;
        }
        let authority = BASE64_STANDARD.encode(origin.authority());
        browser.privileged_script(PREPARE_FIREFOX, vec![json!(authority), json!(MISSING_HOST)]).await;
        browser.install(&self.folder).await;
        if self.access == Access::Granted {
            access::turn_in_firefox(browser, self.firefox_id(), "add").await;
        }
    }
}

/// The id that Chromium makes of an extension's key or path: half of the hash, in the letters a to p.
fn chromium_id(of: &[u8]) -> String {
    let hash = digest(&SHA256, of);
    let digits = hash.as_ref()[..16].iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(b'a' + digit)).collect()
}
