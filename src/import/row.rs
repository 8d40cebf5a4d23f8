//! A row of a file, before it is a link with a result.

use crate::export::hidden;
use crate::input::not_sent::NotSent;
use crate::json;
use crate::network::NetworkErrorKind;
use crate::result::column::{Column, ColumnKind};
use crate::result::verdict::Verdict;

/// What a row says; what it does not say is `None`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ImportedRow {
    pub(super) url: Option<String>,
    pub(super) verdict: Option<String>,
    pub(super) status: Option<u16>,
    /// By the number of its column.
    pub(super) ms: [Option<f64>; Column::ALL.len()],
    pub(super) bytes: Option<u64>,
    pub(super) content_type: Option<String>,
    pub(super) protocol: Option<String>,
    pub(super) attempts: Option<u8>,
    pub(super) redirected: Option<bool>,
    pub(super) final_url: Option<String>,
    pub(super) provenance: Option<String>,
    /// When it ended, since the start of the run, in milliseconds; only in rows of scripts.
    pub(super) ended_ms: Option<f64>,
    /// What wrote it; only in rows of scripts.
    pub(super) tool: Option<String>,
    pub(super) error: Option<String>,
    /// The redirects, as the column `redirect-chain` says them.
    pub(super) chain: Option<String>,
    pub(super) server_ip: Option<String>,
    /// Why values are empty, as an export says it.
    pub(super) hidden: Option<String>,
}

/// A column of a file: one of Volley's, or one that its scripts add.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileColumn {
    Of(Column),
    EndedMs,
    Tool,
    Hidden,
}

impl FileColumn {
    /// The field of this name, with `_` or `-`; `None` for one of somebody else's.
    pub(super) fn named(name: &str) -> Option<Self> {
        let name = name.replace('_', "-");
        match &*name {
            "ended-ms" => Some(Self::EndedMs),
            "tool" => Some(Self::Tool),
            hidden::NAME => Some(Self::Hidden),
            name => Column::named(name).map(Self::Of),
        }
    }
}

impl ImportedRow {
    pub(super) fn ms(&self, column: Column) -> Option<f64> {
        self.ms.get(column as usize).copied().flatten()
    }

    /// Puts a text into a field; the error says what it should be.
    pub(super) fn put(&mut self, field: FileColumn, text: &str) -> Result<(), &'static str> {
        if text.is_empty() {
            return Ok(());
        }
        let owned = || Some(text.to_owned());
        match field {
            FileColumn::EndedMs => self.ended_ms = Some(millis(text)?),
            FileColumn::Tool => self.tool = owned(),
            FileColumn::Hidden => self.hidden = owned(),
            FileColumn::Of(column) => match column {
                Column::Url => self.url = owned(),
                Column::Verdict => self.verdict = owned(),
                Column::Status => {
                    let status = text.parse().ok().filter(|status| (100..=999).contains(status));
                    self.status = Some(status.ok_or("a status from 100 to 999")?);
                }
                Column::Bytes => self.bytes = Some(text.parse().map_err(|_| "a whole number of bytes")?),
                Column::Type => self.content_type = owned(),
                Column::Protocol => self.protocol = owned(),
                Column::Attempts => {
                    self.attempts = Some(text.parse().map_err(|_| "a number of attempts from 0 to 255")?);
                }
                Column::Redirected => {
                    self.redirected = match text {
                        "true" | "True" | "yes" => Some(true),
                        "false" | "False" | "no" => Some(false),
                        _ => return Err("true or false"),
                    };
                }
                Column::FinalUrl => self.final_url = owned(),
                Column::Provenance => self.provenance = owned(),
                Column::Error => self.error = Some(cut(text).to_owned()),
                Column::RedirectChain => self.chain = owned(),
                Column::ServerIp => self.server_ip = Some(cut(text).to_owned()),
                _ if column.kind() == ColumnKind::Millis => self.ms[column as usize] = Some(millis(text)?),
                // The others follow from these.
                _ => {}
            },
        }
        Ok(())
    }
}

