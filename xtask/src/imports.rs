//! Short names for what a program imports from its glue: wasm-bindgen gives each a hash of sixteen digits, which no compression
//! makes shorter, in the script and in the program.

/// The section of a program that names its imports.
const IMPORTS: u8 = 2;
/// Magic number and version.
const HEADER: usize = 8;
/// What wasm-bindgen calls its imports.
const PREFIX: &str = "__wbg_";
/// What short names begin with. A script that has it already keeps its long ones.
const SHORT: &str = "$i";

/// `wasm` and the `script` that loads it with short names for the imports; `None` where they are not as expected.
pub(crate) fn shortened(wasm: &[u8], script: &str) -> Option<(Vec<u8>, String)> {
    if script.contains(SHORT) {
        return None;
    }
    let mut names = Vec::new();
    let mut out = wasm.get(..HEADER)?.to_vec();
    let mut at = HEADER;
    while at < wasm.len() {
        let id = *wasm.get(at)?;
        let (length, start) = number(wasm, at + 1)?;
        let content = wasm.get(start..start.checked_add(length)?)?;
        if id == IMPORTS {
            let renamed = rename(content, &mut names)?;
            out.push(id);
            write_number(renamed.len(), &mut out);
            out.extend(renamed);
        } else {
            out.extend(wasm.get(at..start + length)?);
        }
        at = start + length;
    }
    Some((out, replaced(script, &names)))
}

/// The section with short names; each old name is added to `names`, whose places are the short ones.
fn rename(section: &[u8], names: &mut Vec<String>) -> Option<Vec<u8>> {
    let (count, mut at) = number(section, 0)?;
    let mut out = Vec::new();
    write_number(count, &mut out);
    for _ in 0..count {
        let module = text(section, &mut at)?;
        let field = text(section, &mut at)?;
        let end = end_of_kind(section, at)?;
        write_text(module, &mut out);
        if field.starts_with(PREFIX) {
            write_text(&short(names.len()), &mut out);
            names.push(field.to_owned());
        } else {
            write_text(field, &mut out);
        }
        out.extend(section.get(at..end)?);
        at = end;
    }
    (at == section.len()).then_some(out)
}

/// Where the description of an import ends.
fn end_of_kind(section: &[u8], at: usize) -> Option<usize> {
    match section.get(at)? {
        // A function: its type.
        0 => Some(number(section, at + 1)?.1),
        // A table: the type of its elements, and its limits.
        1 => end_of_limits(section, at + 2),
        2 => end_of_limits(section, at + 1),
        // A global: its type, and whether it changes.
        3 => Some(at + 3),
        _ => None,
    }
}

fn end_of_limits(section: &[u8], at: usize) -> Option<usize> {
    let has_most = *section.get(at)? & 1 == 1;
    let (_, end) = number(section, at + 1)?;
    if has_most { Some(number(section, end)?.1) } else { Some(end) }
}

/// The `nth` short name.
fn short(nth: usize) -> String {
    format!("{SHORT}{nth}")
}

/// `script` with the short names, each in the place of the word that it is for.
fn replaced(script: &str, names: &[String]) -> String {
    let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '$';
    let mut out = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(at) = rest.find(PREFIX) {
        let (before, from) = rest.split_at(at);
        let end = from.find(|letter| !is_word(letter)).unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        out.push_str(before);
        let is_whole = !before.ends_with(is_word);
        match names.iter().position(|name| is_whole && name == word) {
            Some(nth) => out.push_str(&short(nth)),
            None => out.push_str(word),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A number as wasm writes it (LEB128), and where it ends.
fn number(bytes: &[u8], from: usize) -> Option<(usize, usize)> {
    let mut value = 0_usize;
    for (nth, byte) in bytes.get(from..)?.iter().enumerate().take(5) {
        value |= usize::from(byte & 0x7f) << (7 * nth);
        if byte & 0x80 == 0 {
            return Some((value, from + nth + 1));
        }
    }
    None
}

fn write_number(mut value: usize, out: &mut Vec<u8>) {
    loop {
        let low = u8::try_from(value & 0x7f).unwrap_or(0);
        value >>= 7;
        out.push(if value == 0 { low } else { low | 0x80 });
        if value == 0 {
            return;
        }
    }
}

fn text<'s>(section: &'s [u8], at: &mut usize) -> Option<&'s str> {
    let (length, start) = number(section, *at)?;
    *at = start.checked_add(length)?;
    std::str::from_utf8(section.get(start..*at)?).ok()
}

fn write_text(text: &str, out: &mut Vec<u8>) {
    write_number(text.len(), out);
    out.extend(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A program with an import section of these functions, and an empty custom section behind it.
    fn program(fields: &[&str]) -> Vec<u8> {
        let mut section = Vec::new();
        write_number(fields.len(), &mut section);
        for field in fields {
            write_text("./a_bg.js", &mut section);
            write_text(field, &mut section);
            section.extend([0, 0x85, 0x01]);
        }
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        wasm.push(IMPORTS);
        write_number(section.len(), &mut wasm);
        wasm.extend(section);
        wasm.extend([0, 2, 1, b'x']);
        wasm
    }

    #[test]
    fn a_script_with_such_a_name_keeps_its_own() {
        let wasm = program(&["__wbg_then_0123456789abcdef"]);
        assert_eq!(shortened(&wasm, "const $i0=1;const i={__wbg_then_0123456789abcdef:f}"), None);
    }

    #[test]
    fn imports_have_short_names_in_both_and_nothing_else_changes() {
        let wasm =
            program(&["__wbg_then_0123456789abcdef", "__wbindgen_cast_1", "__wbg_then_0123456789abcdee"]);
        let script = "const i={__wbg_then_0123456789abcdef:f,__wbindgen_cast_1:g,__wbg_then_0123456789abcdee(a){}};\
                      wasm.__wbg_other_free(a_a__wbg_then_0123456789abcdef)";
        let (short, renamed) = shortened(&wasm, script).expect("it is a program");
        assert_eq!(short, program(&["$i0", "__wbindgen_cast_1", "$i1"]));
        assert_eq!(
            renamed,
            "const i={$i0:f,__wbindgen_cast_1:g,$i1(a){}};wasm.__wbg_other_free(a_a__wbg_then_0123456789abcdef)"
        );
    }

    #[test]
    fn what_is_cut_short_is_left_alone() {
        let wasm = program(&["__wbg_then_0123456789abcdef"]);
        for end in 0..wasm.len() - 4 {
            assert!(shortened(&wasm[..end], "").is_none() || end == HEADER, "{end}");
        }
    }
}
