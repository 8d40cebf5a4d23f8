//! A list in a file of its own, one URL a line.

use std::rc::Rc;

use crate::ids::TargetId;
use crate::input::target::Targets;

/// The name of the file that most scripts read.
pub const LIST_FILE: &str = "urls.txt";

/// How a URL is written in its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// As it is.
    Plain,
    /// As a link of an HTML page: its quotes keep brackets and full stops in the address.
    Anchor,
}

/// Which targets a file lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listing {
    /// These stretches, one after the other: the first target, and how many.
    Ranges(Vec<(TargetId, u32)>),
    /// These, one by one.
    Picked(Rc<[TargetId]>),
}

impl Listing {
    pub(super) fn whole(targets: &Targets) -> Self {
        Self::Ranges(vec![(TargetId(0), targets.len())])
    }

    /// Number of lines.
    pub fn len(&self) -> u32 {
        match self {
            Self::Ranges(ranges) => ranges.iter().map(|(_, count)| count).sum(),
            Self::Picked(picked) => u32::try_from(picked.len()).unwrap_or(u32::MAX),
        }
    }

    /// Whether it lists nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Appends up to `count` lines from line `first` (from 0) on to `out`; nothing past the end.
    pub fn write(&self, targets: &Targets, style: Style, first: u32, count: u32, out: &mut Vec<u8>) {
        let mut url = String::new();
        let mut line = |target: TargetId| {
            if targets.write_url(target, &mut url) {
                write_line(&url, style, out);
            }
        };
        let ranges = match self {
            Self::Ranges(ranges) => ranges,
            Self::Picked(picked) => {
                picked.iter().skip(first as usize).take(count as usize).copied().for_each(line);
                return;
            }
        };
        let mut skip = first;
        let mut left = count;
        for &(first, length) in ranges {
            let skipped = skip.min(length);
            skip -= skipped;
            let taken = left.min(length - skipped);
            first.plus(skipped).take(taken).for_each(&mut line);
            left -= taken;
        }
    }
}

/// Writes a URL and its line end, percent-encoding what would end the line early: no list can add a line of its own.
fn write_line(url: &str, style: Style, out: &mut Vec<u8>) {
    let (before, after) = match style {
        Style::Plain => ("", "\n"),
        Style::Anchor => ("<a href=\"", "\"></a>\n"),
    };
    out.extend_from_slice(before.as_bytes());
    for byte in url.bytes() {
        match byte {
            0..b' ' | 0x7f => push_encoded(byte, out),
            b'&' if style == Style::Anchor => out.extend_from_slice(b"&amp;"),
            b'"' | b'<' | b'>' if style == Style::Anchor => push_encoded(byte, out),
            other => out.push(other),
        }
    }
    out.extend_from_slice(after.as_bytes());
}

fn push_encoded(byte: u8, out: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let digit = |value: u8| DIGITS[usize::from(value & 15)];
    out.extend_from_slice(&[b'%', digit(byte >> 4), digit(byte)]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets(urls: &[&str]) -> Targets {
        let mut targets = Targets::default();
        for url in urls {
            targets.push_literal(url).expect("there is room");
        }
        targets
    }

    fn written(style: Style, first: u32, count: u32) -> String {
        let targets = targets(&["a", "b", "c", "d\ne", "<f> g"]);
        let mut out = Vec::new();
        Listing::Ranges(vec![(TargetId(0), 2), (TargetId(3), 2)])
            .write(&targets, style, first, count, &mut out);
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn pieces_one_after_the_other_are_the_file() {
        let whole = written(Style::Plain, 0, 99);
        assert_eq!(whole, "a\nb\nd%0Ae\n<f> g\n");
        let pieces: String = (0..6).map(|first| written(Style::Plain, first, 1)).collect();
        assert_eq!(pieces, whole);
        assert_eq!(written(Style::Plain, 1, 2), "b\nd%0Ae\n");
    }

    #[test]
    fn an_anchor_holds_all_of_its_url() {
        assert_eq!(written(Style::Anchor, 3, 1), "<a href=\"%3Cf%3E g\"></a>\n");
        let mut out = Vec::new();
        write_line("http://h/?a=1&copy=2.", Style::Anchor, &mut out);
        assert_eq!(out, b"<a href=\"http://h/?a=1&amp;copy=2.\"></a>\n");
    }
}