/// The text, cut after 300 characters: some errors hold all that led to them.
fn cut(text: &str) -> &str {
    const CHARS: usize = 300;
    text.char_indices().nth(CHARS).map_or(text, |(end, _)| &text[..end])
}

/// A number as JSON writes it.
pub(super) fn number(text: &str) -> Option<f64> {
    json::number(text.trim())
}

fn millis(text: &str) -> Result<f64, &'static str> {
    number(text).filter(|ms| *ms >= 0.0).ok_or("a number of milliseconds")
}

/// The verdict that `words` say, as [`Verdict`] writes them; `None` where they say none.
pub(super) fn verdict(words: &str, headers: bool) -> Option<Verdict> {
    if let Some(rest) = words.strip_prefix("HTTP ") {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let status = rest.get(..digits)?.parse().ok().filter(|status| (100..=999).contains(status))?;
        return match rest.get(digits..)?.trim() {
            "" => Some(Verdict::Http { status, redirected: false }),
            "↪" => Some(Verdict::Http { status, redirected: true }),
            ", cut short" => Some(Verdict::CutShort { status }),
            _ => None,
        };
    }
    if let Some(rest) = words.strip_prefix("Timed out") {
        let doubtless = rest.strip_suffix(", in doubt");
        let deadline = doubtless.unwrap_or(rest);
        let after_ms = match deadline.strip_prefix(" after ").and_then(|rest| rest.strip_suffix(" ms")) {
            Some(after) => after.parse().ok()?,
            None if deadline.is_empty() => 0,
            None => return None,
        };
        return Some(Verdict::TimedOut { after_ms, headers, possibly_browser_queued: doubtless.is_some() });
    }
    if let Some(reason) = words.strip_prefix("Not sent: ") {
        return NotSent::ALL.into_iter().find(|of| of.reason() == reason).map(Verdict::NotSent);
    }
    if let Some(kind) = NetworkErrorKind::ALL.into_iter().find(|kind| kind.words() == words) {
        return Some(Verdict::NetworkError(kind));
    }
    Verdict::PLAIN.into_iter().map(|(plain, _)| plain).find(|plain| plain.name() == words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verdict_is_read_from_its_own_words() {
        let mut verdicts = vec![
            Verdict::Http { status: 404, redirected: false },
            Verdict::Http { status: 200, redirected: true },
            Verdict::CutShort { status: 200 },
            Verdict::TimedOut { after_ms: 3_000, headers: true, possibly_browser_queued: false },
        ];
        verdicts.extend(Verdict::PLAIN.map(|(plain, _)| plain));
        verdicts.extend(NotSent::ALL.map(Verdict::NotSent));
        verdicts.extend(NetworkErrorKind::ALL.map(Verdict::NetworkError));
        for of in verdicts {
            assert_eq!(verdict(&of.to_string(), true), Some(of));
        }
        for (after_ms, possibly_browser_queued) in [(0, false), (0, true), (3_000, true)] {
            let of = Verdict::TimedOut { after_ms, headers: false, possibly_browser_queued };
            assert_eq!(verdict(&of.to_string(), false), Some(of));
        }
        for words in ["", "HTTP", "HTTP 12", "HTTP 200 !", "Timed out after x ms", "Not sent: so", "ok"] {
            assert_eq!(verdict(words, false), None, "{words}");
        }
    }

    #[test]
    fn a_value_of_the_wrong_kind_is_refused_by_what_should_stand_there() {
        let mut row = ImportedRow::default();
        assert_eq!(row.put(FileColumn::Of(Column::Status), "2000"), Err("a status from 100 to 999"));
        assert_eq!(row.put(FileColumn::Of(Column::TotalMs), "-1"), Err("a number of milliseconds"));
        assert_eq!(row.put(FileColumn::Of(Column::TotalMs), "1e999"), Err("a number of milliseconds"));
        assert_eq!(row.put(FileColumn::Of(Column::Bytes), ""), Ok(()));
        assert_eq!(row, ImportedRow::default());
    }
}
