//! Scripts with marks, and what replaces the marks.
//!
//! A mark is a whole line: a comment of the script's language that begins with `@`. So a template is code that an editor
//! and a linter can read.
//!
//! | line | becomes |
//! | --- | --- |
//! | `#@ name` (or `//@ name`) | the text of that name, each of its lines with the mark's own indent |
//! | `#@if name` … `#@end` | what is between, where the name is on; conditions nest; `#@if not name` the other way round |
//!
//! What is put in is never looked at again, so no URL or body can be a mark.

/// What replaces marks.
#[derive(Debug, Default)]
pub(super) struct Fill<'a> {
    texts: Vec<(&'static str, &'a str)>,
    on: Vec<&'static str>,
}

impl<'a> Fill<'a> {
    pub(super) fn text(mut self, name: &'static str, text: &'a str) -> Self {
        self.texts.push((name, text));
        self
    }

    pub(super) fn when(mut self, name: &'static str, holds: bool) -> Self {
        if holds {
            self.on.push(name);
        }
        self
    }

    pub(super) fn apply(&self, template: &str) -> String {
        let mut out = String::with_capacity(template.len() + 1_024);
        // Whether each open condition holds.
        let mut open: Vec<bool> = Vec::new();
        for line in template.lines() {
            let word = line.trim_start();
            let indent = &line[..line.len() - word.len()];
            let mark = word.strip_prefix("#@").or_else(|| word.strip_prefix("//@"));
            let is_on = open.iter().all(|&holds| holds);
            match mark {
                Some("end") => drop(open.pop()),
                Some(mark) if mark.starts_with("if ") => open.push(self.holds(mark[3..].trim())),
                Some(mark) if is_on => self.put(mark.trim(), indent, &mut out),
                None if is_on => put_line("", line, &mut out),
                _ => {}
            }
        }
        out
    }

    fn holds(&self, condition: &str) -> bool {
        match condition.strip_prefix("not ") {
            Some(name) => !self.on.contains(&name.trim()),
            None => self.on.contains(&condition),
        }
    }

    fn put(&self, name: &str, indent: &str, out: &mut String) {
        let text = self.texts.iter().find(|(of, _)| *of == name).map_or("", |(_, text)| *text);
        for line in text.lines() {
            put_line(if line.is_empty() { "" } else { indent }, line, out);
        }
    }
}

fn put_line(indent: &str, line: &str, out: &mut String) {
    out.push_str(indent);
    out.push_str(line);
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_filled_with_its_own_indent() {
        let fill = Fill::default().text("list", "a\n  b\n\nc");
        assert_eq!(fill.apply("x\n    #@ list\ny"), "x\n    a\n      b\n\n    c\ny\n");
    }

    #[test]
    fn conditions_nest_and_can_be_turned_round() {
        let template = "#@if a\n1\n#@if b\n2\n#@end\n#@if not b\n3\n#@end\n#@end\n//@if not a\n4\n//@end";
        let with = |a, b| Fill::default().when("a", a).when("b", b).apply(template);
        assert_eq!(with(true, true), "1\n2\n");
        assert_eq!(with(true, false), "1\n3\n");
        assert_eq!(with(false, true), "4\n");
    }

    #[test]
    fn what_is_put_in_is_never_a_mark() {
        let fill = Fill::default().text("a", "#@ b\n#@if c").text("b", "leaked");
        assert_eq!(fill.apply("#@ a\n"), "#@ b\n#@if c\n");
    }
}
