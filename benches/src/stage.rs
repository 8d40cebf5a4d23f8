//! The origin server, the browser, and the driver page between them.

use std::time::Duration;

use serde_json::Value;
use volley_origin::{Exchange, Extra, Mount, Origin, OriginConfig};

use crate::browser::{Browser, MEASURES_AT_ONCE, Setup};
use crate::extension::Extension;
use crate::failure::Failure;
use crate::options::Options;
use crate::processor::Times;

/// How long one order may take.
const ORDER_LIMIT: Duration = Duration::from_mins(16);
/// How long the browser may take to load the driver page.
const START_LIMIT: Duration = Duration::from_secs(30);

/// The files of the folder `driver`, each with its path on the origin.
macro_rules! driver_files {
    ($($name:literal),+) => {
        [$((concat!("/bench/", $name), include_str!(concat!("driver/", $name)))),+]
    };
}

#[rustfmt::skip]
const DRIVER: [(&str, &str); 14] = driver_files!(
    "driver.html", "driver.css", "driver.js", "app.js", "compare.js", "memory.js", "pools.js", "table.js", "typing.js",
    "watch.js", "where.js", "windows.js", "pool.html", "pool.js"
);
const DRIVER_PAGE: &str = "/bench/driver.html";
/// What isolated stages append to the workers' entry: it reports their memories of wasm.
const WORKER_MEMORY: &str = include_str!("driver/worker_memory.js");

/// Which port of the origin a stage uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wire {
    /// Without TLS.
    Http1,
    /// Over TLS.
    Http2,
}

impl Wire {
    pub(crate) const BOTH: [Self; 2] = [Self::Http1, Self::Http2];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Http1 => "HTTP/1.1",
            Self::Http2 => "HTTP/2",
        }
    }
}

/// What the page under test is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    WebPage,
    /// A web page that may measure its memory: isolated from other origins.
    IsolatedPage,
    /// The extension's, with access to all sites.
    Extension,
    /// A web page in a browser that has the extension too, with access to all sites.
    WebPageBesideExtension,
}

/// Server, browser and driver page, ready for orders.
#[derive(Debug)]
pub(crate) struct Stage {
    // Dropped in this order: first who sends requests, then who answers.
    browser: Browser,
    _extension: Option<Extension>,
    origin: Origin,
    wire: Wire,
}

impl Stage {
    /// Starts all three.
    pub(crate) async fn open(options: &Options, wire: Wire) -> Result<Self, Failure> {
        Self::set_up(options, wire, Kind::WebPage).await
    }

    /// Starts all three so that the page may measure its memory: isolated from other origins.
    pub(crate) async fn open_isolated(options: &Options, wire: Wire) -> Result<Self, Failure> {
        Self::set_up(options, wire, Kind::IsolatedPage).await
    }

    /// Starts all three, the page the packed extension's and the driver in the same package. The addresses of the stage are
    /// still the server's: none of them is the page's own.
    pub(crate) async fn open_extension(options: &Options, wire: Wire) -> Result<Self, Failure> {
        Self::set_up(options, wire, Kind::Extension).await
    }

    /// Starts all three, the page a web page in a browser that has the extension too.
    pub(crate) async fn open_beside_extension(options: &Options, wire: Wire) -> Result<Self, Failure> {
        Self::set_up(options, wire, Kind::WebPageBesideExtension).await
    }

