//! The bodies of answers, made piece by piece.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use tokio::time::{Sleep, sleep};

const ZEROS: &[u8] = &[0; 64 * 1024];

/// The connection or the stream is to be reset, as the path asked.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("reset, as the path asked")]
pub(crate) struct Cut;

/// The body of an answer.
#[derive(Debug)]
pub(crate) enum Payload {
    /// All at once.
    Whole(Bytes),
    /// Zero bytes in pieces of 64 KiB; `sized` says whether the client is told how many.
    Zeros { left: u64, sized: bool },
    /// Zero bytes in pieces, with a pause before each but the first.
    Drip { left: u64, step: u64, pause: Duration, timer: Option<Pin<Box<Sleep>>> },
    /// One piece, then nothing for ever.
    Stall(Bytes),
    /// One piece, then after a pause what `then` says.
    Broken { piece: Bytes, pause: Duration, timer: Option<Pin<Box<Sleep>>>, then: Break },
}

/// How a broken body ends.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Break {
    /// As if it were whole.
    End,
    /// By a reset.
    Cut,
}

impl Payload {
    pub(crate) fn empty() -> Self {
        Self::Whole(Bytes::new())
    }

    /// Returns `n` zero bytes in pieces of `step`, at most 64 KiB, `pause` before each but the first.
    pub(crate) fn drip(n: u64, step: u64, pause: Duration) -> Self {
        Self::Drip { left: n, step: step.max(1), pause, timer: None }
    }

    /// Returns `n` zero bytes, at most 64 KiB, and nothing more for ever.
    pub(crate) fn stall(n: u64) -> Self {
        Self::Stall(zeros(n))
    }

    /// Returns `n` zero bytes, at most 64 KiB, and `pause` after them the break.
    pub(crate) fn broken(n: u64, pause: Duration, then: Break) -> Self {
        Self::Broken { piece: zeros(n), pause, timer: None, then }
    }

    /// Returns how many bytes are left, where the client is to know.
    pub(crate) fn known_len(&self) -> Option<u64> {
        match self {
            Self::Whole(bytes) => Some(bytes.len() as u64),
            Self::Zeros { left, sized: true } | Self::Drip { left, .. } => Some(*left),
            Self::Zeros { sized: false, .. } | Self::Stall(_) | Self::Broken { .. } => None,
        }
    }

    /// Returns whether nothing is left.
    pub(crate) fn is_at_end(&self) -> bool {
        match self {
            Self::Whole(bytes) => bytes.is_empty(),
            Self::Zeros { left, .. } | Self::Drip { left, .. } => *left == 0,
            Self::Stall(_) | Self::Broken { .. } => false,
        }
    }

    /// Returns the next piece, or `None` at the end.
    pub(crate) fn poll_piece(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Cut>>> {
        match self {
            Self::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Self::Whole(bytes) => Poll::Ready(Some(Ok(std::mem::take(bytes)))),
            Self::Zeros { left, .. } => Poll::Ready(take_zeros(left, u64::MAX).map(Ok)),
            Self::Drip { left, step, pause, timer } => {
                if let Some(timer) = timer {
                    ready!(timer.as_mut().poll(cx));
                }
                *timer = Some(Box::pin(sleep(*pause)));
                Poll::Ready(take_zeros(left, *step).map(Ok))
            }
            Self::Stall(piece) if piece.is_empty() => Poll::Pending,
            Self::Stall(piece) => Poll::Ready(Some(Ok(std::mem::take(piece)))),
            Self::Broken { piece, pause, timer, then } => {
                if !piece.is_empty() {
                    return Poll::Ready(Some(Ok(std::mem::take(piece))));
                }
                // Without the pause a reset would overtake what is still in the connection's buffer.
                ready!(timer.get_or_insert_with(|| Box::pin(sleep(*pause))).as_mut().poll(cx));
                Poll::Ready(match then {
                    Break::End => None,
                    Break::Cut => Some(Err(Cut)),
                })
            }
        }
    }
}

/// Takes at most `most` bytes, and never more than a piece, from what is left.
fn take_zeros(left: &mut u64, most: u64) -> Option<Bytes> {
    let piece = zeros(most.min(*left));
    *left -= piece.len() as u64;
    (!piece.is_empty()).then_some(piece)
}

/// Returns `n` zero bytes, at most 64 KiB.
fn zeros(n: u64) -> Bytes {
    let len = usize::try_from(n).map_or(ZEROS.len(), |n| n.min(ZEROS.len()));
    Bytes::from_static(&ZEROS[..len])
}
