//! A shell script that writes new addresses into the files, by `sed`: one group a file, a few commands a line and address.
//!
//! An address is replaced only in its own line, and only whole: what goes on before or after it is another address. It is
//! looked for as Volley requests it, with `&` as HTML writes it too; without its scheme only where it is alone in its line.

use super::Moved;
use crate::export::shell::word;
use crate::format::append;
use crate::input::list::LinkList;
use crate::result::row::RowView;

/// What stands before the groups.
const PREAMBLE: &str = r#"#!/bin/sh
# New addresses of links that moved for good, written by Volley. Read it, then run it where the files or folders are that you
# gave to Volley:
#   sh new-addresses.sh
# A file that it changes is kept as NAME.bak, or .bak2 and so on. A link that is written in another way than it is requested
# stays as it is, and its line is named.
set -eu
LC_ALL=C
export LC_ALL
status=0
trap 'exit $status' EXIT

edit() { # the file, the lines; commands for sed from the standard input
  case $1 in /*) file=$1 ;; *) file=./$1 ;; esac
  if [ ! -f "$file" ] && [ -f "./${1#*/}" ]; then file=./${1#*/}; fi
  if [ ! -f "$file" ]; then
    echo "not here: $1" >&2
    status=1
    cat > /dev/null
    return
  fi
  new="$file.volley-new"
  if ! sed -E -f /dev/stdin "$file" > "$new"; then
    rm -f "$new"
    echo "left alone: $1" >&2
    status=1
    return
  fi
  same=$(awk -v lines="$2" '
    BEGIN { count = split(lines, line) }
    FILENAME == ARGV[1] { before[FNR] = $0; next }
    { after[FNR] = $0 }
    END { for (i = 1; i <= count; i++) if (before[line[i]] == after[line[i]]) printf " %s", line[i] }
  ' "$file" "$new")
  if cmp -s "$file" "$new"; then
    echo "unchanged: $1"
  else
    kept="$file.bak"
    n=1
    while [ -e "$kept" ]; do
      n=$((n + 1))
      kept="$file.bak$n"
    done
    cp -p "$file" "$kept"
    cat "$new" > "$file"
    echo "changed: $1"
  fi
  [ -z "$same" ] || echo "  not found as it is requested, in line:$same"
  rm -f "$new"
}

ambiguous() {
  echo "left alone: more than one file is called $1; give Volley their folder" >&2
  status=1
}
"#;

/// Ends the commands of one file: no command begins so.
const END: &str = "END";
/// No part of an address, which a longer one would have before it.
const BEFORE: &str = "(^|[^A-Za-z0-9@/._=&%?-])";
/// What may follow an address, apart from a fragment: what no address holds, after punctuation or without.
const AFTER: &str = "[.,;:!?*]*($|[]['\"<>)}|\\\\`[:space:]])";

/// Appends the script's part for these rows; each part has groups of its own.
pub(in crate::export) fn write(
    rows: &mut dyn Iterator<Item = RowView>,
    list: &LinkList,
    header: bool,
    out: &mut Vec<u8>,
) {
    let mut script = if header { PREAMBLE.to_owned() } else { String::new() };
    let (mut group, mut commands) = (None::<String>, Vec::<(u32, String)>::new());
    for row in rows {
        let Some(moved) = Moved::of(&row, list) else { continue };
        if group.as_deref() != Some(moved.file) {
            end_group(group.as_deref(), list, &mut commands, &mut script);
            group = Some(moved.file.to_owned());
        }
        let command = (moved.line, commands_of(&moved));
        if !commands.contains(&command) {
            commands.push(command);
        }
    }
    end_group(group.as_deref(), list, &mut commands, &mut script);
    out.extend_from_slice(script.as_bytes());
}

fn end_group(file: Option<&str>, list: &LinkList, commands: &mut Vec<(u32, String)>, script: &mut String) {
    let Some(file) = file else { return };
    let commands = std::mem::take(commands);
    if file.is_empty() {
        return append(script, format_args!("\n# {} in the text area: in no file.\n", commands.len()));
    }
    if list.sources().iter().filter(|name| &***name == file).count() > 1 {
        return append(script, format_args!("\nambiguous {}\n", word(file)));
    }
    append(script, format_args!("\nedit {} '", word(file)));
    let mut lines: Vec<u32> = commands.iter().map(|(line, _)| *line).collect();
    lines.dedup();
    for (nth, line) in lines.iter().enumerate() {
        append(script, format_args!("{}{line}", if nth > 0 { " " } else { "" }));
    }
    append(script, format_args!("' <<'{END}'\n"));
    for (_, command) in &commands {
        script.push_str(command);
    }
    append(script, format_args!("{END}\n"));
}

/// The commands for one address, a line each. A `~` ends each part: where an address holds one, a backslash stands before it.
fn commands_of(moved: &Moved<'_>) -> String {
    let Moved { line, old, new, .. } = moved;
    let mut commands = String::new();
    let ampersands: &[&str] = if old.contains('&') { &["&", "&amp;"] } else { &["&"] };
    // A fragment goes on behind the new address, unless that has one.
    let fragment = if new.contains('#') || old.contains('#') { "" } else { "#|" };
    for ampersand in ampersands {
        let (pattern, replacement) = (pattern(old, ampersand), replacement(new, ampersand));
        let command = format!("{line}s~{BEFORE}{pattern}({fragment}{AFTER})~\\1{replacement}\\2~g\n");
        commands.push_str(&command);
        // Of two with one character between them the first takes that from the second.
        if !new.starts_with(*old) {
            commands.push_str(&command);
        }
    }
    if let Some((_, rest)) = old.split_once("://") {
        let (pattern, replacement) = (pattern(rest, "&"), replacement(new, "&"));
        append(
            &mut commands,
            format_args!("{line}s~^([[:space:]]*){pattern}([[:space:]]*)$~\\1{replacement}\\2~\n"),
        );
    }
    commands
}

/// A pattern for the address alone; the slash of a bare host may be missing.
fn pattern(address: &str, ampersand: &str) -> String {
    let host = address.find("://").map_or(0, |at| at + 3);
    let is_bare = address[host..].find('/').is_some_and(|slash| host + slash + 1 == address.len());
    let (address, slash) = if is_bare { (&address[..address.len() - 1], "/?") } else { (address, "") };
    let mut pattern = String::new();
    for character in address.chars() {
        match character {
            '&' => pattern.push_str(ampersand),
            '\\' | '~' | '^' => pattern.extend(['\\', character]),
            '.' | '[' | '*' | '+' | '?' | '(' | ')' | '{' | '|' | '$' => {
                pattern.extend(['[', character, ']']);
            }
            // An address holds neither; a line of commands must not.
            '\n' | '\r' => pattern.push(' '),
            other => pattern.push(other),
        }
    }
    pattern + slash
}

/// The new address, without characters that end one in Markdown or in an attribute of HTML: escaped they mean the same.
fn replacement(new: &str, ampersand: &str) -> String {
    let mut replacement = String::new();
    for character in new.chars() {
        match character {
            '(' => replacement.push_str("%28"),
            ')' => replacement.push_str("%29"),
            '\'' => replacement.push_str("%27"),
            '&' => replacement.extend(["\\", ampersand]),
            '\\' | '~' => replacement.extend(["\\", if character == '~' { "~" } else { "\\" }]),
            '\n' | '\r' => replacement.push(' '),
            other => replacement.push(other),
        }
    }
    replacement
}
