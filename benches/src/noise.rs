//! Whether a machine was too noisy to tell on which side of its bar a ratio is.

use crate::figure::{Bar, number};
use crate::processor::Others;
use crate::statistics::{Ratio, median};

/// The greatest share of the processors that other programs may take while something is measured. They slow the side down
/// more that has more threads, which no number of turns takes out.
const MOST_BY_OTHERS: f64 = 0.05;
/// How far from a ratio its interval may reach, as a part of it, before it says nothing of a bar inside it.
const MOST_UNCERTAIN: f64 = 0.05;

/// Returns why `ratio` does not tell whether `bar` is met, in words; `None` where it does. `others` has an entry for each
/// part of a turn.
///
/// An interval that lies on one side of the bar tells, however wide it is. A narrow one that holds the bar tells too: then
/// the ratio decides, as the bar is meant.
pub(crate) fn doubt(ratio: Ratio, bar: Bar, others: &[Others]) -> Option<String> {
    let taken = shares(others);
    if taken > MOST_BY_OTHERS {
        return Some(format!("{}, more than {}", in_words(others), percent(MOST_BY_OTHERS)));
    }
    let Some(((low, high), part)) = ratio.interval.zip(ratio.uncertainty()) else {
        return Some("fewer than five turns have no interval".to_owned());
    };
    let holds_bar = bar.is_met_by(low) != bar.is_met_by(high);
    (holds_bar && part > MOST_UNCERTAIN).then(|| {
        format!(
            "the ratio may be anything from {} to {}, which is more than {} off",
            number(low),
            number(high),
            percent(MOST_UNCERTAIN)
        )
    })
}

/// Returns what other programs took of the processors, in words.
pub(crate) fn in_words(others: &[Others]) -> String {
    let by_share = |a: &&Others, b: &&Others| a.share.total_cmp(&b.share);
    let busiest = others.iter().max_by(by_share).and_then(|worst| worst.busiest.as_deref());
    let most = busiest.map(|name| format!(" (most of it: {name})")).unwrap_or_default();
    format!("other programs took {} of the processors{most}", percent(shares(others)))
}

/// What others took in the middle one of the turns: a single bad one is an outlier, which the median of the ratios bears.
fn shares(others: &[Others]) -> f64 {
    let shares: Vec<f64> = others.iter().map(|others| others.share).collect();
    if shares.is_empty() { 0.0 } else { median(&shares) }
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BAR: Bar = Bar::AtLeast(0.9);

    fn ratio(low: f64, value: f64, high: f64) -> Ratio {
        Ratio { value, interval: Some((low, high)) }
    }

    fn taken(shares: [f64; 3]) -> Vec<Others> {
        shares.map(|share| Others { share, busiest: Some(format!("p{:.0}", share * 100.0)) }).to_vec()
    }

    #[test]
    fn a_wide_interval_that_holds_the_bar_does_not_tell() {
        let why = doubt(ratio(0.8, 0.92, 1.0), BAR, &[]);
        assert_eq!(
            why.as_deref(),
            Some("the ratio may be anything from 0.80 to 1, which is more than 5 % off")
        );
    }

    #[test]
    fn a_wide_interval_on_one_side_of_the_bar_tells() {
        assert_eq!(doubt(ratio(0.91, 1.0, 1.2), BAR, &[]), None);
        assert_eq!(doubt(ratio(0.5, 0.7, 0.89), BAR, &[]), None);
    }

    #[test]
    fn a_narrow_interval_tells_wherever_the_bar_is() {
        assert_eq!(doubt(ratio(0.88, 0.91, 0.93), BAR, &[]), None);
    }

    #[test]
    fn busy_others_leave_everything_in_doubt_and_are_named() {
        let why = doubt(ratio(0.95, 0.96, 0.97), BAR, &taken([0.02, 0.30, 0.12]));
        let wanted = "other programs took 12 % of the processors (most of it: p30), more than 5 %";
        assert_eq!(why.as_deref(), Some(wanted));
    }

    #[test]
    fn one_turn_beside_busy_others_is_borne() {
        assert_eq!(doubt(ratio(0.95, 0.96, 0.97), BAR, &taken([0.02, 0.30, 0.01])), None);
    }

    #[test]
    fn without_an_interval_nothing_is_told() {
        assert!(
            doubt(Ratio { interval: None, value: 0.96 }, BAR, &[])
                .is_some_and(|why| why.contains("fewer than five"))
        );
    }
}
