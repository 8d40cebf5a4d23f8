//! The certificate, a new one for each start.

use std::sync::Arc;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};

use crate::config::OriginError;

/// The server's side of TLS.
pub(crate) struct Identity {
    pub(crate) acceptor: TlsAcceptor,
    pub(crate) certificate: CertificateDer<'static>,
}

/// Returns a self-signed certificate for these names, and an acceptor with it that offers HTTP/2 (if
/// wanted) before HTTP/1.1.
///
/// # Errors
/// [`OriginError::Certificate`] for a name that no certificate can carry, [`OriginError::Tls`].
pub(crate) fn identity(names: &[String], http2: bool) -> Result<Identity, OriginError> {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(names)?;
    let key = PrivatePkcs8KeyDer::from(signing_key.serialize_der());
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key.into())?;
    let protocols: &[&[u8]] = if http2 { &[b"h2", b"http/1.1"] } else { &[b"http/1.1"] };
    config.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
    Ok(Identity { acceptor: TlsAcceptor::from(Arc::new(config)), certificate: cert.der().clone() })
}
