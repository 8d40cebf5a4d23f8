//! Which format a file is of, by its beginning.

use serde::{Deserialize, Serialize};

/// A format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ImportFormat {
    /// A JSON object a line: an export, or what a script printed.
    Ndjson,
    /// A table with Volley's columns.
    Csv,
    /// A report of lychee, JSON.
    Lychee,
    /// Locust's `_stats.csv`.
    LocustCsv,
    /// What Locust prints with `--json`.
    LocustJson,
    /// k6's summary, JSON.
    K6,
}

impl ImportFormat {
    /// Its name on screen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ndjson => "NDJSON",
            Self::Csv => "CSV",
            Self::Lychee => "lychee",
            Self::LocustCsv | Self::LocustJson => "Locust",
            Self::K6 => "k6",
        }
    }

    /// The format of a file that is surely results by its `start`: without verdicts, rows may be a list of links.
    pub fn of_results(start: &str) -> Option<Self> {
        let text = start.trim_start_matches('\u{feff}').trim_start();
        let line = text.lines().next().unwrap_or_default();
        Self::of(start).filter(|kind| match kind {
            Self::Ndjson => line.contains("\"verdict\":"),
            Self::Csv => columns(line).any(|name| name == "verdict"),
            _ => true,
        })
    }

    /// Detects the format of a file that begins with `start`; `None` where it is none of them, or more is needed.
    pub fn of(start: &str) -> Option<Self> {
        let text = start.trim_start_matches('\u{feff}').trim_start();
        let line = text.lines().next().unwrap_or_default();
        let has = |name: &str| text.contains(&format!("\"{name}\""));
        if text.starts_with('{') {
            // Rows name their URL in the first line; others open with a brace alone or are known by a key of their own.
            return if has("success_map") || has("error_map") || has("fail_map") {
                Some(Self::Lychee)
            // The checks, which may be many, come before the metrics.
            } else if has("root_group") || has("metrics") && (has("http_reqs") || has("iterations")) {
                Some(Self::K6)
            } else if line.contains("\"url\"") && (line.len() < text.trim_end().len() || line.ends_with('}'))
            {
                Some(Self::Ndjson)
            } else {
                None
            };
        }
        if text.starts_with('[') {
            return (has("num_requests") && has("response_times")).then_some(Self::LocustJson);
        }
        // The whole first line, or columns may be lacking.
        if line.len() == text.len() {
            return None;
        }
        let has = |wanted: &str| columns(line).any(|name| name == wanted);
        if has("url") {
            Some(Self::Csv)
        } else if has("Request Count") && has("Failure Count") {
            Some(Self::LocustCsv)
        } else {
            None
        }
    }
}

fn columns(line: &str) -> impl Iterator<Item = &str> {
    line.split(',').map(|cell| cell.trim().trim_matches('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_results_when_they_have_verdicts() {
        for (text, kind) in [
            ("{\"url\":\"http://a/\",\"verdict\":\"HTTP 200\"}\n", Some(ImportFormat::Ndjson)),
            ("{\"url\":\"http://a/\",\"status\":200}\n", None),
            ("url,verdict\nhttp://a/,HTTP 200\n", Some(ImportFormat::Csv)),
            ("url,note\nhttp://a/,a verdict\n", None),
            ("{\"url\":\"http://a/verdict\",\"note\":\"a verdict\"}\n", None),
            ("url,verdict_by\nhttp://a/,me\n", None),
            ("{\"metrics\":{\"http_reqs\":{", Some(ImportFormat::K6)),
            ("https://a.example/verdict\n", None),
        ] {
            assert_eq!(ImportFormat::of_results(text), kind, "{text}");
        }
    }

    #[test]
    fn formats_are_known_by_their_beginning() {
        for (text, kind) in [
            ("{\"index\":1,\"url\":\"http://a/\"}\n{", Some(ImportFormat::Ndjson)),
            ("\u{feff}status,url\r\n200,http://a/", Some(ImportFormat::Csv)),
            ("{\n  \"total\": 3,\n  \"success_map\": {", Some(ImportFormat::Lychee)),
            ("Type,Name,Request Count,Failure Count\n", Some(ImportFormat::LocustCsv)),
            ("[\n{\"num_requests\": 1, \"response_times\": {", Some(ImportFormat::LocustJson)),
            ("{\"metrics\":{\"http_reqs\":{", Some(ImportFormat::K6)),
            ("hello, world\n", None),
            ("{\"a\":1}", None),
            ("[1,2]", None),
            ("", None),
        ] {
            assert_eq!(ImportFormat::of(text), kind, "{text}");
        }
    }
}
