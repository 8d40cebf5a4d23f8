//! Shows lines of a source, which is read again from its start: no source is held in memory.

use super::Desk;
use super::effect::ReadId;
use super::pieces::{FilePiece, Next, Pieces};
use crate::ids::SourceId;
use crate::input::decode::Utf8Pieces;
use crate::input::excerpt::Excerpt;
use crate::protocol::{self, Event};

/// An excerpt that is being read.
#[derive(Debug)]
struct Job {
    source: SourceId,
    name: String,
    first: u32,
    pieces: Pieces,
    decoder: Utf8Pieces,
    excerpt: Excerpt,
}

/// The last excerpt requested, until it is read.
#[derive(Debug, Default)]
pub(super) struct Excerpts {
    job: Option<Job>,
}

impl Excerpts {
    /// Delivers a piece; `false` when it was not requested here.
    pub(super) fn take(&mut self, read: ReadId, piece: &mut Option<FilePiece>) -> bool {
        self.job.as_mut().is_some_and(|job| job.pieces.take(read, piece))
    }
}

impl Desk {
    /// Sends the lines of source number `source` from `line` on, unless others are requested meanwhile.
    pub(super) fn show_excerpt(&mut self, source: SourceId, line: u32, target: (u32, u32)) {
        let Some(given) = self.input.sources.get(source.index()) else { return };
        self.excerpts.job = Some(Job {
            source,
            name: given.name.clone(),
            first: line.max(1),
            pieces: Pieces::new(vec![(given.file, given.pieces())]),
            decoder: Utf8Pieces::default(),
            excerpt: Excerpt::from_line(line, target),
        });
        self.continue_excerpt();
    }

    /// Reads the pieces that have arrived.
    pub(super) fn continue_excerpt(&mut self) {
        let Some(job) = &mut self.excerpts.job else { return };
        let mut text = String::new();
        match job.pieces.next_of(0, &mut self.effects) {
            Next::Awaited => return,
            Next::Piece(Ok(bytes)) => {
                job.decoder.push(&bytes, &mut text);
                job.excerpt.push(&text);
                if !job.excerpt.is_full() {
                    return self.continue_excerpt();
                }
            }
            Next::Piece(Err(why)) => {
                self.effects.trouble(
                    format!("“{}” cannot be read again: {why}.", job.name),
                    "Its links are kept. Give the file again to see it.",
                );
                self.excerpts.job = None;
                return;
            }
            Next::End => {
                job.decoder.finish(&mut text);
                job.excerpt.push(&text);
            }
        }
        if let Some(Job { source, first, excerpt, .. }) = self.excerpts.job.take() {
            let more = excerpt.is_full();
            let lines = excerpt.into_lines();
            self.effects.publish(Event::Excerpt(protocol::ExcerptView { source, first, lines, more }));
        }
    }
}
