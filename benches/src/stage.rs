//! The origin server, the browser, and the driver page between them.

use std::time::Duration;

use serde_json::Value;
use volley_origin::{Exchange, Extra, Mount, Origin, OriginConfig};

use crate::browser::{Browser, MEASURES_AT_ONCE};
use crate::failure::Failure;
use crate::options::Options;
use crate::processes::{Memory, Times};

/// How long one order may take.
const ORDER_LIMIT: Duration = Duration::from_mins(16);
/// How long the browser may take to load the driver page.
const START_LIMIT: Duration = Duration::from_secs(30);

const DRIVER: [(&str, &str); 9] = [
    ("/bench/driver.html", include_str!("driver/driver.html")),
    ("/bench/driver.js", include_str!("driver/driver.js")),
    ("/bench/app.js", include_str!("driver/app.js")),
    ("/bench/compare.js", include_str!("driver/compare.js")),
    ("/bench/memory.js", include_str!("driver/memory.js")),
    ("/bench/table.js", include_str!("driver/table.js")),
    ("/bench/typing.js", include_str!("driver/typing.js")),
    ("/bench/watch.js", include_str!("driver/watch.js")),
    ("/bench/pool.js", include_str!("driver/pool.js")),
];
/// What isolated stages append to the workers' entry: their memories of wasm are asked for by it.
const WORKER_MEMORY: &str = include_str!("driver/worker_memory.js");
const POOL: (&str, &str) = ("/bench/pool.html", include_str!("driver/pool.html"));

/// Which port of the origin a stage uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wire {
    /// Plain HTTP/1.1.
    Http1,
    /// HTTP/2 over TLS.
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

/// Server, browser and driver page, ready for orders.
#[derive(Debug)]
pub(crate) struct Stage {
    // In this order they are dropped: first who asks, then who answers.
    browser: Browser,
    origin: Origin,
    wire: Wire,
}

impl Stage {
    /// Starts all three.
    ///
    /// # Errors
    /// When one of them does not come up.
    pub(crate) async fn open(options: &Options, wire: Wire) -> Result<Self, Failure> {
        Self::set_up(options, wire, false).await
    }

    /// Starts all three so that the page may measure its memory: isolated from other origins.
    ///
    /// # Errors
    /// When one of them does not come up.
    pub(crate) async fn open_isolated(options: &Options, wire: Wire) -> Result<Self, Failure> {
        Self::set_up(options, wire, true).await
    }

    async fn set_up(options: &Options, wire: Wire, isolated: bool) -> Result<Self, Failure> {
        let index = options.dist.join("index.html");
        std::fs::metadata(&index)
            .map_err(|error| Failure::system(format!("find {}", index.display()), &error))?;
        let mut extra: Vec<Extra> =
            DRIVER.into_iter().chain([POOL]).map(|(path, text)| Extra::new(path, text)).collect();
        if isolated {
            let entry = options.dist.join("worker.js");
            let text = std::fs::read_to_string(&entry)
                .map_err(|error| Failure::system(format!("read {}", entry.display()), &error))?;
            extra.push(Extra::new("/worker.js", text + WORKER_MEMORY));
        }
        // The policy in the page itself holds; one in a header would forbid the frame that the page is in.
        let dist = Some(options.dist.clone());
        let config = OriginConfig { dist, extra, csp: None, isolated, ..OriginConfig::default() };
        let origin = Origin::start(config).await?;
        let address = address(&origin, wire, "localhost", "/bench/driver.html");
        let flags: &[&str] = if isolated { &[MEASURES_AT_ONCE] } else { &[] };
        let browser = Browser::start(&options.browser, &options.folder, &address, flags)?;
        let stage = Self { browser, origin, wire };
        stage.answer("load the driver page", START_LIMIT).await?;
        Ok(stage)
    }

    /// Has the driver page do one order and returns its answer. The log is empty when the order begins.
    ///
    /// # Errors
    /// When the page says that it could not, or says nothing for too long.
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
            let words = self.browser.last_words();
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
    pub(crate) fn forget(&self) {
        self.origin.clear_log();
    }

    /// Returns the most requests at once to the page's own origin since the log was emptied. While the driver has no order
    /// it waits there for the next, with a request of its own.
    pub(crate) fn peak(&self) -> usize {
        self.origin.peak_for(&format!("localhost:{}", self.origin.http_addr().port()))
    }

    /// Returns what the browser holds; `None` where the system does not tell.
    pub(crate) fn memory(&self) -> Option<Memory> {
        self.browser.memory()
    }

    /// Returns what the browser has taken of the processors; `None` where the system does not tell.
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
