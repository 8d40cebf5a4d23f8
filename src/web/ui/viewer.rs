//! A source to look at: some lines of it at a time, since it may be of any size.

use leptos::html;
use leptos::prelude::*;

use super::menu::focus;
use super::state::State;
use crate::ids::SourceId;
use crate::input::excerpt::EXCERPT_LINES;
use crate::protocol::ExcerptView;

/// A source that is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Viewed {
    /// Its number in the reading.
    pub(super) source: SourceId,
    pub(super) name: String,
    /// The line and column that it is looked at for, from 1; `None` for its beginning.
    pub(super) place: Option<(u32, u32)>,
    /// What is shown of it; `None` until it comes.
    pub(super) excerpt: Option<ExcerptView>,
}

/// The dialog, while a source is looked at.
#[component]
pub(super) fn Viewer(state: State) -> impl IntoView {
    let is_open = Memo::new(move |_| state.list.viewed.with(Option::is_some));
    view! { <Show when=move || is_open.get()><Panel state/></Show> }
}

#[component]
fn Panel(state: State) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get() {
            // Fails only for a dialog that is open already, or not in the page: this one is new and in it.
            let _ = dialog.show_modal();
        }
    });
    let marked = NodeRef::<html::Li>::new();
    Effect::new(move |_| focus(marked.get().as_deref()));
    let name = move || state.list.viewed.with(|viewed| viewed.as_ref().map(|viewed| viewed.name.clone()));
    let first =
        Memo::new(move |_| state.list.viewed.with(|viewed| Some(viewed.as_ref()?.excerpt.as_ref()?.first)));
    let more =
        Memo::new(move |_| state.list.viewed.with(|viewed| Some(viewed.as_ref()?.excerpt.as_ref()?.more)));
    let step = u32::try_from(EXCERPT_LINES).unwrap_or(u32::MAX);
    let go = move |line: u32| state.view_lines(line);
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
                <button
                    class="button"
                    type="button"
                    hidden=move || first.get().is_none_or(|first| first <= 1)
                    on:click=move |_| go(first.get_untracked().unwrap_or(1).saturating_sub(step))
                >
                    "Lines before"
                </button>
                <button
                    class="button"
                    type="button"
                    hidden=move || more.get() != Some(true)
                    on:click=move |_| go(first.get_untracked().unwrap_or(1).saturating_add(step))
                >
                    "Lines after"
                </button>
                <button class="button primary" type="button" data-testid="viewer-close" on:click=move |_| close(dialog)>
                    "Close"
                </button>
            </div>
        </dialog>
    }
}

fn close(dialog: NodeRef<html::Dialog>) {
    if let Some(dialog) = dialog.get_untracked() {
        dialog.close();
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
