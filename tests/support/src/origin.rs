//! The running server, as tests and benches hold it.

use std::net::SocketAddr;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tokio::runtime::{Builder, Runtime};
use tokio_rustls::rustls::pki_types::CertificateDer;

use crate::certificate::{Authority, BadCertificate};
use crate::config::{OriginConfig, OriginError};
use crate::inbox::Taken;
use crate::listen::{ClosedPort, Port};
use crate::log::{Connections, Exchange, Log};
use crate::policy::Policy;
use crate::server::Server;
use crate::site::Mount;
use crate::wait::{WaitExpired, wait_until};

/// How long [`Origin::shutdown`] waits for work that cannot be dropped, such as reading a file.
const SHUTDOWN_LIMIT: Duration = Duration::from_secs(5);

/// The running server. It answers on threads of its own; dropping it stops it.
#[derive(Debug)]
pub struct Origin {
    serving: Serving,
    /// `None` once it is stopped.
    runtime: Mutex<Option<Runtime>>,
}

impl Origin {
    /// Starts a server and returns once its ports accept connections.
    ///
    /// # Errors
    /// [`OriginError`] if a port is taken or the certificate cannot be made.
    pub async fn start(config: OriginConfig) -> Result<Self, OriginError> {
        let mut threads = Builder::new_multi_thread();
        if config.threads > 0 {
            threads.worker_threads(config.threads);
        }
        let runtime = threads.thread_name("origin").enable_all().build().map_err(OriginError::Threads)?;
        // Ports belong to the runtime in which they are taken.
        let started = runtime.spawn(async { start_serving(config) }).await;
        match started.unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic())) {
            Ok(serving) => Ok(Self { serving, runtime: Mutex::new(Some(runtime)) }),
            Err(error) => {
                runtime.shutdown_background();
                Err(error)
            }
        }
    }

    /// Closes its ports and all connections, and returns when that is done. Call it inside a
    /// runtime; dropping does the same without waiting.
    pub async fn shutdown(self) {
        self.stop().await;
    }

    /// Closes its ports and all connections as [`shutdown`](Self::shutdown) does; what was seen can still be read.
    pub async fn stop(&self) {
        let runtime = self.runtime.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(runtime) = runtime {
            let stop = move || runtime.shutdown_timeout(SHUTDOWN_LIMIT);
            // A runtime must not be waited for on a thread that drives another one. The task fails
            // only if the caller's runtime ends first, and then the closure is dropped, which stops.
            let _ = tokio::task::spawn_blocking(stop).await;
        }
    }

    /// Returns the address of the plain port.
    pub fn http_addr(&self) -> SocketAddr {
        self.serving.http
    }

    /// Returns the address of the TLS port.
    pub fn https_addr(&self) -> SocketAddr {
        self.serving.https
    }

    /// Returns the address of the TLS port with this bad certificate, if the set-up asked for it.
    pub fn bad_https_addr(&self, bad: BadCertificate) -> Option<SocketAddr> {
        self.serving.bad.iter().find(|(its, _)| *its == bad).map(|(_, address)| *address)
    }

    /// Returns an address of this machine on which nothing listens as long as this lives: connections are refused.
    pub fn closed_addr(&self) -> SocketAddr {
        self.serving.closed.address
    }

    /// Returns `http://localhost:{port}{path}`; the path begins with a slash.
    pub fn http_url(&self, path: &str) -> String {
        format!("http://localhost:{}{path}", self.serving.http.port())
    }

    /// Returns `https://localhost:{port}{path}`; the path begins with a slash.
    pub fn https_url(&self, path: &str) -> String {
        format!("https://localhost:{}{path}", self.serving.https.port())
    }

    /// Returns the certificate of the authority that issued the server's, in DER, for clients that take a list of whom to
    /// trust.
    pub fn authority(&self) -> &[u8] {
        &self.serving.authority
    }

    /// Returns the SHA-256 of the public key in the server's certificate, in base64, as Chromium takes it in
    /// `--ignore-certificate-errors-spki-list`.
    pub fn key_sha256(&self) -> &str {
        &self.serving.key_sha256
    }

    /// Returns the policy it was started with.
    pub fn policy(&self) -> &Policy {
        &self.serving.server.policy
    }

    /// Lets `n` answers of `/held/{key}` go: of those that wait, in the order of arrival, then of
    /// those that will come. The key is as decoded.
    pub fn release(&self, key: &str, n: usize) {
        self.serving.server.gates.release(key, n);
    }

    /// Lets all answers of `/held/{key}` go, those that will come too.
    pub fn release_all(&self, key: &str) {
        self.serving.server.gates.release_all(key);
    }

    /// Serves this mount from now on, in place of the one with the same prefix if there is one.
    pub fn set_mount(&self, mount: Mount) {
        self.serving.server.site.set_mount(mount);
    }

    /// Returns all reports of the content security policy so far; one that is not JSON as a string.
    pub fn csp_reports(&self) -> Vec<Value> {
        self.serving.server.inbox.reports()
    }

    /// Ends when at least `count` reports of the content security policy have come. Waits for them without limit.
    pub async fn wait_csp_reports(&self, count: usize) {
        self.serving.server.inbox.wait_reports(count).await;
    }

    /// Returns the oldest body that a page has sent to `POST /result` and that was not returned
    /// before. Waits for one without limit.
    pub async fn next_result(&self) -> String {
        String::from_utf8_lossy(&self.serving.server.inbox.next_result().await).into_owned()
    }

    /// Returns all requests to `/take/{key}` as they came, in the order of their arrival.
    pub fn taken(&self) -> Vec<Taken> {
        self.serving.server.inbox.taken()
    }

    /// Returns the present time on the log's clock, in milliseconds.
    pub fn now_ms(&self) -> f64 {
        self.serving.server.log.now_ms()
    }

    /// Returns all exchanges in the order of arrival.
    pub fn log(&self) -> Vec<Exchange> {
        self.read_log(|log| log.exchanges().to_vec())
    }

    /// Returns what `ask` returns of the log. The log is locked meanwhile, so `ask` must not call
    /// this origin.
    pub fn read_log<T>(&self, ask: impl FnOnce(&Log) -> T) -> T {
        self.serving.server.log.read(ask)
    }

    /// Forgets all exchanges, endings, peaks and opened connections; what is in flight stays
    /// counted as in flight, and its end is not counted.
    pub fn clear_log(&self) {
        self.serving.server.log.clear();
    }

    /// Returns how many requests came for the path; see [`Exchange::is_for`].
    pub fn count(&self, path: &str) -> usize {
        self.read_log(|log| log.count(path))
    }

    /// Returns the most requests that were in flight at once.
    pub fn peak(&self) -> usize {
        self.read_log(Log::peak)
    }

    /// Returns the most requests to the host (as in [`Exchange::host`]) in flight at once.
    pub fn peak_for(&self, host: &str) -> usize {
        self.read_log(|log| log.peak_for(host))
    }

    /// Returns how many requests have not ended.
    pub fn in_flight(&self) -> usize {
        self.read_log(Log::in_flight)
    }

    /// Returns how many requests the client broke off.
    pub fn aborted(&self) -> usize {
        self.read_log(Log::aborted)
    }

    /// Returns how many connections clients have made.
    pub fn connections(&self) -> Connections {
        self.read_log(Log::connections)
    }

    /// Returns when the predicate holds of the log. It is evaluated at once and after each change, with
    /// the log locked, so it must not call this origin. Call this inside a runtime with a timer.
    ///
    /// # Errors
    /// [`WaitExpired`], which describes the log, if it did not hold within
    /// [`WAIT_LIMIT`](crate::WAIT_LIMIT).
    pub async fn wait_until(&self, predicate: impl Fn(&Log) -> bool) -> Result<(), WaitExpired> {
        wait_until(&self.serving.server.log, predicate).await
    }
}

