//! Shows a source, some lines at a time, since it may be of any size.

use leptos::html;
use leptos::prelude::*;

use super::controls::{button, close, focus, open_when_mounted};
use super::state::State;
use crate::ids::SourceId;
use crate::input::excerpt::EXCERPT_LINES;
use crate::protocol::ExcerptView;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Viewed {
    /// Its number in the reading.
    pub(super) source: SourceId,
    pub(super) name: String,
    /// The line and column that it is viewed for, from 1; `None` for its beginning.
    pub(super) place: Option<(u32, u32)>,
    /// What is shown of it; `None` until it comes.
    pub(super) excerpt: Option<ExcerptView>,
}

#[component]
pub(super) fn Viewer(state: State) -> impl IntoView {
    let is_open = Memo::new(move |_| state.list.viewed.with(Option::is_some));
    view! { <Show when=move || is_open.get()><Panel state/></Show> }
}

#[component]
fn Panel(state: State) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    open_when_mounted(dialog);
    let marked = NodeRef::<html::Li>::new();
    Effect::new(move |_| focus(marked.get().as_deref()));
    let name = move || state.list.viewed.with(|viewed| viewed.as_ref().map(|viewed| viewed.name.clone()));
    let first =
        Memo::new(move |_| state.list.viewed.with(|viewed| Some(viewed.as_ref()?.excerpt.as_ref()?.first)));
    let more =
        Memo::new(move |_| state.list.viewed.with(|viewed| Some(viewed.as_ref()?.excerpt.as_ref()?.more)));
    let step = u32::try_from(EXCERPT_LINES).unwrap_or(u32::MAX);
    let is_first = Signal::derive(move || first.get().is_none_or(|first| first <= 1));
    let is_last = Signal::derive(move || more.get() != Some(true));
    let before = move || state.view_lines(first.get_untracked().unwrap_or(1).saturating_sub(step));
    let after = move || state.view_lines(first.get_untracked().unwrap_or(1).saturating_add(step));
    let lines = move || state.list.viewed.with(|viewed| viewed.as_ref().map(|viewed| lines(viewed, marked)));
    view! {
        <dialog
            class="card dialog viewer"
            data-testid="viewer"
            aria-labelledby="viewer-title"
            node_ref=dialog
            on:close=move |_| state.list.viewed.set(None)
        >
            <h2 id="viewer-title" tabindex="-1" autofocus>{name}</h2>
            {lines}
            <div class="dialog-actions">
                {button("button", None, "Lines before", Some(is_first), before)}
                {button("button", None, "Lines after", Some(is_last), after)}
                {button("button primary", "viewer-close", "Close", None, move || close(dialog))}
            </div>
        </dialog>
    }
}

/// The lines, that which is looked for marked.
fn lines(viewed: &Viewed, marked: NodeRef<html::Li>) -> AnyView {
    let Some(excerpt) = &viewed.excerpt else {
        return view! { <p class="note">"Reading…"</p> }.into_any();
    };
    if excerpt.lines.is_empty() {
        return view! { <p class="note">"There is no such line any more."</p> }.into_any();
    }
    let rows: Vec<_> = (excerpt.first..)
        .zip(&excerpt.lines)
        .map(|(number, line)| {
            let text = line.clone();
            if viewed.place.is_some_and(|(line, _)| line == number) {
                view! { <li class="marked" value=number.to_string() tabindex="-1" node_ref=marked>{text}</li> }
                    .into_any()
            } else {
                view! { <li value=number.to_string()>{text}</li> }.into_any()
            }
        })
        .collect();
    view! { <ol class="viewer-lines" data-testid="viewer-lines" tabindex="0">{rows}</ol> }.into_any()
}
