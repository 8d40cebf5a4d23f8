//! What came of it: a sentence, a picture, a table, what is to be known beside it; and what can be done with it.

use leptos::html;
use leptos::prelude::*;

use super::draw;
use super::state::CompareState;
use crate::compare::export::Format;
use crate::protocol::CompareCommand;
use crate::ui::state::State;
use crate::words::percent;

/// The outcome; an invitation before there is one.
pub(super) fn outcome(state: State) -> AnyView {
    let compare = state.compare();
    let status = move || compare.status.with(|(words, _)| words.clone());
    let done = move || compare.status.with(|(_, (done, all))| percent(*done, *all));
    let is_empty = Memo::new(move |_| compare.view.with(|view| view.title.is_empty()));
    let title = move || compare.view.with(|view| view.title.clone());
    let headline = move || compare.view.with(|view| view.headline.clone());
    let is_over = move || compare.view.with(|view| view.state.is_over());
    let (picture, figures) = (NodeRef::<html::Div>::new(), NodeRef::<html::Table>::new());
    let (published, notes) = (NodeRef::<html::Table>::new(), NodeRef::<html::Ul>::new());
    Effect::new(move |_| {
        compare.view.with(|view| {
            if let Some(picture) = picture.get() {
                draw::clear(&picture);
                draw::draw(&picture, &view.pictures[0], "picture wide");
                draw::draw(&picture, &view.pictures[1], "picture narrow");
            }
            if let Some(figures) = figures.get() {
                draw::clear(&figures);
                draw::figures(&figures, view);
            }
            if let Some(published) = published.get() {
                draw::clear(&published);
                draw::published(&published, view);
            }
            if let Some(notes) = notes.get() {
                draw::clear(&notes);
                draw::notes(&notes, &view.notes);
            }
        });
    });
    view! {
        <div class="card compare-status" hidden=move || !compare.is_on.get()>
            <p role="status" data-testid="compare-status">{status}</p>
            <progress max="100" value=done aria-label="Trials that are over"></progress>
        </div>
        <div class="card compare-welcome" hidden=move || !is_empty.get()>
            <h2>"Which way of asking is fastest, and how many at a time pay?"</h2>
            <p>
                "Each way asks for the same, in turns and several times over. A difference is called one only where it stands "
                "out of the noise. Practice asks nobody’s server."
            </p>
        </div>
        <article class="card compare-result" hidden=is_empty>
            <h2>{title}</h2>
            <p class="headline" data-testid="compare-headline">{headline}</p>
            <div class="compare-picture" data-testid="compare-picture" node_ref=picture></div>
            {use_this(state, compare)}
            <div class="compare-table" tabindex="0" role="group" aria-label="Figures"><table node_ref=figures></table></div>
            <div class="compare-table"><table node_ref=published></table></div>
            <ul class="compare-notes note" node_ref=notes></ul>
            <div class="compare-exports" hidden=move || !is_over()>
                <span class="note">"Save as"</span>
                {Format::ALL.map(|format| export(state, format)).into_iter().collect::<Vec<_>>()}
            </div>
        </article>
    }
    .into_any()
}

fn use_this(state: State, compare: CompareState) -> AnyView {
    let knee = Memo::new(move |_| compare.view.with(|view| view.knee));
    let take = move |_| {
        let Some(knee) = knee.get_untracked() else { return };
        state.change_settings(|settings| {
            settings.limits.concurrency = knee;
            settings.limits.per_origin = knee;
        });
        state.settings_given.update(|given| *given += 1);
    };
    let is_taken = move || {
        let limits = state.settings.with(|settings| settings.limits);
        knee.get().is_some_and(|knee| (limits.concurrency, limits.per_origin) == (knee, knee))
    };
    let words = move || {
        let knee = knee.get().unwrap_or_default();
        if is_taken() {
            format!("✓ {knee} in flight, on the Check tab too")
        } else {
            format!("Use {knee} in flight")
        }
    };
    view! {
        <button
            class="button primary"
            type="button"
            data-testid="use-this"
            hidden=move || knee.get().is_none()
            disabled=is_taken
            on:click=take
        >
            {words}
        </button>
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
