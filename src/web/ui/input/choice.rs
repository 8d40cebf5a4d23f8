//! Which of the links are requested, and how often; how documents are read.

use leptos::prelude::*;

use super::number_field::{self, Knob};
use crate::format::count;
use crate::input::detect::Form;
use crate::input::list_reader::MAX_TIMES;
use crate::protocol::{ReadingChoice, ReadingView};
use crate::web::ui::part::Part;
use crate::web::ui::state::State;

pub(super) fn bind(card: &Part, state: State) {
    let (choice, reading) = (state.list.choice, state.list.reading);
    card.part("choice-now")
        .text(move || choice.with(|choice| reading.with(|reading| in_short(choice, reading))));
    bind_words(card, state, "include", |choice| &mut choice.include, |reading| &reading.include_problem);
    bind_words(card, state, "exclude", |choice| &mut choice.exclude, |reading| &reading.exclude_problem);
    let times = Knob {
        name: "times",
        range: 1..=MAX_TIMES,
        get: Box::new(move || choice.with(|choice| choice.times)),
        set: Box::new(move |number| state.change_choice(|choice| choice.times = number)),
        remark: |_| None,
    };
    number_field::bind(card, state, times);
    bind_check(&card.field("skip-private"), state, |choice| &mut choice.skip_private);
    let came_over_https = window().location().protocol().is_ok_and(|protocol| protocol == "https:");
    card.when(
        "upgrade",
        move || came_over_https,
        move |label| {
            bind_check(&label.field("upgrade"), state, |choice| &mut choice.upgrade);
        },
    );
}

fn bind_check(field: &Part, state: State, get: fn(&mut ReadingChoice) -> &mut bool) {
    field.tick(
        move || *get(&mut state.list.choice.get()),
        move |on| state.change_choice(|choice| *get(choice) = on),
    );
}

/// Binds a field of words that links are held against.
fn bind_words(
    card: &Part,
    state: State,
    name: &str,
    get: fn(&mut ReadingChoice) -> &mut String,
    problem: fn(&ReadingView) -> &Option<String>,
) {
    let field = card.field(name);
    field.value(move || get(&mut state.list.choice.get()).clone());
    field.on_change(move |words| state.change_choice(|choice| *get(choice) = words));
    let problem = move || state.list.reading.with(|reading| problem(reading).clone());
    field.attribute("aria-invalid", move || problem().map(|_| "true"));
    card.part(&format!("said-{name}"))
        .text(move || problem().map(|problem| format!("Cannot be read: {problem}.")).unwrap_or_default());
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
pub(super) fn bind_documents(card: &Part, state: State) {
    let choice = state.list.choice;
    card.part("documents").shown(move || {
        state.list.reading.with(has_documents) || choice.with(|choice| !choice.base.is_empty())
    });
    let is_bad = move || {
        let base = choice.with(|choice| choice.base.trim().to_owned());
        let protocol = web_sys::Url::new(&base).map(|url| (url.protocol(), url.username()));
        let is_good = protocol
            .is_ok_and(|(protocol, user)| matches!(protocol.as_str(), "http:" | "https:") && user.is_empty());
        !base.is_empty() && !is_good
    };
    let base = card.field("base-url");
    base.value(move || choice.with(|choice| choice.base.clone()));
    base.on_change(move |base| state.change_choice(|choice| choice.base = base));
    base.attribute("aria-invalid", move || is_bad().then_some("true"));
    card.part("said-base-url")
        .text(move || if is_bad() { "Not a full http or https URL: not used." } else { "" });
    bind_check(&card.field("code"), state, |choice| &mut choice.code);
}

fn has_documents(reading: &ReadingView) -> bool {
    let mut forms = reading.form.into_iter().chain(reading.sources.iter().map(|source| source.form));
    forms.any(Form::has_relative_links)
}
