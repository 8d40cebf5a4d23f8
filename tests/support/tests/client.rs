//! A client of one connection.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, Method, Request, Response, StatusCode, Version};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::client::conn::{http1, http2};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use volley_origin::Origin;

/// How a client reaches the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Via {
    Http1,
    TlsHttp1,
    Http2,
}

/// A client of one connection. On HTTP/1.1 one request must end before the next begins.
pub(crate) struct Client {
    host: String,
    sender: Sender,
}

enum Sender {
    Http1(http1::SendRequest<Full<Bytes>>),
    Http2(http2::SendRequest<Full<Bytes>>),
}

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) version: Version,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Client {
    /// Returns a client that speaks to `localhost`.
    pub(crate) async fn new(origin: &Origin, via: Via) -> Self {
        let address = if via == Via::Http1 { origin.http_addr() } else { origin.https_addr() };
        let host = format!("localhost:{}", address.port());
        Self::to_host(origin, via, &host).await
    }

    /// Returns a client that names this host, as browsers do whose host resolver is mapped here.
    pub(crate) async fn to_host(origin: &Origin, via: Via, host: &str) -> Self {
        let host = host.to_owned();
        let sender = match via {
            Via::Http1 => {
                let stream = TcpStream::connect(origin.http_addr()).await.unwrap();
                let (sender, connection) = http1::handshake(TokioIo::new(stream)).await.unwrap();
                tokio::spawn(connection);
                Sender::Http1(sender)
            }
            Via::TlsHttp1 => {
                let stream = TokioIo::new(tls(origin, b"http/1.1").await);
                let (sender, connection) = http1::handshake(stream).await.unwrap();
                tokio::spawn(connection);
                Sender::Http1(sender)
            }
            Via::Http2 => {
                let stream = TokioIo::new(tls(origin, b"h2").await);
                let (sender, connection) = http2::handshake(TokioExecutor::new(), stream).await.unwrap();
                tokio::spawn(connection);
                Sender::Http2(sender)
            }
        };
        Self { host, sender }
    }

    /// Returns the host that requests name, with the port.
    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    pub(crate) async fn get(&mut self, path: &str) -> Reply {
        self.send(Method::GET, path, "").await.unwrap()
    }

    pub(crate) async fn head(&mut self, path: &str) -> Reply {
        self.send(Method::HEAD, path, "").await.unwrap()
    }

    /// Returns the statuses of these paths, one after the other.
    pub(crate) async fn statuses(&mut self, paths: impl IntoIterator<Item = String>) -> Vec<u16> {
        let mut statuses = Vec::new();
        for path in paths {
            statuses.push(self.get(&path).await.status.as_u16());
        }
        statuses
    }

    /// Returns the answer once its body has ended.
    pub(crate) async fn send(
        &mut self,
        method: Method,
        path: &str,
        body: &str,
    ) -> Result<Reply, hyper::Error> {
        let (head, body) = self.begin(method, path, body).await?.into_parts();
        let body = body.collect().await?.to_bytes();
        Ok(Reply { version: head.version, status: head.status, headers: head.headers, body })
    }

    /// Returns the answer once its headers have come.
    pub(crate) fn begin(
        &mut self,
        method: Method,
        path: &str,
        body: &str,
    ) -> impl Future<Output = Result<Response<Incoming>, hyper::Error>> + use<> {
        let request = Request::builder().method(method);
        let body = Full::from(body.to_owned());
        let (one, two) = match &mut self.sender {
            Sender::Http1(sender) => {
                let request = request.uri(path).header("Host", &self.host).body(body).unwrap();
                (Some(sender.send_request(request)), None)
            }
            Sender::Http2(sender) => {
                let request = request.uri(format!("https://{}{path}", self.host)).body(body).unwrap();
                (None, Some(sender.send_request(request)))
            }
        };
        async move {
            match (one, two) {
                (Some(answer), _) => answer.await,
                (None, Some(answer)) => answer.await,
                (None, None) => unreachable!("one of both was sent"),
            }
        }
    }
}

impl Reply {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

/// Returns a TLS connection that offers this protocol alone and trusts the server's authority.
pub(crate) async fn tls(origin: &Origin, protocol: &[u8]) -> TlsStream<TcpStream> {
    tls_to(origin, origin.https_addr(), protocol).await.unwrap()
}

/// The same to another of the server's ports, whose certificate may be refused.
pub(crate) async fn tls_to(
    origin: &Origin,
    address: SocketAddr,
    protocol: &[u8],
) -> io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from(origin.authority().to_vec())).unwrap();
    let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![protocol.to_vec()];
    let stream = TcpStream::connect(address).await.unwrap();
    let name = ServerName::try_from("localhost").unwrap();
    TlsConnector::from(Arc::new(config)).connect(name, stream).await
}
