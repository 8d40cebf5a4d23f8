//! Every attempt that is kept of a row's target.

use leptos::prelude::*;

use crate::result::history::Attempt;
use crate::result::row::Detail;
use crate::web::ui::table::tone;

/// The attempts, when there are any.
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
            format!("{lacking} more before, of which the imported file tells no more.")
        };
        view! { <p class="detail-note">{text}</p> }
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