    async fn set_up(options: &Options, wire: Wire, kind: Kind) -> Result<Self, Failure> {
        let index = options.dist.join("index.html");
        std::fs::metadata(&index)
            .map_err(|error| Failure::system(format!("find {}", index.display()), &error))?;
        let mut extra: Vec<Extra> = DRIVER.into_iter().map(|(path, text)| Extra::new(path, text)).collect();
        let isolated = kind == Kind::IsolatedPage;
        if isolated {
            let entry = options.dist.join("worker.js");
            let text = std::fs::read_to_string(&entry)
                .map_err(|error| Failure::system(format!("read {}", entry.display()), &error))?;
            extra.push(Extra::new("/worker.js", text + WORKER_MEMORY));
        }
        // The policy in the page itself holds; one in a header would forbid the frame that the page is in.
        let dist = Some(options.dist.clone());
        let config =
            OriginConfig { dist, extra, csp: None, isolated, cached: true, ..OriginConfig::default() };
        let origin = Origin::start(config).await?;
        let here = |path| address(&origin, wire, "localhost", path);
        let mut setup = Setup { address: here(DRIVER_PAGE), flags: Vec::new(), preferences: None };
        let mut extension = None;
        match kind {
            Kind::WebPage => {}
            Kind::IsolatedPage => setup.flags.push(MEASURES_AT_ONCE.to_owned()),
            Kind::Extension | Kind::WebPageBesideExtension => {
                let page = if kind == Kind::Extension {
                    format!("{DRIVER_PAGE}?origin={}", here(""))
                } else {
                    here(DRIVER_PAGE)
                };
                let copy = Extension::copied(&options.extension, &options.folder, &DRIVER, &page)?;
                setup = Setup {
                    address: "about:blank".to_owned(),
                    flags: vec![copy.flag()],
                    preferences: Some(copy.granted()),
                };
                extension = Some(copy);
            }
        }
        let browser = Browser::start(&options.browser, &options.folder, &setup)?;
        let stage = Self { browser, _extension: extension, origin, wire };
        stage.answer("load the driver page", START_LIMIT).await?;
        Ok(stage)
    }

    /// Has the driver page do one order and returns its answer. The log is empty when the order begins.
    pub(crate) async fn ask(&self, order: &Value) -> Result<Value, Failure> {
        self.origin.set_mount(Mount::new("/orders/").whole("next.json", order.to_string()));
        self.origin.clear_log();
        self.origin.release("next", 1);
        let name = order["do"].as_str().unwrap_or_default();
        self.answer(name, ORDER_LIMIT).await
    }

    async fn answer(&self, order: &str, limit: Duration) -> Result<Value, Failure> {
        let order = order.to_owned();
        let Ok(text) = tokio::time::timeout(limit, self.origin.next_result()).await else {
            let words = self.browser.last_lines();
            return Err(Failure::Silence { order, limit_s: limit.as_secs(), words });
        };
        let mut answer: Value = serde_json::from_str(&text)
            .map_err(|error| Failure::Driver { order: order.clone(), trouble: error.to_string() })?;
        match answer["trouble"].as_str() {
            Some(trouble) => Err(Failure::Driver { order, trouble: trouble.to_owned() }),
            None => Ok(answer["value"].take()),
        }
    }

    /// Serves a file that an order names by the address this returns.
    pub(crate) fn give(&self, text: String) -> &'static str {
        self.origin.set_mount(Mount::new("/given/").whole("links.txt", text));
        "/given/links.txt"
    }

    /// Returns an address of the page's own origin.
    pub(crate) fn here(&self, path: &str) -> String {
        address(&self.origin, self.wire, "localhost", path)
    }

    /// Returns an address of another origin, on the same port, whose answers hide nothing.
    pub(crate) fn elsewhere(&self, path: &str) -> String {
        address(&self.origin, self.wire, "127.0.0.1", path)
    }

    /// Returns the exchanges since the last order began, without the driver's own.
    pub(crate) fn exchanges(&self) -> Vec<Exchange> {
        let mut exchanges = self.origin.log();
        exchanges.retain(|exchange| !exchange.path.starts_with("/held/"));
        exchanges
    }

    /// Forgets all requests so far.
    pub(crate) fn clear_log(&self) {
        self.origin.clear_log();
    }

    /// Returns the most requests at once to the page's own origin since the log was emptied. While the driver has no order
    /// it waits there for the next, with a request of its own.
    pub(crate) fn peak(&self) -> usize {
        self.origin.peak_for(&format!("localhost:{}", self.origin.http_addr().port()))
    }

    /// Returns what the tab's process holds, in bytes; NaN where the system does not report it.
    #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52 bytes")]
    pub(crate) fn tab_bytes(&self) -> f64 {
        self.browser.tab_memory().map_or(f64::NAN, |bytes| bytes as f64)
    }

    /// Returns what the browser and others have taken of the processors; `None` where the system does not report it.
    pub(crate) fn times(&self) -> Option<Times> {
        self.browser.times()
    }
}

fn address(origin: &Origin, wire: Wire, host: &str, path: &str) -> String {
    match wire {
        Wire::Http1 => format!("http://{host}:{}{path}", origin.http_addr().port()),
        Wire::Http2 => format!("https://{host}:{}{path}", origin.https_addr().port()),
    }
}
