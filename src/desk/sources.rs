//! What the user gave beside the text area: files and long pastes, read in pieces and never held whole.

use std::collections::VecDeque;
use std::pin::Pin;

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use crate::input::detect::Form;
use crate::wire::js_error;

/// Bytes that are read at once.
const PIECE_BYTES: f64 = 1_048_576.0;

/// One source.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub(super) name: String,
    /// How the user wants it read; `None` to find out.
    pub(super) form: Option<Form>,
    /// Number of pieces after which the user had the reading stopped.
    pub(super) stops_after: Option<u32>,
    content: Blob,
}

impl Source {
    pub(super) fn new(name: String, content: Blob) -> Self {
        Self { name, form: None, stops_after: None, content }
    }

    /// Its length in bytes.
    pub(super) fn bytes(&self) -> f64 {
        self.content.size()
    }

    /// Bytes before piece `piece`; of a piece behind the last, all.
    pub(super) fn bytes_before(&self, piece: u32) -> u64 {
        let bytes = (f64::from(piece) * PIECE_BYTES).min(self.content.size());
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size; saturates")]
        let bytes = bytes as u64;
        bytes
    }

    /// Number of pieces it has.
    fn pieces_in_all(&self) -> u32 {
        let pieces = (self.content.size() / PIECE_BYTES).ceil();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count; saturates")]
        let pieces = pieces as u32;
        pieces
    }

    /// Number of pieces of it that are read.
    pub(super) fn pieces(&self) -> u32 {
        self.pieces_in_all().min(self.stops_after.unwrap_or(u32::MAX))
    }

    /// Whether it is not read to its end because the user had the reading stopped.
    pub(super) fn is_cut(&self) -> bool {
        self.pieces() < self.pieces_in_all()
    }

    /// The bytes of piece `piece`, from 0. The browser begins to read at once, not when this is awaited.
    ///
    /// # Errors
    /// In words, when the file cannot be read any more.
    pub(super) fn read(&self, piece: u32) -> impl Future<Output = Result<Vec<u8>, String>> + use<> {
        let start = f64::from(piece) * PIECE_BYTES;
        let part = if self.pieces_in_all() == 1 {
            // To cut a piece out costs Chromium a call into another process, which takes longer than to read a small file.
            Ok(self.content.clone())
        } else {
            self.content.slice_with_f64_and_f64(start, start + PIECE_BYTES)
        };
        let begun = part.map(|part| JsFuture::from(part.array_buffer()));
        async move {
            let failed = |thrown| js_error::describe(&thrown);
            let buffer = begun.map_err(failed)?.await.map_err(failed)?;
            Ok(Uint8Array::new(&buffer).to_vec())
        }
    }
}

/// Bytes that are on their way to us at most, where one piece is not more.
const AHEAD_BYTES: f64 = PIECE_BYTES;
/// Pieces that are on their way to us at most.
const AHEAD_PIECES: usize = 64;

type Coming = Pin<Box<dyn Future<Output = Result<Vec<u8>, String>>>>;

/// The pieces of sources in their order. While one is read the next are on their way: the browser takes longer to find a
/// small file than we take to read it.
pub(super) struct Ahead<'s> {
    sources: &'s [Source],
    /// The source and the piece of it that is to be sent for next.
    next: (usize, u32),
    /// Those that are on their way: of which source, how long, and the piece.
    coming: VecDeque<(usize, f64, Coming)>,
}

impl<'s> Ahead<'s> {
    pub(super) fn new(sources: &'s [Source]) -> Self {
        Self { sources, next: (0, 0), coming: VecDeque::new() }
    }

    /// The bytes of the next piece of source number `source`; `None` after its last. Sources are to be asked for in their
    /// order; what was not asked for of those before is passed over.
    pub(super) async fn next_of(&mut self, source: usize) -> Option<Result<Vec<u8>, String>> {
        while self.coming.front().is_some_and(|(of, ..)| *of < source) {
            self.coming.pop_front();
        }
        self.next = self.next.max((source, 0));
        self.send_for();
        let (.., piece) = self.coming.pop_front_if(|(of, ..)| *of == source)?;
        Some(piece.await)
    }

    fn send_for(&mut self) {
        let mut bytes: f64 = self.coming.iter().map(|(_, bytes, _)| bytes).sum();
        while let Some(source) = self.sources.get(self.next.0) {
            let (number, piece) = self.next;
            if piece >= source.pieces() {
                self.next = (number + 1, 0);
                continue;
            }
            let length = (source.bytes() - f64::from(piece) * PIECE_BYTES).min(PIECE_BYTES);
            let is_much = bytes + length > AHEAD_BYTES || self.coming.len() >= AHEAD_PIECES;
            if is_much && !self.coming.is_empty() {
                return;
            }
            self.coming.push_back((number, length, Box::pin(source.read(piece))));
            bytes += length;
            self.next = (number, piece + 1);
        }
    }
}
