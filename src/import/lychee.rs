//! A report of lychee: `success_map`, `error_map` (`fail_map` up to 0.17) and `timeout_map` hold each file's links.

use super::collect::RowCollector;
use super::row::{FileColumn, ImportedRow, number};
use crate::format::trimmed;
use crate::result::column::Column;

#[derive(Clone, Debug, Default)]
pub(super) struct LycheeReport {
    /// The pointer of the link, up to its number.
    of: String,
    row: ImportedRow,
    place: (u32, u32),
    seconds: f64,
    has_time: bool,
    timed_out: bool,
    /// Of the whole run, in milliseconds.
    took_ms: f64,
    /// Links that it says work, and where it says so.
    working: Option<(f64, (u32, u32))>,
    names_working: bool,
}

impl LycheeReport {
    pub(super) fn take(&mut self, pointer: &str, text: &str, place: (u32, u32), rows: &mut RowCollector) {
        let mut parts = pointer.split('/').skip(1);
        let (map, file, index) = (parts.next(), parts.next(), parts.next());
        let key = parts.next().unwrap_or_default();
        match (map, file, index) {
            (Some(map @ ("success_map" | "error_map" | "fail_map" | "timeout_map")), Some(_), Some(_)) => {
                self.names_working |= map == "success_map";
                let length =
                    pointer.len() - parts.clone().map(|part| part.len() + 1).sum::<usize>() - key.len() - 1;
                let of = pointer.get(..length).unwrap_or_default();
                // Long keys are cut, so that two files can have one pointer: a second URL is a second link too.
                if of != self.of || key == "url" && self.row.url.is_some() {
                    self.end(rows);
                    of.clone_into(&mut self.of);
                    self.place = place;
                    self.timed_out = map == "timeout_map";
                }
                self.take_of_link(key, parts.next().unwrap_or_default(), text);
            }
            (Some("successful"), None, None) => self.working = number(text).map(|working| (working, place)),
            (Some("duration"), Some("secs"), None) => self.took_ms += number(text).unwrap_or(0.0) * 1e3,
            (Some("duration"), Some("nanos"), None) => self.took_ms += number(text).unwrap_or(0.0) / 1e6,
            _ => {}
        }
    }

    fn take_of_link(&mut self, key: &str, within: &str, text: &str) {
        match (key, within) {
            ("url", _) => self.row.url = Some(text.to_owned()),
            // A status that is none is left out: the link has no answer then.
            ("status", "code") => self.put(Column::Status, text),
            ("status", "text") if text.starts_with("Timeout") => self.timed_out = true,
            // The text has the URL in it as well.
            ("status", "details") => self.put(Column::Error, text),
            ("status", "text") if self.row.error.is_none() => self.put(Column::Error, text),
            ("redirects", "origin") => self.row.redirected = Some(true),
            ("duration", "secs") => self.add_time(number(text)),
            ("duration", "nanos") => self.add_time(number(text).map(|nanos| nanos / 1e9)),
            _ => {}
        }
    }

    fn put(&mut self, column: Column, text: &str) {
        let _ = self.row.put(FileColumn::Of(column), text);
    }

    fn add_time(&mut self, seconds: Option<f64>) {
        self.has_time |= seconds.is_some();
        self.seconds += seconds.unwrap_or(0.0);
    }

    pub(super) fn say_what_is_left_out(&mut self, rows: &mut RowCollector) {
        let working = self.working.take().filter(|(working, _)| *working > 0.0 && !self.names_working);
        if let Some((working, (line, column))) = working {
            let words = "it names them with --verbose";
            rows.problem(
                line,
                column,
                format!("{} links work and are not named: {words}", trimmed(working, 3)),
            );
        }
    }

    /// The link, or the document, is over.
    pub(super) fn end(&mut self, rows: &mut RowCollector) {
        let mut row = core::mem::take(&mut self.row);
        let ms = core::mem::take(&mut self.seconds) * 1e3;
        if core::mem::take(&mut self.has_time)
            && let Some(total) = row.ms.get_mut(Column::TotalMs as usize)
        {
            // lychee counts the pauses before retries with it.
            *total = Some(ms);
        }
        if row.url.is_some() {
            let timed_out = core::mem::take(&mut self.timed_out);
            if row.status.is_some() {
                // Its text next to a status only explains the status.
                row.error = None;
            } else if timed_out {
                // Its time is that of all tries and pauses: that of one is unknown.
                row.verdict = Some("Timed out".to_owned());
                row.error = None;
            } else {
                row.verdict = Some("No visible answer".to_owned());
            }
            rows.add(&row, self.place.0, self.place.1);
        }
        if self.took_ms > 0.0 {
            rows.took(self.took_ms);
        }
    }
}
