//! Certificates good and bad, and the port on which nothing listens.

use std::io::ErrorKind;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use ring::digest::{SHA256, digest};
use tokio::net::TcpStream;
use tokio_rustls::rustls;
use tokio_rustls::rustls::CertificateError::{ExpiredContext, NotValidForNameContext, UnknownIssuer};
use volley_origin::{BadCertificate, Origin, OriginConfig};

use crate::client::{tls, tls_to};
use crate::start;

const BAD: [BadCertificate; 3] =
    [BadCertificate::Untrusted, BadCertificate::Expired, BadCertificate::WrongName];

#[tokio::test]
async fn a_bad_certificate_is_refused_for_its_own_reason_and_nothing_comes_through() {
    let config = OriginConfig { bad_certificates: BAD.into(), ..OriginConfig::default() };
    let origin = Origin::start(config).await.unwrap();
    let mut reasons = Vec::new();
    for bad in BAD {
        let address = origin.bad_https_addr(bad).unwrap();
        let error = tls_to(&origin, address, b"h2").await.unwrap_err();
        let error: rustls::Error = *error.into_inner().unwrap().downcast().unwrap();
        let rustls::Error::InvalidCertificate(reason) = error else { panic!("{bad:?}: {error}") };
        reasons.push(reason);
    }
    assert!(
        matches!(&reasons[..], [UnknownIssuer, ExpiredContext { .. }, NotValidForNameContext { .. }]),
        "{reasons:?}"
    );
    assert_eq!(origin.log().len(), 0);
    tls(&origin, b"h2").await;
}

#[tokio::test]
async fn there_is_no_port_that_was_not_asked_for() {
    let origin = start().await;
    assert_eq!(origin.bad_https_addr(BadCertificate::Expired), None);
}

#[tokio::test]
async fn the_key_s_hash_is_that_of_the_key_in_the_certificate() {
    let origin = start().await;
    let stream = tls(&origin, b"h2").await;
    let certificate = stream.get_ref().1.peer_certificates().unwrap()[0].clone();
    let hash = BASE64_STANDARD.decode(origin.key_sha256()).unwrap();
    // A key of P-256 with its algorithm: 91 bytes of DER, wherever they are.
    let hashes = |part: &[u8]| digest(&SHA256, part).as_ref() == hash;
    assert!(certificate.windows(91).any(hashes));
}

#[tokio::test]
async fn a_closed_port_refuses_connections_and_is_nobody_else_s() {
    let origin = start().await;
    let error = TcpStream::connect(origin.closed_addr()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionRefused);
    let config = OriginConfig { http_port: origin.closed_addr().port(), ..OriginConfig::default() };
    Origin::start(config).await.unwrap_err();
}
