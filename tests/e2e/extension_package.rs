//! The package: what it asks for, its policy, and that it is all that is loaded.

use crate::harness::{Access, Stage, Value, json};

#[test]
fn it_asks_for_no_host_at_install_and_warns_of_nothing() {
    Stage::new().in_extension(Access::Absent).run(async |page| {
        let manifest = page.manifest();
        assert_eq!(manifest["host_permissions"], Value::Null);
        assert_eq!(
            manifest["permissions"],
            json!([
                "webRequest",
                "webRequestBlocking",
                "declarativeNetRequestWithHostAccess",
                "activeTab",
                "scripting",
                "contextMenus"
            ])
        );
        for key in ["content_scripts", "web_accessible_resources", "externally_connectable"] {
            assert_eq!(manifest[key], Value::Null, "{key}");
        }
        assert!(page.permission_warnings().await.is_empty());
    });
}

#[test]
fn its_policy_is_that_of_the_web_page() {
    Stage::new().in_extension(Access::Absent).run(async |page| {
        let policy = page.manifest()["content_security_policy"]["extension_pages"].clone();
        assert_eq!(policy, volley_origin::CONTENT_SECURITY_POLICY);
    });
}

#[test]
fn nothing_is_loaded_from_outside_the_package() {
    Stage::new().in_extension(Access::Granted).run(async |page| {
        page.wait_state("empty").await;
        let loaded = "return [...document.querySelectorAll('[src], link[href]')].map((part) => part.src ?? part.href);";
        let loaded = page.script(loaded).await;
        let loaded: Vec<&str> = loaded.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        // The script, what it loads, the style sheet, the icon.
        assert!(loaded.len() > 4, "{loaded:?}");
        assert!(loaded.iter().all(|address| address.starts_with("chrome-extension://")), "{loaded:?}");
        assert_eq!(page.request_count(), 0);
    });
}
