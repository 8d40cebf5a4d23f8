//! A shell script that writes new addresses into the files, by `sed`: one group a file, one command a line and address.
//!
//! An address is replaced only in its own line, and only whole: what goes on before or after it is another address. It is
//! looked for as Volley requests it, without its scheme or the slash of a bare host too, and with `&` as HTML writes it.

use super::Moved;
use crate::export::shell::word;
use crate::format::append;
use crate::input::list::LinkList;
use crate::result::row::RowView;

/// What stands before the groups.
const PREAMBLE: &str = r#"#!/bin/sh
# New addresses of links that moved for good, written by Volley. Read it, then run it in the folder of the files:
#   sh new-addresses.sh
# Each file that it changes is kept as NAME.bak. A link that is written in another way than it is requested stays as it is.
set -eu

edit() { # the file; commands for sed from the standard input
  case $1 in /*) file=$1 ;; *) file=./$1 ;; esac
  if [ ! -f "$file" ]; then
    echo "not here: $1" >&2
    cat > /dev/null
    return
  fi
  sed -E -f /dev/stdin "$file" > "$file.volley-new"
  if cmp -s "$file" "$file.volley-new"; then
    echo "unchanged: $1"
  else
    [ -e "$file.bak" ] || cp -p "$file" "$file.bak"
    cat "$file.volley-new" > "$file"
    echo "changed: $1"
  fi
  rm "$file.volley-new"
}
"#;

/// Ends the commands of one file: no command begins so.
const END: &str = "END";
/// What is part of the address, or of a longer one, if it stands before.
const BEFORE: &str = "(^|[^A-Za-z0-9@/._=&%?-])";
/// What may follow it: the end, a character that no address goes on with, or punctuation before such a one.
const AFTER: &str = "($|[^A-Za-z0-9/_%~=&?+@:.,;!*-]|[.,;:!?*]+($|[^A-Za-z0-9/_%~=&?+@:.,;!*-]))";
/// Names of files whose `&` is written as `&amp;`.
const MARKUP: [&str; 7] = [".html", ".htm", ".xhtml", ".xml", ".svg", ".rss", ".atom"];

/// Appends the script's part for these rows; each part has groups of its own.
pub(in crate::export) fn write(
    rows: &mut dyn Iterator<Item = RowView>,
    list: &LinkList,
    header: bool,
    out: &mut Vec<u8>,
) {
    let mut script = if header { PREAMBLE.to_owned() } else { String::new() };
    let (mut group, mut commands) = (None::<String>, Vec::new());
    for row in rows {
        let Some(moved) = Moved::of(&row, list) else { continue };
        if group.as_deref() != Some(moved.file) {
            end_group(group.as_deref(), &mut commands, &mut script);
            group = Some(moved.file.to_owned());
        }
        let command = command(&moved);
        if !commands.contains(&command) {
            commands.push(command);
        }
    }
    end_group(group.as_deref(), &mut commands, &mut script);
    out.extend_from_slice(script.as_bytes());
}

fn end_group(file: Option<&str>, commands: &mut Vec<String>, script: &mut String) {
    let Some(file) = file else { return };
    if file.is_empty() {
        append(script, format_args!("\n# {} in the text area: in no file.\n", commands.len()));
        commands.clear();
        return;
    }
    append(script, format_args!("\nedit {} <<'{END}'\n", word(file)));
    for command in commands.drain(..) {
        script.push_str(&command);
        script.push('\n');
    }
    append(script, format_args!("{END}\n"));
}

/// `12s"before(scheme)?old(after)"\1new\3"g`. The quote ends each part: no address holds one.
fn command(moved: &Moved<'_>) -> String {
    let is_markup = MARKUP.iter().any(|end| moved.file.to_ascii_lowercase().ends_with(end));
    let mut command = format!("{}s\"{BEFORE}", moved.line);
    push_pattern(moved.old, &mut command);
    command.push_str(AFTER);
    command.push_str("\"\\1");
    push_replacement(moved.new, is_markup, &mut command);
    command.push_str("\\3\"g");
    command
}

fn push_pattern(old: &str, pattern: &mut String) {
    let (scheme, rest) = old.split_at(old.find("://").map_or(0, |at| at + 3));
    pattern.push('(');
    for character in scheme.chars() {
        push_literal(character, pattern);
    }
    pattern.push_str(")?");
    let is_bare_host = rest.find('/').is_some_and(|slash| slash + 1 == rest.len());
    let (rest, slash) = if is_bare_host { (&rest[..rest.len() - 1], "/?") } else { (rest, "") };
    for character in rest.chars() {
        push_literal(character, pattern);
        if character == '&' {
            // A group would shift the number of the one behind it.
            pattern.push_str("a?m?p?;?");
        }
    }
    pattern.push_str(slash);
}

/// Appends a character that stands for itself.
fn push_literal(character: char, pattern: &mut String) {
    match character {
        '\\' | '"' | '^' => pattern.extend(['\\', character]),
        '.' | '[' | '*' | '+' | '?' | '(' | ')' | '{' | '|' | '$' => pattern.extend(['[', character, ']']),
        // An address holds neither; a line of commands must not.
        '\n' | '\r' => pattern.push(' '),
        other => pattern.push(other),
    }
}

fn push_replacement(new: &str, is_markup: bool, replacement: &mut String) {
    for character in new.chars() {
        match character {
            '&' if is_markup => replacement.push_str(r"\&amp;"),
            '\\' | '"' | '&' => replacement.extend(['\\', character]),
            '\n' | '\r' => replacement.push(' '),
            other => replacement.push(other),
        }
    }
}
