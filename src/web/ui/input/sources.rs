//! The sources next to the text area: files and long pastes, each with its count and a way to remove it.

use leptos::prelude::*;

use super::choice_field::{add_forms, form_named};
use crate::format::{count, counted};
use crate::ids::SourceId;
use crate::input::detect::Form;
use crate::protocol::{Command, ReadingView, SOURCES_PER_PAGE, SourceView};
use crate::web::ui::part::Part;
use crate::web::ui::state::State;

pub(super) fn bind(card: &Part, state: State) {
    let reading = state.list.reading;
    let in_all = move || reading.with(|reading| reading.sources_in_all);
    let list = card.part("sources");
    list.shown(move || in_all() > 0);
    let items = |reading: &ReadingView| {
        reading.sources.iter().map(|source| (source.number.0.to_string(), source.clone())).collect()
    };
    list.rows(
        "source",
        move || reading.with(items),
        move |row, source| bind_row(row, state, source),
        show_row,
    );
    card.part("sources-foot").shown(move || in_all() > 1);
    card.part("sources-shown").text(move || reading.with(shown_in_words));
    let show = move |first: u16| state.command(Command::ShowSources { first: SourceId(first) });
    card.button("sources-before").shown(move || reading.with(first) > 0);
    card.on_press("sources-before", move || {
        show(reading.with_untracked(first).saturating_sub(SOURCES_PER_PAGE));
    });
    card.button("more-sources")
        .shown(move || u32::from(reading.with(first)) + u32::from(SOURCES_PER_PAGE) < in_all());
    card.on_press("more-sources", move || {
        show(reading.with_untracked(first).saturating_add(SOURCES_PER_PAGE));
    });
    card.on_press("remove-sources", move || state.remove_sources());
}

/// The first source that is listed, of many.
fn first(reading: &ReadingView) -> u16 {
    reading.sources.first().map_or(0, |source| source.number.0)
}

fn shown_in_words(reading: &ReadingView) -> String {
    let shown = u32::try_from(reading.sources.len()).unwrap_or(u32::MAX);
    let (first, in_all) = (u32::from(first(reading)), reading.sources_in_all);
    if shown == in_all {
        counted(shown, "source", "sources")
    } else {
        format!("{} to {} of {} sources", count(first + 1), count(first + shown), count(in_all))
    }
}

fn bind_row(row: &Part, state: State, source: &SourceView) {
    let number = source.number;
    add_forms(&row.field("form"));
    row.field("form").on_change(move |name| state.set_source_form(number, form_named(&name)));
    row.on_press("read-whole", move || state.read_whole(number));
    row.on_press("view", move || state.view_source(number, None));
    row.on_press("remove", move || state.remove_source(number));
}

fn show_row(row: &Part, source: &SourceView) {
    let SourceView { name, links, form, chosen, is_cut, .. } = source;
    row.part("name").set("title", Some(name));
    row.part("name-text").set_text(name);
    row.part("count").set_text(&links.map_or("reading".to_owned(), |links| counted(links, "link", "links")));
    row.part("cut").show(*is_cut);
    row.button("read-whole").show(*is_cut);
    row.part("found").set_text(&links.map_or("auto".to_owned(), |_| format!("auto: {}", form.name())));
    row.field("form").set("aria-label", Some(&format!("How {name} is read")));
    row.field("form").set_value(chosen.map_or("detect", Form::name));
    row.button("view").set("aria-label", Some(&format!("View {name}")));
    row.button("remove").set("aria-label", Some(&format!("Remove {name}")));
}
