//! Shows lines of a source: read again from its start up to them, since no source is held whole.

use super::Desk;
use super::effect::ReadId;
use super::pieces::{FilePiece, Next, Pieces};
use crate::input::decode::Utf8Pieces;
use crate::input::excerpt::Excerpt;
use crate::protocol::{self, Event};

/// An excerpt that is being read.
#[derive(Debug)]
struct Job {
    source: u16,
    name: String,
    first: u32,
    pieces: Pieces,
    decoder: Utf8Pieces,
    excerpt: Excerpt,
}

/// The excerpt that was asked for last, until it is read.
#[derive(Debug, Default)]
pub(super) struct Excerpts {
    job: Option<Job>,
}

impl Excerpts {
    /// A piece came; `false` when it is none of these.
    pub(super) fn take(&mut self, read: ReadId, piece: &mut Option<FilePiece>) -> bool {
        self.job.as_mut().is_some_and(|job| job.pieces.take(read, piece))
    }
}

impl Desk {
    /// Sends the lines of source number `source` from `line` on, unless others are asked for meanwhile.
    pub(super) fn show_excerpt(&mut self, source: u16, line: u32, target: (u32, u32)) {
        let Some(given) = self.input.sources.get(usize::from(source)) else { return };
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

    /// Reads on as far as pieces have come.
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
