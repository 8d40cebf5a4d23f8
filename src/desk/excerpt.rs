//! Shows lines of a source: read again from its start up to them, since no source is held whole.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::SharedDesk;
use super::sources::Source;
use super::turn::Ticket;
use crate::input::decode::Utf8Pieces;
use crate::input::excerpt::Excerpt;
use crate::protocol::{self, Event};

/// Sends the lines of source number `source` from `line` on, unless others are asked for meanwhile.
pub(super) fn send(desk: &SharedDesk, source: u16, line: u32, target: (u32, u32)) {
    let (wanted, ticket) = {
        let readings = &desk.borrow().readings;
        (readings.source(source), readings.excerpt_turn.take())
    };
    let Some(wanted) = wanted else { return };
    let desk = Rc::clone(desk);
    spawn_local(async move {
        match excerpt(&wanted, line, target, &ticket).await {
            Ok(Some(excerpt)) => {
                let more = excerpt.is_full();
                let excerpt =
                    protocol::Excerpt { source, first: line.max(1), lines: excerpt.into_lines(), more };
                desk.borrow().tell(&Event::Excerpt(excerpt));
            }
            Ok(None) => {}
            Err(why) => {
                let message = format!("“{}” cannot be read again: {why}.", wanted.name);
                desk.borrow().trouble(&message, "Its links are kept. Give the file again to see it.");
            }
        }
    });
}

/// The lines; `None` when they are no longer wanted.
async fn excerpt(
    source: &Source,
    line: u32,
    target: (u32, u32),
    ticket: &Ticket,
) -> Result<Option<Excerpt>, String> {
    let mut excerpt = Excerpt::from_line(line, target);
    let (mut decoder, mut text) = (Utf8Pieces::default(), String::new());
    for piece in 0..source.pieces() {
        let bytes = source.read(piece).await?;
        if !ticket.is_wanted() {
            return Ok(None);
        }
        decoder.push(&bytes, &mut text);
        excerpt.push(&text);
        text.clear();
        if excerpt.is_full() {
            return Ok(Some(excerpt));
        }
    }
    decoder.finish(&mut text);
    excerpt.push(&text);
    Ok(Some(excerpt))
}
