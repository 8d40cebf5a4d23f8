//! One line of the table: what was measured, compared with what, against which bar.

use serde_json::{Value, json};
use volley::format::count;

use crate::statistics::{median, range};

/// How far a figure must go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Bar {
    AtLeast(f64),
    AtMost(f64),
}

impl Bar {
    fn is_met_by(self, value: f64) -> bool {
        match self {
            Self::AtLeast(least) => value >= least,
            Self::AtMost(most) => value <= most,
        }
    }

    pub(crate) fn text(self) -> String {
        match self {
            Self::AtLeast(least) => format!("≥ {}", number(least)),
            Self::AtMost(most) => format!("≤ {}", number(most)),
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Figure {
    /// Set by whoever runs the bench.
    pub(crate) bench: &'static str,
    pub(crate) what: String,
    pub(crate) unit: &'static str,
    /// Volley's own; the median of the turns.
    pub(crate) value: f64,
    /// The same of the comparison.
    pub(crate) reference: Option<f64>,
    pub(crate) ratio: Option<f64>,
    pub(crate) bar: Option<Bar>,
    /// What else is worth knowing: spread, counts.
    pub(crate) note: String,
}

impl Figure {
    /// A figure of Volley's alone, without a bar.
    pub(crate) fn new(what: impl Into<String>, value: f64, unit: &'static str) -> Self {
        let (what, note) = (what.into(), String::new());
        Self { bench: "", what, unit, value, reference: None, ratio: None, bar: None, note }
    }

    /// The median of what was measured several times, with the range as its note.
    pub(crate) fn of(what: impl Into<String>, values: &[f64], unit: &'static str) -> Self {
        let (low, high) = range(values);
        Self::new(what, median(values), unit).note(format!("{} to {}", number(low), number(high)))
    }

    /// Adds the comparison's figure and the ratio of the two, which the bar then applies to.
    pub(crate) fn against(self, other: f64, ratio: f64) -> Self {
        Self { ratio: Some(ratio), ..self.near(other) }
    }

    /// Adds a figure that is shown for orientation only.
    pub(crate) fn near(mut self, other: f64) -> Self {
        self.reference = Some(other);
        self
    }

    pub(crate) fn bar(mut self, bar: Bar) -> Self {
        self.bar = Some(bar);
        self
    }

    /// Adds a note, behind those there are.
    pub(crate) fn note(mut self, note: impl AsRef<str>) -> Self {
        if !self.note.is_empty() {
            self.note.push_str("; ");
        }
        self.note.push_str(note.as_ref());
        self
    }

    /// Whether it meets its bar; `None` where it has none. What could not be measured meets none.
    pub(crate) fn meets_bar(&self) -> Option<bool> {
        self.bar.map(|bar| bar.is_met_by(self.ratio.unwrap_or(self.value)))
    }

    pub(crate) fn json(&self) -> Value {
        json!({
            "bench": self.bench,
            "what": self.what,
            "unit": self.unit,
            "volley": self.value,
            "reference": self.reference,
            "ratio": self.ratio,
            "bar": self.bar.map(Bar::text),
            "met": self.meets_bar(),
            "note": self.note,
        })
    }
}

/// A number as the table shows it: three digits that count, thousands in groups.
pub(crate) fn number(value: f64) -> String {
    if value.is_nan() {
        return "?".to_owned();
    }
    if value.fract() == 0.0 || value.abs() >= 1_000.0 {
        let sign = if value.round_ties_even() < 0.0 { "-" } else { "" };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "positive; saturates")]
        return format!("{sign}{}", count(value.abs().round_ties_even() as u32));
    }
    let decimals = if value.abs() >= 100.0 {
        0
    } else if value.abs() >= 10.0 {
        1
    } else {
        2
    };
    format!("{value:.decimals$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_is_of_the_ratio_where_there_is_one() {
        let figure = Figure::new("w", 900.0, "/s").bar(Bar::AtLeast(0.95));
        assert_eq!(figure.clone().against(1_000.0, 0.9).meets_bar(), Some(false));
        assert_eq!(figure.near(1_000.0).meets_bar(), Some(true));
    }

    #[test]
    fn what_could_not_be_measured_meets_no_bar() {
        assert_eq!(Figure::new("w", f64::NAN, "ms").bar(Bar::AtMost(1.0)).meets_bar(), Some(false));
        assert_eq!(Figure::new("w", f64::NAN, "ms").meets_bar(), None);
    }

    #[test]
    fn what_was_measured_several_times_shows_median_and_range() {
        let figure = Figure::of("w", &[1.0, 9.0, 4.5], "ms").note("so");
        assert_eq!((figure.value.to_bits(), figure.note.as_str()), (4.5_f64.to_bits(), "1 to 9; so"));
    }

    #[test]
    fn numbers_keep_three_digits_and_group_thousands() {
        let texts = [0.8, 1.0, 12.34, 123.4, 1_234.5, 1_679_616.0, -4_000.0].map(number);
        assert_eq!(texts, ["0.80", "1", "12.3", "123", "1,234", "1,679,616", "-4,000"]);
    }
}
