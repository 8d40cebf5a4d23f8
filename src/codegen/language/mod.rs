//! The list and the settings of a job in each language.

pub(super) mod curl;
pub(super) mod javascript;
pub(super) mod python;
pub(super) mod rust;

use super::job::CodegenJob;
use crate::format::trimmed;

/// `seconds` as all the languages here write it: with a point where it is no whole number.
pub(super) fn decimal(seconds: f64) -> String {
    // As much as a millisecond has.
    trimmed(seconds, 6)
}

pub(super) fn line(depth: usize, indent: &str, text: &str, out: &mut String) {
    for _ in 0..depth {
        out.push_str(indent);
    }
    out.push_str(text);
    out.push('\n');
}

/// How a language writes headers. Of a pair the first is before what it encloses, the second behind.
pub(super) struct HeaderSyntax {
    pub(super) indent: &'static str,
    pub(super) for_all: (&'static str, &'static str),
    pub(super) by_host: (&'static str, &'static str),
    /// Around the headers of one host.
    pub(super) host: (fn(&str) -> String, &'static str),
    pub(super) entry: fn(&str, &str) -> String,
}

impl HeaderSyntax {
    /// The headers for all hosts, and those of each host that has some of its own.
    pub(super) fn write(&self, job: &CodegenJob<'_>) -> String {
        let mut out = String::new();
        let mut put = |depth, text: &str| line(depth, self.indent, text, &mut out);
        let (all, by_host) = (job.headers(), job.headers_by_host());
        if !all.is_empty() || !by_host.is_empty() {
            put(0, self.for_all.0);
            for (name, value) in all {
                put(1, &(self.entry)(name, value));
            }
            put(0, self.for_all.1);
        }
        if !by_host.is_empty() {
            put(0, self.by_host.0);
            for (host, own) in by_host {
                put(1, &(self.host.0)(host));
                for (name, value) in own {
                    put(2, &(self.entry)(name, value));
                }
                put(1, self.host.1);
            }
            put(0, self.by_host.1);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn seconds_are_as_short_as_they_can_be() {
        let written = [10.0, 0.5, 3.25, 0.001, 3_600.0, 1.0 / 3.0].map(decimal);
        assert_eq!(written, ["10", "0.5", "3.25", "0.001", "3600", "0.333333"]);
    }
}
