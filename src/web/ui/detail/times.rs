//! The times of a row: the bar of its phases, large, and every attempt that is kept of its target.

use super::explain;
use crate::chart::split::{Bar, PhaseSegment, TimePhase};
use crate::result::history::Attempt;
use crate::result::row::Detail;
use crate::result::timing::{Measure, Provenance};
use crate::units::Millis;
use crate::web::ui::part::Part;
use crate::web::ui::table::{bar_class, percent, spent};
use crate::web::ui::totals::tone;

fn ms(value: f32) -> String {
    Millis::new(f64::from(value)).to_string()
}

/// Shows the bar and its phases; nothing where no time was taken.
pub(super) fn show_phases(panel: &Part, detail: &Detail) {
    let (row, spent) = (&detail.row, spent(&detail.row));
    // On a scale of its own the bar is as long as there is room.
    let measured = row.measured(Measure::Total).and_then(|total| Some((total, Bar::of(&spent, total)?)));
    panel.part("times").show(measured.is_some());
    let Some((total, bar)) = measured else { return };
    panel.part("total").set_text(&ms(total));
    let place = panel.part("bar");
    place.set("class", Some(&format!("{} is-large", bar_class(Some(&bar), row.verdict))));
    place.clear();
    // Without segments where the phases are hidden.
    let picture = place.add_svg("svg", &[("aria-hidden", "true")], "");
    let segments = bar.segments.iter().flat_map(|known| known.iter().copied());
    for (phase, PhaseSegment { start, length }) in TimePhase::ALL.into_iter().zip(segments) {
        let class = format!("phase-{}", phase.name());
        let (x, width) = (percent(start), percent(length));
        picture.add_svg("rect", &[("class", &class), ("x", &x), ("width", &width), ("height", "100%")], "");
    }
    let phases = panel.part("phases");
    phases.clear();
    if spent.phases_ms.iter().any(Option::is_some) {
        for (phase, took) in TimePhase::ALL.into_iter().zip(spent.phases_ms) {
            let class = if took.is_some_and(|took| took > 0.0) { "phase" } else { "phase soft" };
            add_phase(&phases, class, phase.name(), phase.title(), &took.map_or("hidden".to_owned(), ms));
        }
    }
    if let Some((before, took)) = detail.before() {
        add_phase(&phases, "phase before", "queue", before, &took.to_string());
    }
    panel.part("provenance").show(row.provenance != Provenance::None);
    panel.part("provenance").set_text(explain::provenance(row));
}

fn add_phase(list: &Part, class: &str, swatch: &str, title: &str, took: &str) {
    let phase = list.add("div", &[("class", class)], "");
    let name = phase.add("dt", &[], "");
    name.add("i", &[("class", &format!("swatch phase-{swatch}"))], "");
    name.add_text(title);
    phase.add("dd", &[], took);
}

pub(super) fn show_attempts(panel: &Part, detail: &Detail) {
    let Detail { attempts, row, dropped_attempts, .. } = detail;
    panel.part("attempts").show(!attempts.is_empty());
    let ended = row.attempts.unwrap_or_default();
    panel.part("attempts-title").set_text(if ended > 1 { "Attempts" } else { "Attempt" });
    let rows = panel.part("attempt-rows");
    rows.clear();
    let is_merged = attempts.iter().any(|attempt| attempt.timing.provenance != Provenance::Tool);
    for attempt in attempts {
        add_attempt(&rows, attempt, is_merged);
    }
    let lacking = usize::from(ended).saturating_sub(attempts.len());
    panel.part("lacking").show(lacking > 0);
    panel.part("lacking").set_text(&if *dropped_attempts {
        format!("{lacking} more, which are not kept: there were too many.")
    } else {
        format!("{lacking} more before, about which the imported file says no more.")
    });
}

/// `is_merged`: a tool's answers stand among those of the run.
fn add_attempt(rows: &Part, attempt: &Attempt, is_merged: bool) {
    let total = attempt.end.total();
    let class = format!("verdict {}", tone(Some(total)));
    let time = |time: Option<Millis>| time.map_or_else(|| "–".to_owned(), |time| time.to_string());
    let row = rows.add("tr", &[("data-testid", "attempt")], "");
    row.add("td", &[], &attempt.attempt.to_string());
    let by = match attempt.timing.provenance {
        Provenance::Visit => ", by a visit",
        Provenance::Probe => ", by a probe",
        Provenance::Tool if is_merged => ", by a tool",
        _ => "",
    };
    let ended = format!("{}{by}", attempt.end);
    row.add("td", &[("class", &class), ("data-sign", total.sign())], &ended);
    row.add("td", &[], &time(attempt.started));
    row.add("td", &[], &time(attempt.timing.total));
}
