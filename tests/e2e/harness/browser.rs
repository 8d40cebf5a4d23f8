//! A browser session: scripts, the debugging protocol, the console.

use std::path::Path;
use std::time::Duration;

use fantoccini::wd::{Capabilities, TimeoutConfiguration, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use url::{ParseError, Url};
use volley_origin::Method;

use super::driver::{Driver, Kind};

/// How long a script may take before the driver gives it up: longer than any wait of ours.
const SCRIPT_LIMIT: Duration = Duration::from_secs(90);

/// How Chromium starts: headless and silent on the network, as in the benches and the wasm tests.
const FLAGS: &str = include_str!("../../support/chrome_flags.txt");
/// What only these tests need.
const OWN_FLAGS: [&str; 2] = ["--disable-dev-shm-usage", "--window-size=1440,900"];

/// The hosts beside `localhost` that Firefox takes for this machine, on any port.
const HOSTS: [&str; 2] = ["h1.test", "h2.test"];

/// How a stage wants its browser to start, beyond the usual.
#[derive(Debug)]
pub(super) struct Setup {
    /// Flags for Chromium.
    pub(super) flags: Vec<String>,
    /// An object of preferences for the browser in question.
    pub(super) preferences: Value,
    /// Whether Firefox takes any certificate; Chromium has a flag for that.
    pub(super) any_certificate: bool,
}

/// A session with a fresh profile.
#[derive(Debug)]
pub(crate) struct Browser {
    kind: Kind,
    client: Client,
    _driver: Driver,
}

impl Browser {
    /// Starts a browser.
    pub(super) async fn open(kind: Kind, setup: Setup) -> Self {
        let driver = Driver::start(kind);
        let binary = super::program(kind.variables().0);
        let capabilities = match kind {
            Kind::Chromium => {
                let own = OWN_FLAGS.into_iter().chain(setup.flags.iter().map(String::as_str));
                let args: Vec<&str> = FLAGS.lines().chain(own).collect();
                json!({
                    "goog:chromeOptions": { "binary": binary, "args": args, "prefs": setup.preferences },
                    "goog:loggingPrefs": { "browser": "ALL" },
                })
            }
            Kind::Firefox => json!({
                "acceptInsecureCerts": setup.any_certificate,
                "moz:firefoxOptions": {
                    "binary": binary,
                    "args": ["-headless", "-width=1440", "-height=900"],
                    "prefs": firefox_preferences(setup.preferences),
                },
            }),
        };
        let Value::Object(capabilities) = capabilities else { unreachable!("it is an object") };
        let capabilities: Capabilities = capabilities;
        let client = connect(&capabilities, &driver).await;
        let limits = TimeoutConfiguration::new(Some(SCRIPT_LIMIT), None, None);
        client.update_timeouts(limits).await.expect("the session takes its limits");
        Self { kind, client, _driver: driver }
    }

    /// Ends the session, and with it the browser.
    pub(crate) async fn close(self) {
        // The driver's end closes what is left.
        let _ = self.client.close().await;
    }

    /// Opens `url` and returns when it is loaded.
    pub(crate) async fn go(&self, url: &str) {
        self.client.goto(url).await.unwrap_or_else(|error| panic!("{url} does not open: {error}"));
    }

    pub(crate) fn kind(&self) -> Kind {
        self.kind
    }

    /// The text of the document at `url`, opened in a tab of its own.
    pub(crate) async fn text_at(&self, url: &str) -> String {
        let own = self.client.window().await.expect("there is a window");
        let tab = self.client.new_window(true).await.expect("a tab opens");
        self.client.switch_to_window(tab.handle).await.expect("the tab can be looked at");
        self.go(url).await;
        let text = self.script("return document.documentElement.textContent;", vec![]).await;
        self.client.close_window().await.expect("the tab closes");
        self.client.switch_to_window(own).await.expect("the page can be looked at");
        text.as_str().unwrap_or_default().to_owned()
    }

    /// The driver's client, for what has no method here.
    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// What a script returns; `arguments[…]` are its arguments.
    pub(super) async fn script(&self, body: &str, arguments: Vec<Value>) -> Value {
        let result = self.client.execute(body, arguments).await;
        result.unwrap_or_else(|error| panic!("a script failed: {error}\n{body}"))
    }

    /// What a script hands to its last argument, a function.
    pub(crate) async fn script_async(&self, body: &str, arguments: Vec<Value>) -> Value {
        let result = self.client.execute_async(body, arguments).await;
        result.unwrap_or_else(|error| panic!("a script failed: {error}\n{body}"))
    }

    /// The answer to a command of the debugging protocol.
    pub(crate) async fn protocol(&self, command: &str, parameters: Value) -> Value {
        let body = json!({ "cmd": command, "params": parameters });
        let result = self.client.issue_cmd(Post { path: "goog/cdp/execute", body }).await;
        result.unwrap_or_else(|error| panic!("{command} failed: {error}"))
    }

    /// What the body of an async function returns; `arguments[…]` are its arguments.
    pub(crate) async fn script_awaited(&self, body: &str, arguments: Vec<Value>) -> Value {
        let script = format!(
            "const done = arguments[arguments.length - 1];
            (async function () {{ {body} }}).apply(null, arguments)
                .then((value) => done({{ value }}), (error) => done({{ error: String(error) }}));"
        );
        let mut result = self.script_async(&script, arguments).await;
        assert!(result.get("error").is_none(), "a script failed: {}\n{body}", result["error"]);
        result["value"].take()
    }

    /// The same with the rights of the browser itself, in Firefox.
    pub(crate) async fn privileged_script(&self, body: &str, arguments: Vec<Value>) -> Value {
        self.turn_to("chrome").await;
        let value = self.script_awaited(body, arguments).await;
        self.turn_to("content").await;
        value
    }

    async fn turn_to(&self, context: &str) {
        let body = json!({ "context": context });
        let turned = self.client.issue_cmd(Post { path: "moz/context", body }).await;
        turned.unwrap_or_else(|error| panic!("no context {context}: {error}"));
    }

    /// Installs the extension in this folder until the session ends, in Firefox.
    pub(super) async fn install(&self, folder: &Path) {
        let body = json!({ "path": folder, "temporary": true });
        let installed = self.client.issue_cmd(Post { path: "moz/addon/install", body }).await;
        installed.unwrap_or_else(|error| panic!("{} cannot be installed: {error}", folder.display()));
    }

    /// Runs `script` in each document before its own scripts.
    pub(crate) async fn before_each_document(&self, script: &str) {
        self.protocol("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await;
    }

    /// The errors on the console since the last call, but for those of the network, which tests cause on purpose. The
    /// driver of Firefox reports none.
    pub(crate) async fn console_errors(&self) -> Vec<String> {
        if self.kind == Kind::Firefox {
            return Vec::new();
        }
        let log = self.client.issue_cmd(Post { path: "se/log", body: json!({ "type": "browser" }) }).await;
        let log = log.expect("the driver keeps the console's log");
        let entries = log.as_array().cloned().unwrap_or_default();
        let severe =
            entries.iter().filter(|entry| entry["level"] == "SEVERE" && entry["source"] != "network");
        let texts = severe.map(|entry| entry["message"].as_str().unwrap_or_default().to_owned());
        texts.filter(|text| !text.contains("blocked by CORS policy")).collect()
    }
}

/// Starts the browser. Chromium sometimes (once in some hundred starts, never seen twice in a row) ends while it starts, before
/// it has loaded anything of ours: it is started again.
async fn connect(capabilities: &Capabilities, driver: &Driver) -> Client {
    let mut starts = 3;
    loop {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        match builder.capabilities(capabilities.clone()).connect(&driver.url()).await {
            Ok(client) => return client,
            Err(error) if starts > 1 && error.to_string().contains("instance exited") => starts -= 1,
            Err(error) => panic!("the browser does not start: {error}"),
        }
    }
}

/// The preferences that all stages need, and these.
fn firefox_preferences(more: Value) -> Value {
    let mut preferences = json!({
        // A document of JSON is shown as its text, not in a viewer.
        "devtools.jsonview.enabled": false,
        // Nothing of its own on the network.
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
        "network.dns.localDomains": HOSTS.join(","),
        "app.normandy.enabled": false,
        "app.update.disabledForTesting": true,
        "browser.newtabpage.activity-stream.unifiedAds.endpoint": "",
        "browser.safebrowsing.update.enabled": false,
    });
    if let (Value::Object(all), Value::Object(more)) = (&mut preferences, more) {
        all.extend(more);
    }
    preferences
}

/// A command of the driver's own.
#[derive(Debug)]
struct Post {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Post {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _request: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}
