//! Makes an export piece by piece and hands it to the page as a file.

use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, BlobPropertyBag};

use super::SharedDesk;
use super::breathe::breathe;
use crate::export::{Exporter, Format};
use crate::protocol::{Event, ExportScope, RunKind};
use crate::result::mask::Secrets;

/// Rows of one piece: less than ten milliseconds of work.
const ROWS_A_PIECE: u32 = 1_500;

/// Makes an export of the rows as they are now.
pub(super) fn start(desk: &SharedDesk, format: Format, scope: ExportScope, secrets: Secrets) {
    let desk = Rc::clone(desk);
    spawn_local(async move {
        let rows = match scope {
            ExportScope::Shown => desk.borrow().shown.rows(),
            ExportScope::All => None,
        };
        let mut exporter = Exporter::new(format, secrets);
        let pieces = write(&desk, &mut exporter, rows.as_deref()).await;
        send(&desk, format, &pieces, exporter.masked());
    });
}

/// Writes `rows`, or all of them in the list's order, into pieces of a file.
async fn write(desk: &SharedDesk, exporter: &mut Exporter, rows: Option<&[u32]>) -> Array {
    let pieces = Array::new();
    let (mut first, mut bytes) = (0_u32, Vec::new());
    loop {
        let more = {
            let this = desk.borrow();
            let (list, results) = (this.list(), this.shown.results());
            let count = rows.map_or(list.links(), |rows| u32::try_from(rows.len()).unwrap_or(u32::MAX));
            let end = count.min(first.saturating_add(ROWS_A_PIECE));
            match rows {
                Some(rows) => {
                    let piece = rows.get(first as usize..end as usize).unwrap_or_default();
                    exporter.write(list, results, piece.iter().copied(), &mut bytes);
                }
                None => exporter.write(list, results, first..end, &mut bytes),
            }
            first = end;
            end < count
        };
        pieces.push(&Uint8Array::from(bytes.as_slice()));
        bytes.clear();
        if !more {
            return pieces;
        }
        breathe().await;
    }
}

fn send(desk: &SharedDesk, format: Format, pieces: &Array, masked: u32) {
    let options = BlobPropertyBag::new();
    options.set_type(format.mime());
    let this = desk.borrow();
    let mark = match this.runs.kind() {
        RunKind::Real => "",
        RunKind::Practice => "-practice",
    };
    let name = format!("volley{mark}.{}", format.extension());
    let sent = Blob::new_with_u8_array_sequence_and_options(pieces, &options)
        .map_err(|thrown| crate::wire::js_error::describe(&thrown))
        .and_then(|blob| this.page.post_with(&Event::Exported { name, masked }, &[blob.into()], &[]));
    if let Err(error) = sent {
        this.trouble(&format!("The export could not be made: {error}."), "Try fewer rows, by a filter.");
    }
}
