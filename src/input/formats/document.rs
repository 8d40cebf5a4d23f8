//! A document that is read as a whole: parsed once when all of it has come, its links then taken in slices.

use std::vec;

use url::Url;

use super::found::{Found, What};
use super::{feed, html, markdown};
use crate::input::content::{Progress, STEP_LINKS, Sink};
use crate::input::cursor::Cursor;
use crate::input::detect::Form;
use crate::input::normal::Refusal;
use crate::input::reader::ReadOptions;
use crate::input::relative::base_of;
use crate::result::not_sent::NotSent;

/// A document on its way to links. Holds its text, and from the end of it on also what was found.
#[derive(Debug)]
pub(in crate::input) struct Document {
    form: Form,
    text: String,
    ended: bool,
    findings: Option<Findings>,
}

/// What was found and is not taken yet.
#[derive(Debug)]
struct Findings {
    found: vec::IntoIter<Found>,
    base: Option<Url>,
    cursor: Cursor,
    /// Where the cursor stands.
    counted: usize,
}

impl Document {
    /// Before `text`, the first that came.
    pub(in crate::input) fn new(text: String, form: Form) -> Self {
        Self { form, text, ended: false, findings: None }
    }

    /// Adds text.
    pub(in crate::input) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// There is no more text.
    pub(in crate::input) fn end(&mut self) {
        self.ended = true;
    }

    /// Parses the document, which takes as long as it is long, or takes 1,000 of its links.
    pub(in crate::input) fn step(&mut self, source: u16, sink: &mut Sink<'_>) -> Progress {
        if !self.ended {
            return Progress::Hungry;
        }
        let Some(findings) = &mut self.findings else {
            self.findings = Some(parse(&self.text, self.form, sink.options));
            return Progress::More;
        };
        for found in findings.found.by_ref().take(STEP_LINKS) {
            findings.cursor.pass(&self.text[findings.counted..found.at]);
            findings.counted = found.at;
            let place = findings.cursor.position(source);
            match &found.what {
                What::Link(link) => {
                    sink.intake.take_found(place, link, &found.label, findings.base.as_ref());
                }
                What::Bare(link) => sink.intake.take_labelled(place, link, &found.label),
                What::Mail(address) => {
                    sink.intake.reject(place, address, Refusal::new(NotSent::Scheme, "mailto:"));
                }
                What::Unreadable(detail) => {
                    let rest = &self.text[found.at..];
                    let line = &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())];
                    sink.intake.reject(place, line, Refusal::new(NotSent::Unreadable, *detail));
                }
            }
        }
        if findings.found.len() == 0 { Progress::Done } else { Progress::More }
    }
}

fn parse(text: &str, form: Form, options: &ReadOptions) -> Findings {
    let body = text.trim_start_matches('\u{feff}');
    let (mut found, own_base) = match form {
        Form::Html | Form::Bookmarks => {
            let page = html::read(body);
            (page.found, page.base)
        }
        Form::Sitemap | Form::Feed => (feed::read(body, form), None),
        _ => (markdown::read(body, options.code), None),
    };
    let mark = text.len() - body.len();
    for found in &mut found {
        // A place within a character would be a parser's mistake, and must not become ours.
        found.at = text.floor_char_boundary(mark + found.at);
    }
    // What follows the text, such as the definitions of references, was found out of order.
    found.sort_by_key(|found| found.at);
    Findings {
        found: found.into_iter(),
        base: base_of(own_base.as_deref(), options.base.as_ref()),
        cursor: Cursor::new(),
        counted: 0,
    }
}
