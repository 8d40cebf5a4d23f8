//! What the cells of a column carry.

use std::sync::Arc;

use crate::chart::column_layout::ColumnField;

/// A column with what its cells carry, made once and shared by all of them.
#[derive(Clone, Debug)]
pub(super) struct FieldView {
    pub(super) field: ColumnField,
    pub(super) hook: Arc<str>,
    pub(super) class: Arc<str>,
    pub(super) soft_class: Arc<str>,
}

impl FieldView {
    pub(super) fn of(field: ColumnField) -> Self {
        let name = field.spec().name;
        let number = match field {
            ColumnField::Column(column) if column.is_number() => " number",
            _ => "",
        };
        Self {
            field,
            hook: format!("cell-{name}").into(),
            class: format!("cell cell-{name}{number}").into(),
            soft_class: format!("cell cell-{name}{number} soft").into(),
        }
    }
}
