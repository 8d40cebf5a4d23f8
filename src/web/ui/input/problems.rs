//! The links that cannot be sent, each with its place, why, and what to do.

use leptos::prelude::*;

use crate::format::{count, counted};
use crate::input::link::LinkPlace;
use crate::protocol::ProblemView;
use crate::web::ui::controls;
use crate::web::ui::part::Part;
use crate::web::ui::state::State;

pub(super) fn bind(card: &Part, state: State) {
    let reading = state.list.reading;
    let rejected = move || reading.with(|reading| reading.rejected);
    let untold = move || {
        let shown = reading.with(|reading| u32::try_from(reading.problems.len()).unwrap_or(u32::MAX));
        rejected().saturating_sub(shown)
    };
    let problems = card.part("problems");
    problems.set_flag("open", !controls::is_narrow());
    problems.shown(move || rejected() > 0);
    card.part("problems-title")
        .text(move || format!("Why {} cannot be sent", counted(rejected(), "link", "links")));
    let rows = card.part("problem-rows");
    let template = rows.template("problem");
    // At most a hundred, and only when one of them changed.
    rows.redraw(
        move || reading.with(|reading| reading.problems.clone()),
        move |list, problems| {
            for problem in problems {
                let row = template.copy();
                fill(&row, state, problem);
                list.append(&row);
            }
        },
    );
    let note = card.part("untold");
    note.shown(move || untold() > 0);
    note.text(move || format!("and {} more: the table has them all, as “not sent”.", count(untold())));
}

fn fill(row: &Part, state: State, problem: &ProblemView) {
    let ProblemView { source, place, line, column, text, message, hint } = problem;
    let (source, line, column) = (*source, *line, *column);
    let spoken = match source {
        Some(_) => format!("{place}: show it"),
        None => format!("{place}: go there in the text"),
    };
    let here = format!("{line}:{column}");
    row.button("go").set("aria-label", Some(&spoken));
    row.button("go").set_text(&here);
    row.on_press("go", move || state.show_place(LinkPlace { source, line, column }));
    // A long name leaves the column of places narrow: it is put above the link.
    let name = place.strip_suffix(&format!(":{here}"));
    row.part("source").show(name.is_some());
    row.part("source").set_text(name.unwrap_or_default());
    row.part("text").set_text(text);
    row.part("why").set_text(&format!("{} ", as_sentence(message)));
    row.part("hint").set_text(hint);
}

/// `words`, which begin with a letter of ASCII, with a capital first and a full stop last.
fn as_sentence(words: &str) -> String {
    let mut sentence = words.trim_end_matches('.').to_owned();
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    sentence.push('.');
    sentence
}
