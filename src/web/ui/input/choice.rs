//! Which of the links are requested, and how often; how documents are read.

use leptos::prelude::*;

use super::number_field::{Knob, NumberField};
use crate::format::count;
use crate::input::detect::Form;
use crate::input::reader::MAX_TIMES;
use crate::protocol::{ReadingChoice, ReadingView};
use crate::web::ui::controls::check;
use crate::web::ui::state::State;

#[component]
pub(super) fn Choice(state: State) -> impl IntoView {
    let in_short =
        move || state.list.choice.with(|choice| state.list.reading.with(|reading| in_short(choice, reading)));
    let came_over_https = window().location().protocol().is_ok_and(|protocol| protocol == "https:");
    let times = Knob {
        name: "times",
        label: "Each link, times",
        range: 1..=MAX_TIMES,
        get: Box::new(move || state.list.choice.with(|choice| choice.times)),
        set: Box::new(move |number| state.change_choice(|choice| choice.times = number)),
        remark: |_| None,
    };
    let check = move |hook, words, get: fn(&mut ReadingChoice) -> &mut bool| {
        let is_on = Signal::derive(move || *get(&mut state.list.choice.get()));
        check(hook, words, None, is_on, move |on| state.change_choice(|choice| *get(choice) = on))
    };
    view! {
        <details class="choice" data-testid="choice">
            <summary>"Which links, how often"<span class="knobs-now">{in_short}</span></summary>
            <div class="knob-grid">
                <Words state hook="include" label="Only with" get=|choice| &mut choice.include problem=|reading| &reading.include_problem/>
                <Words state hook="exclude" label="Not with" get=|choice| &mut choice.exclude problem=|reading| &reading.exclude_problem/>
                <NumberField state knob=times/>
            </div>
            {check("skip-private", "Skip private addresses and this machine", |choice| &mut choice.skip_private)}
            {came_over_https.then(|| check(
                "upgrade",
                "Request http links over https, which this page must",
                |choice| &mut choice.upgrade,
            ))}
            <p class="note" id="about-words">
                "Words between blanks: links are requested only with one of the first, and not with any of the second. "
                <code>"re:"</code>" begins a regular expression. What is left out stays in the table as “not sent”."
            </p>
            <p class="note" id="about-times">"Each link is requested so often, each time in a row of its own."</p>
        </details>
    }
}

/// A field of words that links are held against.
#[component]
fn Words(
    state: State,
    hook: &'static str,
    label: &'static str,
    get: fn(&mut ReadingChoice) -> &mut String,
    problem: fn(&ReadingView) -> &Option<String>,
) -> impl IntoView {
    let problem = Memo::new(move |_| state.list.reading.with(|reading| problem(reading).clone()));
    let said = move || problem.get().map(|problem| format!("Cannot be read: {problem}."));
    view! {
        <div class="field">
            <label for=hook>{label}</label>
            <input
                id=hook
                data-testid=hook
                type="text"
                autocomplete="off"
                spellcheck="false"
                aria-describedby=format!("said-{hook} about-words")
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                prop:value=move || get(&mut state.list.choice.get()).clone()
                on:change=move |event| state.change_choice(|choice| *get(choice) = event_target_value(&event))
            />
            <p class="field-said" id=format!("said-{hook}") role="status">{said}</p>
        </div>
    }
}

/// What is chosen other than by default, in a few words, for when the fields are folded away.
fn in_short(choice: &ReadingChoice, reading: &ReadingView) -> String {
    let wanted = |name: &str, text: &str, problem: &Option<String>| {
        let remark = if problem.is_some() { " cannot be read" } else { "" };
        (!text.trim().is_empty()).then(|| format!("{name} {}{remark}", text.trim()))
    };
    let words = [
        wanted("only", &choice.include, &reading.include_problem),
        wanted("not", &choice.exclude, &reading.exclude_problem),
        choice.skip_private.then(|| "no private addresses".to_owned()),
        choice.upgrade.then(|| "over https".to_owned()),
        (choice.times > 1).then(|| format!("{} times each", count(choice.times))),
    ];
    words.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The two choices, while a document with links of its own notation is given.
#[component]
pub(super) fn Documents(state: State) -> impl IntoView {
    let is_needed = move || {
        state.list.reading.with(has_documents) || state.list.choice.with(|choice| !choice.base.is_empty())
    };
    let is_bad = move || {
        let base = state.list.choice.with(|choice| choice.base.trim().to_owned());
        let protocol = web_sys::Url::new(&base).map(|url| (url.protocol(), url.username()));
        let is_good = protocol
            .is_ok_and(|(protocol, user)| matches!(protocol.as_str(), "http:" | "https:") && user.is_empty());
        !base.is_empty() && !is_good
    };
    let set_base = move |event| state.change_choice(|choice| choice.base = event_target_value(&event));
    let is_code = Signal::derive(move || state.list.choice.with(|choice| choice.code));
    let set_code = move |on| state.change_choice(|choice| choice.code = on);
    view! {
        <div class="documents" hidden=move || !is_needed()>
            <div class="field">
                <label for="base-url">"Relative links lead from"</label>
                <input
                    id="base-url"
                    data-testid="base-url"
                    type="url"
                    autocomplete="off"
                    placeholder="https://example.org/docs/"
                    aria-invalid=move || is_bad().then_some("true")
                    prop:value=move || state.list.choice.with(|choice| choice.base.clone())
                    on:change=set_base
                />
                <p class="field-said" role="status">{move || is_bad().then_some("Not a full http or https URL: not used.")}</p>
            </div>
            {check("code", "Links in code count too", None, is_code, set_code)}
        </div>
    }
}

fn has_documents(reading: &ReadingView) -> bool {
    let mut forms = reading.form.into_iter().chain(reading.sources.iter().map(|source| source.form));
    forms.any(Form::has_relative_links)
}
