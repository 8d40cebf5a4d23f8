//! What came of it: a sentence, a picture, a table, what is to be known beside it; and what can be done with it.

use leptos::prelude::*;

use super::picture::picture;
use crate::compare::export::Format;
use crate::compare::view::{Mood, View, ViewRow};
use crate::protocol::CompareCommand;
use crate::ui::state::State;
use crate::words::percent;

/// The outcome; an invitation before there is one.
pub(super) fn outcome(state: State) -> AnyView {
    let compare = state.compare();
    let shown = move || compare.view.with(|view| content(state, view));
    let status = move || compare.status.with(|(words, _)| words.clone());
    let done = move || compare.status.with(|(_, (done, all))| percent(*done, *all));
    view! {
        <div class="card compare-status" hidden=move || !compare.is_on.get()>
            <p role="status" data-testid="compare-status">{status}</p>
            <progress max="100" value=done aria-label="Trials that are over"></progress>
        </div>
        {shown}
    }
    .into_any()
}

fn content(state: State, view: &View) -> AnyView {
    if view.title.is_empty() {
        return invitation();
    }
    let [wide, narrow] = &view.pictures;
    let heads: Vec<AnyView> =
        view.columns.iter().map(|name| view! { <th scope="col">{name.clone()}</th> }.into_any()).collect();
    let rows: Vec<AnyView> = view.rows.iter().map(row).collect();
    let notes: Vec<AnyView> = view
        .notes
        .iter()
        .map(|note| view! { <li data-testid="compare-note">{note.clone()}</li> }.into_any())
        .collect();
    let is_over = view.state.is_over();
    view! {
        <article class="card compare-result">
            <h2>{view.title.clone()}</h2>
            <p class="headline" data-testid="compare-headline" hidden=view.headline.is_empty()>{view.headline.clone()}</p>
            <div class="compare-picture" data-testid="compare-picture">
                {picture(wide, "picture wide")}
                {picture(narrow, "picture narrow")}
            </div>
            {view.knee.map(|knee| use_this(state, knee))}
            <div class="compare-table" tabindex="0" role="group" aria-label="Figures" hidden=view.rows.is_empty()>
                <table>
                    <thead><tr>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {published(view)}
            <ul class="compare-notes note">{notes}</ul>
            <div class="compare-exports" hidden=!is_over>
                <span class="note">"Save as"</span>
                {Format::ALL.map(|format| export(state, format)).into_iter().collect::<Vec<_>>()}
            </div>
        </article>
    }
    .into_any()
}

fn invitation() -> AnyView {
    view! {
        <div class="card compare-welcome">
            <h2>"Which way of asking is fastest, and how many at a time pay?"</h2>
            <p>
                "Each way asks for the same, in turns and several times over. A difference is called one only where it stands "
                "out of the noise."
            </p>
            <p class="note">"Practice asks nobody’s server."</p>
        </div>
    }
    .into_any()
}

fn row(row: &ViewRow) -> AnyView {
    let last = row.cells.len().saturating_sub(1);
    let mood = match row.mood {
        Mood::Plain => "",
        Mood::Good => "is-good",
        Mood::Bad => "is-bad",
    };
    let cells: Vec<AnyView> = row
        .cells
        .iter()
        .enumerate()
        .skip(1)
        .map(|(place, cell)| {
            view! { <td class=if place == last { mood } else { "" }>{cell.clone()}</td> }.into_any()
        })
        .collect();
    view! {
        <tr data-testid="compare-row" data-knee=row.is_knee.then_some("")>
            <th scope="row">{row.cells.first().cloned()}<small>{row.below.clone()}</small></th>
            {cells}
        </tr>
    }
    .into_any()
}

fn use_this(state: State, knee: u32) -> AnyView {
    let take = move |_| {
        state.change_settings(|settings| {
            settings.limits.concurrency = knee;
            settings.limits.per_origin = knee;
        });
        state.settings_given.update(|given| *given += 1);
    };
    let is_taken = move || {
        let limits = state.settings.with(|settings| settings.limits);
        (limits.concurrency, limits.per_origin) == (knee, knee)
    };
    let words = move || {
        if is_taken() {
            format!("✓ {knee} in flight, on the Check tab too")
        } else {
            format!("Use {knee} in flight")
        }
    };
    view! {
        <button class="button primary" type="button" data-testid="use-this" disabled=is_taken on:click=take>{words}</button>
    }
    .into_any()
}

fn published(view: &View) -> AnyView {
    if view.published.is_empty() {
        return ().into_any();
    }
    let lines: Vec<AnyView> = view
        .published
        .iter()
        .map(|[way, theirs, ours, source]| {
            view! {
                <tr data-testid="compare-published">
                    <th scope="row">{way.clone()}<small>{source.clone()}</small></th>
                    <td>{theirs.clone()}</td>
                    <td>{ours.clone()}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    view! {
        <div class="compare-table">
            <table>
                <thead><tr><th scope="col">"Published"</th><th scope="col">"Theirs"</th><th scope="col">"Yours"</th></tr></thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn export(state: State, format: Format) -> AnyView {
    view! {
        <button
            class="button small"
            type="button"
            data-testid=format!("compare-export-{}", format.name())
            on:click=move |_| state.tell_compare(CompareCommand::Export(format))
        >
            {format.name().to_ascii_uppercase()}
        </button>
    }
    .into_any()
}
