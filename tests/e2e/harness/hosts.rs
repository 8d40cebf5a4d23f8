//! URLs that lead to the origin by a host's name and a port, or nowhere: the same in both browsers where the page is an
//! extension.
//!
//! In Firefox `h1.test` and `h2.test` are this machine, on every stage. In Chromium all hosts below `.test` are, but where the
//! page is none, on the default ports alone.

use volley_origin::BadCertificate;

use super::page::Page;

/// A host that no browser finds.
pub(crate) const MISSING_HOST: &str = "missing.test";

impl Page {
    /// The URL of this path (with its slash) at the origin's plain port.
    pub(crate) fn url(&self, host: &str, path: &str) -> String {
        format!("http://{host}:{}{path}", self.origin().http_addr().port())
    }

    /// The same at its TLS port.
    pub(crate) fn tls_url(&self, host: &str, path: &str) -> String {
        format!("https://{host}:{}{path}", self.origin().https_addr().port())
    }

    /// The same at the TLS port with this bad certificate, which the stage's origin must have.
    pub(crate) fn bad_tls_url(&self, bad: BadCertificate, host: &str, path: &str) -> String {
        let address = self.origin().bad_https_addr(bad).expect("the origin has such a certificate");
        format!("https://{host}:{}{path}", address.port())
    }

    /// The same at a port on which nothing listens.
    pub(crate) fn refused_url(&self, host: &str, path: &str) -> String {
        format!("http://{host}:{}{path}", self.origin().closed_addr().port())
    }
}
