//! One line of the table: what was measured, compared with what, against which bar.

use serde_json::{Value, json};

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

    /// The bar as the table shows it.
    pub(crate) fn text(self) -> String {
        match self {
            Self::AtLeast(least) => format!("≥ {}", number(least)),
            Self::AtMost(most) => format!("≤ {}", number(most)),
        }
    }
}

/// One line of the table.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    pub(crate) bench: &'static str,
    pub(crate) what: String,
    pub(crate) unit: &'static str,
    /// Volley's own; the median of the turns.
    pub(crate) value: f64,
    /// The same of the comparison.
    pub(crate) beside: Option<f64>,
    pub(crate) ratio: Option<f64>,
    pub(crate) bar: Option<Bar>,
    /// What else is worth knowing: spread, counts.
    pub(crate) note: String,
}

impl Figure {
    /// A figure of Volley's alone, without a bar.
    pub(crate) fn new(bench: &'static str, what: impl Into<String>, value: f64, unit: &'static str) -> Self {
        let what = what.into();
        Self { bench, what, unit, value, beside: None, ratio: None, bar: None, note: String::new() }
    }

    /// The same with the comparison's figure and the ratio of the two, which the bar then applies to.
    pub(crate) fn beside(mut self, other: f64, ratio: f64) -> Self {
        self.beside = Some(other);
        self.ratio = Some(ratio);
        self
    }

    /// The same with a figure that is shown for orientation only.
    pub(crate) fn near(mut self, other: f64) -> Self {
        self.beside = Some(other);
        self
    }

    pub(crate) fn bar(mut self, bar: Bar) -> Self {
        self.bar = Some(bar);
        self
    }

    pub(crate) fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
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
            "beside": self.beside,
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
        return grouped(&format!("{value:.0}"));
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

fn grouped(digits: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("-", digits));
    let mut text = sign.to_owned();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_is_of_the_ratio_where_there_is_one() {
        let figure = Figure::new("b", "w", 900.0, "/s").bar(Bar::AtLeast(0.95));
        assert_eq!(figure.clone().beside(1_000.0, 0.9).meets_bar(), Some(false));
        assert_eq!(figure.near(1_000.0).meets_bar(), Some(true));
    }

    #[test]
    fn what_could_not_be_measured_meets_no_bar() {
        assert_eq!(Figure::new("b", "w", f64::NAN, "ms").bar(Bar::AtMost(1.0)).meets_bar(), Some(false));
        assert_eq!(Figure::new("b", "w", f64::NAN, "ms").meets_bar(), None);
    }

    #[test]
    fn numbers_keep_three_digits_and_group_thousands() {
        let texts = [0.8, 1.0, 12.34, 123.4, 1_234.5, 1_679_616.0, -4_000.0].map(number);
        assert_eq!(texts, ["0.80", "1", "12.3", "123", "1,234", "1,679,616", "-4,000"]);
    }
}
