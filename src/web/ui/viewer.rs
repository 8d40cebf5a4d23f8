//! Shows a source, some lines at a time, since it may be of any size.

use leptos::ev;
use leptos::prelude::*;
use leptos::web_sys::HtmlDialogElement;

use super::part::{Part, follow};
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

pub(super) fn viewer(state: State) -> Part {
    let (dialog, viewed) = (Part::of("viewer"), state.list.viewed);
    let element = dialog.element::<HtmlDialogElement>();
    follow(move || {
        let Some(dialog) = &element else { return };
        match viewed.with(Option::is_some) {
            // Fails only for a dialog that is open already, or not in the page.
            true if !dialog.open() => drop(dialog.show_modal()),
            true => {}
            false => dialog.close(),
        }
    });
    dialog.on(ev::close, move |_| viewed.set(None));
    dialog.on_press("close", move || viewed.set(None));
    dialog.part("name").text(move || {
        viewed.with(|viewed| viewed.as_ref().map(|viewed| viewed.name.clone())).unwrap_or_default()
    });
    let note = dialog.part("note");
    dialog.part("lines").redraw(
        move || viewed.get(),
        move |list, viewed| {
            let excerpt = viewed.as_ref().and_then(|viewed| viewed.excerpt.as_ref());
            let is_empty = excerpt.is_none_or(|excerpt| excerpt.lines.is_empty());
            list.show(!is_empty);
            note.show(is_empty);
            note.set_text(if excerpt.is_none() { "Reading…" } else { "There is no such line any more." });
            if let Some(excerpt) = excerpt {
                let place = viewed.as_ref().and_then(|viewed| viewed.place);
                add_lines(list, excerpt, place.map(|(line, _)| line));
            }
        },
    );
    let excerpt = move |read: fn(&ExcerptView) -> u32| {
        viewed.with(|viewed| viewed.as_ref()?.excerpt.as_ref().map(read))
    };
    let first = move || excerpt(|excerpt| excerpt.first);
    let step = u32::try_from(EXCERPT_LINES).unwrap_or(u32::MAX);
    dialog.button("before").shown(move || first().is_some_and(|first| first > 1));
    dialog.button("after").shown(move || excerpt(|excerpt| excerpt.more.into()) == Some(1));
    dialog.on_press("before", move || state.view_lines(untrack(first).unwrap_or(1).saturating_sub(step)));
    dialog.on_press("after", move || state.view_lines(untrack(first).unwrap_or(1).saturating_add(step)));
    dialog
}

/// Adds the lines; the focus goes to the one that is looked for.
fn add_lines(list: &Part, excerpt: &ExcerptView, marked: Option<u32>) {
    for (number, line) in (excerpt.first..).zip(&excerpt.lines) {
        let value = number.to_string();
        let attributes = [("value", value.as_str()), ("class", "marked"), ("tabindex", "-1")];
        let is_marked = marked == Some(number);
        let row = list.add("li", if is_marked { &attributes } else { &attributes[..1] }, line);
        if is_marked {
            row.focus();
        }
    }
}
