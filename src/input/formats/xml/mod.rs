//! XML → links: sitemaps, RSS and Atom, and the URLs in any other. Read in steps, without a tree: [`links`] of feeds
//! and sitemaps, in other XML all [`texts`].

pub(super) mod base;
mod links;
mod text;
mod texts;

use quick_xml::Reader;
use quick_xml::events::Event;

use self::base::Bases;
use self::links::is_entry;
use super::found::{Found, Label};
use crate::input::detect::Form;
use crate::input::document_reader::STEP_BYTES;
use crate::input::plain::offset_in;
use crate::input::prose_links::ProseLinks;

/// Longest tag that is looked into, and longest text without a blank or of one link, in bytes.
const MAX_BYTES: usize = 1 << 20;
const SECTION: &str = "<![CDATA[";
const SECTION_END: &str = "]]>";

/// A text between two tags, or in a section: up to where it goes.
#[derive(Clone, Copy, Debug)]
struct Run {
    end: usize,
    is_section: bool,
}

/// A document on its way to links, in steps. Where it cannot be read any further, a problem comes last.
#[derive(Debug, Default)]
pub(super) struct Scan {
    form: Form,
    /// All before it is read.
    at: usize,
    run: Option<Run>,
    found: Vec<Found>,
    bases: Bases,
    wanted: Option<links::Wanted>,
    /// Elements that are open.
    depth: u64,
    /// The entry that is open: how many links there were before it.
    entry: Option<usize>,
    title: Label,
    done: bool,
}

impl Scan {
    pub(super) fn new(form: Form) -> Self {
        Self { form, ..Self::default() }
    }

    /// Reads on in `text`, always the same: 64 KB, or one tag or text of up to 1 MB. Returns whether there is more.
    pub(super) fn step(&mut self, text: &str, prose_links: &mut ProseLinks) -> bool {
        let until = self.at.saturating_add(STEP_BYTES);
        while !self.done && self.at < until {
            self.read_next(text, prose_links);
        }
        if self.done {
            self.close_entry();
        }
        !self.done
    }

    pub(super) fn into_parts(self) -> (Vec<Found>, Bases) {
        (self.found, self.bases)
    }

    fn read_next(&mut self, text: &str, prose_links: &mut ProseLinks) {
        let rest = &text[self.at..];
        if let Some(run) = self.run {
            self.read_run(run, text, prose_links);
        } else if rest.is_empty() {
            if self.depth > 0 {
                self.fail(text.len(), "the text ends before its elements are closed");
            }
            self.done = true;
        } else if !rest.starts_with('<') {
            let length = memchr::memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
            self.run = Some(Run { end: self.at + length, is_section: false });
        } else if let Some(section) = rest.strip_prefix(SECTION).filter(|_| self.form == Form::Xml) {
            match memchr::memmem::find(section.as_bytes(), SECTION_END.as_bytes()) {
                Some(length) => {
                    self.at += SECTION.len();
                    self.run = Some(Run { end: self.at + length, is_section: true });
                }
                None => self.stop(self.at),
            }
        } else {
            self.read_tag(text, prose_links);
        }
    }

    /// Reads on in a text; only where all texts count it is looked at.
    fn read_run(&mut self, run: Run, text: &str, prose_links: &mut ProseLinks) {
        let all = &text[self.at..run.end];
        self.at += if self.form == Form::Xml {
            self.take_piece(all, run.is_section, prose_links)
        } else {
            all.len()
        };
        if self.at == run.end {
            self.run = None;
            self.at += if run.is_section { SECTION_END.len() } else { 0 };
        }
    }

    fn read_tag(&mut self, text: &str, prose_links: &mut ProseLinks) {
        let start = self.at;
        let mut reader = Reader::from_str(&text[start..]);
        let config = reader.config_mut();
        // Tags that do not pair are read as they come: links need no tree.
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        let event = reader.read_event();
        let position = |at: u64| {
            let at = usize::try_from(at).unwrap_or(usize::MAX);
            text.floor_char_boundary(start.saturating_add(at))
        };
        let end = position(reader.buffer_position());
        match event {
            Ok(Event::Start(tag)) => {
                self.end_text(start, text);
                self.depth += 1;
                self.open(&tag, start, end, text, prose_links);
            }
            Ok(Event::Empty(tag)) => {
                self.end_text(start, text);
                self.set_base(&tag, start, self.depth + 1);
                self.take_attributes(&tag, start, text, prose_links);
                self.bases.close(end, self.depth);
            }
            Ok(Event::End(tag)) => {
                self.end_text(start, text);
                self.depth = self.depth.saturating_sub(1);
                self.bases.close(start, self.depth);
                if is_entry(tag.local_name().as_ref()) {
                    self.close_entry();
                }
            }
            Ok(Event::PI(content)) if self.form == Form::Xml && content.len() <= MAX_BYTES => {
                self.take_text(&content, offset_in(&content, text), prose_links);
            }
            Ok(_) if end > start => {}
            // Only events have an end.
            Ok(_) => self.stop(start),
            Err(_) => self.stop(position(reader.error_position())),
        }
        self.at = end;
    }

    /// Nothing can be read from byte `at` on.
    fn stop(&mut self, at: usize) {
        self.fail(at, "no XML can be read here");
        self.done = true;
    }

    fn fail(&mut self, at: usize, detail: &'static str) {
        self.found.push(Found::unreadable(at, detail));
    }
}
