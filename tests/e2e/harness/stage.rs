//! One test's stage: an origin, a browser and the page, set up as the test wants and checked at its end.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;

use serde_json::json;
use tokio::runtime::Builder;
use volley_origin::{Origin, OriginConfig};

use super::browser::{Browser, Setup};
use super::driver::Kind;
use super::extension::{Access, Extension};
use super::files::keep_of_failure;
use super::page::Page;

/// How a test wants its origin and its browser.
#[derive(Debug)]
pub(crate) struct Stage {
    browser: Kind,
    extension: Option<Access>,
    origin: OriginConfig,
    every_host: bool,
    public: bool,
    scripts: Vec<String>,
    path: String,
    expected_errors: Vec<&'static str>,
    reports_expected: bool,
}

impl Stage {
    /// The page at `/`, on `http://localhost`.
    pub(crate) fn new() -> Self {
        Self {
            browser: Kind::Chromium,
            extension: None,
            origin: OriginConfig { dist: Some(dist()), ..OriginConfig::default() },
            every_host: false,
            public: false,
            scripts: Vec::new(),
            path: "/".to_owned(),
            expected_errors: Vec::new(),
            reports_expected: false,
        }
    }

    /// The same in Firefox, where no host is mapped and no script runs before the page's own.
    pub(crate) fn in_firefox(mut self) -> Self {
        self.browser = Kind::Firefox;
        self
    }

    /// The page of the packed extension, at the extension's address. Ports are not mapped: URLs name the origin's, see
    /// [`Page::url`]. Browsers take the origin's certificate and no bad ones. `every_host` and `in_public` have no effect.
    pub(crate) fn in_extension(mut self, access: Access) -> Self {
        self.extension = Some(access);
        self.at("/index.html")
    }

    pub(crate) fn origin(mut self, change: impl FnOnce(&mut OriginConfig)) -> Self {
        change(&mut self.origin);
        self
    }

    /// Leads every host but `localhost` to the origin, on the default ports of both schemes: also what the browser requests
    /// of its maker now and then, so such a test looks in the log for what it knows. Else it is the hosts below `.test`
    /// that are led there, and all others are not found.
    pub(crate) fn every_host(mut self) -> Self {
        self.every_host = true;
        self
    }

    /// Opens the page as `https://page.test`, and has the browser take that for a server in the public network, from
    /// which it lets pages into this machine only by permission.
    pub(crate) fn in_public(mut self) -> Self {
        self.public = true;
        self.origin(|config| config.page_hosts.push("page.test".to_owned()))
    }

    pub(crate) fn before_load(mut self, script: &str) -> Self {
        self.scripts.push(script.to_owned());
        self
    }

    pub(crate) fn at(mut self, path: &str) -> Self {
        path.clone_into(&mut self.path);
        self
    }

    /// Lets errors on the console pass that hold this text.
    pub(crate) fn expecting_error(mut self, text: &'static str) -> Self {
        self.expected_errors.push(text);
        self
    }

    /// Lets reports of the policy pass.
    pub(crate) fn expecting_reports(mut self) -> Self {
        self.reports_expected = true;
        self
    }

    /// Runs a test, and fails if it does, if the page broke its policy or if the console holds an error.
    pub(crate) fn run(self, test: impl AsyncFnOnce(&Page)) {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime starts");
        let (expected, reports_expected) = (self.expected_errors.clone(), self.reports_expected);
        let page = runtime.block_on(self.open());
        let result = catch_unwind(AssertUnwindSafe(|| runtime.block_on(test(&page))));
        let complaints = runtime.block_on(async {
            if result.is_err() {
                keep_of_failure(&page).await;
            }
            let mut errors = page.browser().console_errors().await;
            errors.retain(|error| !expected.iter().any(|text| error.contains(text)));
            let reports = page.origin().csp_reports();
            page.close().await;
            (errors, reports)
        });
        if let Err(panic) = result {
            eprintln!("errors on the console, reports of the policy: {complaints:#?}");
            resume_unwind(panic);
        }
        assert!(complaints.0.is_empty(), "errors on the console: {:#?}", complaints.0);
        assert!(
            reports_expected || complaints.1.is_empty(),
            "the page broke its policy: {:#?}",
            complaints.1
        );
    }

    async fn open(self) -> Page {
        let Self { browser: kind, extension, origin, every_host, public, scripts, path, .. } = self;
        let origin = Origin::start(origin).await.expect("the origin starts");
        let extension = extension.map(Extension::packed);
        let setup = match &extension {
            Some(extension) => extension.setup(kind, &origin),
            None => on_the_web(&origin, every_host, public),
        };
        let browser = Browser::open(kind, setup).await;
        if let Some(extension) = &extension {
            extension.prepare(&browser, &origin).await;
        }
        for script in &scripts {
            browser.before_each_document(script).await;
        }
        let is_web = extension.is_none();
        let page = Page::new(origin, browser, extension).await;
        if public && is_web {
            page.browser().go(&format!("https://page.test{path}")).await;
        } else {
            page.open(&path).await;
        }
        page
    }
}

/// How a browser starts that gets the page from the origin.
fn on_the_web(origin: &Origin, every_host: bool, public: bool) -> Setup {
    let (plain, tls) = (origin.http_addr(), origin.https_addr());
    let named = if every_host { "*" } else { "*.test" };
    let mut flags = vec![
        "--ignore-certificate-errors".to_owned(),
        format!(
            "--host-resolver-rules=MAP {named}:443 {tls}, MAP {named}:80 {plain}, MAP * ~NOTFOUND, \
             EXCLUDE localhost, EXCLUDE 127.0.0.1"
        ),
    ];
    if public {
        flags.push(format!("--ip-address-space-overrides={tls}=public"));
    }
    Setup { flags, preferences: json!({}), any_certificate: true }
}

pub(crate) fn dist() -> PathBuf {
    super::program("VOLLEY_DIST").into()
}
