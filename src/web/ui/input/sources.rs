//! The sources next to the text area: files and long pastes, each with its count and a way to remove it.

use leptos::prelude::*;

use super::choice_field::{form_named, form_options};
use crate::format::{count, counted};
use crate::ids::SourceId;
use crate::input::detect::Form;
use crate::protocol::{Command, SOURCES_PER_PAGE, SourceView};
use crate::web::ui::controls::button;
use crate::web::ui::state::State;

#[component]
pub(super) fn Sources(state: State) -> impl IntoView {
    let sources = Memo::new(move |_| state.list.reading.with(|reading| reading.sources.clone()));
    let in_all = Memo::new(move |_| state.list.reading.with(|reading| reading.sources_in_all));
    // Few and seldom changed: rebuilt each time, which costs the page less than a keyed list.
    let rows =
        move || sources.with(|sources| sources.iter().map(|source| row(state, source)).collect::<Vec<_>>());
    view! {
        <ul class="sources" aria-label="Sources" hidden=move || in_all.get() == 0>
            {rows}
        </ul>
        <div class="sources-foot" hidden=move || in_all.get() < 2>
            <Pages state sources in_all/>
            {quiet("remove-sources", "Remove all", None, move || state.remove_sources())}
        </div>
    }
}

/// Which of many sources are listed, and ways to the others.
#[component]
fn Pages(state: State, sources: Memo<Vec<SourceView>>, in_all: Memo<u32>) -> impl IntoView {
    let first = move || sources.with(|sources| sources.first().map_or(0, |source| source.number.0));
    let words = move || {
        let shown = sources.with(|sources| u32::try_from(sources.len()).unwrap_or(u32::MAX));
        let first = u32::from(first());
        if shown == in_all.get() {
            counted(shown, "source", "sources")
        } else {
            format!("{} to {} of {} sources", count(first + 1), count(first + shown), count(in_all.get()))
        }
    };
    let show = move |first: u16| state.command(Command::ShowSources { first: SourceId(first) });
    let is_first = Signal::derive(move || first() == 0);
    let is_last = Signal::derive(move || u32::from(first()) + u32::from(SOURCES_PER_PAGE) >= in_all.get());
    view! {
        <span class="note">{words}</span>
        {quiet(None, "Before", Some(is_first), move || show(untrack(first).saturating_sub(SOURCES_PER_PAGE)))}
        {quiet("more-sources", "More", Some(is_last), move || show(untrack(first).saturating_add(SOURCES_PER_PAGE)))}
    }
}

fn row(state: State, source: &SourceView) -> impl IntoView + use<> {
    let number = source.number;
    let read = source.links.map_or("reading".to_owned(), |links| counted(links, "link", "links"));
    let whole = source.is_cut.then(|| {
        view! {
            <span class="unsure">"not read to its end"</span>
            {quiet("read-whole", "Read all", None, move || state.read_whole(number))}
        }
    });
    let named = |hook: &'static str, verb: &'static str, press: Box<dyn Fn()>| {
        let spoken = format!("{verb} {}", source.name);
        view! {
            <button class="button quiet small" type="button" data-testid=hook aria-label=spoken on:click=move |_| press()>
                {verb}
            </button>
        }
    };
    let chosen = source.chosen.map_or("detect", Form::name);
    let found = source.links.map_or("auto".to_owned(), |_| format!("auto: {}", source.form.name()));
    view! {
        <li class="source">
            <span class="source-name from-end" title=source.name.clone()><bdi>{source.name.clone()}</bdi></span>
            <span class="source-count">{read}</span>
            {whole}
            <select
                class="source-form"
                data-testid="source-form"
                aria-label=format!("How {} is read", source.name)
                prop:value=chosen
                on:change=move |event| state.set_source_form(number, form_named(&event_target_value(&event)))
            >
                <option value="detect">{found}</option>
                {form_options()}
            </select>
            {named("view-source", "View", Box::new(move || state.view_source(number, None)))}
            {named("remove-source", "Remove", Box::new(move || state.remove_source(number)))}
        </li>
    }
}

fn quiet(
    hook: impl Into<Option<&'static str>>,
    words: &'static str,
    hidden: Option<Signal<bool>>,
    press: impl Fn() + 'static,
) -> AnyView {
    button("button quiet small", hook, words, hidden, press)
}
