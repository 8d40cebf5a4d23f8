//! The page as an extension: that it starts, and what its access to hosts is worth.

use volley_origin::BadCertificate;

use crate::harness::{Access, MISSING_HOST, Page, Stage, Value, json};

const BAD: [BadCertificate; 3] =
    [BadCertificate::Untrusted, BadCertificate::Expired, BadCertificate::WrongName];

/// Runs a test in the extension with this access, in both browsers.
fn in_both(access: Access, test: &impl AsyncFn(&Page)) {
    let stage = || Stage::new().in_extension(access).origin(|config| config.bad_certificates = BAD.into());
    stage().run(test);
    stage().in_firefox().run(test);
}

/// The status that a fetch of the page gets; null when it gets none.
async fn status(page: &Page, url: String) -> Value {
    let fetch = "return fetch(arguments[0]).then((answer) => answer.status, () => null);";
    page.browser().script_awaited(fetch, vec![json!(url)]).await
}

#[test]
fn the_page_starts_at_the_extension_s_address() {
    in_both(Access::Absent, &async |page: &Page| {
        page.wait_state("empty").await;
        let url = page.script("return location.href;").await;
        let url = url.as_str().expect("an address is a text");
        assert!(url.contains("-extension://") && url.ends_with("/index.html"), "{url}");
        assert!(page.script("return document.getElementById('boot');").await.is_null());
        assert!(!page.has_access().await);
    });
}

#[test]
fn with_access_every_answer_can_be_read_but_behind_a_bad_certificate() {
    in_both(Access::Granted, &async |page: &Page| {
        assert!(page.has_access().await);
        for path in ["/closed/todos/1", "/corp/todos/1", "/cors/todos/1"] {
            for host in ["h1.test", "h2.test"] {
                assert_eq!(status(page, page.url(host, path)).await, 200, "{host}{path}");
                assert_eq!(status(page, page.tls_url(host, path)).await, 200, "TLS {host}{path}");
            }
        }
        assert_eq!(status(page, page.url("h1.test", "/closed/status/404")).await, 404);
        page.origin().clear_log();
        for bad in BAD {
            assert!(status(page, page.bad_tls_url(bad, "h1.test", "/cors/json")).await.is_null(), "{bad:?}");
        }
        assert_eq!(page.request_count(), 0);
    });
}

#[test]
fn without_access_an_answer_can_be_read_where_its_server_allows_it() {
    in_both(Access::Absent, &async |page: &Page| {
        assert!(status(page, page.url("h1.test", "/closed/todos/1")).await.is_null());
        assert_eq!(status(page, page.url("h1.test", "/cors/todos/1")).await, 200);
        assert_eq!(status(page, page.tls_url("h1.test", "/cors/todos/1")).await, 200);
    });
}

#[test]
fn no_answer_comes_from_a_closed_port_or_a_host_that_is_not_there() {
    in_both(Access::Granted, &async |page: &Page| {
        for host in ["h1.test", "h2.test"] {
            assert!(status(page, page.refused_url(host, "/cors/json")).await.is_null());
        }
        assert!(status(page, page.url(MISSING_HOST, "/cors/json")).await.is_null());
        assert!(status(page, page.tls_url(MISSING_HOST, "/cors/json")).await.is_null());
        assert_eq!(page.request_count(), 0);
    });
}

/// A button that requests access, as the page's own will.
const ADD_BUTTON: &str = "
    const button = document.createElement('button');
    button.dataset.testid = 'test-request';
    button.textContent = 'Request';
    button.addEventListener('click', () => {
        const { permissions } = globalThis.browser ?? chrome;
        permissions.request({ origins: ['http://*/*', 'https://*/*'] })
            .then((answer) => { button.dataset.answer = answer; });
    });
    document.body.prepend(button);
";

#[test]
fn access_is_granted_by_a_click_and_taken_and_given_from_outside() {
    in_both(Access::Grantable, &async |page: &Page| {
        page.wait_state("empty").await;
        let closed = || status(page, page.url("h1.test", "/closed/todos/1"));
        assert!(closed().await.is_null());
        page.script(ADD_BUTTON).await;
        page.click("test-request").await;
        page.wait("() => document.querySelector('[data-answer=true]')", &[]).await;
        assert_eq!(closed().await, 200);
        page.revoke_access().await;
        assert!(closed().await.is_null() && !page.has_access().await);
        page.grant_access().await;
        assert_eq!(closed().await, 200);
    });
}

#[test]
fn it_is_installed_without_a_warning() {
    Stage::new().in_extension(Access::Absent).run(async |page| {
        assert_eq!(page.permission_warnings().await, [""; 0]);
    });
}

#[test]
fn a_run_and_an_export_work_as_on_the_web() {
    Stage::new().in_extension(Access::Granted).run(async |page| {
        page.check(&[page.url("h1.test", "/closed/status/404")]).await;
        assert_eq!(page.only_row().await["status"], 404);
    });
}
