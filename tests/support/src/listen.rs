//! The ports: accepting, TLS, and one task a connection.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio_rustls::TlsAcceptor;

use crate::config::OriginError;
use crate::connection::{Connection, Socket};
use crate::handle::handle;
use crate::server::Server;

/// How many connections may wait to be accepted: more than a browser opens at once.
const BACKLOG: u32 = 4_096;
/// How long to wait when the process has no file descriptor left for a connection.
const ACCEPT_PAUSE: Duration = Duration::from_millis(10);
/// Browsers keep at most 256 streams on one connection.
const MAX_STREAMS: u32 = 256;
/// How many streams a client may reset before they are handled. hyper's default of 20 is a guard
/// against attacks that also hits a page that stops a run.
const MAX_EARLY_RESETS: usize = 100_000;

/// A port that is listened on.
#[derive(Debug)]
pub(crate) struct Port {
    listener: TcpListener,
    pub(crate) address: SocketAddr,
}

impl Port {
    /// Takes a port of 127.0.0.1; 0 takes a free one. Runs inside a runtime.
    pub(crate) fn take(port: u16) -> Result<Self, OriginError> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let listen = || -> io::Result<Self> {
            let socket = TcpSocket::new_v4()?;
            // A restarted server must get its port while old connections fade away.
            #[cfg(unix)]
            socket.set_reuseaddr(true)?;
            socket.bind(address)?;
            let listener = socket.listen(BACKLOG)?;
            Ok(Self { address: listener.local_addr()?, listener })
        };
        listen().map_err(|source| OriginError::Listen { address, source })
    }

    /// Serves the port for ever: with TLS if there is an acceptor, else plain HTTP/1.1.
    pub(crate) async fn serve(self, server: Arc<Server>, tls: Option<TlsAcceptor>, ids: Arc<AtomicU64>) {
        loop {
            let Ok((stream, _)) = self.listener.accept().await else {
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            };
            let id = ids.fetch_add(1, Ordering::Relaxed);
            let connection = Connection::new(id, tls.is_some());
            tokio::spawn(serve_stream(stream, connection, Arc::clone(&server), tls.clone()));
        }
    }
}

/// A port that is taken and not listened on, so that nobody else can.
#[derive(Debug)]
pub(crate) struct ClosedPort {
    pub(crate) address: SocketAddr,
    _socket: TcpSocket,
}

impl ClosedPort {
    /// Takes a free port of 127.0.0.1.
    pub(crate) fn take() -> Result<Self, OriginError> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let take = || -> io::Result<Self> {
            let socket = TcpSocket::new_v4()?;
            socket.bind(address)?;
            Ok(Self { address: socket.local_addr()?, _socket: socket })
        };
        take().map_err(|source| OriginError::Listen { address, source })
    }
}

/// Serves one connection to its end. How it ends is the client's affair and the log's, so errors
/// end here.
async fn serve_stream(
    stream: TcpStream,
    connection: Arc<Connection>,
    server: Arc<Server>,
    tls: Option<TlsAcceptor>,
) {
    // Without it small pieces wait for the client's acknowledgement of earlier ones.
    let _ = stream.set_nodelay(true);
    let socket = Socket::new(stream, Arc::clone(&connection), server.log.clone());
    let Some(acceptor) = tls else {
        return serve_http1(socket, connection, server).await;
    };
    let Ok(stream) = acceptor.accept(socket).await else { return };
    if stream.get_ref().1.alpn_protocol() == Some(b"h2") {
        serve_http2(stream, connection, server).await;
    } else {
        serve_http1(stream, connection, server).await;
    }
}

async fn serve_http1<S>(stream: S, connection: Arc<Connection>, server: Arc<Server>)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let of_request = Arc::clone(&connection);
    let service = service_fn(move |request| handle(Arc::clone(&server), Arc::clone(&of_request), request));
    let mut conversation = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    let last_words = tokio::select! {
        _ = &mut conversation => return,
        last_words = connection.end_requested() => last_words,
    };
    if let Some(bytes) = last_words {
        let mut stream = conversation.into_parts().io.into_inner();
        // Both fail only where the client has gone.
        let _ = stream.write_all(&bytes).await;
        let _ = stream.shutdown().await;
    }
}

async fn serve_http2<S>(stream: S, connection: Arc<Connection>, server: Arc<Server>)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let service = service_fn(move |request| handle(Arc::clone(&server), Arc::clone(&connection), request));
    let _ = http2::Builder::new(TokioExecutor::new())
        .max_concurrent_streams(MAX_STREAMS)
        .max_pending_accept_reset_streams(MAX_EARLY_RESETS)
        .max_local_error_reset_streams(None)
        .serve_connection(TokioIo::new(stream), service)
        .await;
}
