//! The times of a row: the bar of its phases, large, and every attempt that is kept of its target.

use leptos::prelude::*;

use super::explain;
use crate::chart::split::{Bar, PhaseSegment, TimePhase};
use crate::result::history::Attempt;
use crate::result::row::Detail;
use crate::result::timing::{Measure, Provenance};
use crate::units::Millis;
use crate::web::ui::table::{bar_class, percent, spent};
use crate::web::ui::totals::tone;

fn ms(value: f32) -> String {
    Millis::new(f64::from(value)).to_string()
}

/// The segments of the bar: none where the phases are hidden.
fn segments(bar: Bar) -> impl IntoView + use<> {
    let rects = TimePhase::ALL.into_iter().zip(bar.segments.iter().flat_map(|known| known.iter().copied()));
    let rects = rects.map(|(phase, PhaseSegment { start, length })| {
        let class = format!("phase-{}", phase.name());
        view! { <rect class=class x=percent(start) width=percent(length) height="100%"></rect> }
    });
    view! { <svg aria-hidden="true">{rects.collect_view()}</svg> }
}

/// The bar and its phases; nothing where no time was taken.
pub(super) fn phases(detail: &Detail) -> Option<impl IntoView + use<>> {
    let row = &detail.row;
    let total = row.measured(Measure::Total)?;
    let spent = spent(row);
    // On a scale of its own the bar is as long as there is room.
    let bar = Bar::of(&spent, total);
    let class = format!("{} is-large", bar_class(bar.as_ref(), row.verdict));
    let is_known = spent.phases_ms.iter().any(Option::is_some);
    let rows = is_known.then(|| {
        let rows = TimePhase::ALL.into_iter().zip(spent.phases_ms).map(|(phase, took)| {
            let swatch = format!("swatch phase-{}", phase.name());
            let class = if took.is_some_and(|took| took > 0.0) { "phase" } else { "phase soft" };
            view! { <div class=class><dt><i class=swatch></i>{phase.title()}</dt><dd>{took.map_or("hidden".to_owned(), ms)}</dd></div> }
        });
        rows.collect_view()
    });
    let queue = detail.before().map(|(before, took)| {
        view! { <div class="phase before"><dt><i class="swatch phase-queue"></i>{before}</dt><dd>{took.to_string()}</dd></div> }
    });
    Some(view! {
        <section class="detail-part" aria-label="Where the time went">
            <h3>"Where the time went"<b>{ms(total)}</b></h3>
            <span class=class>{segments(bar?)}</span>
            <dl class="phases">{rows}{queue}</dl>
            {(row.provenance != Provenance::None).then(|| view! { <p class="note">{explain::provenance(row)}</p> })}
        </section>
    })
}

pub(super) fn attempts(detail: &Detail) -> Option<impl IntoView + use<>> {
    let Detail { attempts, row, dropped_attempts, .. } = detail;
    let ended = row.attempts.unwrap_or_default();
    if attempts.is_empty() {
        return None;
    }
    let lacking = usize::from(ended).saturating_sub(attempts.len());
    let note = (lacking > 0).then(|| {
        let text = if *dropped_attempts {
            format!("{lacking} more, which are not kept: there were too many.")
        } else {
            format!("{lacking} more before, about which the imported file says no more.")
        };
        view! { <p class="note">{text}</p> }
    });
    Some(view! {
        <section class="detail-part" aria-label="Attempts">
            <h3>{if ended > 1 { "Attempts" } else { "Attempt" }}</h3>
            <table class="attempts">
                <thead><tr><th scope="col">"#"</th><th scope="col">"Ended"</th><th scope="col" title="Since the start of the run, pauses included">"Sent at"</th><th scope="col">"Took"</th></tr></thead>
                <tbody>{attempts.iter().map(attempt).collect_view()}</tbody>
            </table>
            {note}
        </section>
    })
}

fn attempt(attempt: &Attempt) -> impl IntoView + use<> {
    let total = attempt.end.total();
    let class = format!("verdict {}", tone(Some(total)));
    let started = attempt.started.map_or_else(|| "–".to_owned(), |started| started.to_string());
    let took = attempt.timing.total.map_or_else(|| "–".to_owned(), |took| took.to_string());
    view! {
        <tr data-testid="attempt">
            <td>{attempt.attempt}</td>
            <td class=class data-sign=total.sign()>{attempt.end.to_string()}</td>
            <td>{started}</td>
            <td>{took}</td>
        </tr>
    }
}
