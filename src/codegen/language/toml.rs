//! Tables of headers in TOML.

use crate::codegen::quote::toml::text;

/// The headers as an inline table.
pub(in crate::codegen) fn headers(headers: &[(&str, &str)]) -> String {
    let pairs: Vec<_> =
        headers.iter().map(|(name, value)| format!("{} = {}", text(name), text(value))).collect();
    format!("{{ {} }}", pairs.join(", "))
}
