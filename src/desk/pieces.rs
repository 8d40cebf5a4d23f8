//! Reads the pieces of files in order, and ahead: a browser takes longer to find a small file than the desk takes to read
//! it.

use std::collections::VecDeque;

use super::effect::{Effects, FileHandle, PIECE_BYTES, ReadId};

/// Most bytes requested ahead, unless one piece is larger.
const MAX_PENDING_BYTES: u64 = PIECE_BYTES;
/// Most pieces requested ahead.
const MAX_PENDING_PIECES: usize = 64;

/// A piece's bytes, or why it could not be read.
pub(super) type FilePiece = Result<Vec<u8>, String>;

/// What is next of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    Piece(FilePiece),
    /// It was requested and has not arrived.
    Awaited,
    End,
}

/// A requested piece.
#[derive(Debug)]
struct PendingPiece {
    read: ReadId,
    file: usize,
    bytes: u64,
    answer: Option<FilePiece>,
}

/// The pieces of some files.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    /// Each file, and how many of its pieces to read.
    files: Vec<(FileHandle, u32)>,
    /// The file and the piece to request next.
    next: (usize, u32),
    pending: VecDeque<PendingPiece>,
}

impl Pieces {
    /// Reads the first pieces of each file, as many as given.
    pub(super) fn new(files: Vec<(FileHandle, u32)>) -> Self {
        Self { files, next: (0, 0), pending: VecDeque::new() }
    }

    /// Reads one file whole.
    pub(super) fn of(file: FileHandle) -> Self {
        Self::new(vec![(file, file.pieces())])
    }

    /// The next piece of file number `file`. Files are read in order; what is left of earlier ones is dropped.
    pub(super) fn next_of(&mut self, file: usize, effects: &mut Effects) -> Next {
        while self.pending.front().is_some_and(|pending| pending.file < file) {
            self.pending.pop_front();
        }
        self.next = self.next.max((file, 0));
        self.request_pieces(effects);
        match self.pending.front_mut() {
            Some(front) if front.file == file => match front.answer.take() {
                Some(piece) => {
                    self.pending.pop_front();
                    self.request_pieces(effects);
                    Next::Piece(piece)
                }
                None => Next::Awaited,
            },
            _ => Next::End,
        }
    }

    /// The first piece of file number `file`, if it has arrived and its turn has not come.
    pub(super) fn peek(&self, file: usize) -> Option<&[u8]> {
        let pending = self.pending.iter().find(|pending| pending.file == file)?;
        pending.answer.as_ref()?.as_deref().ok()
    }

    /// Delivers a piece; `false` when it was not requested here.
    pub(super) fn take(&mut self, read: ReadId, piece: &mut Option<FilePiece>) -> bool {
        let found = self.pending.iter_mut().find(|pending| pending.read == read);
        found.is_some_and(|pending| {
            pending.answer = piece.take();
            true
        })
    }

    /// Whether the next piece of file number `file` was requested and has not arrived.
    pub(super) fn is_awaited(&self, file: usize) -> bool {
        self.pending.front().is_some_and(|pending| pending.file == file && pending.answer.is_none())
    }

    /// Requests nothing more of file number `file` and those after it.
    pub(super) fn stop_at(&mut self, file: usize) {
        self.pending.clear();
        for (_, wanted) in self.files.iter_mut().skip(file) {
            *wanted = 0;
        }
    }

    fn request_pieces(&mut self, effects: &mut Effects) {
        let mut bytes: u64 = self.pending.iter().map(|pending| pending.bytes).sum();
        while let Some(&(handle, wanted)) = self.files.get(self.next.0) {
            let (file, piece) = self.next;
            if piece >= wanted {
                self.next = (file + 1, 0);
                continue;
            }
            let length = (handle.bytes.saturating_sub(u64::from(piece) * PIECE_BYTES)).min(PIECE_BYTES);
            let is_enough = bytes + length > MAX_PENDING_BYTES || self.pending.len() >= MAX_PENDING_PIECES;
            if is_enough && !self.pending.is_empty() {
                return;
            }
            let read = effects.read(handle, piece);
            self.pending.push_back(PendingPiece { read, file, bytes: length, answer: None });
            bytes += length;
            self.next = (file, piece + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::effect::{Effect, FileId};

    fn file(id: u32, bytes: u64) -> (FileHandle, u32) {
        let handle = FileHandle { id: FileId(id), bytes };
        (handle, handle.pieces())
    }

    fn reads(effects: &mut Effects) -> Vec<(u32, u32, u32)> {
        let read = |effect| match effect {
            Effect::ReadPiece { read, file, piece } => (read.0, file.id.0, piece),
            other => panic!("{other:?}"),
        };
        core::iter::from_fn(|| effects.pop()).map(read).collect()
    }

    #[test]
    fn pieces_are_handed_out_in_order_whatever_order_they_come_in() {
        let (mut pieces, mut effects) = (Pieces::new(vec![file(0, 10), file(1, 20)]), Effects::default());
        assert_eq!(pieces.next_of(0, &mut effects), Next::Awaited);
        assert_eq!(reads(&mut effects), [(1, 0, 0), (2, 1, 0)], "small ones are requested together");
        assert!(pieces.take(ReadId(2), &mut Some(Ok(vec![2]))));
        assert_eq!(pieces.next_of(0, &mut effects), Next::Awaited);
        assert!(pieces.take(ReadId(1), &mut Some(Err("gone".into()))));
        assert_eq!(pieces.next_of(0, &mut effects), Next::Piece(Err("gone".into())));
        assert_eq!(pieces.next_of(0, &mut effects), Next::End);
        assert_eq!(pieces.next_of(1, &mut effects), Next::Piece(Ok(vec![2])));
        assert_eq!(pieces.next_of(1, &mut effects), Next::End);
    }

    #[test]
    fn of_a_large_file_one_piece_is_requested_at_a_time() {
        let (mut pieces, mut effects) = (Pieces::new(vec![file(0, PIECE_BYTES * 5 / 2)]), Effects::default());
        assert_eq!(pieces.next_of(0, &mut effects), Next::Awaited);
        assert_eq!(reads(&mut effects), [(1, 0, 0)]);
        assert!(pieces.take(ReadId(1), &mut Some(Ok(vec![]))));
        assert_eq!(pieces.next_of(0, &mut effects), Next::Piece(Ok(vec![])));
        assert_eq!(reads(&mut effects), [(2, 0, 1)], "the next is requested while this one is parsed");
    }

    #[test]
    fn after_a_stop_nothing_more_is_requested() {
        let (mut pieces, mut effects) = (Pieces::new(vec![file(0, 10), file(1, 20)]), Effects::default());
        assert_eq!(pieces.next_of(0, &mut effects), Next::Awaited);
        pieces.stop_at(0);
        assert_eq!(pieces.next_of(0, &mut effects), Next::End);
        assert_eq!(pieces.next_of(1, &mut effects), Next::End);
        assert!(!pieces.take(ReadId(1), &mut Some(Ok(vec![]))), "what comes late is nobody's");
    }
}
