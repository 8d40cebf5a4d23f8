//! Imported results: real files of each format, what is wrong in them, and what their rows say.
#![cfg(not(target_arch = "wasm32"))]

mod files;
mod rows;

use volley::ids::LinkId;
use volley::import::{ImportResult, Importer, Unknown};
use volley::result::mask::Secrets;
use volley::result::row::RowView;

fn read_pieces<'p>(name: &str, pieces: impl IntoIterator<Item = &'p [u8]>) -> Result<ImportResult, Unknown> {
    let mut importer = Importer::new(name);
    for piece in pieces {
        importer.push(piece)?;
    }
    importer.finish()
}

/// Reads `text` in small pieces, as from a slow disk.
fn read(text: &str) -> ImportResult {
    let pieces = text.as_bytes().chunks(4_096);
    read_pieces("file", pieces).unwrap_or_else(|unknown| panic!("{unknown}: {text:.200}"))
}

fn rows(imported: &ImportResult) -> Vec<RowView> {
    let Some((list, table)) = &imported.run else { return Vec::new() };
    (0..list.links()).filter_map(|row| RowView::of(list, table, LinkId(row), Secrets::Shown)).collect()
}
