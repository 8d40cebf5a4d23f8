//! The page's scripts without comments and needless blanks, and with short names for imports: what wasm-bindgen writes is for
//! people, and Trunk's own reader of JavaScript stumbles over it.

use crate::failure::{Doing, Failure};
use crate::imports;
use std::path::{Path, PathBuf};

/// Strips the scripts of a published page, which Trunk has put into the folder that it names.
pub(crate) fn run() -> Result<(), Failure> {
    let folder = std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let folder =
        folder.ok_or_else(|| Failure::new("TRUNK_STAGING_DIR is not set: this is a hook of trunk"))?;
    if std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release") {
        strip_all(&folder)?;
    }
    Ok(())
}

fn strip_all(folder: &Path) -> Result<(), Failure> {
    let entries = std::fs::read_dir(folder).doing(|| format!("list {}", folder.display()))?;
    for entry in entries {
        let path = entry.doing(|| format!("list {}", folder.display()))?.path();
        if path.is_dir() {
            strip_all(&path)?;
        } else if path.extension().is_some_and(|extension| extension == "js") {
            strip_one(&path)?;
        }
    }
    Ok(())
}

fn strip_one(path: &Path) -> Result<(), Failure> {
    let text = std::fs::read_to_string(path).doing(|| format!("read {}", path.display()))?;
    let mut text = stripped(&text);
    // The program that it loads, if it is glue.
    let program = path.with_file_name(format!("{}_bg.wasm", path.file_stem().unwrap_or_default().display()));
    if let Ok(wasm) = std::fs::read(&program)
        && let Some((wasm, renamed)) = imports::shortened(&wasm, &text)
    {
        std::fs::write(&program, wasm).doing(|| format!("write {}", program.display()))?;
        text = renamed;
    }
    std::fs::write(path, text).doing(|| format!("write {}", path.display()))
}

/// Words after which a slash begins a regular expression.
const BEFORE_REGEX: [&str; 10] =
    ["return", "typeof", "case", "in", "of", "void", "delete", "do", "else", "await"];

/// A module's text without comments, and with no blank that does not part two words or end a statement.
pub(crate) fn stripped(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let (gap, has_line) = end_of_gap(&letters, at);
        if gap > at {
            out.push_str(blank(has_line, out.chars().last(), letters.get(gap).copied()));
            at = gap;
            continue;
        }
        let end = match letter {
            '"' | '\'' => end_of_string(&letters, at),
            '`' => end_of_template(&letters, at),
            '/' if begins_regex(&out) => end_of_regex(&letters, at),
            _ => at + 1,
        };
        out.extend(&letters[at..end.min(letters.len())]);
        at = end;
    }
    out
}

/// What is left of blanks and comments between two letters; a line's end among them may end a statement.
fn blank(has_line: bool, before: Option<char>, after: Option<char>) -> &'static str {
    let (Some(before), Some(after)) = (before, after) else { return "" };
    let is_safe = |letter: char| "{}()[];,=*<>!&|?:".contains(letter);
    match has_line {
        true if "{;,(".contains(before) || "});,".contains(after) => "",
        true => "\n",
        false if is_safe(before) || is_safe(after) => "",
        false => " ",
    }
}

/// Where blanks and comments end, and whether a line ends among them.
fn end_of_gap(letters: &[char], from: usize) -> (usize, bool) {
    let (mut at, mut has_line) = (from, false);
    loop {
        let end = match (letters.get(at), letters.get(at + 1)) {
            (Some('/'), Some('/' | '*')) => end_of_comment(letters, at).min(letters.len()),
            (Some(letter), _) if letter.is_whitespace() => at + 1,
            _ => return (at, has_line),
        };
        has_line |= letters[at..end].contains(&'\n');
        at = end;
    }
}