/// Runs `check` with a server of the default set-up, on a thread that need not have a runtime.
///
/// # Panics
/// When no server can be started.
pub fn with_origin(check: impl FnOnce(&Origin)) {
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let origin = Origin::start(OriginConfig::default()).await.expect("the origin starts");
        check(&origin);
        origin.shutdown().await;
    });
}

impl Drop for Origin {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.get_mut().unwrap_or_else(PoisonError::into_inner).take() {
            runtime.shutdown_background();
        }
    }
}

/// What runs on the server's threads, seen from outside.
#[derive(Debug)]
struct Serving {
    server: Arc<Server>,
    http: SocketAddr,
    https: SocketAddr,
    bad: Vec<(BadCertificate, SocketAddr)>,
    closed: ClosedPort,
    authority: CertificateDer<'static>,
    key_sha256: String,
}

/// Takes all ports and serves them on the current runtime.
fn start_serving(config: OriginConfig) -> Result<Serving, OriginError> {
    let authority = Authority::new(&config.certificate_names, config.http2)?;
    let identity = authority.identity(None)?;
    let (http, https) = (Port::take(config.http_port)?, Port::take(config.https_port)?);
    let with_bad = |bad| Ok((bad, Port::take(0)?, authority.identity(Some(bad))?.acceptor));
    let bad: Vec<_> =
        config.bad_certificates.iter().copied().map(with_bad).collect::<Result<_, OriginError>>()?;
    let serving = Serving {
        http: http.address,
        https: https.address,
        bad: bad.iter().map(|(bad, port, _)| (*bad, port.address)).collect(),
        closed: ClosedPort::take()?,
        authority: authority.certificate(),
        key_sha256: identity.key_sha256,
        server: Arc::new(Server::new(config)?),
    };
    let ids = Arc::new(AtomicU64::new(0));
    let serve = |port: Port, tls| {
        tokio::spawn(port.serve(Arc::clone(&serving.server), tls, Arc::clone(&ids)));
    };
    serve(http, None);
    serve(https, Some(identity.acceptor));
    for (_, port, acceptor) in bad {
        serve(port, Some(acceptor));
    }
    Ok(serving)
}
