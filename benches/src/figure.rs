//! One line of the table: what was measured, compared with what, against which bar.

use serde_json::{Value, json};
use volley::format::count;

use crate::noise;
use crate::processor::Others;
use crate::statistics::{Ratio, SEED, median, range};

/// How far a figure must go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Bar {
    AtLeast(f64),
    AtMost(f64),
}

impl Bar {
    pub(crate) fn is_met_by(self, value: f64) -> bool {
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

/// On which side of its bar a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Pass,
    Miss,
    /// The machine was too noisy.
    CannotTell,
}

impl Verdict {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Miss => "MISS",
            Self::CannotTell => "cannot tell",
        }
    }
}

/// A part of a figure: of both sides, if there are two.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) name: &'static str,
    pub(crate) volley: f64,
    pub(crate) reference: f64,
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
    pub(crate) ratio: Option<Ratio>,
    pub(crate) bar: Option<Bar>,
    /// Why the machine was too noisy to tell whether it meets its bar.
    pub(crate) doubt: Option<String>,
    /// What else is worth knowing: spread, counts.
    pub(crate) note: String,
    /// What it consists of.
    pub(crate) parts: Vec<Part>,
    /// Both sides' values of each turn, of which the ratio was made.
    pub(crate) turns: Option<[Vec<f64>; 2]>,
}

impl Figure {
    /// A figure of Volley's alone, without a bar.
    pub(crate) fn new(what: impl Into<String>, value: f64, unit: &'static str) -> Self {
        Self {
            bench: "",
            what: what.into(),
            unit,
            value,
            reference: None,
            ratio: None,
            bar: None,
            doubt: None,
            note: String::new(),
            parts: Vec::new(),
            turns: None,
        }
    }

    /// The median of what was measured several times, with the range as its note.
    pub(crate) fn of(what: impl Into<String>, values: &[f64], unit: &'static str) -> Self {
        let (low, high) = range(values);
        Self::new(what, median(values), unit).note(format!("{} to {}", number(low), number(high)))
    }

    /// A figure of two sides that took turns: the medians, and the ratio of the two, which the bar then applies to.
    pub(crate) fn compared(
        what: impl Into<String>,
        ours: &[f64],
        theirs: &[f64],
        unit: &'static str,
    ) -> Self {
        Self {
            reference: Some(median(theirs)),
            ratio: Some(Ratio::of(ours, theirs)),
            turns: Some([ours.to_vec(), theirs.to_vec()]),
            ..Self::new(what, median(ours), unit)
        }
    }

    /// Adds a figure that is shown for orientation only.
    pub(crate) fn near(mut self, other: f64) -> Self {
        self.reference = Some(other);
        self
    }

    /// Gives no verdict where the machine was too noisy for one; `others` took turns of the processors meanwhile.
    pub(crate) fn unless_noisy(mut self, others: &[Others]) -> Self {
        self.doubt = self.ratio.zip(self.bar).and_then(|(ratio, bar)| noise::doubt(ratio, bar, others));
        if others.is_empty() { self } else { self.note(noise::in_words(others)) }
    }

    pub(crate) fn parts(self, parts: Vec<Part>) -> Self {
        Self { parts, ..self }
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
    pub(crate) fn verdict(&self) -> Option<Verdict> {
        let value = self.ratio.map_or(self.value, |ratio| ratio.value);
        Some(match self.bar? {
            _ if self.doubt.is_some() => Verdict::CannotTell,
            bar if bar.is_met_by(value) => Verdict::Pass,
            _ => Verdict::Miss,
        })
    }

    pub(crate) fn json(&self) -> Value {
        let part =
            |part: &Part| json!({ "name": part.name, "volley": part.volley, "reference": part.reference });
        json!({
            "bench": self.bench,
            "what": self.what,
            "unit": self.unit,
            "volley": self.value,
            "reference": self.reference,
            "ratio": self.ratio.map(|ratio| ratio.value),
            "interval": self.ratio.and_then(|ratio| ratio.interval),
            "seed": self.ratio.and(Some(SEED)),
            "turns": self.turns.as_ref().map(|[volley, reference]| json!({ "volley": volley, "reference": reference })),
            "bar": self.bar.map(Bar::text),
            "verdict": self.verdict().map(Verdict::name),
            "doubt": self.doubt,
            "note": self.note,
            "parts": self.parts.iter().map(part).collect::<Vec<_>>(),
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
        let (ours, theirs) = ([900.0; 7], [1_000.0; 7]);
        let figure = Figure::compared("w", &ours, &theirs, "/s").bar(Bar::AtLeast(0.95));
        assert_eq!(figure.unless_noisy(&[]).verdict(), Some(Verdict::Miss));
        let alone = Figure::new("w", 900.0, "/s").near(1_000.0).bar(Bar::AtLeast(0.95));
        assert_eq!(alone.verdict(), Some(Verdict::Pass));
    }

    #[test]
    fn a_noisy_machine_gives_no_verdict() {
        let busy = [Others { share: 0.5, busiest: Some("rustc".to_owned()) }];
        let figure =
            Figure::compared("w", &[1.0; 7], &[1.0; 7], "/s").bar(Bar::AtLeast(0.9)).unless_noisy(&busy);
        assert_eq!(figure.verdict(), Some(Verdict::CannotTell));
        assert_eq!(
            (&figure.json()["verdict"], &figure.json()["interval"]),
            (&json!("cannot tell"), &json!([1.0, 1.0]))
        );
    }

    #[test]
    fn what_could_not_be_measured_meets_no_bar() {
        assert_eq!(Figure::new("w", f64::NAN, "ms").bar(Bar::AtMost(1.0)).verdict(), Some(Verdict::Miss));
        assert_eq!(Figure::new("w", f64::NAN, "ms").verdict(), None);
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