fn end_of_comment(letters: &[char], from: usize) -> usize {
    let is_line = letters.get(from + 1) == Some(&'/');
    let is_end =
        |&at: &usize| if is_line { letters[at] == '\n' } else { letters[at..].starts_with(&['*', '/']) };
    let end = (from + 2..letters.len()).find(is_end).unwrap_or(letters.len());
    if is_line { end } else { end + 2 }
}

fn end_of_string(letters: &[char], from: usize) -> usize {
    let mut at = from + 1;
    while at < letters.len() && letters[at] != letters[from] {
        at += if letters[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// Templates keep all that is in them.
fn end_of_template(letters: &[char], from: usize) -> usize {
    let mut at = from + 1;
    while at < letters.len() && letters[at] != '`' {
        if letters[at..].starts_with(&['$', '{']) {
            at = end_of_inserted(letters, at + 2);
        } else {
            at += if letters[at] == '\\' { 2 } else { 1 };
        }
    }
    at + 1
}

/// Where the expression within a template that begins at `from` has ended.
fn end_of_inserted(letters: &[char], from: usize) -> usize {
    let (mut at, mut open) = (from, 1);
    while at < letters.len() && open > 0 {
        at = match letters[at] {
            '"' | '\'' => end_of_string(letters, at),
            '`' => end_of_template(letters, at),
            letter => {
                open += i32::from(letter == '{') - i32::from(letter == '}');
                at + 1
            }
        };
    }
    at
}

fn begins_regex(before: &str) -> bool {
    let before = before.trim_end();
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '$';
    match before.chars().last() {
        None => true,
        Some(last) if is_word(last) => {
            let word = &before[before.trim_end_matches(is_word).len()..];
            BEFORE_REGEX.contains(&word)
        }
        Some(last) => !matches!(last, ')' | ']' | '}' | '"' | '\'' | '`'),
    }
}

fn end_of_regex(letters: &[char], from: usize) -> usize {
    let (mut at, mut in_class) = (from + 1, false);
    while at < letters.len() && (letters[at] != '/' || in_class) {
        match letters[at] {
            '\\' => at += 1,
            '[' => in_class = true,
            ']' => in_class = false,
            _ => {}
        }
        at += 1;
    }
    at + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_needless_blanks_go_and_nothing_else() {
        for (text, left) in [
            ("// a\nlet a = 1; // b\nlet b = 2;\n", "let a=1;let b=2;"),
            (
                "/** docs\n * more */\nexport class A {\n    b() {\n        return 1;\n    }\n}\n",
                "export class A{b(){return 1;}}",
            ),
            ("a\nb\n++c", "a\nb\n++c"),
            ("let a = b\n/c/g.exec(d)", "let a=b\n/c/g.exec(d)"),
            ("x = a + +b - -c", "x=a + +b - -c"),
            ("const url = 'https://a' + \"/* no */\";", "const url='https://a' + \"/* no */\";"),
            ("`a  // ${ f({ b: `  }` }) }  /* c */`", "`a  // ${ f({ b: `  }` }) }  /* c */`"),
            ("return /[/'\"]\\/ x/.test(a) ? b : c", "return /[/'\"]\\/ x/.test(a)?b:c"),
            ("a = (b) / c / d", "a=(b)/ c / d"),
            ("if (a) {\n  b();\n}\nelse {\n  c();\n}", "if(a){b();}\nelse{c();}"),
            (
                "import a from \"./a.js\";\nexport { a as default };",
                "import a from \"./a.js\";export{a as default};",
            ),
            ("async function* f() { yield 1 }", "async function*f(){yield 1}"),
            ("let s = 'it\\'s';\n\n\nf(s)", "let s='it\\'s';f(s)"),
            ("a /* b */ c", "a c"),
            ("", ""),
        ] {
            assert_eq!(stripped(text), left, "{text}");
        }
    }

    #[test]
    fn what_is_cut_anywhere_does_no_harm() {
        let text = "let a = `${b('x')}` + /[/]/ + \"\\\"\"; // c\n/* d */";
        for (end, _) in text.char_indices() {
            stripped(&text[..end]);
        }
    }
}
