//! One accepted connection: its number, and the way to reset it.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::Notify;

use crate::log::SharedLog;

/// What requests know of their connection.
#[derive(Debug)]
pub(crate) struct Connection {
    /// Numbered from 0 in the order of opening.
    pub(crate) id: u64,
    /// Whether it is encrypted.
    pub(crate) tls: bool,
    reset: AtomicBool,
    reset_requested: Notify,
}

impl Connection {
    pub(crate) fn new(id: u64, tls: bool) -> Arc<Self> {
        Arc::new(Self { id, tls, reset: AtomicBool::new(false), reset_requested: Notify::new() })
    }

    /// Asks for a TCP RST: the connection's task ends, which drops the [`Socket`].
    pub(crate) fn reset(&self) {
        self.reset.store(true, Ordering::Release);
        self.reset_requested.notify_one();
    }

    /// Returns once a reset is requested.
    pub(crate) async fn reset_requested(&self) {
        self.reset_requested.notified().await;
    }
}

/// The TCP stream of a connection. Dropped after [`Connection::reset`] it sends RST instead of FIN.
#[derive(Debug)]
pub(crate) struct Socket {
    stream: TcpStream,
    connection: Arc<Connection>,
    log: SharedLog,
}

impl Socket {
    pub(crate) fn new(stream: TcpStream, connection: Arc<Connection>, log: SharedLog) -> Self {
        log.open_connection();
        Self { stream, connection, log }
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        if self.connection.reset.load(Ordering::Acquire) {
            // It fails only on a socket that the client has closed already.
            let _ = self.stream.set_zero_linger();
        }
        self.log.close_connection();
    }
}

impl AsyncRead for Socket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Socket {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
