//! The extension's access to hosts, granted and taken back while its page is open: the page hears of it as if the user had done
//! so in the browser's settings.

use serde_json::{Value, json};

use super::browser::Browser;
use super::driver::Kind;
use super::extension::Access;
use super::page::Page;

/// All that the extension may be granted.
pub(super) const ORIGINS: [&str; 2] = ["http://*/*", "https://*/*"];

/// What the page of settings does in Firefox: adds or removes.
const TURN: &str = "
    const [id, verb, origins] = arguments;
    const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
    const { extension } = WebExtensionPolicy.getByID(id);
    await ExtensionPermissions[verb](id, { permissions: [], origins }, extension);
";

/// What Firefox does when the button is pressed, the grant for the tab included.
const PRESS: &str = "
    const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
    const { extension } = WebExtensionPolicy.getByID(arguments[0]);
    const window = Services.wm.getMostRecentWindow('navigator:browser');
    ExtensionParent.apiManager.global.browserActionFor(extension).triggerAction(window);
";

impl Page {
    /// Grants the extension access to every host.
    pub(crate) async fn grant_access(&self) {
        let browser = self.browser();
        if browser.kind() == Kind::Firefox {
            return turn_in_firefox(browser, self.extension().firefox_id(), "add").await;
        }
        assert_ne!(self.extension().access(), Access::Absent, "Chromium would ask, and nobody answers");
        let request = json!({
            "expression": format!("chrome.permissions.request({})", json!({ "origins": ORIGINS })),
            "userGesture": true,
            "awaitPromise": true,
        });
        let answer = browser.protocol("Runtime.evaluate", request).await;
        assert_eq!(answer["result"]["value"], true, "access is granted: {answer}");
    }

    /// Takes the extension's access to hosts back.
    pub(crate) async fn revoke_access(&self) {
        let browser = self.browser();
        if browser.kind() == Kind::Firefox {
            return turn_in_firefox(browser, self.extension().firefox_id(), "remove").await;
        }
        let remove = "return chrome.permissions.remove({ origins: arguments[0] });";
        assert_eq!(browser.script_awaited(remove, vec![json!(ORIGINS)]).await, true);
    }

    /// Whether the browser lets the extension read every host.
    pub(crate) async fn has_access(&self) -> bool {
        let ask = "return (globalThis.browser ?? chrome).permissions.contains({ origins: arguments[0] });";
        self.browser().script_awaited(ask, vec![json!(ORIGINS)]).await == true
    }

    /// Presses the extension's button in Firefox's toolbar, on the tab that is in front.
    pub(crate) async fn press_toolbar_button(&self) {
        let id = json!(self.extension().firefox_id());
        self.browser().privileged_script(PRESS, vec![id]).await;
    }

    /// The manifest as it is packed.
    pub(crate) fn manifest(&self) -> &Value {
        self.extension().manifest()
    }

    /// What Chromium warns of before it installs the extension.
    pub(crate) async fn permission_warnings(&self) -> Vec<String> {
        let ask = "return chrome.management.getPermissionWarningsByManifest(arguments[0]);";
        let manifest = vec![json!(self.extension().manifest().to_string())];
        let warnings: Value = self.browser().script_awaited(ask, manifest).await;
        serde_json::from_value(warnings).expect("warnings are texts")
    }
}

/// Adds access to every host or removes it, by this name of the method.
pub(super) async fn turn_in_firefox(browser: &Browser, id: &str, verb: &str) {
    browser.privileged_script(TURN, vec![json!(id), json!(verb), json!(ORIGINS)]).await;
}
