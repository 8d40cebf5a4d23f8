//! Newline-delimited JSON: an object a row, its keys in the order of the columns, `null` for what is not there.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::hidden;
use crate::result::column::Column;
use crate::result::row::RowView;

pub(super) fn write(rows: &mut dyn Iterator<Item = RowView>, out: &mut Vec<u8>) {
    for row in rows {
        // Writing to memory cannot fail, and every key is a string.
        let _ = serde_json::to_writer(&mut *out, &Object(&row));
        out.push(b'\n');
    }
}

struct Object<'a>(&'a RowView);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let row = self.0;
        let mut map = serializer.serialize_map(Some(Column::ALL.len() + 1))?;
        for column in Column::ALL {
            map.serialize_entry(&column.name().replace('-', "_"), &column.value(row))?;
        }
        map.serialize_entry(hidden::NAME, &Some(hidden::reasons(row)).filter(|reasons| !reasons.is_empty()))?;
        map.end()
    }
}
