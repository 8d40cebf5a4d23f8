//! The body that goes to hyper: a payload with the guard of its exchange.

use std::future::pending;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::Version;
use http_body::{Body, Frame, SizeHint};

use crate::answer::Raw;
use crate::connection::Connection;
use crate::log::{Ending, Ticket};
use crate::payload::{Cut, Payload};

/// A payload with the guard of its exchange. The exchange ends before the last piece is handed on,
/// so that no client can answer to it before the log knows.
#[derive(Debug)]
pub(crate) struct Tracked {
    payload: Payload,
    guard: Option<Guard>,
}

/// What ends with the body.
#[derive(Debug)]
pub(crate) struct Guard {
    pub(crate) ticket: Ticket,
    pub(crate) connection: Arc<Connection>,
    pub(crate) version: Version,
}

impl Tracked {
    /// Returns a body that is not in the log.
    pub(crate) fn unlogged(payload: Payload) -> Self {
        Self { payload, guard: None }
    }

    pub(crate) fn logged(payload: Payload, guard: Guard) -> Self {
        if payload.is_at_end() {
            guard.ticket.finish(Ending::Done);
        }
        Self { payload, guard: Some(guard) }
    }

    fn finish(&self, ending: Ending) {
        if let Some(guard) = &self.guard {
            guard.ticket.finish(ending);
        }
    }
}

impl Guard {
    /// Resets what carries the exchange: on HTTP/1.1 the connection, whose task then ends, so this
    /// stays pending; on HTTP/2 the stream, which hyper resets when it gets the error.
    pub(crate) fn poll_cut<T>(&self, cut: Cut) -> Poll<Result<T, Cut>> {
        self.ticket.finish(Ending::Reset);
        if self.version == Version::HTTP_2 {
            return Poll::Ready(Err(cut));
        }
        self.connection.reset();
        Poll::Pending
    }

    /// Sends these bytes on HTTP/1.1 and ends the connection, whose task then ends, so this stays pending.
    pub(crate) async fn end_raw<T>(&self, raw: Raw) -> T {
        if let Some(status) = raw.status {
            self.ticket.answer(status);
        }
        self.ticket.finish(Ending::Done);
        self.connection.end_with(raw.bytes);
        pending().await
    }
}

impl Body for Tracked {
    type Data = Bytes;
    type Error = Cut;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Cut>>> {
        match ready!(self.payload.poll_piece(cx)) {
            Some(Ok(piece)) => {
                if self.payload.is_at_end() {
                    self.finish(Ending::Done);
                }
                Poll::Ready(Some(Ok(Frame::data(piece))))
            }
            Some(Err(cut)) => match &self.guard {
                Some(guard) => guard.poll_cut(cut).map(Some),
                None => Poll::Ready(Some(Err(cut))),
            },
            None => {
                self.finish(Ending::Done);
                Poll::Ready(None)
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.payload.is_at_end()
    }

    fn size_hint(&self) -> SizeHint {
        self.payload.known_len().map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
