//! Newline-delimited JSON: an object a row, its keys in the order of the columns, `null` for what is not there.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::hidden;
use crate::result::column::Column;
use crate::result::row::RowView;

/// Appends `rows` to `out`.
pub(super) fn write(rows: impl Iterator<Item = RowView>, out: &mut Vec<u8>) {
    for row in rows {
        // Writing to memory cannot fail, and every key is a string.
        let _ = serde_json::to_writer(&mut *out, &Object(&row));
        out.push(b'\n');
    }
}

/// A row as a JSON object.
struct Object<'a>(&'a RowView);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let row = self.0;
        let mut map = serializer.serialize_map(Some(Column::ALL.len() + 1))?;
        for column in Column::ALL {
            map.serialize_key(&column.name().replace('-', "_"))?;
            match column {
                Column::Index => map.serialize_value(&row.index),
                Column::Url => map.serialize_value(&row.url),
                Column::Host => map.serialize_value(&some(&row.host)),
                Column::Verdict => map.serialize_value(&row.verdict.map(|verdict| verdict.to_string())),
                Column::Status => map.serialize_value(&row.status),
                Column::Bytes => map.serialize_value(&row.bytes.ok()),
                Column::Type => map.serialize_value(&row.content_type),
                Column::Protocol => map.serialize_value(&row.protocol),
                Column::Attempts => map.serialize_value(&row.attempts),
                Column::Redirected => map.serialize_value(&row.redirected),
                Column::FinalUrl => map.serialize_value(&row.final_url),
                Column::Source => map.serialize_value(&row.source),
                Column::Provenance => map.serialize_value(&some(row.provenance.name())),
                Column::Error => map.serialize_value(&row.error),
                _ => map.serialize_value(&row.ms(column)),
            }?;
        }
        map.serialize_entry(hidden::NAME, &some(&hidden::reasons(row)))?;
        map.end()
    }
}

/// `text`, unless it is empty.
fn some(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}
