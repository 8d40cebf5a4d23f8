//! The links that cannot be sent, each with its place, why, and what to do.

use leptos::prelude::*;

use crate::format::{count, counted};
use crate::input::link::LinkPlace;
use crate::protocol::ProblemView;
use crate::web::ui::controls;
use crate::web::ui::state::State;

#[component]
pub(super) fn Problems(state: State) -> impl IntoView {
    let rejected = Memo::new(move |_| state.list.reading.with(|reading| reading.rejected));
    let problems = Memo::new(move |_| state.list.reading.with(|reading| reading.problems.clone()));
    // At most a hundred, and only when one of them changed.
    let rows = move || problems.get().into_iter().map(|problem| row(state, problem)).collect::<Vec<_>>();
    let untold = move || {
        let shown = u32::try_from(problems.with(Vec::len)).unwrap_or(u32::MAX);
        rejected.get().saturating_sub(shown)
    };
    view! {
        <details class="problems" data-testid="problems" prop:open=!controls::is_narrow() hidden=move || rejected.get() == 0>
            <summary>
                {move || format!("Why {} cannot be sent", counted(rejected.get(), "link", "links"))}
            </summary>
            <div class="problem-list">
                <table>
                    <thead class="visually-hidden">
                        <tr><th scope="col">"Place"</th><th scope="col">"Link, and what is wrong with it"</th></tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="note" hidden=move || untold() == 0>
                {move || format!("and {} more: the table has them all, as “not sent”.", count(untold()))}
            </p>
        </details>
    }
}

fn row(state: State, problem: ProblemView) -> impl IntoView {
    let ProblemView { source, place, line, column, text, message, hint } = problem;
    let spoken = match source {
        Some(_) => format!("{place}: show it"),
        None => format!("{place}: go there in the text"),
    };
    let go = move |_| state.show_place(LinkPlace { source, line, column });
    let message = as_sentence(&message);
    // A long name leaves the column of places narrow: it is put above the link.
    let name = place.strip_suffix(&format!(":{line}:{column}")).map(str::to_owned);
    let name = name.map(|name| view! { <span class="problem-source">{name}</span> });
    view! {
        <tr>
            <td><button class="place" type="button" aria-label=spoken on:click=go>{format!("{line}:{column}")}</button></td>
            <td>
                {name}
                <code>{text}</code>
                <span class="problem-why">{message}" "</span>
                <span class="note">{hint}</span>
            </td>
        </tr>
    }
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
