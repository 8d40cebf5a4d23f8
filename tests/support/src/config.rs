//! How an origin is set up, and why it may not start.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use crate::certificate::BadCertificate;
use crate::fallback::{Expected, expected};
use crate::policy::Policy;
use crate::site::{CONTENT_SECURITY_POLICY, Extra, Mount};

#[expect(clippy::struct_excessive_bools, reason = "each switches a thing of its own")]
/// How an origin is set up. The default serves no files, on free ports.
#[derive(Clone, Debug)]
pub struct OriginConfig {
    /// The port for plain HTTP/1.1 on 127.0.0.1; 0 takes a free one.
    pub http_port: u16,
    /// The port for TLS on 127.0.0.1; 0 takes a free one.
    pub https_port: u16,
    /// Whether the TLS port speaks HTTP/2 to clients that can; else HTTP/1.1 only.
    pub http2: bool,
    /// The names on the certificate. Hosts that share a name on it may also share one HTTP/2
    /// connection in browsers (unproven).
    pub certificate_names: Vec<String>,
    /// The kinds of bad certificates that there are further TLS ports with, on free ports. Each answers as the others do, so
    /// that the log shows what came through.
    pub bad_certificates: Vec<BadCertificate>,
    /// How many threads answer; 0 for one a processor.
    pub threads: usize,
    /// What each host lets other origins see, where the path does not say.
    pub policy: Policy,
    /// What mapped hosts answer to unknown paths, from host (without port) and path (without
    /// query); `None` for 404 throughout.
    pub fallback: Option<fn(&str, &str) -> Expected>,
    /// Hosts besides `localhost`, `127.0.0.1` and `[::1]` that serve files, without port.
    pub page_hosts: Vec<String>,
    /// The folder of files for mounts that name none.
    pub dist: Option<PathBuf>,
    /// Where files are served.
    pub mounts: Vec<Mount>,
    /// Files that are in no folder, looked at before the mounts.
    pub extra: Vec<Extra>,
    /// The `Content-Security-Policy` of files, without `report-uri`, which is added; `None` for no
    /// such header.
    pub csp: Option<String>,
    /// Whether files isolate the page from other origins (`Cross-Origin-Opener-Policy` and `-Embedder-Policy`), without
    /// which it may not measure its memory.
    pub isolated: bool,
    /// Whether files are cached as a host may: for ever where a hash in the name or a query says which version it is. Else
    /// none is without asking.
    pub cached: bool,
    /// Whether requests for files are logged too; a missing file always does.
    pub log_files: bool,
}

impl Default for OriginConfig {
    fn default() -> Self {
        // Firefox takes no wildcard right below a top-level domain.
        let names = ["localhost", "127.0.0.1", "::1", "*.localhost", "*.test", "h1.test", "h2.test"];
        Self {
            http_port: 0,
            https_port: 0,
            http2: true,
            certificate_names: names.map(str::to_owned).into(),
            bad_certificates: Vec::new(),
            threads: 0,
            policy: Policy::default(),
            fallback: Some(expected),
            page_hosts: Vec::new(),
            dist: None,
            mounts: vec![Mount::new("/")],
            extra: Vec::new(),
            csp: Some(CONTENT_SECURITY_POLICY.to_owned()),
            isolated: false,
            cached: false,
            log_files: false,
        }
    }
}

/// Why an origin did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OriginError {
    /// Its threads could not be started.
    #[error("cannot start the server's threads")]
    Threads(#[source] io::Error),
    /// A port could not be had.
    #[error("cannot listen on {address}")]
    Listen {
        /// The address that was wanted.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// The certificate could not be made.
    #[error("cannot make a certificate for these names")]
    Certificate(#[from] rcgen::Error),
    /// The certificate could not be used.
    #[error("cannot set up TLS")]
    Tls(#[from] tokio_rustls::rustls::Error),
    /// The policy for files holds a character that no header may hold.
    #[error("the content security policy is no header value")]
    Csp,
}
