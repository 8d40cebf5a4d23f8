//! Where a row's time went, large: the bar, and each phase with its time.

use leptos::prelude::*;

use crate::chart::split::{Bar, PhaseSegment, TimePhase};
use crate::result::row::Detail;
use crate::result::timing::{Measure, Provenance};
use crate::units::Millis;
use crate::web::ui::table::{bar_class, percent, spent};

use super::explain;

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
            {(row.provenance != Provenance::None).then(|| view! { <p class="detail-note">{explain::provenance(row)}</p> })}
        </section>
    })
}
