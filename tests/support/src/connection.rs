//! One accepted connection: its number, and the ways to end it in the midst of a request.

use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};

use bytes::Bytes;
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
    last_words: OnceLock<Bytes>,
    end_requested: Notify,
}

impl Connection {
    pub(crate) fn new(id: u64, tls: bool) -> Arc<Self> {
        let (reset, last_words, end_requested) = (AtomicBool::new(false), OnceLock::new(), Notify::new());
        Arc::new(Self { id, tls, reset, last_words, end_requested })
    }

    /// Asks for a TCP RST: the connection's task ends, which drops the [`Socket`].
    pub(crate) fn reset(&self) {
        self.reset.store(true, Ordering::Release);
        self.end_requested.notify_one();
    }

    /// Asks for these bytes and then the orderly end of the connection.
    pub(crate) fn end_with(&self, bytes: Bytes) {
        // Of two requests at once, which hyper never hands on, the first has the word.
        let _ = self.last_words.set(bytes);
        self.end_requested.notify_one();
    }

    /// Returns once an end is requested: with what is to be written before it, or `None` for a reset.
    pub(crate) async fn end_requested(&self) -> Option<Bytes> {
        self.end_requested.notified().await;
        self.last_words.get().cloned()
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
