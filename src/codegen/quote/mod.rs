//! Text from outside as a literal: one file a language, each a function that returns the literal with its quotes.
//!
//! All but plain printable ASCII is escaped, so that no quote ends early, no line ends where none should (U+2028 ends one
//! in old JavaScript), and nothing turns letters round on screen. What comes out is ASCII on one line, but for the shell
//! and curl, which have no escape for such letters and take them as they are.

pub mod curl;
pub mod javascript;
pub mod python;
pub mod rust;
pub use crate::export::shell;
pub mod toml;

use crate::format::append;

/// `text` between double quotes, with `escape` for what is no plain ASCII; quote and backslash get a backslash.
fn quoted(text: &str, escape: impl Fn(char, &mut String)) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        push(character, &escape, &mut out);
    }
    out.push('"');
    out
}

/// `text` inside such quotes, where a brace would begin a placeholder: each is doubled.
fn with_doubled_braces(text: &str, escape: impl Fn(char, &mut String)) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '{' => out.push_str("{{"),
            '}' => out.push_str("}}"),
            other => push(other, &escape, &mut out),
        }
    }
    out
}

fn push(character: char, escape: impl Fn(char, &mut String), out: &mut String) {
    match character {
        '"' | '\\' => {
            out.push('\\');
            out.push(character);
        }
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        ' '..='~' => out.push(character),
        other => escape(other, out),
    }
}

/// Appends `prefix` and the number of `character` in hexadecimal, with leading zeros up to `width`.
fn push_hex(prefix: &str, character: u32, width: usize, out: &mut String) {
    append(out, format_args!("{prefix}{character:0width$x}"));
}
