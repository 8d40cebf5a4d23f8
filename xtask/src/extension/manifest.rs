//! The manifest: one for Chromium and Firefox, with the version and the build number filled in.

use crate::failure::Failure;

/// The marks of the template. The build is named where Chromium shows a version; Firefox passes that over.
const VERSION: &str = "<version>";
const BUILD: &str = "<build>";

/// Returns the manifest of this version and build.
///
/// # Errors
/// When the template has no place for one of them, or when no browser would take the version.
pub(super) fn fill(template: &str, version: &str, build: &str) -> Result<String, Failure> {
    if !is_for_browsers(version) {
        return Err(Failure::new(format!("{version} is no version of an extension"))
            .hint("browsers take up to four numbers with dots between them, and no letters"));
    }
    let mut manifest = template.to_owned();
    for (mark, value) in [(VERSION, version), (BUILD, build)] {
        if !manifest.contains(mark) {
            return Err(Failure::new(format!("src/extension/manifest.json has no place for its {mark}")));
        }
        manifest = manifest.replace(mark, value);
    }
    Ok(manifest)
}

fn is_for_browsers(version: &str) -> bool {
    let parts: Vec<&str> = version.split('.').collect();
    // A zero before another digit is refused too, and neither browser reads more than 16 bits.
    let is_number = |part: &&str| part.parse::<u16>().is_ok_and(|number| number.to_string() == **part);
    parts.len() <= 4 && parts.iter().all(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    const TEMPLATE: &str = include_str!("../../../src/extension/manifest.json");
    const PAGE: &str = include_str!("../../../index.html");

    fn manifest() -> Value {
        serde_json::from_str(&fill(TEMPLATE, "1.2.3", "0123456789abcdef").unwrap()).unwrap()
    }

    #[test]
    fn version_and_build_are_in_it() {
        let manifest = manifest();
        assert_eq!(manifest["version"], "1.2.3");
        assert_eq!(manifest["version_name"], "1.2.3 (build 0123456789abcdef)");
        assert!(fill("{}", "1.2.3", "0123456789abcdef").is_err());
        assert!(fill(TEMPLATE, "1.2.3-beta", "0123456789abcdef").is_err());
    }

    #[test]
    fn a_version_is_up_to_four_numbers() {
        assert!(["1", "0.1.0", "1.2.3.65535"].into_iter().all(is_for_browsers));
        assert!(!["", "1.", "1.02", "1.2.3.4.5", "1.65536", "v1", "+1"].into_iter().any(is_for_browsers));
    }

    #[test]
    fn no_host_is_asked_for_at_install() {
        let manifest = manifest();
        // None of these warns of anything: the page of a tab is read on the user's act alone, and rules are for hosts that the
        // user gave access to.
        let blocking = ["webRequestBlocking", "declarativeNetRequestWithHostAccess"];
        let others = ["activeTab", "scripting", "contextMenus"];
        let all: Vec<_> = ["webRequest"].into_iter().chain(blocking).chain(others).collect();
        assert_eq!(manifest["permissions"], json!(all));
        assert_eq!(manifest["optional_host_permissions"], json!(["http://*/*", "https://*/*"]));
        // Each of these would give it pages of others, or others its own.
        let reaching = ["host_permissions", "content_scripts", "web_accessible_resources"];
        for key in reaching.into_iter().chain(["optional_permissions", "externally_connectable"]) {
            assert_eq!(manifest.get(key), None, "{key}");
        }
    }

    #[test]
    fn its_pages_are_under_the_policy_of_the_page() {
        let manifest = manifest();
        let policy = manifest["content_security_policy"]["extension_pages"].as_str().unwrap();
        assert!(
            PAGE.contains(&format!("http-equiv=\"Content-Security-Policy\" content=\"{policy}\"")),
            "{policy}"
        );
    }
}
