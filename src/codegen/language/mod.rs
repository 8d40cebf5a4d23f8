//! The list and the settings of a job in each language.

pub(super) mod curl;
pub(super) mod javascript;
pub(super) mod python;
pub(super) mod rust;
pub(super) mod toml;

/// `seconds` as all the languages here write it: with a point where it is no whole number.
pub(super) fn decimal(seconds: f64) -> String {
    // As much as a millisecond has.
    let text = format!("{seconds:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Appends a text with what is filled into it.
pub(super) fn append(out: &mut String, text: core::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = core::fmt::Write::write_fmt(out, text);
}

/// Appends a line.
pub(super) fn line(depth: usize, indent: &str, text: &str, out: &mut String) {
    for _ in 0..depth {
        out.push_str(indent);
    }
    out.push_str(text);
    out.push('\n');
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
