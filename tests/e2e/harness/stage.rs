//! One test's stage: an origin, a browser and the page, set up as the test wants and checked at its end.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;

use tokio::runtime::Builder;
use volley_origin::{Origin, OriginConfig};

use super::browser::Browser;
use super::driver::Kind;
use super::files::keep_of_failure;
use super::page::Page;

/// How a test wants its origin and its browser.
#[derive(Debug)]
pub(crate) struct Stage {
    browser: Kind,
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
        let origin = Origin::start(self.origin).await.expect("the origin starts");
        let (plain, tls) = (origin.http_addr(), origin.https_addr());
        let named = if self.every_host { "*" } else { "*.test" };
        let mut flags = vec![
            "--ignore-certificate-errors".to_owned(),
            format!(
                "--host-resolver-rules=MAP {named}:443 {tls}, MAP {named}:80 {plain}, MAP * ~NOTFOUND, \
                 EXCLUDE localhost, EXCLUDE 127.0.0.1"
            ),
        ];
        if self.public {
            flags.push(format!("--ip-address-space-overrides={tls}=public"));
        }
        let browser = Browser::open(self.browser, &flags).await;
        for script in &self.scripts {
            browser.before_each_document(script).await;
        }
        let page = Page::new(origin, browser).await;
        if self.public {
            page.browser().go(&format!("https://page.test{}", self.path)).await;
        } else {
            page.open(&self.path).await;
        }
        page
    }
}

pub(crate) fn dist() -> PathBuf {
    super::program("VOLLEY_DIST").into()
}
