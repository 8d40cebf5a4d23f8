//! The certificates, new ones for each start: an authority, and what it issued.

use std::sync::Arc;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose, PublicKeyData, date_time_ymd,
};
use ring::digest::{SHA256, digest};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};

use crate::config::OriginError;

/// Why a certificate is bad. Each has a key of its own. Who trusts the origin's authority sees each reason; to who trusts
/// keys instead, as Chromium does when told to, all of them are issued by nobody known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BadCertificate {
    /// Issued by itself and not by the authority.
    Untrusted,
    /// Valid in the year 2020.
    Expired,
    /// For `wrong.invalid` alone.
    WrongName,
}

/// Issues certificates for the server's names.
pub(crate) struct Authority<'a> {
    issuer: CertifiedIssuer<'static, KeyPair>,
    names: &'a [String],
    http2: bool,
}

/// The server's side of TLS.
pub(crate) struct Identity {
    pub(crate) acceptor: TlsAcceptor,
    /// The SHA-256 of the public key (`SubjectPublicKeyInfo`), in base64.
    pub(crate) key_sha256: String,
}

impl<'a> Authority<'a> {
    /// Returns a new authority for these names. Its identities offer HTTP/2 (if wanted) before HTTP/1.1.
    ///
    /// # Errors
    /// [`OriginError::Certificate`] if it cannot be made.
    pub(crate) fn new(names: &'a [String], http2: bool) -> Result<Self, OriginError> {
        let mut params = named(CertificateParams::default(), "Volley's origin server: authority");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        Ok(Self { issuer: CertifiedIssuer::self_signed(params, KeyPair::generate()?)?, names, http2 })
    }

    pub(crate) fn certificate(&self) -> CertificateDer<'static> {
        self.issuer.der().clone()
    }

    /// Returns a certificate for the names and an acceptor with it; a bad one if `bad` says how.
    ///
    /// # Errors
    /// [`OriginError::Certificate`] for a name that no certificate can carry, [`OriginError::Tls`].
    pub(crate) fn identity(&self, bad: Option<BadCertificate>) -> Result<Identity, OriginError> {
        let wrong = ["wrong.invalid".to_owned()];
        let names = if bad == Some(BadCertificate::WrongName) { &wrong } else { self.names };
        let mut params = named(CertificateParams::new(names)?, "Volley's origin server");
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        if bad == Some(BadCertificate::Expired) {
            (params.not_before, params.not_after) = (date_time_ymd(2020, 1, 1), date_time_ymd(2021, 1, 1));
        }
        let key = KeyPair::generate()?;
        let certificate = if bad == Some(BadCertificate::Untrusted) {
            params.self_signed(&key)?
        } else {
            params.use_authority_key_identifier_extension = true;
            params.signed_by(&key, &self.issuer)?
        };
        let key_sha256 = BASE64_STANDARD.encode(digest(&SHA256, &key.subject_public_key_info()));
        Ok(Identity { acceptor: acceptor(certificate.der().clone(), &key, self.http2)?, key_sha256 })
    }
}

fn named(mut params: CertificateParams, name: &str) -> CertificateParams {
    params.distinguished_name.push(DnType::CommonName, name);
    params
}

fn acceptor(
    certificate: CertificateDer<'static>,
    key: &KeyPair,
    http2: bool,
) -> Result<TlsAcceptor, OriginError> {
    let key = PrivatePkcs8KeyDer::from(key.serialize_der());
    let mut config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key.into())?;
    let protocols: &[&[u8]] = if http2 { &[b"h2", b"http/1.1"] } else { &[b"http/1.1"] };
    config.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
    Ok(TlsAcceptor::from(Arc::new(config)))
}
